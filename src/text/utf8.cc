#include "text/utf8.h"

#include <cstring>

namespace prodready {
namespace {

uint8_t byte_at(std::string_view text, size_t index) { return static_cast<uint8_t>(text[index]); }

/// Whether the eight bytes at `bytes` are all ASCII.
bool eight_ascii(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

/// Bounds of the second byte after `lead` (table 3-7 of the Unicode Standard): what keeps overlong
/// forms, surrogates and values beyond U+10FFFF out.
bool is_second_byte(uint8_t lead, uint8_t second) {
  const uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  return low <= second && second <= high;
}

}  // namespace

CodePoint decode_utf8(std::string_view text) {
  const uint8_t lead = byte_at(text, 0);
  if (lead < 0x80) return {lead, 1, true};
  const CodePoint damaged{lead, 1, false};
  if (lead < 0xc2 || lead > 0xf4) return damaged;

  const uint8_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (text.size() < length || !is_second_byte(lead, byte_at(text, 1))) return damaged;
  uint32_t value = lead & (0x7f >> length);
  for (uint8_t i = 1; i < length; ++i) {
    const uint8_t next = byte_at(text, i);
    if ((next & 0xc0) != 0x80) return damaged;
    value = value << 6 | (next & 0x3f);
  }
  return {value, length, true};
}

size_t count_code_points(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) {
    // Source code is mostly ASCII: eight bytes a step where possible.
    while (text.size() - at >= 8 && eight_ascii(text.data() + at)) {
      at += 8;
      count += 8;
    }
    if (at == text.size()) break;
    at += decode_utf8(text.substr(at)).length;
  }
  return count;
}

}  // namespace prodready
