// What is accepted where: what the configuration says to a finding, what comments say to findings
// that only show across files, and what the user should know about suppressions that are of no use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/policy.h"
#include "findings/audit_result.h"
#include "findings/inline_ignore.h"
#include "rules/rule_set.h"

namespace prodready {

/// What suppressions were used for.
struct SuppressionUse {
  std::vector<FileMarkers> markers;  ///< of all files, sorted by path
  uint64_t unheeded = 0;      ///< places that comments accept though the policy does not heed them
  std::vector<bool> ignores;  ///< by Policy::ignores: whether the entry spoke of a finding
  Scope scope = Scope::files;
  bool whole_tree = false;  ///< everything that the configuration speaks of was audited
};

/// Comments on the findings of checks, which no file's scanner could make.
void accept_checked(std::vector<Finding>& findings, const Policy& policy, SuppressionUse& use);

/// What the configuration accepts. Every entry that speaks of the finding is of use, the first one
/// is named.
std::optional<Suppression> configured_suppression(const Finding& finding, const Policy& policy,
                                                  SuppressionUse& use);

/// Suppressions that are unused, expired, broken, without a reason or not heeded, sorted, the first
/// kMaxSuppressionNotes of each kind.
std::vector<Notification> suppression_notes(const SuppressionUse& use, const Policy& policy,
                                            const RuleSet& rules);
inline constexpr size_t kMaxSuppressionNotes = 20;

}  // namespace prodready
