// The work tree around an audited folder. git looks upwards for `.git`, so auditing one folder of a
// repository has to obey what stands above it: the index, .git/info/exclude and the .gitignore
// files on the way down.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "source/coverage.h"
#include "source/git/folder_view.h"

namespace prodready {

/// The nearest of `folder` and the folders above it that is the top of a work tree, or "".
std::string work_tree_around(const std::string& folder);

/// Answers for the folders that a walk starts in. Owns what its views refer to.
class Surroundings {
 public:
  /// `root` is the folder that paths are relative to. What cannot be read is added to `coverage`.
  Surroundings(std::string root, Coverage& coverage);

  /// The part of full paths above the root, with its '/': not empty when the root is a folder
  /// within a work tree.
  const std::string& above() const { return above_; }

  /// What the folders above it say about a folder below the root ("" is the root). It counts as not
  /// ignored itself: it was asked for by name. Nothing is said about the top of a work tree: the
  /// walk finds its .git.
  FolderView view_of_start(std::string_view path);

 private:
  FolderView view_inside(const std::string& top, const std::string& folder);
  FolderView open_top(const std::string& top);
  void read_ignore_file(const std::string& folder, FolderView& view);
  std::string full_path(const std::string& folder) const;
  std::string shown_path(const std::string& file) const;

  std::string root_;
  std::string top_of_root_;  ///< the work tree around the root, or ""
  std::string above_;
  Coverage& coverage_;
  std::map<std::string, FolderView> views_;  ///< by absolute path
  std::deque<std::unique_ptr<WorkTree>> trees_;
  std::deque<IgnoreScope> scopes_;
};

}  // namespace prodready
