// What each commit of a repository changed: the whole history as a list of (commit, path, blob
// before, blob after). Every commit there is counts, whether a ref leads to it or not.
//
// A merge changes what differs from all its parents: what it took over from one of them was brought
// by a commit on that side. So every file that any commit ever had is in the list, at the commit
// that brought it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/git/all_objects.h"
#include "source/git/staged_index.h"

namespace prodready::git {

using PathNumber = uint32_t;

struct CommitEntry {
  ObjectNumber number = kNoObject;
  ObjectNumber tree = kNoObject;  ///< kNoObject: it is missing
  std::vector<uint32_t> parents;  ///< indices in CommitChanges::commits; those that are there
  int64_t time = 0;               ///< committer's, seconds since 1970
  int64_t author_time = 0;
  int offset_minutes = 0;  ///< of the author's clock
};

/// One file of one commit. A merge has one for each of its parents, one after another.
struct Change {
  uint32_t commit = 0;  ///< index in CommitChanges::commits
  PathNumber path = 0;
  ObjectNumber after = kNoObject;   ///< kNoObject: the file was removed
  ObjectNumber before = kNoObject;  ///< kNoObject: it is new
};

struct CommitChanges {
  std::vector<CommitEntry> commits;  ///< newest first
  std::vector<std::string> paths;    ///< by number; raw bytes
  std::vector<Change> changes;       ///< in the order of `commits`
  /// Files of the index, which may be in no commit yet.
  std::vector<std::pair<ObjectNumber, PathNumber>> staged;
  std::vector<ObjectNumber> missing_parents;  ///< commits with a parent that is not here, sorted
  std::vector<std::string> problems;          ///< sorted
};

CommitChanges read_commit_changes(const AllObjects& objects, size_t workers);

/// Adds what the index holds.
void add_staged(const AllObjects& objects, const StagedIndex& index, CommitChanges& changes);

/// The blob at `path` in a commit, or kNoObject.
ObjectNumber blob_at(const AllObjects& objects, ObjectCache& cache, ObjectNumber tree,
                     std::string_view path);

}  // namespace prodready::git
