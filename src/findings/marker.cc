#include "findings/marker.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "findings/marker_syntax.h"
#include "text/ascii.h"
#include "text/date.h"
#include "text/find_text.h"
#include "text/line_cursor.h"
#include "text/utf8.h"

namespace prodready {
namespace {

constexpr std::string_view kOwn = "prodready:ignore";
/// How much of a line is looked at on either side: lines of minified code are endless.
constexpr size_t kMaxAround = 1024;
constexpr size_t kMaxReason = 200;
constexpr size_t kMinFingerprint = 8;
/// Of one family in one piece of text: what a hostile file can cost. Those left out hide nothing.
constexpr size_t kMaxHits = 10000;

// ---- prodready's own

struct OwnWord {
  std::string_view suffix;
  std::string_view word;
  Marker::Reach reach;
};
constexpr std::array<OwnWord, 4> kOwnWords = {{
    {"-start", "prodready:ignore-start", Marker::Reach::block},
    {"-end", "prodready:ignore-end", Marker::Reach::block_end},
    {"-file", "prodready:ignore-file", Marker::Reach::file},
    {"", "prodready:ignore", Marker::Reach::line_or_below},
}};

/// Not so: a program's text about markers, `"prodready:ignore[" + id + "]"`.
bool is_list_of_ids(std::string_view list) {
  return std::all_of(list.begin(), list.end(), [](char c) {
    return is_word(c) || c == '-' || c == '.' || c == ',' || c == ' ' || c == '\t';
  });
}

/// At most kMaxReason bytes, no character cut in two.
std::string shortened(std::string_view text) {
  if (text.size() <= kMaxReason) return std::string(text);
  size_t end = 0;
  while (end < kMaxReason) {
    const size_t next = end + decode_utf8(text.substr(end)).length;
    if (next > kMaxReason) break;
    end = next;
  }
  return std::string(text.substr(0, end));
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// `until=…`, `owner=…`, `id=…`; false for any other word.
bool take_attribute(Marker& marker, std::string_view word) {
  const auto value_of = [&](std::string_view key) {
    return word.starts_with(key) ? word.substr(key.size()) : std::string_view();
  };
  if (const auto owner = value_of("owner="); !owner.empty()) {
    marker.owner = shortened(owner);
  } else if (const auto until = value_of("until="); !until.empty()) {
    marker.until = shortened(until);
    if (!is_date(until)) marker.problem = "until=" + marker.until + " is no date (YYYY-MM-DD)";
  } else if (auto id = value_of("id="); !id.empty()) {
    if (id.starts_with("v1:")) id.remove_prefix(3);
    marker.fingerprint = shortened(id);
    if (id.size() < kMinFingerprint || !is_hex(id))
      marker.problem = "id=" + marker.fingerprint + " is not the beginning of a fingerprint (" +
                       std::to_string(kMinFingerprint) + " or more hex digits)";
  } else {
    return false;
  }
  return true;
}

/// Attributes stand before or behind the reason; in the midst of it they are words like others.
void read_reason(Marker& marker, std::string_view text) {
  text = trimmed(text);
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(" \t"), text.size());
    if (!take_attribute(marker, text.substr(0, end))) break;
    text = trimmed(text.substr(end));
  }
  while (!text.empty()) {
    const size_t blank = text.find_last_of(" \t");
    if (blank == std::string_view::npos || !take_attribute(marker, text.substr(blank + 1))) break;
    text = trimmed(text.substr(0, blank));
  }
  marker.reason = shortened(text);
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view list) {
  constexpr std::string_view kSeparators = ", \t\r";
  std::vector<std::string_view> words;
  for (size_t at = list.find_first_not_of(kSeparators); at != std::string_view::npos;) {
    const size_t end = std::min(list.find_first_of(kSeparators, at), list.size());
    words.push_back(list.substr(at, end - at));
    at = list.find_first_not_of(kSeparators, end);
  }
  return words;
}

std::string_view without_comment_end(std::string_view text) {
  text = trimmed(text);
  for (std::string_view end :
       {"*/}", "*/", "--%>", "--}}", "-->", "#}", "%>", "*)", "]]", "}}", "\"\"\"", "'''"}) {
    if (!text.ends_with(end)) continue;
    text.remove_suffix(end.size());
    break;
  }
  return trimmed(text);
}

std::vector<Marker> read_own_marker(const MarkerLine& line) {
  std::string_view rest = line.after;
  const auto word = std::find_if(kOwnWords.begin(), kOwnWords.end(),
                                 [&](const OwnWord& own) { return rest.starts_with(own.suffix); });
  rest.remove_prefix(word->suffix.size());
  Marker marker;
  marker.word = word->word;
  marker.own = true;
  marker.reach = word->reach;
  if (rest.starts_with('[')) {
    const size_t close = rest.find(']');
    if (close != std::string_view::npos && !is_list_of_ids(rest.substr(1, close - 1))) return {};
    for (std::string_view rule : words_of(rest.substr(1, close - 1)))
      marker.rules.emplace_back(rule.substr(0, kMaxReason));
    if (close == std::string_view::npos || marker.rules.empty()) {
      marker.problem = close == std::string_view::npos ? "its [ is not closed"
                                                       : "it names no rule between [ and ]";
      marker.rules.clear();
      return {marker};
    }
    rest.remove_prefix(close + 1);
  } else if (!rest.empty() && (is_word(rest[0]) || rest[0] == '-')) {
    return {};  // another word
  }
  read_reason(marker, without_comment_end(rest));
  return {marker};
}

namespace {

// ---- Where they stand

constexpr std::array<std::string_view, 22> kCommentSigns = {
    "#", "//", "/*", "*",   "--", ";",   "<!--", "{#", "{{!--",  "{{!", "%",
    "!", "(*", "@*", "dnl", "::", "REM", "rem",  "|",  "\"\"\"", "'''", "<%#"};

bool ends_with_comment_sign(std::string_view before) {
  before = trimmed(before);
  return std::any_of(kCommentSigns.begin(), kCommentSigns.end(), [&](std::string_view sign) {
    if (!before.ends_with(sign)) return false;
    if (!is_letter(sign[0])) return true;
    const size_t begin = before.size() - sign.size();
    return begin == 0 || !is_word(before[begin - 1]);
  });
}

/// Nothing that code is written with, though REM and dnl are words.
bool is_comment_line(std::string_view before) {
  before = trimmed(before);
  for (std::string_view word : {"REM", "rem", "dnl"}) {
    if (before.ends_with(word)) before.remove_suffix(word.size());
  }
  return std::none_of(before.begin(), before.end(), is_word);
}

struct Hit {
  size_t at;
  const MarkerFamily* family;
};

void find_needles(const MarkedText& where, const MarkerFamily& family, std::vector<Hit>& hits) {
  // A needle may reach beyond the end that it begins before.
  const size_t end = std::min(where.end + family.needle.size() - 1, where.text.size());
  size_t found = 0;
  for (size_t at = where.begin; at < end && found < kMaxHits; ++found) {
    const size_t offset = find_text(where.text.substr(0, end), family.needle, at);
    if (offset == std::string_view::npos) break;
    hits.push_back({offset, &family});
    at = offset + family.needle.size();
  }
}

MarkerLine line_around(const MarkedText& where, size_t begin, size_t end) {
  const size_t floor = begin > kMaxAround ? begin - kMaxAround : 0;
  std::string_view before = where.text.substr(floor, begin - floor);
  const size_t newline = before.rfind('\n');
  if (newline != std::string_view::npos) before.remove_prefix(newline + 1);
  std::string_view after = where.text.substr(end, kMaxAround);
  return {where.path, before, after.substr(0, after.find('\n'))};
}

}  // namespace

std::vector<Marker> find_markers(const MarkedText& where, uint32_t kinds) {
  static constexpr MarkerFamily kOwnFamily = {kOwnMarkers, kOwn, read_own_marker};
  std::vector<Hit> hits;
  if (kinds & kOwnMarkers) find_needles(where, kOwnFamily, hits);
  for (const MarkerFamily& family : other_families()) {
    if (kinds & family.kind) find_needles(where, family, hits);
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.at, a.family->needle) < std::tie(b.at, b.family->needle);
  });

  std::vector<Marker> markers;
  LineCursor cursor(where.text, where.line, where.column);
  for (const Hit& hit : hits) {
    const MarkerLine line = line_around(where, hit.at, hit.at + hit.family->needle.size());
    for (Marker& marker : hit.family->read(line)) {
      cursor.advance_to(hit.at);
      marker.at = {cursor.line(), cursor.column()};
      const bool whole_line = line.before.size() < std::min(hit.at, kMaxAround) ||
                              (hit.at < kMaxAround && where.column == 1);
      marker.comment_line = whole_line && is_comment_line(line.before);
      marker.in_comment = ends_with_comment_sign(line.before);
      if (marker.reach == Marker::Reach::file && marker.at.line > kFileMarkerLines &&
          marker.problem.empty())
        marker.problem = "it stands below the first " + std::to_string(kFileMarkerLines) + " lines";
      markers.push_back(std::move(marker));
    }
  }
  return markers;
}

}  // namespace prodready
