#include "checks/checks.h"

#include <iterator>

#include "checks/check_report.h"
#include "checks/comparison.h"
#include "checks/contract.h"
#include "checks/contract_checks.h"
#include "checks/overrides.h"
#include "checks/repository.h"

namespace prodready {

void run_checks(const Facts& facts, const Contract& contract, const RuleSet& rules,
                const FingerprintOptions& fingerprints, std::vector<Finding>& findings) {
  apply_overrides(facts, findings);
  CheckReport report(rules, fingerprints.key, fingerprints.path_prefix);
  check_contract(facts, contract, report);
  compare_environments(facts, report);
  check_ignored_files(facts, report);
  check_lock_files(facts, report);
  check_settings_layout(facts, report);
  check_deployment(facts, report);
  check_infrastructure(facts, report);
  std::vector<Finding> added = report.take();
  std::move(added.begin(), added.end(), std::back_inserter(findings));
}

}  // namespace prodready
