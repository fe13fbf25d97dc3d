#include "source/roots.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include "source/safe_open.h"
#include "text/error.h"

namespace prodready {
namespace {

struct Resolved {
  std::string path;
  bool folder = false;
};

Resolved resolve(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) throw Error(path + ": " + error_text(errno));
  const std::unique_ptr<char, decltype(&free)> real(realpath(path.c_str(), nullptr), &free);
  if (!real && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
    throw Error(path + ": neither a file nor a folder (\"-\" reads standard input)");
  }
  if (!real) throw Error(path + ": " + error_text(errno));
  return {real.get(), S_ISDIR(status.st_mode)};
}

std::string common_folder(const std::string& one, const std::string& other) {
  std::string common = one;
  while (!is_within(common, other)) common = parent_of(common);
  return common;
}

/// Several folders, or files, are named as the user sees them: from where they stand, if that is
/// above all of them. Standard input alone needs no folder: one that was deleted is no reason to
/// fail.
std::string folder_to_name_from(const std::optional<std::string>& common) {
  const std::unique_ptr<char, decltype(&free)> here(realpath(".", nullptr), &free);
  if (!common) return here ? here.get() : "/";
  return here && is_within(here.get(), *common) ? here.get() : *common;
}

}  // namespace

std::string join(std::string_view folder, std::string_view path) {
  std::string joined(folder);
  if (!path.empty() && joined != "/") joined += '/';
  return joined.append(path);
}

std::string parent_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string relative_to(std::string_view folder, std::string_view path) {
  if (path.size() <= folder.size()) return "";
  return std::string(path.substr(folder == "/" ? 1 : folder.size() + 1));
}

bool is_within(std::string_view folder, std::string_view path) {
  return folder == "/" ||
         (path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/'));
}

Roots resolve_roots(const std::vector<std::string>& paths) {
  Roots roots;
  std::map<std::string, bool> unique;
  std::optional<std::string> common;
  for (const std::string& path : paths) {
    if (path == "-") {
      roots.standard_input = true;
      continue;
    }
    const Resolved resolved = resolve(path);
    unique[resolved.path] = resolved.folder;
    const std::string folder = resolved.folder ? resolved.path : parent_of(resolved.path);
    common = common ? common_folder(*common, folder) : folder;
  }
  const bool one_folder = unique.size() == 1 && unique.begin()->second;
  roots.root = common && one_folder ? *common : folder_to_name_from(common);
  for (const auto& [path, folder] : unique) {
    roots.starts.push_back({relative_to(roots.root, path), folder});
  }
  return roots;
}

}  // namespace prodready
