#include "text/escape.h"

#include <algorithm>
#include <cstdint>

#include "text/utf8.h"

namespace prodready {
namespace {

struct Range {
  uint32_t first, last;
};

/// Code points that steer a terminal, reorder what is read, or are not seen at all; sorted.
constexpr Range kUnprintable[] = {
    {0x00, 0x1f},        // C0 controls
    {0x7f, 0x9f},        // DEL and C1 controls: U+009B alone starts an escape sequence
    {0xad, 0xad},        // soft hyphen
    {0x61c, 0x61c},      // Arabic letter mark
    {0x115f, 0x1160},    // Hangul fillers: letters without a shape
    {0x180b, 0x180f},    // Mongolian selectors and vowel separator
    {0x200b, 0x200f},    // zero-width blank and joiners, left-to-right and right-to-left mark
    {0x2028, 0x202e},    // line and paragraph separator; bidirectional embeddings and overrides
    {0x2060, 0x206f},    // word joiner, invisible operators, bidirectional isolates
    {0x3164, 0x3164},    // Hangul filler
    {0xfeff, 0xfeff},    // byte order mark
    {0xffa0, 0xffa0},    // Hangul filler
    {0xfff0, 0xfffb},    // interlinear annotation
    {0x1d173, 0x1d17a},  // musical formatting
    {0xe0000, 0xe0fff},  // tags: invisible ASCII; variation selectors
};

bool is_unprintable(uint32_t code_point) {
  const auto range =
      std::lower_bound(std::begin(kUnprintable), std::end(kUnprintable), code_point,
                       [](const Range& r, uint32_t value) { return r.last < value; });
  return range != std::end(kUnprintable) && range->first <= code_point;
}

bool is_plain_ascii(char c) { return c >= 0x20 && c < 0x7f; }

/// Number of ASCII bytes that `text` begins with.
size_t ascii_run(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<signed char>(c) >= 0; };
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_ascii) - text.begin());
}

std::string hex_digits(uint32_t value, int least) {
  std::string digits;
  for (; value != 0 || least > 0; value >>= 4, --least) digits += "0123456789abcdef"[value & 0xf];
  std::reverse(digits.begin(), digits.end());
  return digits;
}

/// `\x1b` for a byte or an ASCII control, `\u202e` for a code point, `\u{e0041}` for one beyond
/// four digits.
std::string visible_escape(const CodePoint& point) {
  if (!point.valid || point.value < 0x80) return "\\x" + hex_digits(point.value, 2);
  if (point.value <= 0xffff) return "\\u" + hex_digits(point.value, 4);
  return "\\u{" + hex_digits(point.value, 5) + "}";
}

}  // namespace

std::string printable(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain_ascii)) return std::string(text);
  std::string result;
  result.reserve(text.size() + 16);
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.value == '\t') {
      result += ' ';
    } else if (!point.valid || is_unprintable(point.value)) {
      result += visible_escape(point);
    } else {
      result += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  return result;
}

std::string valid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const size_t run = ascii_run(text);
    result += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) break;
    const CodePoint point = decode_utf8(text);
    result += point.valid ? text.substr(0, point.length) : "\xef\xbf\xbd";
    text.remove_prefix(point.length);
  }
  return result;
}

bool is_valid_utf8(std::string_view text) {
  for (text.remove_prefix(ascii_run(text)); !text.empty(); text.remove_prefix(ascii_run(text))) {
    const CodePoint point = decode_utf8(text);
    if (!point.valid) return false;
    text.remove_prefix(point.length);
  }
  return true;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  result.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    uint32_t bits = 0;
    for (size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < group.size() ? static_cast<uint8_t>(group[i]) : 0);
    for (size_t i = 0; i < 4; ++i)
      result += i <= group.size() ? kDigits[bits >> (18 - 6 * i) & 0x3f] : '=';
  }
  return result;
}

}  // namespace prodready
