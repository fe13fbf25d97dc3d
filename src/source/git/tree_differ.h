// What a commit's tree has that none of its parents' trees has, and what it lacks.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/git/all_objects.h"
#include "source/git/all_trees.h"
#include "source/git/commit_changes.h"

namespace prodready::git {

/// A path: a name in a folder, which is a path, too.
struct PathNode {
  uint32_t folder = 0;  ///< number of a path, or kTop
  NameNumber name = 0;
};
inline constexpr uint32_t kTop = std::numeric_limits<uint32_t>::max();

/// Paths and their numbers, folders before what is in them.
class PathTable {
 public:
  uint32_t number(uint32_t folder, NameNumber name) {
    const auto [known, added] =
        numbers_.try_emplace(uint64_t{folder} << 32 | name, static_cast<uint32_t>(all_.size()));
    if (added) all_.push_back({folder, name});
    return known->second;
  }
  const std::vector<PathNode>& all() const { return all_; }
  std::vector<PathNode> take() {
    numbers_.clear();
    return std::move(all_);
  }

 private:
  std::vector<PathNode> all_;
  std::unordered_map<uint64_t, uint32_t> numbers_;
};

std::string path_text(const std::vector<PathNode>& paths, uint32_t path, const AllTrees& trees);

/// Of some commits.
struct TreeChanges {
  std::vector<PathNode> paths;
  std::vector<Change> changes;  ///< their paths are those above
  std::set<std::string> problems;
};

/// Not thread-safe: each worker has its own.
class TreeDiffer {
 public:
  TreeDiffer(const AllObjects& objects, const AllTrees& trees)
      : objects_(objects), trees_(trees), cache_(objects) {}

  /// Adds what `tree` has that none of `parents` has, and what all of them have that it has not.
  void compare(uint32_t commit, ObjectNumber tree, const std::vector<ObjectNumber>& parents);

  /// What was added since the last call.
  TreeChanges take();

 private:
  /// What one name stands for.
  struct Side {
    ObjectNumber file = kNoObject;
    ObjectNumber folder = kNoObject;
    bool operator==(const Side&) const = default;
  };
  /// A name that stands for something else here than in one parent.
  struct Difference {
    NameNumber name = 0;
    Side now;
    Side before;
  };
  using Differences = std::vector<Difference>;
  /// A folder, and its entries if no one else has them.
  struct Opened {
    Folder folder;
    std::vector<FolderEntry> entries;
    Folder::Piece piece;
  };

  void problem(std::string text);
  void open(ObjectNumber number, Opened& opened);
  Side side_of(const FolderEntry& entry);
  Differences differences(const Folder& now, const Folder& before);
  static void merge_names(Differences& all);
  void diff(ObjectNumber number, const std::vector<ObjectNumber>& parents, size_t depth);
  void descend(NameNumber name, const Side& now, const std::vector<Side>& befores, size_t depth);
  void add_file(ObjectNumber now, const std::vector<Side>& befores);

  const AllObjects& objects_;
  const AllTrees& trees_;
  ObjectCache cache_;
  TreeChanges found_;
  PathTable paths_;
  size_t folders_ = 0;      ///< compared since take()
  size_t folders_end_ = 0;  ///< how many they may be behind this commit
  uint32_t commit_ = 0;
  uint32_t path_ = kTop;  ///< of the folder or file at hand
};

}  // namespace prodready::git
