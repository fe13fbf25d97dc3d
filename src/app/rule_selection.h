// The rules of a run: built in, the user's own, or both.
#pragma once

#include "config/policy.h"
#include "rules/rule_set.h"

namespace prodready {

/// The rules that `policy` asks for. Throws Error when that is none, or when it disables or ignores
/// a rule that does not exist: a mistyped id must not leave somebody believing that it does
/// something.
RuleSet select_rules(const Policy& policy, bool with_examples = false);

}  // namespace prodready
