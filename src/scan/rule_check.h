// A rule's examples through the real detector: every [[bad]] must be found, no [[good]] may be. The build runs this over
// the built-in rules, `prodready rules check` over a user's.
#pragma once

#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace prodready {

/// One message "file:line: …" for each example that does not hold.
std::vector<std::string> check_examples(const RuleSet& rules);

/// One message for each rule that nothing holds back: it runs on every byte of every file.
std::vector<std::string> unselective_rules(const RuleSet& rules);

}  // namespace prodready
