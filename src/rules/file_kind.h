// Kinds of files by extension. A rule that is held to Python files need not be looked for in C:
// each kind has an anchor database of its own, with the rules that may look at its files.
#pragma once

#include <cstddef>
#include <string_view>

#include "rules/rule.h"

namespace prodready {

/// The last kind holds every file that no other does, and every rule.
inline constexpr size_t kFileKindCount = 11;

size_t file_kind(std::string_view path);

/// Whether `files` let the rule look at some file of the kind.
bool may_look_at_kind(const Rule& rule, size_t kind);

}  // namespace prodready
