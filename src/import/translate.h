// What a foreign rule says, said as a rule of ours. Examples are added later, when it is known
// which of them hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "import/foreign_rule.h"
#include "import/syntax.h"
#include "rules/rule.h"

namespace prodready::importing {

struct Translation {
  Rule rule;     ///< without examples
  Node pattern;  ///< what `rule.pattern` was printed from
  std::optional<Node> path_pattern;
  bool secret_is_match = false;     ///< there was no group: all of the match is the secret
  std::vector<std::string> losses;  ///< what differs; empty: nothing
};

/// Throws Untranslatable.
Translation translate(const ForeignRule& foreign, const std::string& id);

/// "kingfisher.aws.1" → "kingfisher-aws-1"
std::string kebab(std::string_view text);

}  // namespace prodready::importing
