#include "text/escape.h"

#include <string>

#include "catch.h"
#include "text/utf8.h"

using namespace prodready;
using namespace std::string_literals;

TEST_CASE("what acts on a terminal becomes a visible escape") {
  struct Case {
    std::string text, expected;
  };
  const Case cases[] = {
      {"", ""},
      {"plain ~ text", "plain ~ text"},
      {"tab\there", "tab here"},
      {"\0"s, "\\x00"},
      {"a\nb\rc", "a\\x0ab\\x0dc"},
      {"\x1b[2J", "\\x1b[2J"},
      {"\x1b]0;title\x07", "\\x1b]0;title\\x07"},
      {"\x08\x7f", "\\x08\\x7f"},
      {"\xc2\x80|\xc2\x9b|\xc2\x9f", "\\u0080|\\u009b|\\u009f"},  // C1 as code points
      {"\x9b"
       "31m",
       "\\x9b31m"},              // C1 as a raw byte
      {"\xc2\xa0", "\xc2\xa0"},  // the no-break blank is seen
      {"\xc2\xad", "\\u00ad"},
      {"\xe2\x80\x8b|\xe2\x80\x8f", "\\u200b|\\u200f"},
      {"\xe2\x80\xa8|\xe2\x80\xa9", "\\u2028|\\u2029"},
      {"\xe2\x80\xaa|\xe2\x80\xae", "\\u202a|\\u202e"},
      {"\xe2\x81\xa6|\xe2\x81\xa9", "\\u2066|\\u2069"},
      {"\xef\xbb\xbf", "\\ufeff"},
      {"\xf3\xa0\x81\x81", "\\u{e0041}"},   // a tag: ASCII that is not seen
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},  // lone surrogate
      {"\xc0\xaf", "\\xc0\\xaf"},           // overlong
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"caf\xe9", "caf\\xe9"},  // Latin-1
      {"end \xe2\x82", "end \\xe2\\x82"},
      {"caf\xc3\xa9 \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80 \xe2\x80\xa6",
       "caf\xc3\xa9 \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80 \xe2\x80\xa6"},
  };
  for (const Case& c : cases) CHECK(printable(c.text) == c.expected);
}

TEST_CASE("no byte and no pair of bytes leaves a control character behind") {
  std::string harmful;
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string pair = {static_cast<char>(first), static_cast<char>(second)};
      const std::string shown = printable(pair);
      bool harmless = is_valid_utf8(shown);
      for (std::string_view rest = shown; !rest.empty();) {
        const CodePoint point = decode_utf8(rest);
        harmless = harmless && point.value >= 0x20 && (point.value < 0x7f || point.value > 0x9f);
        rest.remove_prefix(point.length);
      }
      if (!harmless) harmful += std::to_string(first) + " " + std::to_string(second) + "\n";
    }
  }
  CHECK(harmful == "");
}

TEST_CASE("the whole of the invisible ranges is escaped, and nothing beside them") {
  struct Range {
    uint32_t first, last;
  };
  const Range hidden[] = {
      {0x80, 0x9f}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff}};
  const uint32_t visible[] = {0xa1, 0x2010, 0x2027, 0x2030, 0x205f, 0x2070, 0xfefe, 0xff00};
  const auto encoded = [](uint32_t value) {
    std::string bytes;
    if (value < 0x800) {
      bytes += static_cast<char>(0xc0 | value >> 6);
    } else {
      bytes += static_cast<char>(0xe0 | value >> 12);
      bytes += static_cast<char>(0x80 | (value >> 6 & 0x3f));
    }
    return bytes + static_cast<char>(0x80 | (value & 0x3f));
  };
  for (const Range& range : hidden) {
    for (uint32_t value = range.first; value <= range.last; ++value)
      CHECK(printable(encoded(value)).front() == '\\');
  }
  for (const uint32_t value : visible) CHECK(printable(encoded(value)) == encoded(value));
}

TEST_CASE("bytes that are not UTF-8 become the replacement character") {
  struct Case {
    std::string text, expected;
    bool valid;
  };
  const std::string r = "\xef\xbf\xbd";
  const Case cases[] = {
      {"", "", true},
      {"\0 \x1b \n"s, "\0 \x1b \n"s, true},
      {"\xe2\x80\xae\xef\xbf\xbd", "\xe2\x80\xae\xef\xbf\xbd", true},
      {"caf\xe9!", "caf" + r + "!", false},
      {"\xed\xa0\x80", r + r + r, false},
      {"\xc0\x80", r + r, false},
      {"\xf4\x90\x80\x80", r + r + r + r, false},
      {"\xf0\x9f\x98", r + r + r, false},
  };
  for (const Case& c : cases) {
    CHECK(valid_utf8(c.text) == c.expected);
    CHECK(is_valid_utf8(c.text) == c.valid);
    CHECK(is_valid_utf8(valid_utf8(c.text)));
  }
}

TEST_CASE("base64 with padding") {
  // RFC 4648, section 10.
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
      {"\xff\xfe\xfb"s, "//77"},
      {"\0\0"s, "AAA="},
  };
  for (const auto& [bytes, encoded] : cases) CHECK(base64(bytes) == encoded);
}
