// Settings kept apart: by files for each environment, or by variables. Either passes.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "checks/contract.h"
#include "checks/paths.h"
#include "checks/repository.h"
#include "settings/key_path.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// The landmarks of one name in real code, e.g. all application.yml.
std::vector<std::string> paths_named(const Facts& facts, std::string_view stem,
                                     std::initializer_list<std::string_view> extensions) {
  std::vector<std::string> paths;
  for (const std::string& path : facts.paths) {
    for (std::string_view extension : extensions) {
      if (file_name(path) == std::string(stem) + std::string(extension) && is_real(path))
        paths.push_back(path);
    }
  }
  return paths;
}

bool any_variant(const Facts& facts, std::string_view folder, std::string_view stem,
                 Environment wanted) {
  return std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& path) {
    return path.starts_with(folder) && to_lower(file_name(path)).starts_with(std::string(stem)) &&
           classify(file_name(path), "").environment == wanted;
  });
}

bool reads_environment(const Facts& facts, const std::string& path) {
  return std::any_of(facts.reads.begin(), facts.reads.end(),
                     [&](const VariableRead& read) { return read.place.path == path; });
}

/// Addresses of servers that belong to one environment; a public API has one for all.
bool is_backing_service(std::string_view endpoint) {
  return !endpoint.empty() &&
         (!endpoint.starts_with("http") || endpoint.find("//localhost") != std::string_view::npos ||
          endpoint.find("//127.") != std::string_view::npos ||
          endpoint.find("//10.") != std::string_view::npos ||
          endpoint.find("//192.168.") != std::string_view::npos);
}

/// A project's settings, not those of an app that is called so too.
bool is_django_settings(const Facts& facts, const std::string& path) {
  return std::any_of(facts.settings.begin(), facts.settings.end(), [&](const SettingFact& fact) {
    return fact.place.path == path && (fact.key == "INSTALLED_APPS" || fact.key == "SECRET_KEY" ||
                                       fact.key == "DEBUG" || fact.key.starts_with("DATABASES"));
  });
}

/// Settings in the file that depend on where the program runs, as literals.
const SettingFact* deployment_literal(const Facts& facts, const std::string& path) {
  for (const SettingFact& fact : facts.settings) {
    if (fact.place.path != path || fact.kind != ValueKind::text || fact.length == 0) continue;
    const std::string whole = folded_key(fact.key);
    const std::string_view key = last_segment(whole);
    const bool deployed = fact.secret_name || is_backing_service(fact.endpoint) || key == "debug" ||
                          key == "host" || whole.starts_with("connectionstrings.") ||
                          whole.ends_with("datasource.url");
    if (deployed && !fact.placeholder && fact.value.find("${") == std::string::npos) return &fact;
  }
  return nullptr;
}

void report_not_split(const Facts& facts, const std::string& path, const std::string& missing,
                      CheckReport& report) {
  const SettingFact* literal = deployment_literal(facts, path);
  if (!literal || reads_environment(facts, path)) return;
  CheckFinding finding;
  finding.place = literal->place;
  finding.detail = path + " holds " + std::string(last_segment(literal->key)) +
                   " as a literal for every environment: " + missing;
  report.add("settings-not-split", std::move(finding));
}

/// One settings file, no production variant, nothing read from the environment. Either style
/// passes.
void check_settings_split(const Facts& facts, CheckReport& report) {
  const bool django =
      std::any_of(facts.paths.begin(), facts.paths.end(),
                  [](const std::string& path) { return file_name(path) == "manage.py"; });
  for (const std::string& path : paths_named(facts, "settings", {".py"})) {
    const std::string folder = folder_of(path);
    if (!django || !is_django_settings(facts, path)) continue;
    const bool others =
        std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& other) {
          return other != path && other.starts_with(folder) &&
                 file_name(other).find("settings") != std::string_view::npos &&
                 other.ends_with(".py") && !other.ends_with("settings.py");
        });
    if (!others && !any_variant(facts, folder, "settings", Environment::production))
      report_not_split(facts, path, "no production settings beside it, and no variable is read",
                       report);
  }
  for (const std::string& path :
       paths_named(facts, "application", {".yml", ".yaml", ".properties"})) {
    const std::string folder = folder_of(path);
    const bool parts =
        std::any_of(facts.settings.begin(), facts.settings.end(), [&](const SettingFact& fact) {
          return fact.place.path == path && fact.place.environment.reason.starts_with("profile");
        });
    const bool profiles =
        std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& other) {
          return other.starts_with(folder) && file_name(other).starts_with("application-");
        });
    if (!parts && !profiles)
      report_not_split(facts, path, "no profile beside it, and no ${VARIABLE} in it", report);
  }
  for (const std::string& path : paths_named(facts, "appsettings", {".json"})) {
    const std::string folder = folder_of(path);
    const bool others =
        std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& other) {
          return other.starts_with(folder) && file_name(other).starts_with("appsettings.") &&
                 other != path;
        });
    if (!others)
      report_not_split(facts, path, "no appsettings.{Environment}.json beside it", report);
  }
}

