// Texts that a pattern matches, invented: random where it is free to be, short where it may repeat.
// The same seed gives the same text.
#pragma once

#include <cstdint>
#include <string>

#include "import/syntax.h"

namespace prodready::importing {

struct Sample {
  std::string text;
  size_t secret_begin = 0;  ///< of the group `secret`; the whole text when there is none
  size_t secret_end = 0;
  std::string secret() const { return text.substr(secret_begin, secret_end - secret_begin); }
};

Sample sample(const Node& pattern, uint64_t seed);

}  // namespace prodready::importing
