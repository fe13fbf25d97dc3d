// A tree object: the entries of one folder as a commit has it. Read straight from its bytes; names
// are data and may be anything but empty, and the order of the entries is not checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "source/git/object_id.h"

namespace prodready::git {

struct TreeEntry {
  uint32_t mode = 0;
  std::string_view name;
  ObjectId id;
};

inline constexpr uint32_t kModeType = 0170000;
inline constexpr uint32_t kModeFolder = 0040000;
inline constexpr uint32_t kModeFile = 0100000;
inline constexpr uint32_t kModeLink = 0120000;
inline constexpr uint32_t kModeSubmodule = 0160000;

constexpr bool is_folder(uint32_t mode) { return (mode & kModeType) == kModeFolder; }
constexpr bool is_submodule(uint32_t mode) { return (mode & kModeType) == kModeSubmodule; }

/// Goes through the entries; they refer to the bytes. No memory is taken.
class TreeReader {
 public:
  TreeReader(std::string_view bytes, HashKind kind) : rest_(bytes), id_size_(id_size(kind)) {}

  /// Nothing at the end, and where the bytes are no tree.
  std::optional<TreeEntry> next();
  /// After next() gave nothing: whether that was not the end.
  bool damaged() const { return !rest_.empty(); }

 private:
  std::string_view rest_;
  size_t id_size_;
};

}  // namespace prodready::git
