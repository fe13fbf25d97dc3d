#include "report/policy_lines.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "report/amounts.h"
#include "report/ink.h"

namespace prodready {
namespace {

constexpr size_t kListedItems = 8;
constexpr size_t kListedExpired = 5;

/// Whether the configuration file gave `key`: only a place in a file ("path:line") has a colon.
bool is_from_file(const Policy& policy, const std::string& key) {
  const auto origin = policy.origins.find(key);
  return origin == policy.origins.end() || origin->second.find(':') != std::string::npos;
}

/// A flag or a variable may have overruled what the file loosened.
bool still_holds(const Policy& policy, const std::string& loosened) {
  const auto origin = policy.origins.find(loosened.substr(0, loosened.find(" = ")));
  return origin == policy.origins.end() || loosened.find(origin->second) != std::string::npos;
}

std::string list(const std::vector<std::string>& items, const TerminalStyle& style) {
  std::string text;
  for (size_t i = 0; i < std::min(items.size(), kListedItems); ++i) {
    text += (i == 0 ? "" : ", ") + shown(style, items[i]);
  }
  if (items.size() > kListedItems) text += " and " + amount(items.size() - kListedItems) + " more";
  return text;
}

std::string excluded_text(const Policy& policy, const Coverage& coverage,
                          const TerminalStyle& style) {
  Skipped excluded;
  if (const auto found = coverage.skipped.find(SkipReason::excluded);
      found != coverage.skipped.end()) {
    excluded = found->second;
  }
  return "excluded " + counted(excluded.files, "file") + " and " +
         counted(excluded.directories, "folder") + " by " + list(policy.exclude, style);
}

/// Everything by which a file of the audited tree made this audit see, show or fail on less.
std::vector<std::string> effects(const Policy& policy, const Coverage& coverage,
                                 const TerminalStyle& style) {
  std::vector<std::string> effects;
  for (const std::string& loosened : policy.loosened) {
    if (still_holds(policy, loosened)) effects.push_back(shown(style, loosened));
  }
  if (!policy.exclude.empty() && is_from_file(policy, "exclude")) {
    effects.push_back(excluded_text(policy, coverage, style));
  }
  if (!policy.disabled_rules.empty() && is_from_file(policy, "disable-rules")) {
    effects.push_back("disabled " + list(policy.disabled_rules, style));
  }
  if (!policy.ignores.empty()) {
    effects.push_back(counted(policy.ignores.size(), "[[ignore]] entry", "[[ignore]] entries"));
  }
  return effects;
}

void write_expired(const Policy& policy, const TerminalStyle& style, std::ostream& out) {
  const size_t count = policy.expired_ignores.size();
  const size_t listed = listed_count(count, kListedExpired, style);
  for (size_t i = 0; i < listed; ++i) {
    const IgnoreEntry& entry = policy.expired_ignores[i];
    write_wrapped(style, painted(style, Paint::caution, "expired") + ": ", "  ",
                  "[[ignore]] at " + shown(style, entry.origin) + " held until " +
                      shown(style, entry.expires) + " and hides nothing any more",
                  out);
  }
  write_unlisted(count - listed, style, out);
}

}  // namespace

void write_policy(const Policy& policy, const Coverage& coverage, const TerminalStyle& style,
                  std::ostream& out) {
  write_expired(policy, style, out);
  if (policy.config_file.empty()) return;
  std::string text = shown(style, policy.config_file);
  if (policy.config_in_tree) {
    text += " found in the audited tree (";
    const std::vector<std::string> found = effects(policy, coverage, style);
    for (const std::string& effect : found)
      text += (&effect == &found.front() ? "" : "; ") + effect;
    text += found.empty() ? "it hides nothing)" : ")";
  }
  write_wrapped(style, "policy: ", "  ", text, out);
}

}  // namespace prodready
