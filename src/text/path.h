// The parts of a '/'-separated path.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// "x.py" of "src/app/x.py".
inline std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

/// "src/app/" of "src/app/x.py"; "" at the root.
inline std::string folder_of(std::string_view path) {
  return std::string(path.substr(0, path.rfind('/') + 1));
}

/// "py" of "src/app/x.py"; empty when the file's name has no dot.
inline std::string_view extension_of(std::string_view path) {
  const std::string_view name = file_name(path);
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace prodready
