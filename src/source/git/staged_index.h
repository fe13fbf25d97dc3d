// The index as what the next commit will hold: every entry with its object, and the ids of folders
// that git has worked out before. index.h is the other view of the same file: which paths are
// tracked, as the walk asks it for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/git/object_id.h"

namespace prodready::git {

struct StagedEntry {
  ObjectId id;
  uint32_t mode = 0;
  uint32_t path_begin = 0;
  uint32_t path_size = 0;
  uint8_t stage = 0;           ///< 0; in a conflict 1: common ancestor, 2: ours, 3: theirs
  bool intent_to_add = false;  ///< `git add -N`: a name without content
  bool skip_worktree = false;
  bool assume_valid = false;
};

/// What git remembers of a folder: the tree that its entries make. A commit takes it from here, so
/// that it is no less true than the entries.
struct CachedTree {
  std::string name;     ///< one component; "" at the top
  int64_t entries = 0;  ///< below it; -1: it has changed since, and the id says nothing
  ObjectId id;
  size_t end = 0;  ///< index behind its last descendant: they follow their folder
};

struct StagedIndex {
  std::vector<StagedEntry> entries;  ///< by path, then stage
  std::vector<CachedTree> trees;     ///< empty when git has written none
  std::string error;                 ///< why the index is invalid; empty: it is valid

  std::string_view path(const StagedEntry& entry) const {
    return std::string_view(text).substr(entry.path_begin, entry.path_size);
  }
  std::string text;    ///< what holds the paths: the index itself, or all of them end to end
  std::string shared;  ///< of a split index: the hash that names the other half
  std::string link;    ///< and what it changes there
};

StagedIndex parse_staged_index(std::string bytes, HashKind kind);

/// The whole of a split index: `half` with its other half, in which it deletes and replaces.
StagedIndex join_halves(const StagedIndex& half, const StagedIndex& shared);

}  // namespace prodready::git
