#include "source/excludes.h"

#include <algorithm>

#include "text/glob.h"

namespace prodready {
namespace {

bool any_matches(const std::vector<std::string>& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return path_glob_match(glob, path); });
}

}  // namespace

Excludes::Excludes(const std::vector<std::string>& globs, std::string prefix)
    : prefix_(std::move(prefix)) {
  for (const std::string& unexpanded : globs) {
    for (const std::string& glob : expand_braces(unexpanded)) {
      globs_.push_back(glob);
      for (const std::string_view everything : {"/", "/**"}) {
        if (glob.ends_with(everything)) {
          folder_globs_.push_back(glob.substr(0, glob.size() - everything.size()));
        }
      }
    }
  }
}

bool Excludes::file(std::string_view path) const {
  return !globs_.empty() && any_matches(globs_, prefix_ + std::string(path));
}

bool Excludes::folder(std::string_view path) const {
  if (globs_.empty()) return false;
  const std::string whole = prefix_ + std::string(path);
  return any_matches(globs_, whole) || any_matches(folder_globs_, whole);
}

bool Excludes::around(std::string_view path) const {
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (folder(path.substr(0, slash))) return true;
  }
  return false;
}

}  // namespace prodready
