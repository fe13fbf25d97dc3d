// What git knows about the folders of one work tree: tracked paths and .git/info/exclude. Read as
// data, regular files of bounded size only; no git runs and no configuration of the repository is
// looked at. A `.git` file (linked work tree, submodule) is followed for these two files and
// nothing else.
#pragma once

#include <memory>
#include <string>

#include "source/git/gitignore.h"
#include "source/git/index.h"

namespace prodready {

struct WorkTree {
  TrackedPaths tracked;
  IgnoreFile exclude;
};

struct OpenedWorkTree {
  bool repository = false;         ///< the folder has a .git that git would accept
  std::unique_ptr<WorkTree> tree;  ///< nothing: do not obey any .gitignore here, scan everything
  std::string error;               ///< why the index cannot be trusted; then there is no tree
};

/// Whether `folder` is the top of a work tree. A stray or empty .git does not make one.
bool is_work_tree(int folder);

OpenedWorkTree open_work_tree(int folder);

}  // namespace prodready
