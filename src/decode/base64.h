// Text written in base64, in one run or wrapped over lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "decode/decodings.h"
#include "text/span.h"

namespace prodready {

class Base64Decoder {
 public:
  /// Every base64 text of this length worth decoding has so many letters and digits in a row: '+',
  /// '/',
  /// '-' and '_' stand for what is rare in text.
  static constexpr size_t kMinRun = 16;

  Base64Decoder(std::string_view text, Decodings& decodings) : text_(text), decodings_(decodings) {}

  /// `run`: a maximal run of at least kMinRun letters and digits; ascending.
  void look(Span run);

 private:
  enum class Form : uint8_t { none, utf8, utf16_little, utf16_big };

  Form form_at(size_t at) const;
  bool decode_from(size_t begin, size_t run_end);
  bool decode_within(Span limits, Form form, bool wrapped);

  std::string_view text_;
  Decodings& decodings_;
  size_t done_ = 0;    ///< the end of what was decoded
  size_t tried_ = 0;   ///< the end of the last run looked at
  size_t failed_ = 0;  ///< how far a text that was none had been followed
};

}  // namespace prodready
