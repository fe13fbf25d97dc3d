// All rules of a run and their compiled prefilter.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace prodready {

struct RuleSet {
  std::vector<Rule> rules;            ///< sorted by id
  std::string prefilter_database;     ///< serialised Vectorscan database of all anchors, for any
                                      ///< x86-64 or arm64 machine
  std::vector<uint32_t> anchor_rule;  ///< index into `rules` for each anchor's expression number

  const Rule* find(std::string_view id) const;
};

/// The rules in a folder tree `<dir>/<category>/<id>.toml`. Throws Error naming file and line for
/// anything wrong.
std::vector<Rule> read_rules(const std::string& dir);

/// Sorts, checks that ids are unique, derives anchors where none are given and compiles them.
RuleSet make_rule_set(std::vector<Rule> rules);

/// One blob that holds a RuleSet, and back. Reading it costs microseconds; it parses nothing.
std::string serialise(const RuleSet& rules);
RuleSet deserialise(std::string_view blob);

}  // namespace prodready
