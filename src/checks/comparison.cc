#include "checks/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "settings/key_path.h"

namespace prodready {
namespace {

constexpr uint32_t kShortestSecret = 8;
constexpr size_t kSmallestFamily = 3;  ///< keys that a file must have to be compared

Environment environment(const SettingFact& fact) { return fact.place.environment.environment; }

bool is_production(const SettingFact& fact) { return environment(fact) == Environment::production; }

/// An environment that people run beside production.
bool is_other(const SettingFact& fact) {
  const Environment in = environment(fact);
  return in == Environment::staging || in == Environment::development || in == Environment::test ||
         in == Environment::ci;
}

// ---- What must differ

/// The first production fact and the first of another environment among facts of one value.
using Pair = std::pair<const SettingFact*, const SettingFact*>;

std::optional<Pair> shared_pair(const std::vector<const SettingFact*>& same) {
  auto production = std::find_if(same.begin(), same.end(),
                                 [](const SettingFact* f) { return is_production(*f); });
  auto other =
      std::find_if(same.begin(), same.end(), [](const SettingFact* f) { return is_other(*f); });
  if (production == same.end() || other == same.end()) return std::nullopt;
  return Pair(*production, *other);
}

void report_shared(const char* rule, const Pair& pair, const std::string& what,
                   CheckReport& report) {
  const auto& [production, other] = pair;
  const std::string where(name(environment(*other)));
  CheckFinding finding;
  finding.place = production->place;
  finding.value = production->key;
  finding.detail =
      what + " of production is also that of " + where + " (" + shown(other->place) + ")";
  finding.related = {related(other->place, "the same value for " + where)};
  report.add(rule, std::move(finding));
}

/// Names that hold the name of a secret, or what every visitor's browser gets.
bool names_no_secret(const SettingFact& fact) {
  constexpr std::array<std::string_view, 8> kEndings = {
      "existingsecret", "pullsecret", "pullsecrets", "secretref",
      "passwordkey",    "tokenkey",   "secretnames", "secretstore"};
  constexpr std::array<std::string_view, 8> kPublic = {"VITE_",        "NEXT_PUBLIC_", "REACT_APP_",
                                                       "EXPO_PUBLIC_", "NUXT_PUBLIC_", "GATSBY_",
                                                       "VUE_APP_",     "PUBLIC_"};
  const std::string folded = folded_key(last_segment(fact.key));
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return folded.ends_with(ending); }) ||
         std::any_of(kPublic.begin(), kPublic.end(), [&](std::string_view prefix) {
           return last_segment(fact.key).starts_with(prefix);
         });
}

void check_shared_secrets(const Facts& facts, CheckReport& report) {
  std::map<ValueHash, std::vector<const SettingFact*>> by_value;
  for (const SettingFact& fact : facts.settings) {
    const bool secret = fact.secret_name && fact.kind == ValueKind::text && !fact.placeholder &&
                        fact.length >= kShortestSecret && !names_no_secret(fact);
    if (secret && fact.role != SettingRole::command) by_value[fact.hash].push_back(&fact);
  }
  for (const auto& [hash, same] : by_value) {
    if (const auto pair = shared_pair(same))
      report_shared("secret-shared-between-environments", *pair,
                    std::string(last_segment(pair->first->key)), report);
  }
}

/// Keys that name a database, bucket, queue, account or host of one's own.
bool names_resource(std::string_view key) {
  constexpr std::array<std::string_view, 19> kWords = {
      "dbhost",     "databasehost", "dbname",    "databasename",  "databaseurl",
      "dburl",      "mongodburi",   "mongourl",  "mongouri",      "redisurl",
      "redishost",  "brokerurl",    "amqpurl",   "queueurl",      "bucket",
      "bucketname", "accountid",    "projectid", "subscriptionid"};
  const std::string folded = folded_key(key);
  const std::string_view last = last_segment(folded);
  return folded.ends_with("datasource.url") ||
         std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return last.ends_with(word); });
}

