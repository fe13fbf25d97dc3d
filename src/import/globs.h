// A regex over paths becomes globs, as far as globs can say the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "import/syntax.h"

namespace prodready::importing {

struct Globs {
  std::vector<std::string> globs;
  bool exact = true;  ///< false: they fit a few more paths than the regex
};

/// nullopt when there would be too many, or the regex says what globs cannot.
std::optional<Globs> to_globs(const Node& path_pattern);

}  // namespace prodready::importing
