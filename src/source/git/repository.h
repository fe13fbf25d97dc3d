// The repository of an audited folder: where its parts lie and what has to be known before objects
// are read. Everything is data of a hostile tree: of the configuration only `extensions` is looked
// at, and whatever leads out of the tree (a .git file, commondir, alternates) is followed only when
// the user says so. info/grafts and refs/replace are not obeyed: what was committed is what counts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "source/coverage.h"
#include "source/git/object_id.h"

namespace prodready::git {

struct Repository {
  std::string work_tree;             ///< absolute; "" when it is bare
  std::string git_dir;               ///< absolute; holds HEAD and index
  std::string common_dir;            ///< absolute; holds objects and refs
  std::vector<std::string> objects;  ///< absolute folders for ObjectStore, its own first
  HashKind hash = HashKind::sha1;
  std::vector<ObjectId> shallow;  ///< sorted: commits whose parents are not here
  bool partial = false;           ///< objects may be missing: they were left at the origin
  std::vector<Failure> problems;  ///< what could not be followed or understood
};

/// The repository that `folder` is the top of: its work tree or, bare, itself. Nothing if it is
/// none. Throws Error if it leads out of the folder and may not: `allow_outside` lets it go
/// anywhere, `known` (GIT_DIR, say, which git sets for its hooks) to this git folder.
std::optional<Repository> open_repository(const std::string& folder, bool allow_outside,
                                          const std::string& known = "");

/// The one of the nearest folder from `folder` upwards.
std::optional<Repository> find_repository(const std::string& folder, bool allow_outside,
                                          const std::string& known = "");

}  // namespace prodready::git
