#include "audit/audit.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <tuple>
#include <utility>

#include "audit/changed_lines.h"
#include "audit/find.h"
#include "audit/suppressions.h"
#include "scan/detector.h"

namespace prodready {
namespace {

void accept(std::vector<Finding>& findings, const Policy& policy, SuppressionUse& use) {
  for (Finding& finding : findings) {
    if (!finding.suppression) finding.suppression = configured_suppression(finding, policy, use);
  }
}

/// Entries of another tool's file that mean nothing here.
void add_notes(const Baseline& baseline, AuditResult& result) {
  for (const std::string& note : baseline.notes)
    result.notifications.push_back(
        {Notification::Level::note, "baseline-incomplete", baseline.file, note});
}

/// Each finding to its place in the report: shown, suppressed, or only counted.
void sort_out(std::vector<Finding> findings, std::optional<ChangedLines> changed,
              AuditResult& result) {
  for (Finding& finding : findings) {
    if (finding.suppression) {
      result.suppressed.push_back(std::move(finding));
    } else if (changed && !changed->has(finding)) {
      ++result.hidden.on_unchanged_lines;
    } else if (finding.confidence < result.policy.min_confidence) {
      ++result.hidden.below_min_confidence;
    } else if (finding.severity < result.policy.min_severity) {
      ++result.hidden.below_min_severity;
    } else {
      result.findings.push_back(std::move(finding));
    }
  }
}

/// Less certain findings come late, those that the baseline has last.
bool before(const Policy& policy, const Finding& a, const Finding& b) {
  if (is_accepted(a) != is_accepted(b)) return is_accepted(b);
  const bool a_certain = is_certain(policy, a), b_certain = is_certain(policy, b);
  if (a_certain != b_certain) return a_certain;
  if (a.severity != b.severity) return a.severity > b.severity;
  return std::tie(a.path, a.location, a.rule->id, a.fingerprint) <
         std::tie(b.path, b.location, b.rule->id, b.fingerprint);
}

void put_in_order(AuditResult& result) {
  const auto in_order = [&](const Finding& a, const Finding& b) {
    return before(result.policy, a, b);
  };
  std::sort(result.findings.begin(), result.findings.end(), in_order);
  std::sort(result.suppressed.begin(), result.suppressed.end(), in_order);
}

}  // namespace

AuditResult audit(const SourceRequest& request, const RuleSet& rules, const Policy& policy,
                  Progress& progress, const Baseline& baseline) {
  return audit_contract(request, rules, policy, progress, baseline).result;
}

ContractAudit audit_contract(const SourceRequest& request, const RuleSet& rules,
                             const Policy& policy, Progress& progress, const Baseline& baseline) {
  const auto start = std::chrono::steady_clock::now();
  ContractAudit audit;
  AuditResult& result = audit.result;
  result.policy = policy;
  result.root = common_root(request);
  result.work_tree_prefix = work_tree_prefix(result.root);
  result.rule_count = rules.index.reporting;
  if (!policy.config_error.empty()) {
    result.notifications.push_back({Notification::Level::error, "config-invalid", "",
                                    policy.config_error + "; audited without this configuration"});
  }

  // Read, match, and check across files.
  const Detector detector(rules, {.inline_ignores = policy.inline_ignores,
                                  .fingerprint_key = policy.fingerprint_key,
                                  .path_prefix = result.work_tree_prefix,
                                  .today = policy.today,
                                  .secret_sha1 = baseline.wants_sha1(),
                                  .facts = !request.history});
  Found found = find_all(request, detector, baseline, progress, result);

  // Judge: what is accepted, what is not new, what is below the thresholds, what is shown.
  accept(found.findings, policy, found.suppressions);
  if (baseline.exists()) {
    add_notes(baseline, result);
    const Reach reach(request, result, result.work_tree_prefix, std::move(found.read_files));
    audit.baseline = compare(baseline, reach, found.findings);
    result.fixed = audit.baseline.fixed;
  }
  std::optional<ChangedLines> changed;
  if (found.changes) changed.emplace(*found.changes);
  sort_out(std::move(found.findings), std::move(changed), result);
  for (Notification& note : suppression_notes(found.suppressions, policy, rules))
    result.notifications.push_back(std::move(note));
  put_in_order(result);
  audit.facts = std::move(found.facts);
  audit.contract = std::move(found.contract);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return audit;
}

}  // namespace prodready
