// Where a finding stands, as a terminal shows it: `path:line`, which editors and terminals make
// clickable.
#pragma once

#include <string>

#include "findings/finding.h"
#include "report/report.h"

namespace prodready {

/// "src/a.py:12", with the column "src/a.py:12:5"; only the path where the finding is the file
/// itself.
std::string place(const Finding& finding, const TerminalStyle& style, bool with_column = false);

}  // namespace prodready
