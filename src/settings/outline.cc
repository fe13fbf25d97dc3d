#include "settings/outline.h"

#include <algorithm>

namespace prodready {
namespace {

constexpr size_t kMaxBlock = 16384;

struct Indented {
  Span line;  ///< with its line feed
  size_t indent = 0;
  bool item = false;   ///< "- …"
  bool blank = false;  ///< or a comment: no part of the structure
};

Indented look_at(std::string_view text, Span line) {
  Indented found;
  found.line = line;
  size_t at = line.begin;
  while (at < line.end && text[at] == ' ') ++at;
  found.indent = at - line.begin;
  const char c = at < line.end ? text[at] : '\n';
  found.blank = c == '\n' || c == '\r' || c == '#';
  found.item = c == '-' && at + 1 < line.end && text[at + 1] == ' ';
  return found;
}

Span line_before(std::string_view text, size_t end) {
  const size_t feed = end < 2 ? std::string_view::npos : text.rfind('\n', end - 2);
  return {feed == std::string_view::npos ? 0 : feed + 1, end};
}

Span line_from(std::string_view text, size_t begin) {
  const size_t feed = text.find('\n', begin);
  return {begin, feed == std::string_view::npos ? text.size() : feed + 1};
}

/// Whether `above` opens the block that `below` stands in. A list may stand as far to the left as
/// its key.
bool is_above(const Indented& above, const Indented& below) {
  return above.indent < below.indent || (above.indent == below.indent && below.item && !above.item);
}

bool has_sections(SettingsFormat format) {
  return format == SettingsFormat::ini || format == SettingsFormat::toml ||
         format == SettingsFormat::systemd;
}

/// Whether `line` stands in the block that the line `head` opens.
bool is_below(SettingsFormat format, std::string_view text, const Indented& head,
              const Indented& line) {
  if (line.blank) return true;
  const auto is_section = [&](const Indented& it) { return text[it.line.begin] == '['; };
  if (has_sections(format)) return is_section(head) && !is_section(line);
  return is_above(head, line);
}

/// The end of the block that the last line of `place` opens, or of the place.
size_t block_end(SettingsFormat format, std::string_view text, Span place) {
  const size_t last = place.end - 1;
  const size_t begin = last == 0 ? 0 : text.rfind('\n', last - 1) + 1;  // npos + 1 is 0
  const Indented head = look_at(text, line_from(text, begin));
  size_t end = head.line.end;
  if (head.blank) return place.end;
  while (end < text.size() && end - place.end < kMaxBlock) {
    const Indented line = look_at(text, line_from(text, end));
    if (!is_below(format, text, head, line)) break;
    end = line.line.end;
  }
  return end == head.line.end ? place.end : end;
}

/// The lines between `floor` and `part` that `part` is indented under, from the top down. What a
/// part before already shows needs no search.
std::vector<Span> lines_above(std::string_view text, size_t floor, Span part) {
  Indented lowest;
  lowest.blank = true;
  for (size_t at = part.begin; at < part.end && lowest.blank;) {
    lowest = look_at(text, line_from(text, at));
    at = lowest.line.end;
  }
  std::vector<Span> lines;
  for (size_t at = part.begin; at > floor && (lowest.indent > 0 || lowest.item);) {
    const Indented line = look_at(text, line_before(text, at));
    at = line.line.begin;
    if (line.blank || !is_above(line, lowest)) continue;
    lines.push_back(line.line);
    lowest = line;
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

/// Lines between `begin` and `end` that begin at the left margin.
void append_top(std::string_view text, size_t begin, size_t end, std::string& out) {
  while (begin < end) {
    const Indented line = look_at(text, line_from(text, begin));
    if (line.indent == 0 && !line.blank && !line.item) out.append(part(text, line.line));
    begin = line.line.end;
  }
}

}  // namespace

std::vector<Span> with_blocks(SettingsFormat format, std::string_view text,
                              const std::vector<Span>& places) {
  std::vector<Span> wide;
  for (Span place : places) {
    if (place.end > place.begin) place.end = block_end(format, text, place);
    if (!wide.empty() && place.begin <= wide.back().end) {
      wide.back().end = std::max(wide.back().end, place.end);
    } else {
      wide.push_back(place);
    }
  }
  return wide;
}

bool has_outline(SettingsFormat format) {
  switch (format) {
    case SettingsFormat::yaml:
    case SettingsFormat::helm_values:
    case SettingsFormat::compose:
    case SettingsFormat::kubernetes:
    case SettingsFormat::github_actions:
    case SettingsFormat::gitlab_ci:
    case SettingsFormat::spring:
      return true;
    default:
      return false;
  }
}

void append_outline(SettingsFormat format, std::string_view text, const std::vector<Span>& parts,
                    std::string& out) {
  const bool top = format == SettingsFormat::kubernetes;
  size_t end = 0;
  for (const Span& shown : parts) {
    const std::vector<Span> above = lines_above(text, end, shown);
    if (top) {
      append_top(text, end, above.empty() ? shown.begin : above.front().begin, out);
    }
    for (const Span& line : above) out.append(part(text, line));
    out.append(part(text, shown));
    if (!out.ends_with('\n')) out += '\n';
    end = shown.end;
  }
  if (top) append_top(text, end, text.size(), out);
}

}  // namespace prodready
