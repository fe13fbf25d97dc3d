#include "source/git/work_tree.h"

#include <cerrno>
#include <utility>

#include "source/git/git_dirs.h"
#include "source/safe_open.h"

namespace prodready {
namespace {

ParsedIndex read_index(int git_dir, const std::string& name) {
  const SmallFile file = read_small_file(git_dir, name.c_str(), kMaxIndexFile);
  ParsedIndex index;
  if (file.too_large) {
    index.error = "is too large to be read";
  } else if (file.error == ENOENT && name == "index") {
    // nothing is tracked yet
  } else if (file.error != 0) {
    index.error = "cannot be read: " + error_text(file.error);
  } else {
    index = parse_index(file.bytes);
  }
  return index;
}

/// Both halves of a split index. Entries that the split index deletes are not taken out: they only
/// make us scan more.
ParsedIndex read_whole_index(int git_dir) {
  ParsedIndex index = read_index(git_dir, "index");
  if (!index.error.empty() || index.shared.empty()) return index;
  const ParsedIndex shared = read_index(git_dir, "sharedindex." + index.shared);
  if (shared.error.empty()) {
    index.paths = merge(index.paths, shared.paths);
  } else {
    index.error = "is split, and its shared half " + shared.error;
  }
  return index;
}

}  // namespace

bool is_work_tree(int folder) { return static_cast<bool>(git::open_git_dirs(folder).own); }

OpenedWorkTree open_work_tree(int folder) {
  const git::GitDirs dirs = git::open_git_dirs(folder);
  if (!dirs.own) return {};
  OpenedWorkTree opened{true, nullptr, ""};
  ParsedIndex index = read_whole_index(dirs.own.get());
  SmallFile exclude = read_small_file(dirs.common.get(), "info/exclude", kMaxIgnoreFile);
  if (!index.error.empty()) {
    opened.error = index.error;
  } else {
    opened.tree = std::make_unique<WorkTree>(
        WorkTree{std::move(index.paths), parse_ignore_file(std::move(exclude.bytes))});
  }
  return opened;
}

}  // namespace prodready
