// Sixteen bytes classified at a time, and the bits of a block of 64: what the passes over every
// byte of every file are made of. SSE2 where there is one; elsewhere the same answers byte by byte.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__) && !defined(PRODREADY_NO_SIMD)
#define PRODREADY_SSE2
#include <emmintrin.h>
#else
#include <array>
#endif

namespace prodready {

/// Sixteen bytes, or sixteen answers: a byte of all ones is yes, of all zeros no.
class Bytes16 {
 public:
  static Bytes16 load(const char* bytes);

  Bytes16 equal(char c) const;
  /// Which bytes are `low` to `high`, compared as unsigned; at most 127 values.
  Bytes16 between(char low, char high) const;
  /// Letters in lower case; what else changes is no letter before and none after.
  Bytes16 lowered() const;
  Bytes16 operator|(Bytes16 other) const;
  Bytes16 operator&(Bytes16 other) const;
  /// One bit a byte of answers, the first byte lowest.
  uint64_t bits() const;

#if defined(PRODREADY_SSE2)
 private:
  explicit Bytes16(__m128i value) : value_(value) {}
  __m128i value_;
#else
 private:
  Bytes16() = default;
  template <typename Function>
  static Bytes16 each(Function function) {
    Bytes16 result;
    for (size_t i = 0; i < 16; ++i) result.value_[i] = static_cast<uint8_t>(function(i));
    return result;
  }
  static uint8_t answer(bool yes) { return yes ? 0xff : 0; }
  std::array<uint8_t, 16> value_;
#endif
};

constexpr size_t kBlockBytes = 64;

/// The answers of `classify` for the 64 bytes at `bytes`, as bits.
template <typename Classify>
uint64_t block_bits(const char* bytes, Classify classify) {
  return classify(Bytes16::load(bytes)).bits() | classify(Bytes16::load(bytes + 16)).bits() << 16 |
         classify(Bytes16::load(bytes + 32)).bits() << 32 |
         classify(Bytes16::load(bytes + 48)).bits() << 48;
}

/// Calls visit(bytes, offset) for each block of `text`. 64 bytes from `bytes`, and `kAhead` more,
/// can be read; what lies behind the text is zero.
template <size_t kAhead, typename Visit>
void for_each_block(std::string_view text, Visit visit) {
  char rest[kBlockBytes + kAhead];
  for (size_t at = 0; at < text.size(); at += kBlockBytes) {
    const char* bytes = text.data() + at;
    if (text.size() - at < sizeof rest) {
      std::memset(rest, 0, sizeof rest);
      std::memcpy(rest, bytes, text.size() - at);
      bytes = rest;
    }
    visit(bytes, at);
  }
}

#if defined(PRODREADY_SSE2)

inline Bytes16 Bytes16::load(const char* bytes) {
  return Bytes16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)));
}
inline Bytes16 Bytes16::equal(char c) const {
  return Bytes16(_mm_cmpeq_epi8(value_, _mm_set1_epi8(c)));
}
inline Bytes16 Bytes16::between(char low, char high) const {
  // SSE2 compares signed bytes only: move `low` to the lowest of them.
  const __m128i moved = _mm_add_epi8(value_, _mm_set1_epi8(static_cast<char>(-128 - low)));
  return Bytes16(_mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(high - low - 127))));
}
inline Bytes16 Bytes16::lowered() const {
  return Bytes16(_mm_or_si128(value_, _mm_set1_epi8(0x20)));
}
inline Bytes16 Bytes16::operator|(Bytes16 other) const {
  return Bytes16(_mm_or_si128(value_, other.value_));
}
inline Bytes16 Bytes16::operator&(Bytes16 other) const {
  return Bytes16(_mm_and_si128(value_, other.value_));
}
inline uint64_t Bytes16::bits() const { return static_cast<uint32_t>(_mm_movemask_epi8(value_)); }

#else

inline Bytes16 Bytes16::load(const char* bytes) {
  return each([&](size_t i) { return bytes[i]; });
}
inline Bytes16 Bytes16::equal(char c) const {
  return each([&](size_t i) { return answer(value_[i] == static_cast<uint8_t>(c)); });
}
inline Bytes16 Bytes16::between(char low, char high) const {
  return each([&](size_t i) {
    return answer(value_[i] >= static_cast<uint8_t>(low) &&
                  value_[i] <= static_cast<uint8_t>(high));
  });
}
inline Bytes16 Bytes16::lowered() const {
  return each([&](size_t i) { return value_[i] | 0x20; });
}
inline Bytes16 Bytes16::operator|(Bytes16 other) const {
  return each([&](size_t i) { return value_[i] | other.value_[i]; });
}
inline Bytes16 Bytes16::operator&(Bytes16 other) const {
  return each([&](size_t i) { return value_[i] & other.value_[i]; });
}
inline uint64_t Bytes16::bits() const {
  uint64_t bits = 0;
  for (size_t i = 0; i < 16; ++i) bits |= static_cast<uint64_t>(value_[i] >> 7) << i;
  return bits;
}

#endif

}  // namespace prodready
