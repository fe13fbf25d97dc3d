// The rules that were compiled into the executable at build time.
#pragma once

#include "rules/rule_set.h"

namespace prodready {

RuleSet builtin_rules();

}  // namespace prodready
