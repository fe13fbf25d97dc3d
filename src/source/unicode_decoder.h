// UTF-16 and UTF-32 to UTF-8, in pieces of any size. What is damaged (a lone surrogate, an
// unfinished unit at the end, a number beyond U+10FFFF) becomes U+FFFD and the text goes on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "source/content_kind.h"

namespace prodready {

class UnicodeDecoder {
 public:
  /// `encoding` must not be TextEncoding::bytes.
  explicit UnicodeDecoder(TextEncoding encoding);

  /// Most that decode() writes for so many raw bytes.
  static constexpr size_t bound(size_t raw) { return 2 * raw + 8; }
  /// Most that finish() writes.
  static constexpr size_t kFinishBound = 8;

  /// Writes the UTF-8 of the next piece to `out` and returns its length.
  size_t decode(std::string_view raw, char* out);
  /// Writes what an unfinished end stands for.
  size_t finish(char* out);

 private:
  uint32_t unit(const uint8_t* bytes) const;
  size_t put_unit(uint32_t unit, char* out);

  size_t width_;
  bool big_endian_;
  uint32_t high_surrogate_ = 0;  ///< waits for its other half
  std::array<uint8_t, 4> partial_{};
  size_t partial_size_ = 0;
};

}  // namespace prodready
