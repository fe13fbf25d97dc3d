#include "report/ordered.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace prodready {

std::vector<const Finding*> suppressed_last(const AuditResult& result) {
  std::vector<const Finding*> all;
  all.reserve(result.findings.size() + result.suppressed.size());
  for (const Finding& finding : result.findings) all.push_back(&finding);
  for (const Finding& finding : result.suppressed) all.push_back(&finding);
  return all;
}

std::vector<const Finding*> all_findings(const AuditResult& result) {
  std::vector<const Finding*> all = suppressed_last(result);
  const auto before = [&](const Finding* a, const Finding* b) {
    const bool a_certain = is_certain(result.policy, *a), b_certain = is_certain(result.policy, *b);
    if (a_certain != b_certain) return a_certain;
    if (a->severity != b->severity) return a->severity > b->severity;
    return std::tie(a->path, a->location, a->rule->id) <
           std::tie(b->path, b->location, b->rule->id);
  };
  const auto middle = static_cast<std::ptrdiff_t>(result.findings.size());
  std::inplace_merge(all.begin(), all.begin() + middle, all.end(), before);
  return all;
}

std::vector<const Rule*> rules_of(const std::vector<const Finding*>& findings) {
  std::map<std::string_view, const Rule*> rules;
  for (const Finding* finding : findings) rules.emplace(finding->rule->id, finding->rule);
  std::vector<const Rule*> sorted;
  for (const auto& [id, rule] : rules) sorted.push_back(rule);
  return sorted;
}

}  // namespace prodready
