// Free-spacing patterns: `(?x)` at the very start of a pattern, as Perl means it, which RE2 does
// not know.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// Removes the x flag and what it allows: white space and `# comments` outside of character
/// classes. `\ ` and `\#` stay literal; `(?#…)` is removed; a pattern that does not start with a
/// flag group holding x is returned unchanged.
std::string without_free_spacing(std::string_view pattern);

}  // namespace prodready
