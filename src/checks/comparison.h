// Environments compared with each other: what they must not share, and what they should both have.
#pragma once

#include "checks/check_report.h"
#include "facts/facts.h"

namespace prodready {

void compare_environments(const Facts& facts, CheckReport& report);

}  // namespace prodready
