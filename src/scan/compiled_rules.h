// The regexes of the rules, each compiled when a candidate first needs it: a run over a few files
// compiles a few.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "rules/regex.h"
#include "rules/rule_set.h"
#include "text/span.h"

namespace prodready {

struct CompiledRule {
  Regex pattern;
  int value_group = 0;  ///< the group `secret`, or 0: the whole match
  std::vector<Regex> allow;
  std::vector<Regex> allow_line;
};

/// Shared by all workers.
class CompiledRules {
 public:
  explicit CompiledRules(const std::vector<Rule>& rules) : rules_(rules), compiled_(rules.size()) {}

  /// Thread-safe.
  const CompiledRule& operator[](uint32_t rule) const;

 private:
  struct Lazy {
    std::once_flag once;
    CompiledRule rule;
  };
  const std::vector<Rule>& rules_;
  mutable std::vector<Lazy> compiled_;
};

struct RegexMatch {
  Span whole;
  Span value;  ///< the group `secret`, or the whole match without surrounding white space
};

/// The leftmost match of `rule` inside text[range), seeing what stands around it; false when there
/// is none.
bool find_match(const CompiledRule& rule, std::string_view text, Span range, RegexMatch& match);

}  // namespace prodready
