// One line of audited source as the terminal shows it: harmless, cut to the columns that are left,
// and underlined.
#pragma once

#include <string>

#include "findings/finding.h"
#include "report/report.h"

namespace prodready {

struct CodeLine {
  std::string text;       ///< with an ellipsis where something was cut off
  std::string underline;  ///< '^' below what is marked; empty for neighbour lines
};

/// `room`: columns for the text; where it is too long, the part around the mark is kept.
CodeLine code_line(const FrameLine& line, const TerminalStyle& style, size_t room);

}  // namespace prodready
