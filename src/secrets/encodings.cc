#include "secrets/encodings.h"

#include <array>
#include <bit>
#include <vector>

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr std::string_view kBech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Value of each character, -1 where it is none of the alphabet.
constexpr std::array<int8_t, 256> values_of(std::string_view alphabet) {
  std::array<int8_t, 256> values{};
  values.fill(-1);
  for (size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<uint8_t>(alphabet[i])] = static_cast<int8_t>(i);
  }
  return values;
}

constexpr std::array<int8_t, 256> base64_values() {
  auto values = values_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  values['-'] = values['+'];
  values['_'] = values['/'];
  return values;
}

constexpr std::array<uint32_t, 256> crc32_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (value & 1 ? 0xEDB88320u : 0);
    table[i] = value;
  }
  return table;
}

constexpr auto kBase64Values = base64_values();
constexpr auto kBase32Values = values_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
constexpr auto kBech32Values = values_of(kBech32Alphabet);
constexpr auto kCrc32Table = crc32_table();

/// Bytes from groups of `bits` bits; what does not fill a byte stays in `rest`.
class BitReader {
 public:
  explicit BitReader(unsigned bits) : bits_(bits) {}
  void add(uint32_t value) {
    rest_ = rest_ << bits_ | value;
    held_ += bits_;
    if (held_ < 8) return;
    held_ -= 8;
    bytes_ += static_cast<char>(rest_ >> held_);
    rest_ &= (1u << held_) - 1;
  }
  unsigned held() const { return held_; }
  uint32_t rest() const { return rest_; }
  std::string take() { return std::move(bytes_); }

 private:
  unsigned bits_;
  unsigned held_ = 0;
  uint32_t rest_ = 0;
  std::string bytes_;
};

uint32_t bech32_step(uint32_t checksum, uint32_t value) {
  constexpr std::array<uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                  0x2a1462b3};
  const uint32_t top = checksum >> 25;
  checksum = (checksum & 0x1ffffff) << 5 ^ value;
  for (size_t i = 0; i < kGenerator.size(); ++i) {
    if (top >> i & 1) checksum ^= kGenerator[i];
  }
  return checksum;
}

bool mixed_case(std::string_view text) {
  bool upper = false;
  bool lower = false;
  for (const char c : text) {
    upper |= is_upper(c);
    lower |= is_lower(c);
  }
  return upper && lower;
}

uint32_t little_endian(std::string_view bytes) {
  uint32_t word = 0;
  for (size_t i = 0; i < 4; ++i) {
    word |= static_cast<uint32_t>(static_cast<uint8_t>(bytes[i])) << (8 * i);
  }
  return word;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  BitReader reader(6);
  for (const char c : text) {
    const int8_t value = kBase64Values[static_cast<uint8_t>(c)];
    if (value < 0) return std::nullopt;
    reader.add(static_cast<uint32_t>(value));
  }
  return reader.take();
}

std::optional<std::string> decode_base32(std::string_view text) {
  BitReader reader(5);
  for (const char c : text) {
    const char upper = is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
    const int8_t value = kBase32Values[static_cast<uint8_t>(upper)];
    if (value < 0) return std::nullopt;
    reader.add(static_cast<uint32_t>(value));
  }
  return reader.take();
}

std::optional<std::string> decode_base58(std::string_view text, std::string_view alphabet) {
  constexpr size_t kLongest = 128;
  if (text.size() > kLongest) return std::nullopt;
  std::vector<uint8_t> number;  // little-endian
  size_t zeros = 0;
  bool leading = true;
  for (const char c : text) {
    const size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    leading = leading && digit == 0;
    zeros += leading ? 1 : 0;
    auto carry = static_cast<uint32_t>(digit);
    for (uint8_t& byte : number) {
      carry += byte * 58u;
      byte = static_cast<uint8_t>(carry);
      carry >>= 8;
    }
    if (carry != 0) number.push_back(static_cast<uint8_t>(carry));
  }
  std::string bytes(zeros, '\0');
  bytes.append(number.rbegin(), number.rend());
  return bytes;
}

std::optional<Bech32> decode_bech32(std::string_view text) {
  constexpr size_t kChecksumLength = 6;
  constexpr uint32_t kPlain = 1;
  constexpr uint32_t kModified = 0x2bc830a3;  // bech32m
  const size_t one = text.rfind('1');
  if (one == std::string_view::npos || one == 0 || text.size() - one - 1 < kChecksumLength ||
      mixed_case(text)) {
    return std::nullopt;
  }
  Bech32 result;
  result.prefix = to_lower(text.substr(0, one));
  uint32_t checksum = 1;
  for (const char c : result.prefix) {
    if (c < '!' || c > '~') return std::nullopt;
    checksum = bech32_step(checksum, static_cast<uint32_t>(c) >> 5);
  }
  checksum = bech32_step(checksum, 0);
  for (const char c : result.prefix)
    checksum = bech32_step(checksum, static_cast<uint32_t>(c) & 31);
  BitReader reader(5);
  for (size_t i = one + 1; i < text.size(); ++i) {
    const int8_t value = kBech32Values[static_cast<uint8_t>(to_lower(text[i]))];
    if (value < 0) return std::nullopt;
    checksum = bech32_step(checksum, static_cast<uint32_t>(value));
    if (i + kChecksumLength < text.size()) reader.add(static_cast<uint32_t>(value));
  }
  if (checksum != kPlain && checksum != kModified) return std::nullopt;
  if (reader.held() >= 5 || reader.rest() != 0) return std::nullopt;
  result.bytes = reader.take();
  return result;
}

uint32_t crc32(std::string_view bytes) {
  uint32_t value = 0xFFFFFFFF;
  for (const char c : bytes) {
    value = kCrc32Table[(value ^ static_cast<uint8_t>(c)) & 0xFF] ^ value >> 8;
  }
  return ~value;
}

uint16_t crc16(std::string_view bytes) {
  uint32_t value = 0;
  for (const char c : bytes) {
    value ^= static_cast<uint32_t>(static_cast<uint8_t>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit) value = value << 1 ^ (value & 0x8000 ? 0x1021u : 0);
    value &= 0xFFFF;
  }
  return static_cast<uint16_t>(value);
}

uint32_t marvin32(std::string_view bytes, uint64_t seed) {
  auto low = static_cast<uint32_t>(seed);
  auto high = static_cast<uint32_t>(seed >> 32);
  auto mix = [&](uint32_t word) {
    low += word;
    high ^= low;
    low = std::rotl(low, 20) + high;
    high = std::rotl(high, 9) ^ low;
    low = std::rotl(low, 27) + high;
    high = std::rotl(high, 19);
  };
  size_t at = 0;
  for (; at + 4 <= bytes.size(); at += 4) mix(little_endian(bytes.substr(at)));
  std::string last(bytes.substr(at));
  last += '\x80';
  last.resize(4, '\0');
  mix(little_endian(last));
  mix(0);
  return low ^ high;
}

std::string to_base(uint32_t number, std::string_view alphabet, size_t width) {
  std::string digits;
  const auto base = static_cast<uint32_t>(alphabet.size());
  for (; number != 0; number /= base) digits.insert(digits.begin(), alphabet[number % base]);
  if (digits.size() < width) digits.insert(0, width - digits.size(), alphabet.front());
  return digits;
}

std::string hex32(uint32_t number) { return to_base(number, "0123456789abcdef", 8); }

}  // namespace prodready
