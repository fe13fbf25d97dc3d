#include "report/ink.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include "report/amounts.h"
#include "report/ci_commands.h"
#include "report/display_width.h"
#include "report/uri.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace prodready {
namespace {

/// Parameters of the "select graphic rendition" sequence, by Paint.
constexpr std::array<std::string_view, 10> kCodes = {
    "2",     // info: dim
    "36",    // low: cyan
    "33",    // medium: yellow
    "31",    // high: red
    "1;31",  // critical: bold red
    "1;32",  // good: bold green
    "1;31",  // bad: bold red
    "1;33",  // caution: bold yellow
    "1;34",  // gutter: bold blue
    "1",     // strong: bold
};

struct Likeness {
  uint32_t code_point;
  std::string_view ascii;
};

/// What typographic characters become where the terminal knows ASCII only.
constexpr Likeness kLikenesses[] = {
    {0xa0, " "},   {0xb7, "-"},    {0xd7, "x"},    {0x2013, "-"},   {0x2014, "-"},  {0x2018, "'"},
    {0x2019, "'"}, {0x201c, "\""}, {0x201d, "\""}, {0x2026, "..."}, {0x2192, "->"},
};

std::string ascii_for(uint32_t code_point) {
  for (const Likeness& likeness : kLikenesses) {
    if (likeness.code_point == code_point) return std::string(likeness.ascii);
  }
  char text[16];
  std::snprintf(text, sizeof text, code_point > 0xffff ? "\\u{%x}" : "\\u%04x", code_point);
  return text;
}

/// A Latin-1 terminal would read the bytes of UTF-8 as characters, and some of them as control
/// characters.
std::string ascii_only(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.value < 0x80) {
      result += text[0];
    } else {
      result += ascii_for(point.value);
    }
    text.remove_prefix(point.length);
  }
  return result;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(' ') == std::string_view::npos;
}

}  // namespace

Paint paint_of(Severity severity) { return static_cast<Paint>(severity); }

std::string painted(const TerminalStyle& style, Paint paint, std::string_view text) {
  if (!style.color || text.empty()) return std::string(text);
  std::string result = "\x1b[";
  return result.append(kCodes[static_cast<size_t>(paint)])
      .append("m")
      .append(text)
      .append("\x1b[0m");
}

std::string linked(const TerminalStyle& style, std::string_view url, std::string_view text) {
  if (!style.hyperlinks || url.empty()) return std::string(text);
  std::string result = "\x1b]8;;";
  return result.append(url).append("\x1b\\").append(text).append("\x1b]8;;\x1b\\");
}

std::string file_url(const TerminalStyle& style, std::string_view path) {
  if (style.absolute_root.empty()) return "";
  std::string absolute = style.absolute_root;
  if (absolute.back() != '/') absolute += '/';
  return "file://" + uri_path(absolute.append(path));
}

std::string shown(const TerminalStyle& style, std::string_view text) {
  std::string result = printable(text);
  for (size_t at = 0; (at = find_ci_command(result, at)) != std::string::npos;) {
    result.replace(at, 1, "\\x23");
  }
  return style.unicode ? result : ascii_only(result);
}

std::string_view ellipsis(const TerminalStyle& style) { return style.unicode ? "…" : "..."; }
std::string_view separator(const TerminalStyle& style) { return style.unicode ? " · " : " - "; }

size_t columns(const TerminalStyle& style) {
  return static_cast<size_t>(std::clamp(style.width, 20, 1000));
}

void write_unbroken(std::string line, std::ostream& out) {
  const size_t command = find_leading_ci_command(line);
  if (command != std::string::npos) line.replace(command, 1, "\\x3a");
  out << line.erase(line.find_last_not_of(' ') + 1) << '\n';
}

void write_wrapped(const TerminalStyle& style, std::string_view first, std::string_view rest,
                   std::string_view text, std::ostream& out) {
  std::string line(first);
  bool fresh = true;  // no word stands on this line yet
  while (!is_blank(text)) {
    const size_t gap = text.find_first_not_of(' ');
    const std::string_view word = text.substr(gap, text.find(' ', gap) - gap);
    text.remove_prefix(gap + word.size());
    if (!fresh && display_width(line) + gap + display_width(word) > columns(style)) {
      write_unbroken(line, out);
      line = rest;
      fresh = true;
    }
    if (!fresh) line.append(gap, ' ');
    line += word;
    fresh = false;
  }
  write_unbroken(line, out);
}

size_t listed_count(size_t count, size_t limit, const TerminalStyle& style) {
  return style.show_all ? count : std::min(count, limit);
}

void write_unlisted(size_t count, const TerminalStyle& style, std::ostream& out) {
  if (count == 0) return;
  out << "  " << ellipsis(style) << " " << amount(count) << " more (--all to show)\n";
}

}  // namespace prodready