/// One of each machine, or of each cluster.
bool is_local(std::string_view endpoint) {
  return endpoint.starts_with("sqlite") || endpoint.starts_with("file:") ||
         endpoint.find("jdbc:h2") != std::string_view::npos ||
         endpoint.find(".svc") != std::string_view::npos ||
         endpoint.find("host.docker.internal") != std::string_view::npos ||
         endpoint.find("localhost") != std::string_view::npos ||
         endpoint.find("127.0.0.1") != std::string_view::npos ||
         endpoint.find("0.0.0.0") != std::string_view::npos;
}

/// What a resource is told apart by; empty when nothing says that two are the same: a name inside
/// of a compose network ("db", "postgres") is another database in each.
std::string resource_of(const SettingFact& fact) {
  // A URL may take its password from elsewhere: the server stands in it all the same.
  const bool stated = fact.kind == ValueKind::text && !fact.placeholder;
  const bool url = !fact.endpoint.empty() && fact.endpoint.find("example") == std::string::npos;
  if (!names_resource(fact.key) || !(stated || url)) return "";
  const std::string& identity = fact.endpoint.empty() ? fact.value : fact.endpoint;
  const std::string folded = folded_key(last_segment(fact.key));
  const bool host = !fact.endpoint.empty() || folded.ends_with("host");
  if (identity.size() < 4 || is_local(identity) ||
      identity.find_first_of("${}<>") != std::string::npos)
    return "";
  if (host && identity.find('.') == std::string::npos) return "";
  if (folded.ends_with("name") && folded.find("bucket") == std::string::npos) return "";
  return folded + "=" + identity;
}

void check_shared_resources(const Facts& facts, CheckReport& report) {
  std::map<std::string, std::vector<const SettingFact*>> by_resource;
  for (const SettingFact& fact : facts.settings) {
    const std::string resource = resource_of(fact);
    if (!resource.empty()) by_resource[resource].push_back(&fact);
  }
  for (const auto& [resource, same] : by_resource) {
    if (const auto pair = shared_pair(same))
      report_shared("database-shared-between-environments", *pair,
                    std::string(last_segment(pair->first->key)), report);
  }
}

// ---- What should be the same

std::string engine_of(const SettingFact& fact) {
  const std::string value = folded_key(fact.endpoint.empty() ? fact.value : fact.endpoint);
  for (std::string_view engine :
       {std::string_view("sqlite"), std::string_view("jdbc:h2"), std::string_view("h2:mem")}) {
    if (value.find(engine) != std::string::npos && value.size() < 120) return "embedded";
  }
  for (std::string_view engine :
       {std::string_view("postgres"), std::string_view("mysql"), std::string_view("mariadb"),
        std::string_view("sqlserver"), std::string_view("oracle")}) {
    if (value.starts_with(engine) || value.starts_with("jdbc:" + std::string(engine)) ||
        value.find("backends." + std::string(engine)) != std::string::npos)
      return std::string(engine);
  }
  return "";
}

bool names_database(std::string_view key) {
  const std::string folded = folded_key(key);
  const std::string_view last = last_segment(folded);
  return last.find("database") != std::string_view::npos || last.starts_with("db") ||
         last == "engine" || last == "adapter" || last == "dialect" || last == "provider" ||
         folded.ends_with("datasource.url");
}

/// The engines that files of one family name for development and for production.
struct Engines {
  const SettingFact* embedded = nullptr;
  const SettingFact* server = nullptr;
};

void check_backing_services(const Facts& facts, CheckReport& report) {
  std::map<std::string, Engines> families;
  for (const SettingFact& fact : facts.settings) {
    if (fact.kind != ValueKind::text || !names_database(fact.key)) continue;
    const std::string engine = engine_of(fact);
    if (engine.empty()) continue;
    Engines& engines = families[family_of(fact.place.path)];
    const bool development = environment(fact) == Environment::development;
    if (engine == "embedded" && development && !engines.embedded) engines.embedded = &fact;
    if (engine != "embedded" && is_production(fact) && !engines.server) engines.server = &fact;
  }
  for (const auto& [family, engines] : families) {
    if (!engines.embedded || !engines.server) continue;
    CheckFinding finding;
    finding.place = engines.embedded->place;
    // It is about how the two differ, not about development.
    finding.place.environment = {};
    finding.detail = "development runs on an embedded database, production on " +
                     engine_of(*engines.server) + " (" + shown(engines.server->place) + ")";
    finding.related = {related(engines.server->place, "production")};
    report.add("backing-service-mismatch", std::move(finding));
  }
}

