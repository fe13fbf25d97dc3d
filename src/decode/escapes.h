// Texts with escapes in them: percent encoding, backslashes in strings, HTML entities. Such a text
// is the escapes, what stands between them, and what is around them up to where a token, a string
// or a line ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "decode/decodings.h"

namespace prodready {

class EscapeDecoder {
 public:
  EscapeDecoder(std::string_view text, Decodings& decodings) : text_(text), decodings_(decodings) {}

  /// `at`: a '%', '\\' or '&'; ascending.
  void look(size_t at);

 private:
  enum class Kind : uint8_t { percent, backslash, entity };
  /// An escape that stands in the text.
  struct Escape {
    size_t length = 0;     ///< 0: there is none
    uint32_t value = 0;    ///< a code point, or a byte
    bool is_byte = false;  ///< `value` is appended as it is
    Encoding encoding = Encoding::percent;
    bool counts = false;  ///< it makes readable ASCII, so that what it hides may be a secret
  };
  struct Counts;

  Escape read(Kind kind, size_t at) const;
  Escape read_percent(size_t at) const;
  Escape read_backslash(size_t at) const;
  Escape read_unicode(size_t at) const;
  Escape read_surrogates(size_t at) const;
  Escape read_entity(size_t at) const;
  Escape read_digits(size_t at, size_t begin, size_t min_digits, size_t max_digits) const;
  static bool is_break(Kind kind, char c);

  void decode_around(Kind kind, size_t at);
  Decoded decoded(Kind kind, Encoding encoding, Span span) const;

  std::string_view text_;
  Decodings& decodings_;
  size_t done_[3] = {};  ///< by kind: how far the text was looked at
};

}  // namespace prodready
