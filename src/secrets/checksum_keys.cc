#include <optional>

#include "secrets/checksum_parts.h"
#include "secrets/encodings.h"
#include "text/digest.h"

namespace prodready::checksums {
namespace {

string_view bytes_of(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

ChecksumVerdict check_bech32(string_view text) { return verdict(decode_bech32(text).has_value()); }

namespace {

ChecksumVerdict check_bech32_key(string_view text, string_view prefix) {
  constexpr size_t kKeyBytes = 32;
  const auto key = decode_bech32(text);
  return verdict(key && key->prefix == prefix && key->bytes.size() == kKeyBytes);
}

}  // namespace

// age, "age-encryption.org/v1"; post-quantum keys and plugins have prefixes of their own.
ChecksumVerdict check_age(string_view key) {
  if (to_lower(key).starts_with("age-secret-key-1"))
    return check_bech32_key(key, "age-secret-key-");
  return to_lower(key).starts_with("age-") ? check_bech32(key) : none;
}

// NIP-19.
ChecksumVerdict check_nostr(string_view key) {
  return key.starts_with("nsec1") ? check_bech32_key(key, "nsec") : none;
}

namespace {

/// The payload if its first four bytes of double SHA-256 stand behind it.
std::optional<std::string> base58check(string_view text, string_view alphabet) {
  auto bytes = decode_base58(text, alphabet);
  if (!bytes || bytes->size() < 5) return std::nullopt;
  const string_view payload = without_last(*bytes, 4);
  const Sha256 inner = sha256(payload);
  const Sha256 digest = sha256(bytes_of(inner));
  if (bytes_of(digest).substr(0, 4) != last(*bytes, 4)) return std::nullopt;
  bytes->resize(payload.size());
  return bytes;
}

}  // namespace

ChecksumVerdict check_base58(string_view text) {
  return verdict(base58check(text, kBitcoinAlphabet).has_value());
}

// Bitcoin wiki, "Wallet import format": version, 32 bytes, and 1 for a compressed public key.
ChecksumVerdict check_bitcoin_wif(string_view key) {
  if (key.size() != 51 && key.size() != 52) return none;
  const auto payload = base58check(key, kBitcoinAlphabet);
  if (!payload) return wrong;
  return verdict(payload->size() == 33 || (payload->size() == 34 && payload->back() == 1));
}

// BIP 32: 78 bytes; a private key has a zero byte before it.
ChecksumVerdict check_bitcoin_extended(string_view key) {
  if (key.size() < 4 || key.substr(1, 3) != "prv") return none;
  const auto payload = base58check(key, kBitcoinAlphabet);
  return verdict(payload && payload->size() == 78 && (*payload)[45] == 0);
}

// XRP Ledger, "base58 encodings": 16 bytes behind one byte 0x21 or the three of Ed25519 seeds.
ChecksumVerdict check_xrp_seed(string_view seed) {
  constexpr string_view kAlphabet = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
  if (!seed.starts_with('s') || seed.size() < 28 || seed.size() > 31) return none;
  const auto payload = base58check(seed, kAlphabet);
  return verdict(payload && ((payload->size() == 17 && payload->front() == 0x21) ||
                             (payload->size() == 19 && payload->starts_with("\x01\xE1\x4B"))));
}

// SEP-23: version byte of a seed, 32 bytes, CRC-16 little-endian.
ChecksumVerdict check_stellar(string_view seed) {
  constexpr uint8_t kSeed = 18 << 3;
  if (seed.size() != 56 || !seed.starts_with('S')) return none;
  const auto bytes = decode_base32(seed);
  if (!bytes || byte_at(*bytes, 0) != kSeed) return wrong;
  const unsigned stored = byte_at(*bytes, 33) | static_cast<unsigned>(byte_at(*bytes, 34)) << 8;
  return verdict(crc16(string_view(*bytes).substr(0, 33)) == stored);
}

// ISO/IEC 7812-1, over the digits; blanks and '-' between them do not count.
ChecksumVerdict check_luhn(string_view number) {
  unsigned sum = 0;
  size_t digits = 0;
  for (size_t i = number.size(); i-- > 0;) {
    if (number[i] == ' ' || number[i] == '-') continue;
    if (!is_digit(number[i])) return none;
    const auto digit = static_cast<unsigned>(number[i] - '0');
    sum += digits++ % 2 == 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return digits < 8 ? none : verdict(sum % 10 == 0);
}

}  // namespace prodready::checksums
