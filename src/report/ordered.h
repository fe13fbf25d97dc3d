// Findings in the order that a format lists them in.
#pragma once

#include <vector>

#include "findings/audit_result.h"

namespace prodready {

/// Findings and suppressed findings in one order: certain ones first, then by severity, path, place
/// and rule.
std::vector<const Finding*> all_findings(const AuditResult& result);

/// The findings, worst first, then the suppressed ones.
std::vector<const Finding*> suppressed_last(const AuditResult& result);

/// The rules of `findings`, sorted by id.
std::vector<const Rule*> rules_of(const std::vector<const Finding*>& findings);

}  // namespace prodready
