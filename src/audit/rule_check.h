// A rule's examples through the real detector: every [[bad]] must be found, no [[good]] may be. The
// build runs this over the built-in rules, `prodready rules check` over a user's.
#pragma once

#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace prodready {

/// One message "file:line: …" for each example that does not hold.
std::vector<std::string> check_examples(const RuleSet& rules);

/// One message for each rule that keeps less than a built-in rule promises: no reference to where
/// its issuer or framework documents it, or the other half of its pair is no rule.
std::vector<std::string> unfounded_rules(const RuleSet& rules);

/// One message for each rule that would make scans slow: nothing holds it back from running on
/// every byte of every file, or its regex is so large that compiling it takes longer than reading a
/// file.
std::vector<std::string> costly_rules(const RuleSet& rules);

}  // namespace prodready
