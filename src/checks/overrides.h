// A value that all environments share says little while production has its own: an unsafe base
// value that production sets safe is withdrawn to info, and a production file that turns back on
// what the base turns off is named as that.
#pragma once

#include <vector>

#include "facts/facts.h"
#include "findings/finding.h"

namespace prodready {

void apply_overrides(const Facts& facts, std::vector<Finding>& findings);

}  // namespace prodready
