// Which findings the entries of another tool's file accept.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "baseline/baseline.h"
#include "baseline/comparison.h"
#include "baseline/reach.h"

namespace prodready {

class ForeignIndex {
 public:
  ForeignIndex(const Baseline& baseline, const Reach& reach);

  /// Whether an entry accepts `finding`: by fingerprint, by value and file, or, where the entry
  /// knows no more, by file and line. Takes note of the entry.
  bool accepts(const Finding& finding);

  /// Why each entry accepts nothing, after all findings were asked about.
  std::vector<Mismatch> mismatches() const;

 private:
  struct Entries {
    std::vector<size_t> entries;
    bool used = false;
  };

  bool accepts_value(const std::string& key);
  bool accepts_place(const Finding& finding, const std::string& path, const Location& location);
  Mismatch mismatch(size_t entry) const;

  const Baseline& baseline_;
  const Reach& reach_;
  std::vector<std::string> paths_;  ///< of the entries, in the repository
  std::vector<bool> used_;
  std::unordered_map<std::string, Entries> by_value_;  ///< fingerprint, or path and SHA-1
  std::unordered_map<std::string, Entries> by_line_;
  std::unordered_set<std::string> found_;  ///< paths and lines that have a finding
};

}  // namespace prodready
