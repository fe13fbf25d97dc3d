// The one way this program compiles an RE2: text is bytes (Latin-1), nothing is logged, memory is
// bounded. The RE2 header stays behind this one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace prodready {

struct RegexDeleter {
  void operator()(re2::RE2* regex) const;
};
using Regex = std::unique_ptr<re2::RE2, RegexDeleter>;

/// Never null; whether it is usable is asked of regex_error().
Regex compile_regex(std::string_view pattern);

/// "" if the pattern compiled, otherwise what is wrong with it and what to write instead.
std::string regex_error(const re2::RE2& regex);

/// Number of the group named `secret`, or 0 (the whole match) when there is none.
int secret_group(const re2::RE2& regex);

/// Numbers of the groups of this name, ascending: alternatives may each have one.
std::vector<int> groups_named(const re2::RE2& regex, std::string_view name);

/// As it was given to compile_regex().
std::string pattern_of(const re2::RE2& regex);

/// Whether the pattern matches the empty text.
bool matches_empty(const re2::RE2& regex);

/// Number of instructions: what compiling and matching cost grows with. A repeat of n multiplies
/// what it repeats by n.
int program_size(const re2::RE2& regex);

/// Whether `regex` is found anywhere in `text`.
bool found_in(const re2::RE2& regex, std::string_view text);

}  // namespace prodready
