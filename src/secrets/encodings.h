// How tokens are encoded: base64, base32, base58 and bech32, and the checksums they carry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prodready {

inline constexpr std::string_view kBase62Alphabet =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
inline constexpr std::string_view kBitcoinAlphabet =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// RFC 4648, both alphabets, with or without padding. Bits left over need not be zero, since
/// tokens that are cut out of longer text have them. Empty for any other character.
std::optional<std::string> decode_base64(std::string_view text);

/// RFC 4648 in either letter case, without padding; whole bytes only.
std::optional<std::string> decode_base32(std::string_view text);

/// Base58 with a given alphabet. Empty for other letters and for more than 128 characters, for it
/// takes quadratic time.
std::optional<std::string> decode_base58(std::string_view text,
                                         std::string_view alphabet = kBitcoinAlphabet);

struct Bech32 {
  std::string prefix;  // the part before the last '1', in lower case
  std::string bytes;   // regrouped to eight bits
};

/// BIP 173 (bech32) and BIP 350 (bech32m): empty unless the checksum agrees and the letter case is
/// one. Without the limit of 90 characters, as age writes its keys.
std::optional<Bech32> decode_bech32(std::string_view text);

/// CRC-32 of IEEE 802.3, as in zlib.
uint32_t crc32(std::string_view bytes);

/// CRC-16/XMODEM: polynomial 0x1021, starts at 0.
uint16_t crc16(std::string_view bytes);

/// Marvin32, with both halves of its result xor-ed.
uint32_t marvin32(std::string_view bytes, uint64_t seed);

/// `number` in the base that `alphabet` has digits, padded on the left with its first digit.
std::string to_base(uint32_t number, std::string_view alphabet, size_t width);

/// Eight lower-case hex digits.
std::string hex32(uint32_t number);

}  // namespace prodready