/// Positive evidence: environments are kept apart by files. One finding a folder.
void check_settings_per_environment(const Facts& facts, CheckReport& report) {
  std::map<std::string, std::map<Environment, std::string>> families;
  for (const std::string& path : facts.paths) {
    const FileEnvironment in = classify(path, "");
    const bool image = to_lower(file_name(path)).starts_with("dockerfile");
    if (!image &&
        (in.environment == Environment::production || in.environment == Environment::development ||
         in.environment == Environment::staging))
      families[family_of(path)].emplace(in.environment, path);
  }
  std::set<std::string> reported;
  for (const auto& [family, members] : families) {
    const auto production = members.find(Environment::production);
    if (production == members.end() || members.size() < 2) continue;
    if (!reported.insert(folder_of(family)).second) continue;
    const auto other = production == members.begin() ? std::next(production) : members.begin();
    CheckFinding finding;
    finding.place = file_place(production->second);
    finding.detail = "kept apart: " + named({production->second, other->second});
    report.add("settings-per-environment", std::move(finding));
  }
}

/// Whether a part of the file is production's, or a configuration server has the rest.
bool has_other_source(const Facts& facts, const std::string& path) {
  return std::any_of(facts.settings.begin(), facts.settings.end(), [&](const SettingFact& fact) {
    if (fact.place.path != path) return false;
    const std::string key = folded_key(fact.key);
    return fact.place.environment.environment == Environment::production ||
           key == "spring.config.import" || key.starts_with("spring.cloud.");
  });
}

/// Profiles that a deployment goes by, where none is called production.
bool is_deployed_profile(std::string_view path) {
  constexpr std::array<std::string_view, 9> kNames = {
      "docker", "k8s", "kubernetes", "cloud", "aws", "gcp", "azure", "heroku", "live"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    return file_name(path).starts_with("application-" + std::string(name));
  });
}

void check_spring_profiles(const Facts& facts, CheckReport& report) {
  std::map<std::string, std::map<Environment, std::string>> folders;
  std::set<std::string> deployed;
  for (const std::string& path : facts.paths) {
    if (!file_name(path).starts_with("application-") || !is_real(path)) continue;
    if (is_deployed_profile(path)) deployed.insert(folder_of(path));
    folders[folder_of(path)].emplace(classify(file_name(path), "").environment, path);
  }
  for (const auto& [folder, profiles] : folders) {
    const auto development = profiles.find(Environment::development);
    if (development == profiles.end() || profiles.count(Environment::production) > 0 ||
        deployed.count(folder) > 0)
      continue;
    for (const char* extension : {".yml", ".yaml", ".properties"}) {
      const std::string base = folder + "application" + extension;
      const SettingFact* literal =
          has_path(facts, base) ? deployment_literal(facts, base) : nullptr;
      if (!literal || reads_environment(facts, base) || has_other_source(facts, base)) continue;
      CheckFinding finding;
      finding.place = literal->place;
      finding.detail = development->second +
                       " has settings for development, no profile has any for production, and " +
                       base + " holds literals";
      report.add("spring-profiles-incomplete", std::move(finding));
    }
  }
}

void check_node_config(const Facts& facts, CheckReport& report) {
  for (const std::string& path : facts.paths) {
    const std::string_view name = file_name(path);
    const std::string folder = folder_of(path);
    if (!name.starts_with("default.") || !folder.ends_with("config/") || !is_real(path)) continue;
    const std::string* manifest =
        landmark(facts, folder_of(folder.substr(0, folder.size() - 1)) + "package.json");
    const bool node = manifest && manifest->find("\"config\":") != std::string::npos;
    const bool production =
        std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& other) {
          return other.starts_with(folder) &&
                 (file_name(other).starts_with("production.") ||
                  file_name(other).starts_with("custom-environment-variables."));
        });
    if (!node || production || reads_environment(facts, path)) continue;
    CheckFinding finding;
    finding.place = file_place(path);
    finding.place.environment = {};
    finding.detail = "neither " + folder + "production.* nor " + folder +
                     "custom-environment-variables.* is there";
    report.add("node-config-no-production", std::move(finding));
  }
}

void check_environment_branches(const Facts& facts, CheckReport& report) {
  constexpr size_t kMany = 10;
  std::set<std::string> files;
  const EnvironmentBranch* first = nullptr;
  for (const EnvironmentBranch& branch : facts.branches) {
    const bool config = branch.place.path.find("config") != std::string::npos ||
                        branch.place.path.find("settings") != std::string::npos;
    if (config || !is_production_code(branch.place.environment.environment)) continue;
    files.insert(branch.place.path);
    if (!first) first = &branch;
  }
  if (files.size() < kMany) return;
  CheckFinding finding;
  finding.place = first->place;
  finding.detail = std::to_string(files.size()) +
                   " files outside of the configuration branch on the environment's name";
  report.add("branch-on-environment-name", std::move(finding));
}

}  // namespace

void check_settings_layout(const Facts& facts, CheckReport& report) {
  check_settings_split(facts, report);
  check_settings_per_environment(facts, report);
  check_spring_profiles(facts, report);
  check_node_config(facts, report);
  check_environment_branches(facts, report);
}

}  // namespace prodready
