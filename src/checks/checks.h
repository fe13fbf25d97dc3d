// What only shows across files. The order is that of the data: overrides change findings, then each
// family of checks adds its own.
#pragma once

#include <string>
#include <vector>

#include "checks/contract.h"
#include "facts/facts.h"
#include "findings/finding.h"
#include "rules/rule_set.h"

namespace prodready {

/// What fingerprints are made with, as in DetectorOptions.
struct FingerprintOptions {
  std::string key;
  std::string path_prefix;
};

/// `facts` sorted; `findings` of all files. The new findings are appended.
void run_checks(const Facts& facts, const Contract& contract, const RuleSet& rules,
                const FingerprintOptions& fingerprints, std::vector<Finding>& findings);

}  // namespace prodready
