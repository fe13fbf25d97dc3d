// Which rules look at a file because of its path: path rules, and pattern rules that only `files`
// hold back. Every file of a tree is asked, so the globs are sorted by the file name or extension
// they end in and hardly any is tried.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/rule_set.h"

namespace prodready {

class PathIndex {
 public:
  /// Refers to `rules`.
  explicit PathIndex(const RuleSet& rules);

  /// Indices of the rules, ascending, each once; `not_files` was taken into account.
  void rules_for(std::string_view path, std::vector<uint32_t>& result) const;

 private:
  struct Entry {
    uint32_t rule;
    std::string_view glob;
  };
  using Bucket = std::vector<Entry>;
  using Buckets = std::unordered_map<std::string_view, Bucket>;
  /// A rule with globs that end otherwise.
  struct Other {
    uint32_t rule;
    std::vector<std::string_view> globs;           ///< none: the rule looks at every file
    std::vector<std::string_view> not_extensions;  ///< of `not_files` like "*.c"; sorted
    std::vector<std::string_view> not_others;
  };

  void add(uint32_t rule, std::string_view glob);
  Other& other(uint32_t rule);
  void try_others(std::string_view path, std::vector<uint32_t>& result) const;
  void try_bucket(const Bucket& bucket, std::string_view path, std::vector<uint32_t>& result) const;

  const RuleList& rules_;
  Buckets by_name_;       ///< globs that end in a file name without wildcards
  Buckets by_extension_;  ///< globs that end in "*….ext"
  std::vector<Other> others_;
};

/// Whether the globs of `rule` let it look at `path`: any of `files` (or none given), and none of
/// `not_files`.
bool path_fits(const Rule& rule, std::string_view path);

}  // namespace prodready
