// Which paths git tracks, read from .git/index as data: versions 2 to 4, SHA-1 and SHA-256, split
// and sparse indexes. Of each entry only the path is kept. The checksum is not verified (it would
// cost more than the reading); whatever does not add up makes the whole index invalid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prodready {

inline constexpr size_t kMaxIndexFile = size_t{1} << 30;

/// A sorted set of paths. A Range is what lies below one folder, so that a lookup only searches
/// there.
class TrackedPaths {
 public:
  struct Range {
    size_t begin = 0;
    size_t end = 0;
    bool empty() const { return begin == end; }
  };

  Range all() const { return {0, ends_.size()}; }
  std::string_view at(size_t i) const;

  /// Whether `path` is in `range`. All paths of the range and `path` agree in the first `known`
  /// bytes.
  bool contains(Range range, std::string_view path, size_t known) const;
  /// The paths of `range` that start with `prefix`; `known` as above.
  Range with_prefix(Range range, std::string_view prefix, size_t known) const;

  /// Adds a path that is not smaller than the last one; false if it is, or if there is no room.
  bool append(std::string_view path);
  void reserve(size_t paths, size_t bytes);
  size_t bytes() const { return bytes_.size(); }

 private:
  size_t lower_bound(Range range, std::string_view key, size_t known) const;

  std::string bytes_;
  std::vector<uint32_t> ends_;
};

struct ParsedIndex {
  TrackedPaths paths;
  std::string shared;  ///< of a split index: the hash that names the file with the other half
  std::string error;   ///< why the index is invalid; empty: it is valid
};

ParsedIndex parse_index(std::string_view bytes);

TrackedPaths merge(const TrackedPaths& one, const TrackedPaths& other);

}  // namespace prodready
