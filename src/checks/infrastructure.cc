// Infrastructure as code: state and inventories of different environments kept apart.
#include <algorithm>
#include <map>
#include <set>

#include "checks/paths.h"
#include "checks/repository.h"
#include "settings/key_path.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// The folders whose modules say where the state is. A backend without settings of its own
/// (`backend "s3" {}`) gets them on the command line.
std::set<std::string> folders_with_backend(const Facts& facts) {
  std::set<std::string> folders;
  for (const SettingFact& fact : facts.settings) {
    if (fact.format == SettingsFormat::hcl &&
        (fact.key.starts_with("terraform.backend") || fact.key.starts_with("terraform.cloud")))
      folders.insert(folder_of(fact.place.path));
  }
  for (const auto& [path, text] : facts.landmarks) {
    const bool empty = path.ends_with(".tf") && (text.find("backend \"") != std::string::npos ||
                                                 text.find("cloud {") != std::string::npos);
    if (empty) folders.insert(folder_of(path));
  }
  return folders;
}

bool uses_terragrunt(const Facts& facts) {
  return std::any_of(facts.settings.begin(), facts.settings.end(), [](const SettingFact& fact) {
    return fact.place.path.ends_with("terragrunt.hcl") || fact.key.starts_with("remote_state");
  });
}

/// State on somebody's disk: a root module with a provider and no backend.
void check_terraform_backend(const Facts& facts, CheckReport& report) {
  if (uses_terragrunt(facts)) return;
  std::map<std::string, const SettingFact*> providers;
  for (const SettingFact& fact : facts.settings) {
    const std::string folder = folder_of(fact.place.path);
    const bool module = folder.starts_with("modules/") || !is_real(fact.place.path) ||
                        folder.find("/modules/") != std::string::npos;
    if (fact.format == SettingsFormat::hcl && fact.key.starts_with("provider.") && !module)
      providers.emplace(folder, &fact);
  }
  const std::set<std::string> backends = folders_with_backend(facts);
  for (const auto& [folder, provider] : providers) {
    if (backends.count(folder) > 0) continue;
    CheckFinding finding;
    finding.place = provider->place;
    finding.value = folder;
    finding.detail = "no backend in " + (folder.empty() ? std::string("the root module") : folder) +
                     ": the state stays on the machine that applies it";
    report.add("terraform-backend-missing", std::move(finding));
  }
}

/// What tells the states of a backend apart besides the key: bucket, container, account.
std::string state_of(const Facts& facts, const SettingFact& key) {
  std::string state = key.value;
  for (const SettingFact& fact : facts.settings) {
    if (fact.place.path != key.place.path || fact.group != key.group) continue;
    const std::string_view name = last_segment(fact.key);
    if (name == "bucket" || name == "container_name" || name == "storage_account_name" ||
        name == "region" || name == "profile" || name == "workspace_key_prefix")
      state += "|" + fact.value;
  }
  return state;
}

/// Two root modules that write one state.
void check_terraform_keys(const Facts& facts, CheckReport& report) {
  std::map<std::string, const SettingFact*> first_use;
  for (const SettingFact& fact : facts.settings) {
    const bool key = fact.format == SettingsFormat::hcl && fact.kind == ValueKind::text &&
                     fact.key.starts_with("terraform.backend") && last_segment(fact.key) == "key";
    if (!key || fact.value.empty() || !is_real(fact.place.path)) continue;
    const auto [first, is_new] = first_use.emplace(state_of(facts, fact), &fact);
    if (is_new || folder_of(first->second->place.path) == folder_of(fact.place.path)) continue;
    CheckFinding finding;
    finding.place = fact.place;
    finding.severity = Severity::high;
    finding.detail = "the same state key as " + shown(first->second->place) +
                     ": one environment may overwrite the other's state";
    finding.related = {related(first->second->place, "the same key")};
    report.add("terraform-backend-missing", std::move(finding));
  }
}

/// "production" of "[production:children]", or of "    production:"; empty for other lines.
std::string_view group_of(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.starts_with('[')) return text.substr(1, text.find_first_of(":]") - 1);
  return text.ends_with(':') ? text.substr(0, text.size() - 1) : std::string_view();
}

/// The lines that open the groups of environments in an inventory.
std::map<Environment, uint64_t> groups_of(std::string_view text) {
  std::map<Environment, uint64_t> groups;
  for (uint64_t line = 1; !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    const Environment in = environment_named(group_of(text.substr(0, end)));
    if (in != Environment::unknown) groups.emplace(in, line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return groups;
}

void check_inventories(const Facts& facts, CheckReport& report) {
  for (const auto& [path, text] : facts.landmarks) {
    const std::string name = to_lower(file_name(path));
    const bool inventory = name.starts_with("hosts") || name.starts_with("inventory");
    if (!inventory || !is_real(path)) continue;
    const std::map<Environment, uint64_t> groups = groups_of(text);
    const auto production = groups.find(Environment::production);
    if (production == groups.end() || groups.size() < 2) continue;
    const auto other = production == groups.begin() ? std::next(production) : groups.begin();
    CheckFinding finding;
    finding.place = file_place(path);
    finding.place.environment = {};
    finding.place.location = {{production->second, 1}, {production->second, 1}};
    finding.detail = "production and " + std::string(prodready::name(other->first)) +
                     " hosts stand in one inventory: a play without --limit reaches both";
    report.add("ansible-inventory-shared", std::move(finding));
  }
}

}  // namespace

void check_infrastructure(const Facts& facts, CheckReport& report) {
  check_terraform_backend(facts, report);
  check_terraform_keys(facts, report);
  check_inventories(facts, report);
}

}  // namespace prodready
