// Where git keeps what it knows about a work tree: `.git`, or the folder that a `.git` file (linked
// work tree, submodule) points to. The one place that understands these pointers. Regular files of
// bounded size only; nothing of what is found is read here.
#pragma once

#include <string>

#include "text/descriptor.h"

namespace prodready::git {

struct GitDirs {
  Descriptor own;           ///< holds HEAD and index
  Descriptor common;        ///< holds objects, refs and info; another one for a linked work tree
  std::string own_path;     ///< as it is written: absolute, or relative to the folder asked about
  std::string common_path;  ///< absolute, or relative to own_path
};

/// Of the work tree with this top, if git would accept its `.git`; otherwise empty descriptors.
GitDirs open_git_dirs(int folder);

/// Of a repository without a work tree, which the folder itself may be.
GitDirs open_bare_git_dirs(int folder);

}  // namespace prodready::git
