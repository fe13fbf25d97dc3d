// All rules of a run and their compiled prefilter.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_list.h"

namespace prodready {

/// Can be moved, not copied: the databases may be its own.
struct RuleSet {
  RuleSet() = default;
  RuleSet(RuleSet&&) = default;
  RuleSet& operator=(RuleSet&&) = default;

  RuleList rules;  ///< sorted by id
  RuleIndex index;
  /// Serialised Vectorscan databases of the anchors, for any x86-64 or arm64 machine: one for each
  /// kind of file (rules/file_kind.h), or a single one for all.
  std::vector<std::string_view> prefilter_databases;
  std::vector<std::string> own_databases;  ///< what those refer to, unless it is the blob
  std::vector<uint32_t> anchor_rule;  ///< index into `rules` for each anchor's expression number

  const Rule* find(std::string_view id) const;
};

/// The rules in a folder tree `<dir>/<category>/<id>.toml`. Throws Error naming file and line for
/// anything wrong.
std::vector<Rule> read_rules(const std::string& dir);

/// Sorts, checks that ids are unique, derives anchors where none are given and compiles them. One
/// database for each kind of file makes scans faster and takes longer to compile.
RuleSet make_rule_set(std::vector<Rule> rules, bool database_per_kind = false);

}  // namespace prodready
