// A finding as the terminal shows it: headline, place, code frame, and the notes below it.
#pragma once

#include <iosfwd>

#include "findings/finding.h"
#include "report/report.h"

namespace prodready {

/// `with_advice`: the rule's fix and where to read more; once a rule is enough.
void write_annotation(const Finding& finding, const TerminalStyle& style, bool with_advice,
                      std::ostream& out);

}  // namespace prodready
