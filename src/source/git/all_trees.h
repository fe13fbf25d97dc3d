// Every tree of a repository as a list of numbers, so that any two can be compared without reading
// them again.
//
// Packs write most trees as changes of others. The lists are made the same way, a family at a time:
// a version of a folder with thousands of files has only what is new of it for itself, and refers
// to the rest.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/git/all_objects.h"
#include "source/git/tree.h"

namespace prodready::git {

/// Names of files and folders, numbered in their order.
using NameNumber = uint32_t;

struct FolderEntry {
  enum Kind : uint32_t { nothing, file, folder, missing };  ///< nothing: a submodule
  uint32_t name : 30 = 0;
  uint32_t kind : 2 = nothing;
  uint32_t object = kNoObject;  ///< an ObjectNumber; of what is missing, a number for its id
  bool operator==(const FolderEntry&) const = default;
};

/// The entries of a folder: runs of a list that many folders share.
struct Folder {
  struct Piece {
    uint32_t first = 0;  ///< which of the folder's entries it begins with
    uint32_t at = 0;     ///< where that is in `entries`
  };
  const FolderEntry* entries = nullptr;
  std::span<const Piece> pieces;
  size_t count = 0;
};

class AllTrees {
 public:
  AllTrees(const AllObjects& objects, size_t workers);

  /// Someone made more names than can be kept: no tree is known then.
  bool too_many_names() const { return too_many_names_; }
  /// Nothing when it has to be read: there was no room for it.
  std::optional<Folder> find(ObjectNumber tree) const;
  /// What the bytes of a tree say, as far as they are one.
  std::vector<FolderEntry> parse(std::string_view bytes) const;
  /// Why nothing of the tree, or not all of it, is known; or empty.
  std::string problem(ObjectNumber tree) const;

  std::string_view name(NameNumber number) const { return names_[number]; }
  const ObjectId& missing(uint32_t number) const { return missing_[number]; }

 private:
  friend class TreeLister;

  struct List {
    uint32_t begin = 0;  ///< of its pieces
    uint32_t end = 0;
    uint32_t count = 0;  ///< of its entries
    uint16_t shelf = 0;
    bool known = false;
    bool damaged = false;
  };
  /// What one worker has made.
  struct Shelf {
    std::vector<FolderEntry> entries;
    std::vector<Folder::Piece> pieces;
  };

  std::optional<std::pair<std::string_view, NameNumber>> number_of_name(std::string_view name);
  uint32_t number_of_missing(const ObjectId& id);
  void sort_names();

  const AllObjects& objects_;
  std::vector<List> lists_;  ///< by object
  std::vector<Shelf> shelves_;
  std::map<ObjectNumber, std::string> failures_;
  std::atomic<int64_t> room_;  ///< entries and pieces that may still be kept

  std::mutex mutex_;  ///< for what is below, while trees are read
  std::deque<std::string> name_texts_;
  std::unordered_map<std::string_view, NameNumber> name_numbers_;
  std::vector<std::string_view> names_;
  int64_t name_room_;  ///< bytes of names that may still be kept
  std::atomic<bool> too_many_names_ = false;
  std::vector<ObjectId> missing_;
  std::unordered_map<ObjectId, uint32_t, ObjectIdHash> missing_numbers_;
};

}  // namespace prodready::git
