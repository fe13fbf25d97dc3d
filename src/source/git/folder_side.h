// One side of a comparison: the entries of one folder, out of a tree object or out of the index, in
// the order of both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/git/object_store.h"
#include "source/git/staged_index.h"
#include "source/git/tree.h"

namespace prodready::git {

/// Where a folder is to be read from: a tree, or a range of the index. Neither: it is empty.
struct FolderPlace {
  std::optional<ObjectId> tree;
  size_t begin = 0;  ///< entries of the index, which have the folder's path in common
  size_t end = 0;
  size_t prefix = 0;             ///< length of that path with its '/'
  std::optional<size_t> cached;  ///< index of the folder in StagedIndex::trees
};

struct FolderItem {
  std::string_view name;
  uint32_t mode = 0;
  std::optional<ObjectId> id;  ///< nothing: a folder whose tree was not worked out yet
  uint8_t stage = 0;           ///< of an entry in conflict
};

/// In git's order: a folder's name counts as if it ended in '/'.
int compare_names(const FolderItem& a, const FolderItem& b);

class FolderSide {
 public:
  /// `index` is only needed for places that are within it.
  FolderSide(const ObjectStore& store, const StagedIndex* index, const FolderPlace& place);
  FolderSide(const FolderSide&) = delete;
  FolderSide& operator=(const FolderSide&) = delete;

  /// Nothing at the end. Valid until advance().
  const FolderItem* item() const { return item_ ? &*item_ : nullptr; }
  void advance();
  /// Of the current item, which is a folder.
  FolderPlace enter() const { return inner_; }
  /// Why not all entries were seen, or "".
  const std::string& error() const { return error_; }

 private:
  void advance_in_tree();
  void advance_in_index();
  void take_folder(std::string_view name);
  void take_file(std::string_view name);
  std::optional<size_t> cached_child(std::string_view name) const;
  std::string_view rest_of(size_t entry) const;

  const StagedIndex* index_;
  FolderPlace place_;
  Object tree_;
  TreeReader reader_;
  std::vector<std::pair<std::string_view, size_t>> cached_;  ///< subfolders, by name
  std::optional<FolderItem> item_;
  FolderPlace inner_;
  std::string error_;
};

}  // namespace prodready::git
