#include "source/git/git_dirs.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <utility>

#include "source/safe_open.h"

namespace prodready::git {
namespace {

constexpr size_t kMaxPointer = 8192;  ///< a .git or commondir file holds one path

/// Only to look below it. Links are followed: the path is the user's or comes from a pointer file
/// of git.
Descriptor open_any_folder(int at, const std::string& path) {
  return Descriptor(openat(at, path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
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

std::string git_path(int folder) {
  struct stat status {};
  if (fstatat(folder, ".git", &status, AT_SYMLINK_NOFOLLOW) != 0) return "";
  if (S_ISDIR(status.st_mode)) return ".git";
  return S_ISREG(status.st_mode) ? read_pointer(folder, ".git", "gitdir: ") : "";
}

/// The same test as git's: HEAD, objects and refs are there. Nothing of them is read.
GitDirs open_dirs(int folder, std::string path) {
  GitDirs dirs;
  dirs.own_path = std::move(path);
  if (!dirs.own_path.empty()) dirs.own = open_any_folder(folder, dirs.own_path);
  if (!dirs.own) return {};
  dirs.common_path = read_pointer(dirs.own.get(), "commondir", "");
  if (dirs.common_path.empty()) dirs.common_path = ".";
  dirs.common = open_any_folder(dirs.own.get(), dirs.common_path);
  struct stat head {};
  const bool valid =
      dirs.common && fstatat(dirs.own.get(), "HEAD", &head, AT_SYMLINK_NOFOLLOW) == 0 &&
      (S_ISREG(head.st_mode) || S_ISLNK(head.st_mode)) && is_folder(dirs.common.get(), "objects") &&
      is_folder(dirs.common.get(), "refs");
  return valid ? std::move(dirs) : GitDirs{};
}

}  // namespace

GitDirs open_git_dirs(int folder) { return open_dirs(folder, git_path(folder)); }

GitDirs open_bare_git_dirs(int folder) { return open_dirs(folder, "."); }

}  // namespace prodready::git
