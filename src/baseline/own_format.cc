#include "baseline/own_format.h"

#include <algorithm>
#include <array>
#include <set>

#include "findings/fingerprint.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/escape.h"

namespace prodready {
namespace {

constexpr std::string_view kMagic = "# prodready-baseline ";
constexpr std::string_view kVersion = "v1 key:";
constexpr std::string_view kNoValue = "-";
constexpr std::string_view kHistory = "history";

bool is_lower_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

bool stays_plain(char c) {
  return is_word(c) || std::string_view("./-+@,:~()[]{}").find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (char c : path) {
    if (stays_plain(c)) {
      text += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      text += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return text;
}

/// A path that stays below the root: what is asked of it never leaves the audited tree.
bool is_inner_path(std::string_view path) {
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return path.find('\0') == std::string_view::npos;
}

std::string header(const std::string& key) {
  return std::string(kMagic) + std::string(kVersion) + key_check(key);
}

/// Reads line by line and knows where it is.
class LineReader {
 public:
  LineReader(const std::string& file, const std::string& key) : file_(file), header_(header(key)) {}

  void read(std::string_view line, std::vector<BaselineEntry>& entries) {
    ++number_;
    if (line.ends_with('\r')) line.remove_suffix(1);  // git may have checked it out that way
    if (line.starts_with(kMagic)) return check_header(line);
    if (line.empty()) return;
    check_conflict(line);
    entries.push_back(entry(line));
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw Error(file_ + ":" + std::to_string(number_) + ": " + why);
  }

  void check_header(std::string_view line) const {
    if (line == header_) return;
    if (!line.substr(kMagic.size()).starts_with(kVersion))
      fail("this baseline has a version that this prodready does not know; use a newer one");
    fail(
        "this baseline was made with another --fingerprint-key (PRODREADY_FINGERPRINT_KEY): give "
        "that key, or make it anew with \"prodready baseline create --force\"");
  }

  void check_conflict(std::string_view line) const {
    constexpr std::array<std::string_view, 4> kMarkers = {"<<<<<<<", "|||||||",
                                                          "=======", ">>>>>>>"};
    for (std::string_view marker : kMarkers) {
      if (line.starts_with(marker))
        fail(
            "a merge conflict is left here: keep the lines of both sides and remove the markers "
            "(the order does not matter); \"prodready baseline update\" puts it in order");
    }
  }

  BaselineEntry entry(std::string_view line) const {
    std::vector<std::string_view> fields;
    for (size_t begin = 0; begin <= line.size() && fields.size() < 6;) {
      const size_t end = std::min(line.find(' ', begin), line.size());
      fields.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
    const bool history = fields.size() == 5 && fields[4] == kHistory;
    if (fields.size() != 4 && !history)
      fail("this is no entry; an entry is \"PATH RULE FINGERPRINT VALUE-ID\"");
    const std::optional<std::string> path = percent_decoded(fields[0]);
    const std::optional<std::string> rule = percent_decoded(fields[1]);
    if (!path || !is_inner_path(*path))
      fail("\"" + printable(fields[0]) + "\" is no path below the root, percent-encoded");
    if (!rule || rule->empty()) fail("\"" + printable(fields[1]) + "\" is no rule id");
    if (!is_fingerprint(fields[2]))
      fail("\"" + printable(fields[2]) + "\" is no fingerprint (\"v1:\" and 32 hex digits)");
    if (fields[3] != kNoValue && !is_fingerprint(fields[3]))
      fail("\"" + printable(fields[3]) + "\" is no value id (\"v1:\" and 32 hex digits, or \"-\")");
    return {*path, *rule, std::string(fields[2]),
            fields[3] == kNoValue ? "" : std::string(fields[3]), history};
  }

  const std::string& file_;
  std::string header_;
  size_t number_ = 0;
};

std::string line_of(const BaselineEntry& entry) {
  return percent_encoded(entry.path) + " " + percent_encoded(entry.rule_id) + " " +
         entry.fingerprint + " " +
         (entry.value_id.empty() ? std::string(kNoValue) : entry.value_id) +
         (entry.history ? " " + std::string(kHistory) : "") + "\n";
}

}  // namespace

bool is_own_format(std::string_view text) {
  return text.starts_with(kMagic) || text.starts_with("<<<<<<< ");
}

std::vector<BaselineEntry> parse_own_format(std::string_view text, const std::string& file,
                                            const std::string& fingerprint_key) {
  std::vector<BaselineEntry> entries;
  LineReader reader(file, fingerprint_key);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    reader.read(text.substr(0, end), entries);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return merged(std::move(entries));
}

std::vector<BaselineEntry> merged(std::vector<BaselineEntry> entries) {
  std::sort(entries.begin(), entries.end());
  // An entry that the history has stays one: behind the same without the mark, it sorts last.
  std::reverse(entries.begin(), entries.end());
  std::set<std::string_view> known;
  std::vector<BaselineEntry> unique;
  unique.reserve(entries.size());  // `known` refers into it
  for (BaselineEntry& entry : entries) {
    if (known.contains(entry.fingerprint)) continue;
    unique.push_back(std::move(entry));
    known.insert(unique.back().fingerprint);
  }
  std::reverse(unique.begin(), unique.end());
  return unique;
}

bool is_fingerprint(std::string_view text) {
  constexpr std::string_view kPrefix = "v1:";
  return text.size() == kPrefix.size() + 32 && text.starts_with(kPrefix) &&
         std::all_of(text.begin() + kPrefix.size(), text.end(), is_lower_hex);
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[i + 2]);
    if (low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::string baseline_text(std::vector<BaselineEntry> entries, const std::string& fingerprint_key) {
  std::vector<std::string> lines;
  for (const BaselineEntry& entry : merged(std::move(entries))) lines.push_back(line_of(entry));
  std::sort(lines.begin(), lines.end());
  std::string text = header(fingerprint_key) + "\n";
  for (const std::string& line : lines) text += line;
  return text;
}

}  // namespace prodready