// ---- Keys of one environment that another lacks

struct Member {
  Environment environment = Environment::unknown;
  std::map<std::string, const SettingFact*> keys;  ///< folded path → fact
};

bool compares_keys(const SettingFact& fact) {
  switch (fact.format) {
    case SettingsFormat::dotenv:
    case SettingsFormat::properties:
    case SettingsFormat::spring:
    case SettingsFormat::appsettings:
    case SettingsFormat::helm_values:
      return true;
    case SettingsFormat::hcl:
      return fact.place.path.ends_with(".tfvars");
    default:
      return false;
  }
}

/// Families of files that say the same things for different environments: by path.
std::map<std::string, std::map<std::string, Member>> families(const Facts& facts) {
  std::map<std::string, std::map<std::string, Member>> all;
  for (const SettingFact& fact : facts.settings) {
    if (!compares_keys(fact) || environment(fact) == Environment::example) continue;
    Member& member = all[family_of(fact.place.path)][fact.place.path];
    member.environment = environment(fact);
    member.keys.emplace(folded_key(fact.key), &fact);
  }
  return all;
}

/// Below a key that another member sets otherwise (a list, a map) nothing is missing.
bool has_key(const Member& member, const std::string& key) {
  auto next = member.keys.lower_bound(key);
  return next != member.keys.end() && (next->first == key || next->first.starts_with(key + "."));
}

/// How loudly development speaks and what it opens is its own affair.
bool is_developers_own(std::string_view key) {
  constexpr std::array<std::string_view, 10> kWords = {"log",  "debug",    "devtools", "showsql",
                                                       "h2",   "reload",   "detailed", "livereload",
                                                       "mock", "sourcemap"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return key.find(word) != std::string_view::npos;
  });
}

void report_drift(const std::string& path, const Member& production, const std::string& other_path,
                  const Member& other, const Member* base, CheckReport& report) {
  std::vector<std::string> missing;
  const SettingFact* first = nullptr;
  for (const auto& [key, fact] : other.keys) {
    if (has_key(production, key) || (base && has_key(*base, key))) continue;
    if (other.environment == Environment::development && is_developers_own(key)) continue;
    missing.push_back(fact->key);
    if (!first) first = fact;
  }
  // Files with nothing in common are no variants of each other.
  const bool alike = std::any_of(other.keys.begin(), other.keys.end(), [&](const auto& entry) {
    return has_key(production, entry.first);
  });
  if (missing.empty() || !alike) return;
  CheckFinding finding;
  finding.place = file_place(path);
  finding.value = other_path;
  finding.detail = "set for " + std::string(name(other.environment)) + " in " + other_path +
                   ", but not for production: " + named(missing);
  finding.related = {related(first->place, "set here")};
  if (other.environment == Environment::development) {
    finding.severity = Severity::low;
    finding.reason = "development has settings of its own";
  }
  report.add("environment-key-drift", std::move(finding));
}

void check_drift(const Facts& facts, CheckReport& report) {
  for (const auto& [family, members] : families(facts)) {
    const Member* base = nullptr;
    for (const auto& [path, member] : members) {
      if (member.environment == Environment::unknown) base = &member;
    }
    for (const auto& [path, production] : members) {
      if (production.environment != Environment::production ||
          production.keys.size() < kSmallestFamily)
        continue;
      for (const auto& [other_path, other] : members) {
        if (other.environment == Environment::staging ||
            other.environment == Environment::development)
          report_drift(path, production, other_path, other, base, report);
      }
    }
  }
}

}  // namespace

void compare_environments(const Facts& facts, CheckReport& report) {
  check_shared_secrets(facts, report);
  check_shared_resources(facts, report);
  check_backing_services(facts, report);
  check_drift(facts, report);
}

}  // namespace prodready
