// The regexes of the rules, each compiled when a candidate first needs it: a run over a few files
// compiles a few.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "rules/regex.h"
#include "rules/rule_list.h"
#include "settings/key_path.h"
#include "text/lazy.h"
#include "text/span.h"

namespace prodready {

struct CompiledCompanion {
  bool must = false;
  std::vector<KeyPattern> keys;
  Regex value;  ///< null: any value
  Companion::Reach reach = Companion::Reach::document;
};

struct CompiledRule {
  Regex pattern;
  /// The groups `secret`, of an idiom `name`, of which the first that matched counts; none: the
  /// whole match.
  std::vector<int> value_groups;
  std::vector<int> default_groups, fallback_groups, required_groups;  ///< of an idiom
  int group_count = 1;                                                ///< asked of RE2
  std::vector<Regex> allow;
  std::vector<const re2::RE2*> allow_shared;  ///< those that rules have in common
  std::vector<Regex> allow_line;
  Regex any_allow, any_allow_line;  ///< one regex for all of them: mostly none fits; null: none
  std::vector<Regex> file_has;
  std::vector<Regex> file_lacks;
  std::vector<Regex> guards;
  Regex within;                  ///< null: anywhere
  std::vector<KeyPattern> keys;  ///< of a setting rule that looks at code
  std::vector<CompiledCompanion> companions;
};

/// Shared by all workers.
class CompiledRules {
 public:
  explicit CompiledRules(const RuleList& rules);

  /// Thread-safe.
  const CompiledRule& operator[](uint32_t rule) const;

 private:
  CompiledRule compile(const Rule& rule) const;

  const RuleList& rules_;
  LazyArray<CompiledRule> compiled_;
  LazyArray<Regex> shared_;  ///< of rules/shared_exceptions.h
};

struct RegexMatch {
  Span whole;
  Span value;  ///< the group `secret` or `name`, or the whole match without surrounding white space
  Span default_value;  ///< of an idiom; empty when there is none
  bool fallback = false;
  bool required = false;
};

/// The rule's match in a setting's value; spans are in the value.
bool match_value(const CompiledRule& rule, std::string_view value, RegexMatch& match);

/// The leftmost match of `rule` inside text[range), seeing what stands around it; false when there
/// is none. `at_begin`: only a match that begins where the range does.
bool find_match(const CompiledRule& rule, std::string_view text, Span range, RegexMatch& match,
                bool at_begin = false);

}  // namespace prodready
