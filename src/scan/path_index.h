// Which rules look at a file because of its path: path rules, and pattern rules that only `files`
// hold back.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"
#include "text/glob_index.h"
#include "text/lazy.h"

namespace prodready {

class PathIndex {
 public:
  /// Refers to `rules`.
  explicit PathIndex(const RuleSet& rules);

  /// Indices of the rules, ascending, each once; `not_files` was taken into account.
  void rules_for(std::string_view path, std::vector<uint32_t>& result) const;

  /// path_fits() of a rule that is asked about many files.
  bool fits(uint32_t rule, std::string_view path) const;

 private:
  struct RuleGlobs {
    GlobList files;
    GlobList not_files;
  };
  const RuleGlobs& globs(uint32_t rule) const;

  const RuleList& rules_;
  LazyArray<RuleGlobs> globs_;                ///< by rule
  const std::vector<uint32_t>& unselective_;  ///< rules that look at any file
  GlobIndex index_;                           ///< of the others
  std::vector<uint32_t> rule_of_glob_;        ///< of each number in index_
};

/// Whether the globs of `rule` let it look at `path`: any of `files` (or none given), and none of
/// `not_files`.
bool path_fits(const Rule& rule, std::string_view path);

}  // namespace prodready
