// What git says about the entries of one folder: which of them .gitignore hides. A tracked path is
// never hidden, so the index is asked first, and only what is untracked is matched against
// patterns.
//
// A full path is what a worker builds for each entry: the part of the work tree above the audited
// root, if there is one, then the path below that root.
#pragma once

#include <optional>
#include <string_view>

#include "source/git/gitignore.h"
#include "source/git/work_tree.h"

namespace prodready {

/// One folder's .gitignore within those of the folders around it. Owned by that folder; the outer
/// ones live longer.
struct IgnoreScope {
  const IgnoreScope* outer = nullptr;
  size_t base = 0;  ///< length of the folder's full path with its '/'
  IgnoreFile file;
};

struct FolderView {
  const WorkTree* tree = nullptr;      ///< nothing: no work tree, nothing is hidden
  const IgnoreScope* scope = nullptr;  ///< the innermost one
  size_t tree_base = 0;                ///< length of the work tree's full path with its '/'
  size_t base = 0;                     ///< the same of this folder
  TrackedPaths::Range tracked;         ///< what is tracked below this folder
  bool all_tracked = false;            ///< a sparse index has the whole folder as one entry
  bool ignored = false;                ///< the folder is: only what is tracked below it is visited
};

/// The top folder of a work tree, `base` bytes into full paths.
FolderView view_of_top(const WorkTree& tree, size_t base);

/// The folder with this full path, whatever the patterns say about it.
FolderView view_of(const FolderView& parent, std::string_view path);

/// The same, or nothing if the folder is hidden as a whole.
std::optional<FolderView> enter(const FolderView& parent, std::string_view path);

/// Whether the file with this full path is hidden.
bool hides(const FolderView& folder, std::string_view path);

}  // namespace prodready
