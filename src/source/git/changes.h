// Which files differ between two commits, or between a commit and the index. Folders with the same
// id on both sides are never read. The order of entries is git's; a tree that does not keep to it
// makes files look changed, never unchanged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "source/coverage.h"
#include "source/git/object_store.h"
#include "source/git/staged_index.h"

namespace prodready::git {

/// A file that is there afterwards. Files that were only deleted, and submodules, are none.
struct ChangedFile {
  std::string path;  ///< from the top of the work tree
  ObjectId id;
  uint32_t mode = 0;
  std::string old_path;  ///< "": the file is new; another than `path`: it was renamed
  ObjectId old_id;       ///< null: the file is new
};

struct Changes {
  std::vector<ChangedFile> files;  ///< by path
  std::vector<Failure> failures;   ///< folders that could not be compared
  uint64_t conflicts = 0;  ///< files that are being merged: the other side's content is taken
};

/// Trees; nothing is an empty one.
Changes changes_between(const ObjectStore& store, const std::optional<ObjectId>& before,
                        const std::optional<ObjectId>& after);

/// What a commit of the index would change in `head`, a tree. Entries of `git add -N` are not
/// staged.
Changes staged_changes(const ObjectStore& store, const std::optional<ObjectId>& head,
                       const StagedIndex& index);

}  // namespace prodready::git
