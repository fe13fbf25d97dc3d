#include "source/unicode_decoder.h"

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"

using namespace prodready;
using namespace std::string_view_literals;

namespace {

/// Decodes in pieces of `step` bytes.
std::string decode(TextEncoding encoding, std::string_view raw, size_t step) {
  UnicodeDecoder decoder(encoding);
  std::string out;
  for (size_t at = 0; at < raw.size(); at += step) {
    const std::string_view piece = raw.substr(at, step);
    std::string buffer(UnicodeDecoder::bound(piece.size()), '?');
    const size_t length = decoder.decode(piece, buffer.data());
    REQUIRE(length <= buffer.size());
    out += buffer.substr(0, length);
  }
  std::string buffer(UnicodeDecoder::kFinishBound, '?');
  return out + buffer.substr(0, decoder.finish(buffer.data()));
}

std::string swapped(std::string_view raw, size_t width) {
  std::string bytes(raw);
  for (size_t i = 0; i + width <= bytes.size(); i += width) {
    std::string unit(bytes.rbegin() + static_cast<long>(bytes.size() - i - width),
                     bytes.rbegin() + static_cast<long>(bytes.size() - i));
    bytes.replace(i, width, unit);
  }
  return bytes;
}

struct Case {
  std::string_view raw;  ///< little-endian
  std::string_view utf8;
};

}  // namespace

TEST_CASE("UTF-16 is decoded across read borders") {
  const std::vector<Case> cases = {
      {"", ""},
      {"a\0b\0"sv, "ab"},
      {"\xe9\0\x60\x4f\x3d\xd8\x00\xde!\0"sv, "\xc3\xa9\xe4\xbd\xa0\xf0\x9f\x98\x80!"},
      {"\xff\xdb\xff\xdf"sv, "\xf4\x8f\xbf\xbf"},
      {"\x3d\xd8"
       "a\0"sv,
       "\xef\xbf\xbd"
       "a"},  // lone high surrogate
      {"\x00\xde"
       "a\0"sv,
       "\xef\xbf\xbd"
       "a"},  // lone low surrogate
      {"\x3d\xd8\x3d\xd8\x00\xde"sv, "\xef\xbf\xbd\xf0\x9f\x98\x80"},
      {"a\0\x3d\xd8"sv, "a\xef\xbf\xbd"},  // ends between the halves
  };
  for (const Case& one : cases) {
    for (const size_t step : {1, 2, 3, 5, 100}) {
      CHECK(decode(TextEncoding::utf16_le, one.raw, step) == one.utf8);
      CHECK(decode(TextEncoding::utf16_be, swapped(one.raw, 2), step) == one.utf8);
    }
  }
}

TEST_CASE("UTF-32 is decoded across read borders") {
  const std::vector<Case> cases = {
      {"a\0\0\0\x00\xf6\x01\0"sv, "a\xf0\x9f\x98\x80"},
      {"\x00\xd8\0\0"
       "a\0\0\0"sv,
       "\xef\xbf\xbd"
       "a"},  // a surrogate
      {"\0\0\x11\0"
       "a\0\0\0"sv,
       "\xef\xbf\xbd"
       "a"},  // beyond U+10FFFF
      {"\xff\xff\xff\xff"sv, "\xef\xbf\xbd"},
  };
  for (const Case& one : cases) {
    for (const size_t step : {1, 2, 3, 5, 100}) {
      CHECK(decode(TextEncoding::utf32_le, one.raw, step) == one.utf8);
      CHECK(decode(TextEncoding::utf32_be, swapped(one.raw, 4), step) == one.utf8);
    }
  }
}

TEST_CASE("an odd end becomes U+FFFD") {
  for (const size_t step : {1, 2, 100}) {
    CHECK(decode(TextEncoding::utf16_le, "a\0x"sv, step) == "a\xef\xbf\xbd");
    CHECK(decode(TextEncoding::utf16_le, "\x3d\xd8x"sv, step) == "\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(decode(TextEncoding::utf32_le, "a\0\0\0xyz"sv, step) == "a\xef\xbf\xbd");
  }
}
