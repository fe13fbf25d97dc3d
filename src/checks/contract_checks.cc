#include "checks/contract_checks.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "checks/paths.h"
#include "settings/key_path.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr size_t kFewReads = 3;         ///< below this a repository needs no example file
constexpr size_t kManyReads = 5;        ///< from here on configuration should be validated
constexpr size_t kScatteredFiles = 10;  ///< files that read their environment, where a few would do
constexpr size_t kSameProgram = 3;      ///< variables that a manifest and the code share

/// What a deployment file of the repository sets is known as well.
bool documented(const Variable& variable) {
  return !variable.mentions.empty() || !variable.definitions.empty();
}

/// A key of .NET's or Micronaut's configuration: appsettings.json, user secrets or Aspire's host
/// provide it, and a variable only if somebody wants to. And a constant of a module `env`: what
/// that module reads is seen there.
bool asks_configuration(const VariableRead& read) {
  constexpr std::array<std::string_view, 4> kIdioms = {
      "csharp-configuration", "microprofile-config-property", "javascript-env-module",
      "nestjs-config-service"};
  return read.idiom && std::find(kIdioms.begin(), kIdioms.end(), read.idiom->id) != kIdioms.end();
}

bool is_configuration_key(const Variable& variable) {
  return std::all_of(variable.reads.begin(), variable.reads.end(), [](const VariableRead* read) {
    return asks_configuration(*read) && read->idiom->id != "nestjs-config-service";
  });
}

/// Spring's placeholders are filled from AWS Secrets Manager, Vault or a configuration server.
bool has_remote_configuration(const Facts& facts) {
  return std::any_of(facts.settings.begin(), facts.settings.end(), [](const SettingFact& fact) {
    return fact.format == SettingsFormat::spring && fact.key.ends_with("config.import") &&
           fact.value.find("file:") == std::string::npos &&
           fact.value.find("classpath:") == std::string::npos;
  });
}

bool is_spring_placeholder(const Variable& variable) {
  return std::all_of(variable.reads.begin(), variable.reads.end(), [](const VariableRead* read) {
    return read->idiom && read->idiom->id.starts_with("spring-");
  });
}

/// What production code reads and somebody has to provide.
std::vector<const Variable*> needed(const Facts& facts, const Contract& contract) {
  const bool remote = has_remote_configuration(facts);
  std::vector<const Variable*> result;
  for (const Variable& variable : contract.variables) {
    if (variable.read_in_production_code() && !is_platform_variable(variable.name) &&
        !is_configuration_key(variable) && !(remote && is_spring_placeholder(variable)))
      result.push_back(&variable);
  }
  return result;
}

const VariableRead& first_read(const Variable& variable) {
  auto found = std::find_if(variable.reads.begin(), variable.reads.end(),
                            [](const VariableRead* read) { return counts(*read); });
  return found == variable.reads.end() ? *variable.reads.front() : **found;
}

std::vector<Related> other_reads(const Variable& variable) {
  std::vector<Related> places;
  for (const VariableRead* read : variable.reads) {
    if (read != &first_read(variable) && places.size() < kMaxNamed)
      places.push_back(related(read->place, "read here too"));
  }
  return places;
}

/// An example file counts even if it only holds comments.
bool has_example_file(const Facts& facts) {
  auto is_example = [](const std::string& path) {
    return is_dotenv_like(path) && classify(path, "").environment == Environment::example;
  };
  return std::any_of(facts.paths.begin(), facts.paths.end(), is_example) ||
         std::any_of(facts.mentions.begin(), facts.mentions.end(),
                     [](const VariableMention& mention) { return mention.example_file; });
}

/// In a .env file of some environment: whoever sets the program up finds it there.
bool listed(const Variable& variable) {
  return std::any_of(
      variable.definitions.begin(), variable.definitions.end(),
      [](const SettingFact* fact) { return fact->format == SettingsFormat::dotenv; });
}

/// Whether somebody keeps a list: then what is not on it was forgotten.
bool keeps_list(const Facts& facts, const std::vector<const Variable*>& reads) {
  const auto described =
      static_cast<size_t>(std::count_if(reads.begin(), reads.end(), [](const Variable* variable) {
        return documented(*variable) || listed(*variable);
      }));
  return has_example_file(facts) || described * 2 >= reads.size();
}

