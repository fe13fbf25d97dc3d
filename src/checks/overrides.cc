#include "checks/overrides.h"

#include <map>
#include <set>
#include <tuple>

#include "checks/check_report.h"
#include "settings/key_path.h"

namespace prodready {
namespace {

bool is_production(const Switch& entry) {
  const Environment in = entry.place.environment.environment;
  return in == Environment::production;
}
bool is_base(const Switch& entry) {
  return entry.place.environment.environment == Environment::unknown;
}

/// A key path without what names an environment, so that "build.options.optimization" and
/// "build.configurations.production.optimization" are one; of a variable its name.
std::string shared_key(const Switch& entry) {
  const std::string folded = folded_key(entry.key);
  std::string shared;
  for (size_t begin = 0; begin <= folded.size();) {
    const size_t end = std::min(folded.find('.', begin), folded.size());
    const std::string segment = folded.substr(begin, end - begin);
    const bool structure = segment == "options" || segment == "configurations" ||
                           segment.ends_with("config") ||
                           environment_named(segment) != Environment::unknown;
    if (!structure) shared += segment + ".";
    begin = end + 1;
  }
  return shared;
}

/// Where one switch is set: the files of a family, and the key for a file of many parts.
using Key = std::tuple<const Rule*, std::string, std::string>;

Key key_of(const Switch& entry) {
  return {entry.rule, family_of(entry.place.path), shared_key(entry)};
}

/// The findings that a switch led to stand on its line.
using FindingPlace = std::tuple<const Rule*, std::string, uint64_t>;

std::multimap<FindingPlace, Finding*> by_place(std::vector<Finding>& findings) {
  std::multimap<FindingPlace, Finding*> map;
  for (Finding& finding : findings) {
    if (finding.rule->shape == Shape::setting)
      map.emplace(FindingPlace(finding.rule, finding.path, finding.location.start.line), &finding);
  }
  return map;
}

void withdraw(Finding& finding, const Switch& by) {
  if (finding.severity == Severity::info) return;
  finding.reasons.push_back("lowered from " + std::string(name(finding.severity)) +
                            ": overridden in " + shown(by.place));
  finding.severity = Severity::info;
  finding.related.push_back(related(by.place, "production sets it safe here"));
}

void name_base(Finding& finding, const Switch& base) {
  finding.detail = "production turns back on what " + shown(base.place) + " turns off";
  finding.related.push_back(related(base.place, "safe for all other environments here"));
}

/// The switches of families in which one is unsafe: the others, most of them, concern nobody.
std::multimap<Key, const Switch*> switches_by_key(const Facts& facts) {
  std::multimap<Key, const Switch*> switches;
  for (const Switch& entry : facts.switches) {
    if (entry.unsafe) switches.emplace(key_of(entry), &entry);
  }
  std::set<const Rule*> rules;
  for (const auto& [key, entry] : switches) rules.insert(entry->rule);
  for (const Switch& entry : facts.switches) {
    if (entry.unsafe || rules.count(entry.rule) == 0) continue;
    const Key key = key_of(entry);
    if (switches.count(key) > 0) switches.emplace(key, &entry);
  }
  return switches;
}

}  // namespace

void apply_overrides(const Facts& facts, std::vector<Finding>& findings) {
  const std::multimap<Key, const Switch*> switches = switches_by_key(facts);
  const auto places = by_place(findings);
  for (const auto& [key, entry] : switches) {
    if (!entry->unsafe) continue;
    const auto [first, last] = places.equal_range(
        FindingPlace(entry->rule, entry->place.path, entry->place.location.start.line));
    if (first == last) continue;
    const auto [other, end] = switches.equal_range(key);
    for (auto it = other; it != end; ++it) {
      const Switch& sibling = *it->second;
      if (sibling.unsafe) continue;
      for (auto finding = first; finding != last; ++finding) {
        if (is_base(*entry) && is_production(sibling)) withdraw(*finding->second, sibling);
        if (is_production(*entry) && is_base(sibling) && finding->second->detail.empty())
          name_base(*finding->second, sibling);
      }
    }
  }
}

}  // namespace prodready
