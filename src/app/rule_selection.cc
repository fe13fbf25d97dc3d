#include "app/rule_selection.h"

#include <filesystem>
#include <set>

#include "rules/builtin_rules.h"
#include "text/error.h"
#include "text/suggest.h"

namespace prodready {
namespace {

/// A folder that both a flag and the configuration name is read once.
std::vector<Rule> read_folders(const std::vector<std::string>& folders) {
  std::vector<Rule> rules;
  std::set<std::filesystem::path> seen;
  for (const std::string& folder : folders) {
    std::error_code error;
    if (!seen.insert(std::filesystem::weakly_canonical(folder, error)).second) continue;
    std::vector<Rule> more = read_rules(folder);
    std::move(more.begin(), more.end(), std::back_inserter(rules));
  }
  return rules;
}

RuleSet selected(const Policy& policy, bool with_examples) {
  if (policy.rules.empty() && policy.builtin_rules) return builtin_rules(with_examples);
  if (policy.rules.empty())
    throw Error(
        "there is no rule to audit with: without the built-in rules, name some with --rules");
  std::vector<Rule> rules = read_folders(policy.rules);
  if (policy.builtin_rules) {
    const RuleSet builtin = builtin_rules(with_examples);
    rules.insert(rules.end(), builtin.rules.begin(), builtin.rules.end());
  }
  return make_rule_set(std::move(rules));
}

/// Every rule that may be spoken of; a built-in one also when it is not used in this run.
std::vector<std::string> known_ids(const RuleSet& rules, const Policy& policy) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules) ids.push_back(rule.id);
  if (policy.builtin_rules) return ids;
  for (const Rule& rule : builtin_rules().rules) ids.push_back(rule.id);
  return ids;
}

void check_ids(const RuleSet& rules, const Policy& policy) {
  if (policy.disabled_rules.empty() && policy.ignores.empty() && policy.expired_ignores.empty())
    return;
  const std::vector<std::string> ids = known_ids(rules, policy);
  const std::set<std::string> known(ids.begin(), ids.end());
  const auto check = [&](const std::string& id, const std::string& place) {
    if (!id.empty() && known.count(id) == 0)
      throw Error(place + ": unknown rule \"" + id + "\"" + did_you_mean(id, ids));
  };
  for (const std::string& id : policy.disabled_rules) check(id, policy.origins.at("disable-rules"));
  // The origin is relative to the audited root, the message to where the user stands.
  const auto place = [&](const IgnoreEntry& entry) {
    return policy.config_file + entry.origin.substr(entry.origin.rfind(':'));
  };
  for (const IgnoreEntry& entry : policy.ignores) check(entry.rule, place(entry));
  for (const IgnoreEntry& entry : policy.expired_ignores) check(entry.rule, place(entry));
}

}  // namespace

RuleSet select_rules(const Policy& policy, bool with_examples) {
  RuleSet rules = selected(policy, with_examples);
  check_ids(rules, policy);
  return rules;
}

}  // namespace prodready
