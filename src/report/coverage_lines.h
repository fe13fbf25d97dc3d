// The honest half of the terminal report: what was scanned, what was not, and which findings are
// not shown above.
#pragma once

#include <iosfwd>

#include "report/report.h"

namespace prodready {

/// "scanned 1,204 of 1,241 files (18 MB) · skipped 37 (35 binary, 2 …)"
void write_coverage(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

/// Findings below the thresholds of this run.
void write_hidden(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

/// How many findings are new since the baseline, and how many of its entries are fixed.
void write_baseline(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

/// Findings that somebody accepted, and the first few of them.
void write_suppressed(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

void write_failures(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

}  // namespace prodready
