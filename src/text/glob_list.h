// Globs that thousands of paths are compared with: taken apart once, so that most comparisons end
// after a glance at the file's extension or the length of its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prodready {

/// A path with the parts that globs ask for.
struct SplitPath {
  explicit SplitPath(std::string_view path);

  std::string_view whole;
  std::string_view name;
  std::string_view extension;
};

/// As path_glob_match() (text/glob.h) compares it.
struct Glob {
  explicit Glob(std::string_view glob);

  bool fits(const SplitPath& path) const;

  std::string_view text;
  bool of_name;       ///< it is about the file's name only
  size_t min_length;  ///< of what it is compared with
};

class GlobList {
 public:
  GlobList() = default;
  /// Refers to `globs`.
  explicit GlobList(const std::vector<std::string>& globs);

  bool empty() const { return extensions_.empty() && others_.empty(); }
  /// Whether any of them fits.
  bool fit(const SplitPath& path) const;

 private:
  std::vector<std::string_view> extensions_;  ///< of globs like "*.c"; sorted
  std::vector<Glob> others_;
};

}  // namespace prodready