std::vector<std::string> names_of(const std::vector<const Variable*>& variables) {
  std::vector<std::string> names;
  for (const Variable* variable : variables) names.push_back(variable->name);
  return names;
}

/// Read by the program, without a default of its own.
bool may_be_absent(const Variable& variable) {
  return !variable.has_default() &&
         std::any_of(variable.reads.begin(), variable.reads.end(), [](const VariableRead* read) {
           return is_program_read(*read) && counts(*read);
         });
}

void check_example_missing(const Facts& facts, const std::vector<const Variable*>& reads,
                           CheckReport& report) {
  // What has a default need not be set: where it is read says what it is. Scripts name variables
  // of each other.
  std::vector<const Variable*> open;
  std::copy_if(reads.begin(), reads.end(), std::back_inserter(open), [](const Variable* variable) {
    return may_be_absent(*variable) && !is_library_variable(variable->name);
  });
  if (open.size() < kFewReads || keeps_list(facts, open) || !is_service(facts)) return;
  CheckFinding finding;
  finding.place = first_read(*open.front()).place;
  finding.detail = std::to_string(open.size()) +
                   " variables are read without a default, no example file or README lists them: " +
                   named(names_of(open));
  report.add("env-example-missing", std::move(finding));
}

void report_undocumented(const Variable& variable, CheckReport& report) {
  CheckFinding finding;
  finding.place = first_read(variable).place;
  finding.value = variable.name;
  finding.detail =
      variable.name + " is read " +
      (variable.reads.size() == 1 ? std::string("here")
                                  : "in " + std::to_string(variable.reads.size()) + " places") +
      ", but no file defines or documents it, and it is required";
  finding.related = other_reads(variable);
  report.add("env-variable-undocumented", std::move(finding));
}

/// Read, but nowhere defined or documented. Where nothing at all is documented, the missing example
/// file is the one finding; what the program does without is told in one, too.
void check_undocumented(const Facts& facts, const std::vector<const Variable*>& reads,
                        CheckReport& report) {
  if (!keeps_list(facts, reads)) return;
  std::vector<const Variable*> optional;
  for (const Variable* variable : reads) {
    if (documented(*variable)) continue;
    if (variable->required()) {
      report_undocumented(*variable, report);
    } else {
      optional.push_back(variable);
    }
  }
  if (optional.empty()) return;
  CheckFinding finding;
  finding.place = first_read(*optional.front()).place;
  finding.value = "optional";
  finding.severity = Severity::low;
  finding.confidence = Confidence::low;
  finding.detail = "no file defines or documents " + named(names_of(optional));
  finding.reason = "the program does not fail without them";
  for (size_t i = 1; i < std::min(optional.size(), kMaxNamed); ++i)
    finding.related.push_back(related(first_read(*optional[i]).place, optional[i]->name));
  report.add("env-variable-undocumented", std::move(finding));
}

bool reads_anything(const Contract& contract) {
  return std::any_of(contract.variables.begin(), contract.variables.end(),
                     [](const Variable& variable) { return variable.read_in_production_code(); });
}

/// Read by somebody whose code is not here.
bool is_outside(std::string_view name) {
  return is_platform_variable(name) || is_library_variable(name);
}

/// Listed in an example file, read by nobody: one finding a file.
void check_stale(const Contract& contract, CheckReport& report) {
  // A program in a language that no idiom covers reads nothing at all.
  if (!reads_anything(contract)) return;
  std::map<std::string, std::vector<const VariableMention*>> by_file;
  for (const Variable& variable : contract.variables) {
    if (!variable.reads.empty() || is_outside(variable.name)) continue;
    for (const VariableMention* mention : variable.mentions) {
      const std::string& file = mention->place.path;
      const bool own = is_dotenv_like(file) && is_real(folder_of(file) + "x");
      if (mention->example_file && own) by_file[mention->place.path].push_back(mention);
    }
  }
  for (auto& [path, mentions] : by_file) {
    std::sort(mentions.begin(), mentions.end(),
              [](const VariableMention* a, const VariableMention* b) {
                return a->place.location < b->place.location;
              });
    std::vector<std::string> names;
    for (const VariableMention* mention : mentions) names.push_back(mention->name);
    CheckFinding finding;
    finding.place = mentions.front()->place;
    finding.detail = "no code reads " + named(names);
    // The rule is about example files: that is where it counts.
    finding.place.environment = {};
    if (contract.dynamic) {
      finding.severity = Severity::info;
      finding.confidence = Confidence::low;
      finding.reason = "code reads variables whose names it computes, so they may be read there";
    }
    report.add("env-example-stale", std::move(finding));
  }
}

