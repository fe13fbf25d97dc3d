// CI systems read commands out of what a program prints: `##vso[task.setvariable …]` (Azure
// Pipelines), `##[set-env …]` (GitHub Actions, old form) and `##teamcity[…]` anywhere in a line,
// `::error::…` (GitHub Actions) where a line begins. Text of an audited tree must not reach them.
#pragma once

#include <cstddef>
#include <string_view>

namespace prodready {

/// Offset of the second '#' of the first `##word[` at or after `from`, or npos. To write that '#'
/// as an escape is enough.
size_t find_ci_command(std::string_view text, size_t from = 0);

/// Offset of a "::" that `line` begins with, apart from blanks of any kind, or npos.
size_t find_leading_ci_command(std::string_view line);

}  // namespace prodready
