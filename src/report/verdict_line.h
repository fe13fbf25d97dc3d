// The line that answers the question: READY, NOT READY or INCOMPLETE, and by what.
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <string>

#include "report/report.h"

namespace prodready {

using SeverityCounts = std::array<uint64_t, 5>;  ///< index = Severity

/// "2 critical, 4 high, 1 medium", worst first; "no finding" if all are zero.
std::string counts_in_words(const SeverityCounts& counts, const TerminalStyle& style);

void write_verdict(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

}  // namespace prodready