/// "services.web" of "services.web.environment.X".
std::string service_of(const SettingFact& fact) {
  const size_t end = fact.key.find(".environment.");
  return fact.format == SettingsFormat::compose && end != std::string::npos
             ? fact.key.substr(0, end)
             : "";
}

/// Set for a service that is built from this repository, read by none of its code. Other people's
/// images read what we cannot see.
void check_unread(const Facts& facts, const Contract& contract, CheckReport& report) {
  if (!reads_anything(contract)) return;
  std::set<std::pair<std::string, std::string>> built;
  for (const SettingFact& fact : facts.settings) {
    const size_t build = fact.key.find(".build");
    if (fact.format == SettingsFormat::compose && build != std::string::npos)
      built.emplace(fact.place.path, fact.key.substr(0, build));
  }
  std::map<std::pair<std::string, std::string>, std::vector<const SettingFact*>> unread;
  for (const Variable& variable : contract.variables) {
    if (!variable.reads.empty() || is_outside(variable.name)) continue;
    for (const SettingFact* fact : variable.definitions) {
      const std::pair service(fact->place.path, service_of(*fact));
      if (built.count(service) > 0) unread[service].push_back(fact);
    }
  }
  std::set<Location> reported;  // services that share their variables by a YAML anchor
  for (const auto& [service, definitions] : unread) {
    if (!reported.insert(definitions.front()->place.location).second) continue;
    std::vector<std::string> names;
    for (const SettingFact* fact : definitions) names.emplace_back(last_segment(fact->key));
    CheckFinding finding;
    finding.place = definitions.front()->place;
    finding.value = service.second;
    finding.detail = "set for " + service.second + ", read by no code here: " + named(names);
    if (contract.dynamic) {
      finding.severity = Severity::info;
      finding.confidence = Confidence::low;
      finding.reason = "code reads variables whose names it computes, so they may be read there";
    }
    report.add("env-variable-unread", std::move(finding));
  }
}

/// A manifest that says all that a program gets. An image or a .env file leaves more to others.
bool deploys(const SettingFact& fact) {
  if (fact.role != SettingRole::variable) return false;
  switch (fact.format) {
    case SettingsFormat::kubernetes:
    case SettingsFormat::hcl:
      return is_production_code(fact.place.environment.environment);
    case SettingsFormat::compose:
    case SettingsFormat::systemd:
      return fact.place.environment.environment == Environment::production;
    default:
      return false;
  }
}

/// envFrom, env_file: what it brings is not in this repository, or not by name.
bool is_open(const SettingFact& fact) {
  const std::string key = folded_key(fact.key);
  return key.find("envfrom") != std::string::npos || key.find("envfile") != std::string::npos ||
         key.ends_with("environmentfile");
}

/// Set for production, by whatever file.
bool reaches_production(const SettingFact& fact) {
  return is_production_code(fact.place.environment.environment);
}

bool is_set(const Variable& variable) {
  return std::any_of(variable.definitions.begin(), variable.definitions.end(),
                     [](const SettingFact* fact) { return reaches_production(*fact); });
}

/// The program, not a script beside it, fails without it.
const VariableRead* demand(const Variable& variable) {
  if (!variable.required() || variable.has_default()) return nullptr;
  for (const VariableRead* read : variable.reads) {
    if (read->required && counts(*read) && is_program_read(*read)) return read;
  }
  return nullptr;
}

/// The manifest that sets most of what the code reads; null where none is this code's.
const std::string* manifest_of(const Facts& facts, const std::vector<const Variable*>& reads) {
  std::map<std::string, std::set<std::string>> manifests;
  for (const SettingFact& fact : facts.settings) {
    if (is_open(fact)) return nullptr;
    if (deploys(fact)) manifests[fact.place.path].insert(folded_variable(last_segment(fact.key)));
  }
  const std::string* best = nullptr;
  size_t most = kSameProgram - 1;
  for (const auto& [path, names] : manifests) {
    const auto shared =
        static_cast<size_t>(std::count_if(reads.begin(), reads.end(), [&](const Variable* v) {
          return names.count(folded_variable(v->name)) > 0;
        }));
    if (shared <= most) continue;
    most = shared;
    best = &std::find_if(facts.settings.begin(), facts.settings.end(), [&](const SettingFact& f) {
              return f.place.path == path;
            })->place.path;
  }
  return best;
}

