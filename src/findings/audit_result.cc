#include "findings/audit_result.h"

#include <algorithm>

namespace prodready {
namespace {

bool is_incomplete(const AuditResult& result) {
  const auto is_error = [](const Notification& n) { return n.level == Notification::Level::error; };
  // Folders full of files of which none could be scanned say as little as an empty one. But nothing
  // may well have been changed.
  const bool may_be_empty = result.scope == Scope::staged || result.scope == Scope::changes;
  const bool empty = result.nothing_to_audit || result.coverage.scanned == 0;
  return (empty && !may_be_empty) || !result.coverage.failures.empty() ||
         std::any_of(result.notifications.begin(), result.notifications.end(), is_error);
}

bool reaches_gate(const AuditResult& result) {
  const std::optional<Severity> gate = result.policy.fail_on;
  const auto reaches = [&](const Finding& finding) {
    return is_certain(result.policy, finding) && !is_accepted(finding) && finding.severity >= *gate;
  };
  return gate && std::any_of(result.findings.begin(), result.findings.end(), reaches);
}

}  // namespace

bool is_certain(const Policy& policy, const Finding& finding) {
  return finding.confidence >= policy.fail_confidence;
}

bool is_accepted(const Finding& finding) {
  return finding.baseline == BaselineState::unchanged || finding.baseline == BaselineState::moved;
}

std::array<uint64_t, 5> count_by_severity(const AuditResult& result) {
  std::array<uint64_t, 5> counts{};
  for (const Finding& finding : result.findings) {
    if (is_certain(result.policy, finding) && !is_accepted(finding))
      ++counts[static_cast<size_t>(finding.severity)];
  }
  return counts;
}

uint64_t count_less_certain(const AuditResult& result) {
  return static_cast<uint64_t>(
      std::count_if(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return !is_certain(result.policy, finding) && !is_accepted(finding);
      }));
}

uint64_t count_accepted(const AuditResult& result) {
  return static_cast<uint64_t>(
      std::count_if(result.findings.begin(), result.findings.end(), is_accepted));
}

std::string_view name(Scope scope) {
  constexpr std::array<std::string_view, 4> kNames = {"files", "staged", "changes", "history"};
  return kNames[static_cast<size_t>(scope)];
}

std::string_view name(Verdict verdict) {
  constexpr std::array<std::string_view, 3> kNames = {"ready", "notReady", "incomplete"};
  return kNames[static_cast<size_t>(verdict)];
}

Verdict verdict(const AuditResult& result) {
  if (is_incomplete(result)) return Verdict::incomplete;
  return reaches_gate(result) ? Verdict::not_ready : Verdict::ready;
}

}  // namespace prodready
