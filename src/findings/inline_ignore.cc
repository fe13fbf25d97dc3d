#include "findings/inline_ignore.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/ascii.h"

namespace prodready {
namespace {

using Reach = Marker::Reach;

/// How far from a finding a marker may stand on its own line: lines of minified code are endless.
constexpr uint64_t kMaxDistance = 1024;
/// How many markers of the lines above and below a finding are looked at.
constexpr size_t kMaxOnLine = 64;

bool is_file_as_such(const Location& location) { return location.start == location.end; }

// ---- Whether a marker is about a finding's rule and value

/// "private-key-pem" begins with "privatekey".
bool begins_with(std::string_view id, std::string_view name) {
  if (name.find_first_not_of('-') == std::string_view::npos) return false;
  size_t at = 0;
  for (char c : name) {
    if (c == '-') continue;
    while (at < id.size() && id[at] == '-') ++at;
    if (at == id.size() || id[at] != to_lower(c)) return false;
    ++at;
  }
  return true;
}

bool is_about_rule(const Marker& marker, const Rule& rule) {
  if (marker.credentials_only && rule.category != Category::credentials) return false;
  return marker.rules.empty() ||
         std::any_of(marker.rules.begin(), marker.rules.end(), [&](const std::string& name) {
           return marker.own ? name == rule.id : begins_with(rule.id, name);
         });
}

bool is_about_value(const Marker& marker, const Finding& finding) {
  constexpr std::string_view kVersion = "v1:";
  const auto fits = [&](std::string_view id) {
    return id.starts_with(kVersion) && id.substr(kVersion.size()).starts_with(marker.fingerprint);
  };
  return marker.fingerprint.empty() || fits(finding.fingerprint) || fits(finding.value_id);
}

// ---- Whether it is about the finding's place

bool is_about_line(const Marker& marker, const Location& finding) {
  const uint64_t line = marker.at.line;
  const bool above = line + 1 == finding.start.line;
  if (marker.reach == Reach::below) return above;
  if (line >= finding.start.line && line <= finding.end.line) return true;
  if (!marker.comment_line) return false;
  if (above) return marker.reach != Reach::line;
  return marker.reach == Reach::line_or_around && line == finding.end.line + 1;
}

bool is_about_place(const Marker& marker, const Location& finding) {
  if (marker.reach == Reach::file) return true;
  if (is_file_as_such(finding)) return false;
  if (marker.reach == Reach::block) return marker.at <= finding.start && finding.start < marker.end;
  return is_about_line(marker, finding);
}

Suppression suppression(const Marker& marker, const std::string& path) {
  Suppression result;
  result.kind = SuppressionKind::in_source;
  result.reason = marker.reason;
  result.origin = path + ":" + std::to_string(marker.at.line);
  result.marker = marker.word;
  result.owner = marker.owner;
  result.until = marker.until;
  return result;
}

std::span<Marker> between(std::vector<Marker>& lines, Position from, Position to) {
  const auto before = [](const Marker& marker, const Position& at) { return marker.at < at; };
  const auto first = std::lower_bound(lines.begin(), lines.end(), from, before);
  return {first, std::lower_bound(first, lines.end(), to, before)};
}

/// Those that may be about `finding`, nearest lines first. Few, however many a hostile file holds:
/// else findings times markers would be looked at.
std::array<std::span<Marker>, 3> lines_around(std::vector<Marker>& lines, const Location& finding) {
  const auto& [start, end] = finding;
  const auto whole_line = [&](uint64_t line) {
    const std::span<Marker> all = between(lines, {line, 0}, {line + 1, 0});
    return all.first(std::min(all.size(), kMaxOnLine));
  };
  const uint64_t left = start.column > kMaxDistance ? start.column - kMaxDistance : 0;
  return {between(lines, {start.line, left}, {end.line, end.column + kMaxDistance + 1}),
          whole_line(start.line - 1), whole_line(end.line + 1)};
}

/// A marker of secretlint that names rules ends what names the same ones, and what names none:
/// rather too much is shown than too little.
bool ends(const Marker& end, const Marker& block) {
  if (block.closed || block.own != end.own || block.reach != Reach::block) return false;
  return end.own || end.rules.empty() || block.rules.empty() || block.rules == end.rules;
}

void close_blocks(std::vector<Marker>& wide, const Marker& end) {
  for (auto block = wide.rbegin(); block != wide.rend(); ++block) {
    if (!ends(end, *block)) continue;
    block->closed = true;
    block->end = end.at;
    if (end.own) return;  // the innermost; secretlint's are not nested
  }
}

bool has_open_block(const std::vector<Marker>& wide, const Marker& end) {
  return std::any_of(wide.begin(), wide.end(),
                     [&](const Marker& block) { return ends(end, block); });
}

}  // namespace

void add(FileMarkers& markers, Marker marker) {
  if (marker.reach == Reach::block_end) {
    if (has_open_block(markers.wide, marker)) {
      close_blocks(markers.wide, marker);
      return;
    }
    if (!marker.own) return;
    marker.problem = "there is no prodready:ignore-start above it";
  }
  const bool wide = marker.reach == Reach::block || marker.reach == Reach::file;
  std::vector<Marker>& list = wide ? markers.wide : markers.lines;
  if (list.size() < (wide ? kMaxWideMarkers : kMaxLineMarkers)) list.push_back(std::move(marker));
}

std::optional<Suppression> suppression_by(FileMarkers& markers, const Finding& finding,
                                          std::string_view today) {
  const auto take = [&](Marker& marker) {
    const bool holds = marker.problem.empty() && !has_expired(marker, today) &&
                       is_about_place(marker, finding.location) &&
                       is_about_rule(marker, *finding.rule) && is_about_value(marker, finding);
    marker.used |= holds;
    return holds;
  };
  if (!is_file_as_such(finding.location)) {
    for (std::span<Marker> some : lines_around(markers.lines, finding.location)) {
      const auto found = std::find_if(some.begin(), some.end(), take);
      if (found != some.end()) return suppression(*found, finding.path);
    }
  }
  for (Marker& marker : markers.wide) {
    if (take(marker)) return suppression(marker, finding.path);
  }
  return std::nullopt;
}

void InlineIgnores::begin_file(std::string_view path) {
  own_ = {};
  others_ = {};
  own_.path = path;
  read_until_ = 0;
}

void InlineIgnores::read(const Window& window, bool has_findings) {
  others_.lines.clear();
  if (window.text.empty()) return;
  MarkedText where = {window.path, window.text, window.line, window.column};

  // What lasts is read once: up to the last line that this window shows whole, at least through the
  // core, and from there on in the next one.
  const size_t newline = window.text.rfind('\n');
  const size_t whole_lines = newline == std::string_view::npos ? 0 : newline + 1;
  where.begin = read_until_ > window.offset ? static_cast<size_t>(read_until_ - window.offset) : 0;
  where.end = window.last ? window.text.size() : std::max(whole_lines, window.core_end);
  const bool one_window = window.first && window.last;
  const bool blocks = has_findings || !one_window || window.excerpt;
  const uint32_t lasting = kOwnMarkers | (blocks ? kOtherBlocks : 0U);
  if (where.begin < where.end) {
    for (Marker& marker : find_markers(where, lasting)) {
      FileMarkers& markers = marker.own ? own_ : others_;
      add(markers, std::move(marker));
    }
    read_until_ = window.offset + where.end;
  }

  if (!has_findings) return;
  where.begin = 0;
  where.end = window.text.size();
  for (Marker& marker : find_markers(where, kOtherLines)) add(others_, std::move(marker));
}

bool InlineIgnores::any() const {
  return has_own() || !others_.lines.empty() || !others_.wide.empty();
}

std::optional<Suppression> InlineIgnores::suppression_of(const Finding& finding) {
  auto found = suppression_by(own_, finding, today_);
  if (!found) found = suppression_by(others_, finding, today_);
  if (heeded_ || !found) return found;
  ++unheeded_;
  return std::nullopt;
}

void InlineIgnores::end_file(bool told) {
  if (!has_own()) return;
  own_.told = told;
  done_.push_back(std::exchange(own_, {}));
}

}  // namespace prodready