/// Code fails without it, and the production manifest of that code does not set it.
void check_missing(const Facts& facts, const std::vector<const Variable*>& reads,
                   CheckReport& report) {
  const std::string* manifest = manifest_of(facts, reads);
  if (!manifest) return;
  for (const Variable* variable : reads) {
    const VariableRead* read = demand(*variable);
    if (!read || is_set(*variable)) continue;
    CheckFinding finding;
    finding.place = read->place;
    finding.value = variable->name;
    finding.detail =
        "the program fails without " + variable->name + ", and " + *manifest + " does not set it";
    finding.related = {related(file_place(*manifest), "sets the others")};
    report.add("env-variable-missing", std::move(finding));
  }
}

void check_validation(const Facts& facts, const std::vector<const Variable*>& reads,
                      CheckReport& report) {
  std::vector<const Variable*> open;
  std::copy_if(reads.begin(), reads.end(), std::back_inserter(open),
               [](const Variable* variable) { return may_be_absent(*variable); });
  const bool any_required = std::any_of(
      open.begin(), open.end(), [](const Variable* variable) { return variable->required(); });
  if (open.size() < kManyReads || !facts.validations.empty() || any_required) return;
  CheckFinding finding;
  finding.place = first_read(*open.front()).place;
  finding.detail = std::to_string(open.size()) +
                   " variables are read without a default, none is required or checked when the "
                   "program starts";
  report.add("config-not-validated", std::move(finding));
}

/// A folder config/ or Config/, or a file whose name says so.
bool is_settings_file(std::string_view original) {
  const std::string path = to_lower(original);
  return path.find("config") != std::string::npos || path.find("settings") != std::string::npos ||
         path.find("env") != std::string::npos || path.find("conf/") != std::string::npos;
}

/// Laravel's helper env(), not getenv() or $_ENV: those know nothing of a cached configuration.
bool calls_helper(const VariableRead& read) {
  return read.idiom->id == "php-env" &&
         std::any_of(read.place.frame.begin(), read.place.frame.end(), [](const FrameLine& line) {
           const size_t at = line.text.find("env(");
           return at != std::string::npos && (at == 0 || !is_word(line.text[at - 1]));
         });
}

/// Laravel caches its configuration: then env() outside of config/ gives null.
void check_scattered(const Facts& facts, CheckReport& report) {
  const bool laravel =
      std::any_of(facts.paths.begin(), facts.paths.end(),
                  [](const std::string& path) { return file_name(path) == "artisan"; });
  std::set<std::string> files;
  const VariableRead* first = nullptr;
  for (const VariableRead& read : facts.reads) {
    if (!counts(read) || is_settings_file(read.place.path) || is_platform_variable(read.name))
      continue;
    if (!is_program_read(read) || asks_configuration(read)) continue;
    files.insert(read.place.path);
    if (!first) first = &read;
    if (!laravel || !calls_helper(read) || !read.place.path.ends_with(".php")) continue;
    CheckFinding finding;
    finding.place = read.place;
    finding.value = read.name;
    finding.severity = Severity::medium;
    finding.confidence = Confidence::high;
    finding.detail = "env('" + read.name +
                     "') outside config/: once `php artisan config:cache` has run it gives null";
    report.add("env-read-scattered", std::move(finding));
  }
  if (laravel || files.size() <= kScatteredFiles) return;
  CheckFinding finding;
  finding.place = first->place;
  finding.severity = Severity::info;
  finding.detail = std::to_string(files.size()) +
                   " files outside of the configuration layer read the environment";
  report.add("env-read-scattered", std::move(finding));
}

}  // namespace

void check_contract(const Facts& facts, const Contract& contract, CheckReport& report) {
  const std::vector<const Variable*> reads = needed(facts, contract);
  if (!reads.empty()) {
    check_example_missing(facts, reads, report);
    check_undocumented(facts, reads, report);
    check_missing(facts, reads, report);
    check_validation(facts, reads, report);
    check_scattered(facts, report);
  }
  check_stale(contract, report);
  check_unread(facts, contract, report);
}

}  // namespace prodready
