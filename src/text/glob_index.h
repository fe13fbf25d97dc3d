// Many globs, asked at once which of them a path matches.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/glob_list.h"

namespace prodready {

/// Globs are sorted by the file name, extension or folder that they end in, so that hardly any is
/// tried.
class GlobIndex {
 public:
  /// Refers to what the views show. A glob's number is its place in `globs`.
  explicit GlobIndex(const std::vector<std::string_view>& globs);

  /// Appends the numbers of those that match as path_glob_match() says, ascending.
  void matches(const SplitPath& path, std::vector<uint32_t>& numbers) const;

 private:
  struct Entry {
    uint32_t number;
    Glob glob;
  };
  using Bucket = std::vector<Entry>;
  using Buckets = std::unordered_map<std::string_view, Bucket>;

  static void try_bucket(const Bucket& bucket, const SplitPath& path,
                         std::vector<uint32_t>& numbers);
  static void try_bucket(const Buckets& buckets, std::string_view key, const SplitPath& path,
                         std::vector<uint32_t>& numbers);

  Buckets by_name_;       ///< end in a file name without wildcards
  Buckets by_extension_;  ///< end in "*….ext"
  Buckets by_folder_;     ///< like "bin/**"
  Bucket others_;
};

}  // namespace prodready
