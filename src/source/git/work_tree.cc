#include "source/git/work_tree.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "source/safe_open.h"

namespace prodready {
namespace {

constexpr size_t kMaxPointer = 8192;  ///< a .git or commondir file holds one path

struct GitDirs {
  Descriptor own;     ///< holds HEAD and index
  Descriptor common;  ///< holds objects, refs and info; another one for a linked work tree
};

/// Only to look below it. Links are followed: the path is the user's or comes from a pointer file
/// of git.
Descriptor open_any_folder(int at, const char* path) {
  return Descriptor(openat(at, path, O_PATH | O_DIRECTORY | O_CLOEXEC));
}

bool is_folder(int at, const char* path) {
  struct stat status {};
  return fstatat(at, path, &status, 0) == 0 && S_ISDIR(status.st_mode);
}

/// The path in a pointer file, or "".
std::string read_pointer(int at, const char* file, const std::string& keyword) {
  std::string text = read_small_file(at, file, kMaxPointer).bytes;
  if (!text.starts_with(keyword)) return "";
  text.erase(0, keyword.size());
  text.erase(text.find_last_not_of("\r\n") + 1);
  return text.find('\0') == std::string::npos ? text : "";
}

Descriptor open_git_dir(int folder) {
  struct stat status {};
  if (fstatat(folder, ".git", &status, AT_SYMLINK_NOFOLLOW) != 0) return {};
  if (S_ISDIR(status.st_mode)) return open_any_folder(folder, ".git");
  if (!S_ISREG(status.st_mode)) return {};
  const std::string path = read_pointer(folder, ".git", "gitdir: ");
  return path.empty() ? Descriptor() : open_any_folder(folder, path.c_str());
}

/// The same test as git's: HEAD, objects and refs are there. Nothing of them is read.
GitDirs open_git_dirs(int folder) {
  GitDirs dirs{open_git_dir(folder), {}};
  if (!dirs.own) return {};
  const std::string common = read_pointer(dirs.own.get(), "commondir", "");
  dirs.common = open_any_folder(dirs.own.get(), common.empty() ? "." : common.c_str());
  struct stat head {};
  const bool valid =
      dirs.common && fstatat(dirs.own.get(), "HEAD", &head, AT_SYMLINK_NOFOLLOW) == 0 &&
      (S_ISREG(head.st_mode) || S_ISLNK(head.st_mode)) && is_folder(dirs.common.get(), "objects") &&
      is_folder(dirs.common.get(), "refs");
  return valid ? std::move(dirs) : GitDirs{};
}

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

bool is_work_tree(int folder) { return static_cast<bool>(open_git_dirs(folder).own); }

OpenedWorkTree open_work_tree(int folder) {
  const GitDirs dirs = open_git_dirs(folder);
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
