// Files that only have another name: git stores no renames, they are found by comparing what was
// deleted with what is new. Otherwise every line of a renamed file would count as added.
#pragma once

#include <string>
#include <vector>

#include "source/git/changes.h"

namespace prodready::git {

struct DeletedFile {
  std::string path;
  ObjectId id;
};

/// Fills old_path and old_id of new files that are a deleted one: with the same content, or at
/// least half of their lines in common. Every deleted file is used once. Where there is too much to
/// compare, only the same content counts.
void find_renames(const ObjectStore& store, std::vector<DeletedFile> deleted,
                  std::vector<ChangedFile>& files);

}  // namespace prodready::git
