// The end of the terminal report, where the eye rests: counts, verdict, coverage, and everything
// that was not shown.
#pragma once

#include <iosfwd>

#include "report/report.h"

namespace prodready {

void write_summary(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

}  // namespace prodready
