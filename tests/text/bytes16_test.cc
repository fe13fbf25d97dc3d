#include "text/bytes16.h"

#include <string>

#include "catch.h"

using prodready::Bytes16;

namespace {

/// Whether all sixteen answers for a byte that stands sixteen times are `yes`.
bool all_are(uint64_t bits, bool yes) { return bits == (yes ? 0xffffu : 0u); }

}  // namespace

TEST_CASE("bytes are compared as unsigned") {
  for (int value = 0; value < 256; ++value) {
    const std::string text(16, static_cast<char>(value));
    const Bytes16 bytes = Bytes16::load(text.data());
    INFO(value);
    CHECK(all_are(bytes.equal('%').bits(), value == '%'));
    CHECK(all_are(bytes.between('0', '9').bits(), value >= '0' && value <= '9'));
    CHECK(all_are(bytes.between(' ', '~').bits(), value >= ' ' && value <= '~'));
    CHECK(all_are(bytes.between('\xc0', '\xff').bits(), value >= 0xc0));
    CHECK(all_are(bytes.between('\x70', '\x90').bits(), value >= 0x70 && value <= 0x90));
    CHECK(all_are(bytes.lowered().equal('u').bits(), value == 'u' || value == 'U'));
  }
}

TEST_CASE("bits are in the order of the bytes") {
  const Bytes16 bytes = Bytes16::load("a-aa-aaa-aaaaa-a");
  CHECK(bytes.equal('-').bits() == 0x4112u);
  CHECK((bytes.equal('-') | bytes.equal('a')).bits() == 0xffffu);
  CHECK((bytes.equal('-') & bytes.equal('a')).bits() == 0u);
}
