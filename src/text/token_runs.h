// Long runs of the characters that keys and tokens are written in, with digits among them: where a
// secret of a form that no rule knows can stand. Says nothing of how random they are.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace prodready {

/// What runs are made of: letters, digits and _ + / = . ~ -
constexpr bool is_token(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         c == '+' || c == '/' || c == '=' || c == '.' || c == '~' || c == '-';
}

/// Shorter runs are not looked for.
constexpr size_t kMinTokenRun = 16;

/// Whether a run of kMinTokenRun bytes or more has a digit.
bool has_digit(std::string_view run);

/// Appends the maximal runs of [A-Za-z0-9_+/=.~-] that have `min_length` bytes or more (at least
/// kMinTokenRun) and `min_digits` digits or more, ascending.
void find_token_runs(std::string_view text, size_t min_length, size_t min_digits,
                     std::vector<Span>& runs);

}  // namespace prodready
