// The rules that were compiled into the executable at build time.
#pragma once

#include "rules/rule_set.h"

namespace prodready {

/// The examples are what `explain` shows; an audit does without.
RuleSet builtin_rules(bool with_examples = false);

}  // namespace prodready
