#include "import/secret_group.h"

#include <algorithm>

#include "import/analysis.h"
#include "text/ascii.h"

namespace prodready::importing {
namespace {

using Groups = std::vector<int>;
using Losses = std::vector<std::string>;

int group_named(const Pattern& pattern, std::string_view name) {
  for (int i = 1; i <= pattern.captures; ++i) {
    if (to_lower(find_capture(pattern.root, i)->name) == to_lower(name)) return i;
  }
  return 0;
}

Groups numbered(const ForeignRule& foreign, const Pattern& pattern) {
  if (foreign.secret_group <= pattern.captures) return {foreign.secret_group};
  throw Untranslatable("it names group " + std::to_string(foreign.secret_group) +
                       ", and there are " + std::to_string(pattern.captures));
}

Groups named(const ForeignRule& foreign, const Pattern& pattern) {
  if (foreign.secret_name.empty()) return {};
  const int group = group_named(pattern, foreign.secret_name);
  if (group == 0) throw Untranslatable("there is no group " + foreign.secret_name);
  return {group};
}

/// A group that is repeated, or of fixed text, is there for the regex's sake.
Groups meaningful(const Pattern& pattern, Losses& losses) {
  Groups groups;
  for (int i = 1; i <= pattern.captures; ++i) {
    if (!is_repeated(pattern.root, i) && !is_fixed(*find_capture(pattern.root, i)))
      groups.push_back(i);
  }
  if (groups.empty() && pattern.captures > 0)
    losses.push_back("a repeated or fixed group is not the secret: the whole match is");
  return groups;
}

Groups first_not_empty(const Node& root, const Groups& groups) {
  if (groups.empty()) return {};
  const int first = groups.front();
  const bool always = always_taken(root, first) && shortest(*find_capture(root, first)) > 0;
  return always ? Groups{first} : groups;
}

Groups unnamed(const Pattern& pattern, Groups groups, Losses& losses) {
  const Node& root = pattern.root;
  for (int i : groups) {
    if (find_capture(root, i)->name.empty() && always_taken(root, i)) return {i};
  }
  if (const int token = group_named(pattern, "TOKEN")) return {token};
  // Alternatives may each have one.
  const size_t optional = std::erase_if(groups, [&](int i) { return is_optional(root, i); });
  if (optional > 0 && groups.empty())
    losses.push_back("a group that may be missing is not the secret: the whole match is");
  return groups;
}

/// The other scanner reports all of them; here one is the secret.
Groups one_of_all(const Pattern& pattern, Groups groups, Losses& losses) {
  const Node& root = pattern.root;
  // A group inside of another is a part of it.
  const Groups all = groups;
  std::erase_if(groups, [&](int inner) {
    return std::any_of(all.begin(), all.end(), [&](int outer) {
      return outer != inner && find_capture(*find_capture(root, outer), inner) != nullptr;
    });
  });
  if (groups.size() < 2) return groups;
  const std::string count = std::to_string(groups.size()) + " groups: only ";
  for (const char* known : {"secret", "token", "password", "key", "api_key", "credential"}) {
    if (const int group = group_named(pattern, known)) {
      losses.push_back(count + known + " is the secret");
      return {group};
    }
  }
  // The last, as a rule: what stands before it is an identifier.
  const auto last =
      std::find_if(groups.rbegin(), groups.rend(), [&](int i) { return always_taken(root, i); });
  const bool alternatives = last == groups.rend();
  losses.push_back(count + (alternatives ? "the first that takes part" : "the last") +
                   " is the secret");
  return alternatives ? groups : Groups{*last};
}

}  // namespace

Groups secret_groups(const ForeignRule& foreign, const Pattern& pattern, Losses& losses) {
  switch (foreign.choice) {
    case SecretChoice::numbered:
      return numbered(foreign, pattern);
    case SecretChoice::named:
      return named(foreign, pattern);
    case SecretChoice::first_group:
      return first_not_empty(pattern.root, meaningful(pattern, losses));
    case SecretChoice::unnamed_group:
      return unnamed(pattern, meaningful(pattern, losses), losses);
    case SecretChoice::all_groups:
      return one_of_all(pattern, meaningful(pattern, losses), losses);
  }
  return {};
}

}  // namespace prodready::importing
