// What a pattern says about its matches without being run: how long they are, whether they hold a
// line break, which words are in every one of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "import/syntax.h"

namespace prodready::importing {

inline constexpr int64_t kNoBound = INT64_MAX;

int64_t shortest(const Node& node);
int64_t longest(const Node& node);  ///< kNoBound when nothing bounds it

/// Whether a match can hold a line break elsewhere than as its first or last byte.
bool spans_lines(const Node& node);

/// Whether one of `words` (lower-case) is in every match, letter case aside.
bool always_holds_one_of(const Node& node, const std::vector<std::string>& words);

/// Whether capture `number` takes part in every match.
bool always_taken(const Node& node, int number);
/// Whether capture `number` stands in a repeat, so that only its last round would be kept.
bool is_repeated(const Node& node, int number);
/// Whether capture `number` stands in a repeat that may be none.
bool is_optional(const Node& node, int number);
/// Whether it matches fixed text only, letter case aside.
bool is_fixed(const Node& node);
const Node* find_capture(const Node& node, int number);

/// Short regexes of which one lies in every match, for a pattern from which no longer text can be
/// derived; empty when there are none that would be rare.
std::vector<std::string> cores(const Node& node);

}  // namespace prodready::importing
