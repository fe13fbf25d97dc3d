// Globs over '/'-separated paths, as .gitignore writes them: `*` and `?` stop at '/', `**` does
// not, `[a-z]` and `[!a]` are classes, `\` quotes. Paths are raw bytes. Matching is linear in
// practice: a `*` never backtracks over a '/'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prodready {

/// Whether the whole of `path` matches the whole of `pattern`; `**` only spans folders when it
/// stands as a full component.
bool glob_match(std::string_view pattern, std::string_view path);

/// Expands `{a,b}` alternatives (nested ones too); at most 1,000 results, else the pattern is
/// returned as it is.
std::vector<std::string> expand_braces(std::string_view pattern);

/// A glob of a rule or a configuration: without '/' it matches the file's name anywhere, with a
/// leading '/' from the root, otherwise from any folder on. A trailing '/' stands for everything
/// below that folder.
bool path_glob_match(std::string_view pattern, std::string_view path);

}  // namespace prodready
