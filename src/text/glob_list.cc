#include "text/glob_list.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/glob.h"
#include "text/path.h"

namespace prodready {
namespace {

/// "c" of "*.c"; empty for globs of any other form.
std::string_view whole_extension(std::string_view glob) {
  if (!glob.starts_with("*.")) return "";
  const std::string_view extension = glob.substr(2);
  return std::all_of(extension.begin(), extension.end(), is_word) ? extension : "";
}

/// Each character stands for one at least, but `*`; classes and quoted ones are not counted.
size_t shortest_fit(std::string_view glob) {
  if (glob.find_first_of("[\\") != std::string_view::npos) return 0;
  return glob.size() - static_cast<size_t>(std::count(glob.begin(), glob.end(), '*'));
}

}  // namespace

SplitPath::SplitPath(std::string_view path)
    : whole(path), name(file_name(path)), extension(extension_of(name)) {}

Glob::Glob(std::string_view glob)
    : text(glob),
      of_name(glob.find('/') == std::string_view::npos),
      min_length(of_name ? shortest_fit(glob) : 0) {}

bool Glob::fits(const SplitPath& path) const {
  if (!of_name) return path_glob_match(text, path.whole);
  return path.name.size() >= min_length && glob_match(text, path.name);
}

GlobList::GlobList(const std::vector<std::string>& globs) {
  for (const std::string& glob : globs) {
    const std::string_view extension = whole_extension(glob);
    if (extension.empty())
      others_.emplace_back(glob);
    else
      extensions_.push_back(extension);
  }
  std::sort(extensions_.begin(), extensions_.end());
}

bool GlobList::fit(const SplitPath& path) const {
  return std::binary_search(extensions_.begin(), extensions_.end(), path.extension) ||
         std::any_of(others_.begin(), others_.end(),
                     [&](const Glob& glob) { return glob.fits(path); });
}

}  // namespace prodready
