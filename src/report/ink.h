// What a line of the terminal report is made of: colours, links, the few characters beyond ASCII,
// line breaks, and `shown`, the one way by which text of the audited tree gets into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "report/report.h"

namespace prodready {

/// The first five in the order of Severity.
enum class Paint : uint8_t {
  info,
  low,
  medium,
  high,
  critical,
  good,
  bad,
  caution,
  gutter,
  strong
};

Paint paint_of(Severity severity);

/// `text` in a colour, if colours are on. Meaning is never in the colour alone.
std::string painted(const TerminalStyle& style, Paint paint, std::string_view text);

/// `text` as a link to `url`, if links are on and `url` is not empty.
std::string linked(const TerminalStyle& style, std::string_view url, std::string_view text);

/// The file:// address of a path below the audited root; empty when the root is not known.
std::string file_url(const TerminalStyle& style, std::string_view path);

/// `text` from the audited tree, from a rule or from the system, made harmless: no control
/// character, no CI command, no newline; ASCII only if the terminal knows no more.
std::string shown(const TerminalStyle& style, std::string_view text);

std::string_view ellipsis(const TerminalStyle& style);   ///< "…" or "..."
std::string_view separator(const TerminalStyle& style);  ///< " · " or " - "

/// Columns to write in: style.width within reason.
size_t columns(const TerminalStyle& style);

/// Writes `text` in lines of at most `columns(style)`, broken at blanks; the first line begins with
/// `first`, the others with `rest`. A word that does not fit is not broken: paths and addresses
/// stay whole.
void write_wrapped(const TerminalStyle& style, std::string_view first, std::string_view rest,
                   std::string_view text, std::ostream& out);

/// Writes `line` as it is, unless a CI system would read a command at its beginning.
void write_unbroken(std::string line, std::ostream& out);

/// How many of `count` lines to list: at most `limit`, unless all are asked for.
size_t listed_count(size_t count, size_t limit, const TerminalStyle& style);

/// "  … 7 more (--all to show)", if `count` is not 0.
void write_unlisted(size_t count, const TerminalStyle& style, std::ostream& out);

}  // namespace prodready
