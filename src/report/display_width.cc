#include "report/display_width.h"

#include <algorithm>
#include <iterator>

#include "text/utf8.h"

namespace prodready {
namespace {

struct Range {
  uint32_t first, last;
};

// Both tables are sorted and cover what is common, not all of Unicode: a miss shifts an underline,
// no more.
constexpr Range kZeroWidth[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x05bf, 0x05bf}, {0x05c1, 0x05c2},
    {0x0610, 0x061a}, {0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06dc}, {0x06df, 0x06e4},
    {0x0900, 0x0902}, {0x093c, 0x093c}, {0x0941, 0x0948}, {0x094d, 0x094d}, {0x0e31, 0x0e31},
    {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1161, 0x11ff}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x20d0, 0x20ff}, {0x302a, 0x302d}, {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
};
constexpr Range kDoubleWidth[] = {
    {0x1100, 0x115e},   {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x2614, 0x2615},
    {0x26a1, 0x26a1},   {0x26d4, 0x26d4},   {0x2705, 0x2705},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x2753, 0x2757},   {0x2795, 0x2797},   {0x2e80, 0x303e},
    {0x3041, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

template <size_t n>
bool contains(const Range (&ranges)[n], uint32_t code_point) {
  const auto range =
      std::lower_bound(std::begin(ranges), std::end(ranges), code_point,
                       [](const Range& r, uint32_t value) { return r.last < value; });
  return range != std::end(ranges) && range->first <= code_point;
}

/// Bytes of the escape sequence that `text` starts with: a colour (ends with 'm') or a link (ends
/// with ESC '\').
size_t escape_length(std::string_view text) {
  const bool link = text.substr(1, 1) == "]";
  const std::string_view terminator = link ? "\x1b\\" : "m";
  const size_t end = text.find(terminator, 1);
  return end == std::string_view::npos ? text.size() : end + terminator.size();
}

}  // namespace

size_t code_point_width(uint32_t code_point) {
  if (code_point < 0x300) return 1;
  if (contains(kZeroWidth, code_point)) return 0;
  return contains(kDoubleWidth, code_point) ? 2 : 1;
}

size_t display_width(std::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    size_t length = 0;
    if (text[0] == '\x1b') {
      length = escape_length(text);
    } else {
      const CodePoint point = decode_utf8(text);
      length = point.length;
      width += point.valid ? code_point_width(point.value) : 1;
    }
    text.remove_prefix(length);
  }
  return width;
}

}  // namespace prodready
