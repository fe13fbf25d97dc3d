// Text written as hexadecimal digits: 68656c6c6f, and the bytes of an array: 0x68, 0x65, 0x6c.
#pragma once

#include <cstddef>
#include <string_view>

#include "decode/decodings.h"
#include "text/span.h"

namespace prodready {

class HexDecoder {
 public:
  HexDecoder(std::string_view text, Decodings& decodings) : text_(text), decodings_(decodings) {}

  /// `run`: a maximal run of letters and digits.
  void look(Span run);
  /// `at`: where something like "0x68," stands; ascending.
  void look_for_list(size_t at);

 private:
  /// The byte that the two digits at `at` mean; -1: they are none.
  int byte_at(size_t at) const;

  std::string_view text_;
  Decodings& decodings_;
  size_t list_done_ = 0;
};

}  // namespace prodready
