// Code points in UTF-8 text that may be damaged: a byte that starts no well-formed sequence counts
// as one code point, so that columns are defined for any bytes (Latin-1 files too).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace prodready {

struct CodePoint {
  uint32_t value = 0;  ///< the code point, or the byte's value where `valid` is false
  uint8_t length = 1;  ///< bytes it takes, 1 to 4
  bool valid = true;
};

/// Decodes the code point that starts at `text[0]`; `text` must not be empty.
CodePoint decode_utf8(std::string_view text);

/// Number of code points in `text`.
size_t count_code_points(std::string_view text);

}  // namespace prodready
