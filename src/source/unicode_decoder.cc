#include "source/unicode_decoder.h"

#include <cassert>

namespace prodready {
namespace {

constexpr uint32_t kReplacement = 0xfffd;

bool is_high_surrogate(uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low_surrogate(uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

size_t put(uint32_t code, char* out) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    out[0] = static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    out[0] = static_cast<char>(0xc0 | code >> 6);
    out[1] = tail(0);
    return 2;
  }
  if (code < 0x10000) {
    out[0] = static_cast<char>(0xe0 | code >> 12);
    out[1] = tail(6);
    out[2] = tail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xf0 | code >> 18);
  out[1] = tail(12);
  out[2] = tail(6);
  out[3] = tail(0);
  return 4;
}

}  // namespace

UnicodeDecoder::UnicodeDecoder(TextEncoding encoding)
    : width_(encoding == TextEncoding::utf32_le || encoding == TextEncoding::utf32_be ? 4 : 2),
      big_endian_(encoding == TextEncoding::utf16_be || encoding == TextEncoding::utf32_be) {
  assert(encoding != TextEncoding::bytes);
}

uint32_t UnicodeDecoder::unit(const uint8_t* bytes) const {
  uint32_t value = 0;
  for (size_t i = 0; i < width_; ++i) {
    value = value << 8 | bytes[big_endian_ ? i : width_ - 1 - i];
  }
  return value;
}

size_t UnicodeDecoder::put_unit(uint32_t unit, char* out) {
  size_t written = 0;
  if (high_surrogate_ != 0) {
    const uint32_t high = high_surrogate_;
    high_surrogate_ = 0;
    if (is_low_surrogate(unit)) {
      return put(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), out);
    }
    written = put(kReplacement, out);
  }
  if (width_ == 2 && is_high_surrogate(unit)) {
    high_surrogate_ = unit;
    return written;
  }
  const bool damaged = is_high_surrogate(unit) || is_low_surrogate(unit) || unit > 0x10ffff;
  return written + put(damaged ? kReplacement : unit, out + written);
}

size_t UnicodeDecoder::decode(std::string_view raw, char* out) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(raw.data());
  const uint8_t* const end = bytes + raw.size();
  size_t written = 0;
  while (partial_size_ > 0 && bytes < end) {
    partial_[partial_size_++] = *bytes++;
    if (partial_size_ == width_) {
      written += put_unit(unit(partial_.data()), out + written);
      partial_size_ = 0;
    }
  }
  for (; static_cast<size_t>(end - bytes) >= width_; bytes += width_) {
    const uint32_t next = unit(bytes);
    if (next < 0x80 && high_surrogate_ == 0) {
      out[written++] = static_cast<char>(next);
    } else {
      written += put_unit(next, out + written);
    }
  }
  while (bytes < end) partial_[partial_size_++] = *bytes++;
  return written;
}

size_t UnicodeDecoder::finish(char* out) {
  size_t written = 0;
  if (high_surrogate_ != 0) written += put(kReplacement, out + written);
  if (partial_size_ > 0) written += put(kReplacement, out + written);
  high_surrogate_ = 0;
  partial_size_ = 0;
  return written;
}

}  // namespace prodready
