// Where a short text stands in a long one: what every file is searched for.
#pragma once

#include <bit>
#include <cstddef>
#include <string_view>

#include "text/bytes16.h"

namespace prodready {

/// The first place from `from` on where `wanted` stands; npos: nowhere. Looks for its first and
/// last characters together, sixteen places at a time. `wanted` has two characters at least.
inline size_t find_text(std::string_view text, std::string_view wanted, size_t from = 0) {
  const size_t last = wanted.size() - 1;
  size_t at = from;
  for (; at + last + 16 <= text.size(); at += 16) {
    const Bytes16 begins = Bytes16::load(text.data() + at).equal(wanted.front());
    const Bytes16 ends = Bytes16::load(text.data() + at + last).equal(wanted.back());
    for (uint64_t both = (begins & ends).bits(); both != 0; both &= both - 1) {
      const size_t place = at + static_cast<size_t>(std::countr_zero(both));
      if (text.compare(place, wanted.size(), wanted) == 0) return place;
    }
  }
  return text.find(wanted, at);
}

}  // namespace prodready
