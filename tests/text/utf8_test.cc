#include "text/utf8.h"

#include <string>

#include "catch.h"

using namespace prodready;
using namespace std::string_view_literals;

TEST_CASE("a well-formed sequence is decoded to its code point") {
  struct Case {
    std::string_view bytes;
    uint32_t value;
  };
  const Case cases[] = {
      {"\x00"sv, 0},
      {"A"sv, 'A'},
      {"\x7f"sv, 0x7f},
      {"\xc2\x80"sv, 0x80},
      {"\xdf\xbf"sv, 0x7ff},
      {"\xe0\xa0\x80"sv, 0x800},
      {"\xed\x9f\xbf"sv, 0xd7ff},
      {"\xee\x80\x80"sv, 0xe000},
      {"\xef\xbf\xbf"sv, 0xffff},
      {"\xf0\x90\x80\x80"sv, 0x10000},
      {"\xf4\x8f\xbf\xbf"sv, 0x10ffff},
  };
  for (const Case& c : cases) {
    const CodePoint point = decode_utf8(std::string(c.bytes) + "x");
    CHECK(point.valid);
    CHECK(point.value == c.value);
    CHECK(size_t{point.length} == c.bytes.size());
    CHECK(count_code_points(c.bytes) == 1);
  }
}

TEST_CASE("a byte that starts no well-formed sequence is one code point") {
  const std::string_view damaged[] = {
      "\x80"sv,  // continuation alone
      "\xbf\xbf"sv,
      "\xc0\x80"sv,  // overlong
      "\xc1\xbf"sv,
      "\xe0\x9f\xbf"sv,
      "\xf0\x8f\xbf\xbf"sv,
      "\xed\xa0\x80"sv,  // surrogates
      "\xed\xbf\xbf"sv,
      "\xf4\x90\x80\x80"sv,  // beyond U+10FFFF
      "\xf5\x80\x80\x80"sv,
      "\xff\xfe"sv,
      "\xc3"sv,  // truncated
      "\xe2\x82"sv,
      "\xf0\x9f\x98"sv,
      "\xe2\x28\xa1"sv,  // interrupted
      "\xf0\x9f\x28\x80"sv,
      "\xf0\x9f\x98\x28"sv,
  };
  for (const std::string_view bytes : damaged) {
    const CodePoint point = decode_utf8(bytes);
    CHECK(!point.valid);
    CHECK(int{point.length} == 1);
    CHECK(point.value == static_cast<uint8_t>(bytes[0]));
    CHECK(count_code_points(bytes) == bytes.size());
  }
}

TEST_CASE("every code point survives encoding and decoding") {
  uint32_t lost = 0;
  for (uint32_t value = 0x80; value <= 0x10ffff; ++value) {
    if (value >= 0xd800 && value < 0xe000) continue;
    char bytes[4];
    size_t length = 0;
    if (value < 0x800) {
      bytes[length++] = static_cast<char>(0xc0 | value >> 6);
    } else if (value < 0x10000) {
      bytes[length++] = static_cast<char>(0xe0 | value >> 12);
      bytes[length++] = static_cast<char>(0x80 | (value >> 6 & 0x3f));
    } else {
      bytes[length++] = static_cast<char>(0xf0 | value >> 18);
      bytes[length++] = static_cast<char>(0x80 | (value >> 12 & 0x3f));
      bytes[length++] = static_cast<char>(0x80 | (value >> 6 & 0x3f));
    }
    bytes[length++] = static_cast<char>(0x80 | (value & 0x3f));
    const CodePoint point = decode_utf8({bytes, length});
    if (!point.valid || point.value != value || point.length != length) lost = value;
  }
  CHECK(lost == 0);
}

TEST_CASE("counting agrees with decoding wherever a sequence stands") {
  const std::string_view pieces[] = {
      "", "a", "\xc3\xa9", "\xe4\xbd\xa0", "\xf0\x9f\x98\x80", "\xff", "\xe2\x82"};
  for (size_t padding = 0; padding < 20; ++padding) {
    for (const std::string_view first : pieces) {
      for (const std::string_view second : pieces) {
        const std::string text =
            std::string(padding, 'x').append(first) + "12345678" + std::string(second);
        size_t expected = 0;
        for (std::string_view rest = text; !rest.empty(); ++expected)
          rest.remove_prefix(decode_utf8(rest).length);
        CHECK(count_code_points(text) == expected);
      }
    }
  }
}
