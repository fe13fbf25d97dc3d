// The configuration's `exclude` globs. A folder that is excluded is skipped with all that is below
// it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prodready {

class Excludes {
 public:
  /// `prefix` is put before every path: the globs may have been written for a folder above the
  /// audited one.
  Excludes(const std::vector<std::string>& globs, std::string prefix);

  bool file(std::string_view path) const;
  bool folder(std::string_view path) const;
  /// Whether one of the folders above `path` is excluded: asked for paths that the walk does not
  /// reach from above.
  bool around(std::string_view path) const;

 private:
  std::string prefix_;
  std::vector<std::string> globs_;
  std::vector<std::string> folder_globs_;  ///< "x/" and "x/**" as globs for the folder itself
};

}  // namespace prodready
