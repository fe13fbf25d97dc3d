// "did you mean …": the known word nearest to a mistyped one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prodready {

/// The nearest of `known` at a Damerau-Levenshtein distance of at most 2 (1 for words under 5
/// letters), or "".
std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// " (did you mean \"x\"?)", or "" when nothing is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace prodready
