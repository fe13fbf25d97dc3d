// What the engine makes of a file's path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scan/detector.h"
#include "text/glob_index.h"

namespace prodready {

/// Two paths of one class are the same to the rules: what holds no finding under one of them holds
/// none under the other, unless it is read as configuration.
class PathClasses {
 public:
  /// Refers to `detector`. Reads all of its rules.
  explicit PathClasses(const Detector& detector);

  /// The name of the class: bytes that mean nothing to anybody else.
  std::string of(std::string_view path) const;

 private:
  const std::string& prefix_;  ///< DetectorOptions::path_prefix
  GlobIndex globs_;            ///< of all rules
};

}  // namespace prodready
