// The program on one screen: policy and rules in, AuditResult out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "baseline/baseline.h"
#include "baseline/comparison.h"
#include "checks/contract.h"
#include "config/policy.h"
#include "findings/audit_result.h"
#include "rules/rule_set.h"
#include "source/source.h"

namespace prodready {

/// Audits `request` with `rules`; what `baseline` has is accepted. The result refers to the rules:
/// keep them alive as long as it is used. Throws Error for a path that does not exist.
AuditResult audit(const SourceRequest& request, const RuleSet& rules, const Policy& policy,
                  Progress& progress, const Baseline& baseline = {});

/// What code and configuration say about environment variables, and the findings about it.
struct ContractAudit {
  AuditResult result;
  Facts facts;
  Contract contract;  ///< refers to `facts`
  BaselineComparison baseline;
};
/// As audit(), with the contract kept.
ContractAudit audit_contract(const SourceRequest& request, const RuleSet& rules,
                             const Policy& policy, Progress& progress,
                             const Baseline& baseline = {});

/// Every decision made about one line: candidates, filters, environment, severity. Text for people,
/// already escaped.
std::string explain_line(const std::string& path, uint64_t line, const RuleSet& rules,
                         const Policy& policy);

}  // namespace prodready
