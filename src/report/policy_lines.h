// What a configuration file did to this run. The audited tree may bring its own: whatever that
// hides is told.
#pragma once

#include <iosfwd>

#include "report/report.h"

namespace prodready {

void write_policy(const Policy& policy, const Coverage& coverage, const TerminalStyle& style,
                  std::ostream& out);

}  // namespace prodready
