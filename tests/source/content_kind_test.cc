#include "source/content_kind.h"

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "source/byte_counts.h"

using namespace prodready;
using namespace std::string_view_literals;

namespace {

/// What compressed data looks like: every byte value, none more often than another.
std::string noise(size_t size) {
  std::string bytes;
  uint32_t state = 1;
  for (size_t i = 0; i < size; ++i) {
    state = state * 1664525 + 1013904223;
    bytes += static_cast<char>(state >> 24);
  }
  return bytes;
}

std::string prose(size_t size) {
  std::string text;
  while (text.size() < size) text += "the quick brown fox jumps over the lazy dog\n";
  return text;
}

/// ASCII as UTF-16.
std::string wide(std::string_view text, bool big_endian) {
  std::string bytes;
  for (const char c : text) bytes += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

}  // namespace

TEST_CASE("text is text") {
  const std::vector<std::string> texts = {
      "",
      "a",
      "password=1\n",
      prose(10000),
      std::string(70000, '\n'),
      "\x1b[31mred\x1b[0m\f\v\b\r\n",
      "# caf\xe9 \xfc\n",  // Latin-1
      std::string("\0\0\0\nGITHUB_TOKEN=0123456789012345678901234567890123456789\n"sv),
      std::string(
          "a=1\nTOKEN=abcdefghijklmnopqrstuvwxyz\nx=\0\0\nT2=abcdefghijklmnopqrstuvwxyz\n"sv),
      "\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\ntoken = "
      "'abcdefghijklmno'\n",
      prose(5000) + std::string(10000, '\0'),  // the sample decides
  };
  for (const std::string& text : texts) {
    INFO(text.substr(0, 60));
    const Content content = inspect_content(text);
    CHECK(content.kind == ContentKind::text);
    CHECK(content.encoding == TextEncoding::bytes);
  }
}

TEST_CASE("binary files are recognised by their content") {
  const std::vector<std::string> binaries = {
      noise(600),
      "\x7f"
      "ELF\2\1\1" +
          noise(4000),
      "\x89PNG\r\n\x1a\n" + noise(100),
      "GIF89a" + noise(300),
      "\xff\xd8\xff\xe0" + noise(5000),
      "\xff\xd8\xff\xe1" + prose(5000) + noise(60000),  // JPEG with XMP
      "%PDF-1.7\n" + prose(5000) + noise(60000),
      std::string("\xca\xfe\xba\xbe\0\0\0\x37"sv) + noise(2000),
      std::string("SQLite format 3\0"sv) + std::string(4000, '\0'),
      "GITHUB_TOKEN=abc\n" + std::string(100000, '\0'),  // sparse
      std::string(20, '\0'),
  };
  for (const std::string& bytes : binaries) {
    INFO(bytes.substr(0, 12));
    CHECK(inspect_content(bytes).kind == ContentKind::binary);
  }
}

TEST_CASE("archives are recognised by their magic number") {
  std::string tar(512, '\0');
  tar.replace(0, 6, "a.text")
      .replace(100, 8, "0000644\0"sv)
      .replace(257, 8,
               "ustar\0"
               "00"sv);
  const std::vector<std::string> archives = {"PK\x03\x04" + noise(1000),
                                             "PK\x05\x06" + std::string(18, '\0'),
                                             "\x1f\x8b\x08" + noise(30),
                                             "BZh91AY&SY" + noise(1000),
                                             "\xfd"
                                             "7zXZ" +
                                                 std::string(1, '\0') + noise(100),
                                             "\x28\xb5\x2f\xfd" + noise(1000),
                                             "7z\xbc\xaf\x27\x1c" + noise(1000),
                                             "Rar!\x1a\x07" + noise(1000),
                                             tar + prose(8000),
                                             "!<arch>\ndebian-binary   1\n" + noise(4000),
                                             "\xed\xab\xee\xdb" + noise(1000),
                                             std::string("MSCF\0\0\0\0"sv) + noise(1000)};
  for (const std::string& bytes : archives) {
    INFO(bytes.substr(0, 6));
    CHECK(inspect_content(bytes).kind == ContentKind::archive);
  }
}

TEST_CASE("a borrowed magic number hides no text") {
  const std::vector<std::string> magics = {"%PDF-1.7\n",
                                           "PK\x03\x04",
                                           "\x89PNG\r\n\x1a\n",
                                           "GIF89a",
                                           "\x7f"
                                           "ELF",
                                           "\x1f\x8b\x08",
                                           "MZ",
                                           "{\\rtf1",
                                           "%!PS\n",
                                           "\xff\xd8\xff\xe0",
                                           "7z\xbc\xaf\x27\x1c",
                                           std::string("\xfd"
                                                       "7zXZ\0"sv),
                                           "BZh9",
                                           "\xca\xfe\xba\xbe",
                                           std::string("SQLite format 3\0"sv),
                                           std::string("\0asm"sv)};
  for (const std::string& magic : magics) {
    for (const size_t size : {30, 600, 3000}) {
      INFO(magic << ' ' << size);
      const Content content = inspect_content(magic + "\nA=1\nGITHUB_TOKEN=x\n" + prose(size));
      CHECK(content.kind == ContentKind::text);
      CHECK(content.encoding == TextEncoding::bytes);
    }
  }
}

TEST_CASE("Unicode is recognised") {
  const auto check = [](std::string_view bytes, TextEncoding encoding, int bom) {
    const Content content = inspect_content(bytes);
    CHECK(content.kind == ContentKind::text);
    CHECK(content.encoding == encoding);
    CHECK(int{content.bom} == bom);
  };
  SECTION("by its mark") {
    check(
        "\xef\xbb\xbf"
        "a=1",
        TextEncoding::bytes, 3);
    check("\xff\xfe", TextEncoding::utf16_le, 2);
    check("\xff\xfe" + wide("a=1", false), TextEncoding::utf16_le, 2);
    check("\xfe\xff" + wide("a=1", true), TextEncoding::utf16_be, 2);
    check("\xff\xfe\0\0a\0\0\0"sv, TextEncoding::utf32_le, 4);
    check("\0\0\xfe\xff\0\0\0a"sv, TextEncoding::utf32_be, 4);
    check("\xff\xfe\x60\x4f\x7d\x59", TextEncoding::utf16_le, 2);
  }
  SECTION("UTF-16 by its zeros") {
    check(wide("<configuration>\r\n", false), TextEncoding::utf16_le, 0);
    check(wide("<configuration>\r\n", true), TextEncoding::utf16_be, 0);
    check(wide(prose(9000), false), TextEncoding::utf16_le, 0);
    check("c\0a\0f\0\xe9\0"sv, TextEncoding::utf16_le, 0);
  }
  SECTION("numbers are not UTF-16") {
    std::string numbers;
    for (int i = 0; i < 1000; ++i) numbers += std::string{static_cast<char>(i % 30), '\0'};
    CHECK(inspect_content(numbers).kind == ContentKind::binary);
  }
  SECTION("a mark in front of noise is no text") {
    CHECK(inspect_content("\xef\xbb\xbf" + noise(5000)).kind == ContentKind::binary);
    std::string controls = "\xff\xfe";
    for (int i = 0; i < 2000; ++i) controls += "\1\0"sv;
    CHECK(inspect_content(controls).kind == ContentKind::binary);
  }
}

TEST_CASE("bytes are counted in any length") {
  const std::string all = noise(3 * 32 * 256 + 77);
  for (size_t size = 0; size < all.size(); size += size < 200 ? 1 : 997) {
    const std::string_view text = std::string_view(all).substr(0, size);
    size_t feeds = 0;
    size_t nuls = 0;
    size_t controls = 0;
    for (const char c : text) {
      feeds += c == '\n';
      nuls += c == '\0';
      controls += (static_cast<uint8_t>(c) < 0x20 &&
                   "\b\t\n\v\f\r\x1b"sv.find(c) == std::string_view::npos) ||
                  c == 0x7f;
    }
    REQUIRE(count_line_feeds(text) == feeds);
    REQUIRE(count_nuls(text) == nuls);
    REQUIRE(count_controls(text) == controls);
    REQUIRE(has_controls(text) == (controls > 0));
  }
}

TEST_CASE("one control character is seen wherever it stands") {
  for (const char c :
       {'\0', '\7', '\x0e', '\x1a', '\x1c', '\x1f', '\x7f', '\x1b', '\b', '\r', ' ', '\xff'}) {
    for (size_t at = 0; at < 100; ++at) {
      std::string text(100, 'a');
      text[at] = c;
      REQUIRE(has_controls(text) == (count_controls(text) == 1));
    }
  }
}
