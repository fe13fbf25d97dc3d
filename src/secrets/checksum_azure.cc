#include <array>

#include "secrets/checksum_parts.h"
#include "secrets/encodings.h"

namespace prodready::checksums {

namespace {

constexpr uint64_t seed_of(string_view eight_letters) {
  uint64_t seed = 0;
  for (const char c : eight_letters) seed = seed << 8 | static_cast<uint8_t>(c);
  return seed;
}

/// Four bytes, first byte first, as a number in base 62: padded behind, not before.
std::string base62_of_bytes(uint32_t checksum) {
  std::string digits = to_base(reversed(checksum), kBase62Alphabet, 1);
  for (uint32_t rest = checksum; digits.size() < 6 && (rest & 0xFF) == 0; rest >>= 8) {
    digits.insert(digits.begin(), '0');  // a byte of zero in front is a digit of zero
  }
  digits.resize(6, '0');
  return digits;
}

}  // namespace

// Common annotated security keys: 84 characters, or 88 with "==" at the end; "JQQJ9" at 52, the
// provider at 76, then Marvin32 of the 60 bytes before it, in base 62 or, in older keys, in base64.
ChecksumVerdict check_azure_annotated(string_view key) {
  constexpr size_t kBody = 80;
  if ((key.size() != 84 && key.size() != 88) || key.substr(52, 5) != "JQQJ9") return none;
  const auto body = decode_base64(key.substr(0, kBody));
  const auto stored = decode_base64(key.substr(kBody));
  if (!body || !stored || stored->size() < 3) return wrong;
  const uint32_t checksum = marvin32(*body, seed_of("Default0"));
  std::string plain;
  for (unsigned shift = 0; shift < 32; shift += 8) plain += static_cast<char>(checksum >> shift);
  const std::string digits = base62_of_bytes(checksum);
  return verdict(decode_base64(digits)->starts_with(*stored) || plain.starts_with(*stored));
}

namespace {

struct IdentifiableKey {
  string_view signature;
  std::array<string_view, 7> seeds;  // rest empty
};

/// Which signature stands before the checksum, and the names that the checksum is seeded with.
constexpr std::array<IdentifiableKey, 15> kIdentifiableKeys = {{
    {"+ABa", {"AbAcct00"}},
    {"+ACR", {"ACRDflt0"}},
    {"+AEh", {"Send0000", "Manage00", "Listen00", "System00", "Unknown0"}},
    {"+AMC", {"Classic0"}},
    {"+ARm", {"Send0000", "Manage00", "Listen00", "System00", "Unknown0"}},
    {"+ASb", {"Send0000", "Manage00", "Listen00", "System00", "Unknown0"}},
    {"+ASt", {"Default0"}},
    {"ACDb", {"SysAll00", "Resour00", "MastRO00", "SystRO00", "Encryp00", "MastRW00", "SystRW00"}},
    {"AIoT", {"IoTHub00", "DpsKey00", "Device00"}},
    {"APIM", {"Tenant00", "IoTHub00", "Gatewy00", "GitKey00"}},
    {"AZEG", {"SendRecv"}},
    {"AzCa", {"Access00"}},
    {"AzFu", {"Master00", "System00", "Functi00"}},
    {"AzSe", {"Query000", "PAdmin00"}},
    {"+SQL", {"UsrPwd00"}},
}};

}  // namespace

// Keys of one Azure service: base64 of random bytes, four characters of signature, and Marvin32
// of all bytes before the last four.
ChecksumVerdict check_azure_identifiable(string_view key) {
  while (key.ends_with('=')) key.remove_suffix(1);
  if (key.size() < 32) return none;
  const string_view signature = key.substr(key.size() - 10, 4);
  const auto* kind = std::find_if(kIdentifiableKeys.begin(), kIdentifiableKeys.end(),
                                  [&](const auto& known) { return known.signature == signature; });
  if (kind == kIdentifiableKeys.end()) return none;
  const auto bytes = decode_base64(key);
  if (!bytes) return wrong;
  const string_view body = without_last(*bytes, 4);
  for (const string_view seed : kind->seeds) {
    if (seed.empty()) break;
    uint32_t stored = 0;
    for (size_t i = 0; i < 4; ++i) stored = stored << 8 | byte_at(*bytes, body.size() + i);
    if (marvin32(body, seed_of(seed)) == reversed(stored)) return right;
  }
  // Redis replaced '+' and '/' in some keys after it had computed the checksum.
  return signature == "AzCa" ? none : wrong;
}

// Passwords of Entra applications: "8Q~" at 3; the last three characters are the first three digits
// of Marvin32 of the rest in base 66. "7Q~" has no checksum.
ChecksumVerdict check_azure_client_secret(string_view secret) {
  constexpr string_view kAlphabet =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
  if (secret.size() != 40 || secret.substr(3, 3) != "8Q~") return none;
  const uint32_t checksum = marvin32(without_last(secret, 3), seed_of("AadPwd00"));
  return verdict(to_base(checksum, kAlphabet, 6).starts_with(last(secret, 3)));
}

// Azure DevOps tokens until 2024: 52 characters of base32 that hold 28 random bytes with the bytes
// of their CRC-32, xor a constant, between them.
ChecksumVerdict check_azure_devops(string_view token) {
  constexpr uint32_t kUser = 0xE0B9692D;
  constexpr uint32_t kApplication = 0x1019F92E;
  if (token.size() != 52) return none;
  const auto bytes = decode_base32(token);
  if (!bytes) return none;
  const uint32_t stored = static_cast<uint32_t>(byte_at(*bytes, 2)) << 24 |
                          static_cast<uint32_t>(byte_at(*bytes, 7)) << 16 |
                          static_cast<uint32_t>(byte_at(*bytes, 8)) << 8 | byte_at(*bytes, 22);
  const std::string random =
      bytes->substr(0, 2) + bytes->substr(3, 4) + bytes->substr(9, 13) + bytes->substr(23, 9);
  const uint32_t checksum = crc32(random);
  return verdict(stored == (checksum ^ kUser) || stored == (checksum ^ kApplication));
}

}  // namespace prodready::checksums
