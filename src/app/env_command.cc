#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "app/commands.h"
#include "app/load_baseline.h"
#include "app/policy_request.h"
#include "app/progress.h"
#include "app/rule_selection.h"
#include "app/standard_output.h"
#include "app/terminal.h"
#include "audit/audit.h"
#include "report/contract_report.h"

namespace prodready {
namespace {

/// Rules about the contract: the checks that compare code and configuration, and unsafe defaults.
bool is_about_contract(const Rule& rule) {
  constexpr std::array<std::string_view, 3> kOthers = {"config-not-validated", "env-read-scattered",
                                                       "fallback-secret"};
  return rule.id.starts_with("env-variable-") || rule.id.starts_with("env-example-") ||
         std::find(kOthers.begin(), kOthers.end(), rule.id) != kOthers.end();
}

}  // namespace

ExitCode show_env(const CommandLine& line) {
  SourceRequest request;
  request.paths = {line.arguments.empty() ? "." : line.arguments.front()};
  const Policy policy = policy_for(line, request.paths.front());
  const RuleSet rules = select_rules(policy);
  request.gitignore = policy.gitignore;
  request.exclude = policy.exclude;
  request.exclude_prefix = policy.config_prefix;
  const std::string format = checked_format(line);
  Progress progress;
  ContractAudit audit = audit_contract(request, rules, policy, progress, load_baseline(policy));
  const auto is_other = [](const Finding& finding) { return !is_about_contract(*finding.rule); };
  std::erase_if(audit.result.findings, is_other);
  std::erase_if(audit.result.suppressed, is_other);
  std::ostringstream out;
  if (format == "json") {
    write_contract_json(audit.contract, audit.facts, audit.result, out);
  } else {
    write_contract_table(audit.contract, audit.facts, audit.result, style_of(STDOUT_FILENO, policy),
                         out);
  }
  return print(out.str(), exit_code_of(verdict(audit.result)));
}

}  // namespace prodready
