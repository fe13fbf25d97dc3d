// Where the walk starts: the user's paths made absolute, each folder and file once, and the folder
// that they are reported relative to. Links are followed here and nowhere else: naming a link is
// asking for what it points to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prodready {

struct Start {
  std::string path;     ///< below the root; "" is the root itself
  bool folder = false;  ///< otherwise anything that is no folder
};

struct Roots {
  std::string root;  ///< absolute, without links, without '/' at its end (but for "/" itself)
  std::vector<Start> starts;  ///< sorted by path
  bool standard_input = false;
};

/// Throws Error for a path that does not exist.
Roots resolve_roots(const std::vector<std::string>& paths);

/// The absolute path of `path`, which is relative to the absolute `folder`.
std::string join(std::string_view folder, std::string_view path);
/// The folder that holds an absolute path; "/" for "/".
std::string parent_of(std::string_view path);
/// `path` relative to `folder`, which is `path` itself or above it.
std::string relative_to(std::string_view folder, std::string_view path);
/// Whether `path` is `folder` or below it.
bool is_within(std::string_view folder, std::string_view path);

}  // namespace prodready
