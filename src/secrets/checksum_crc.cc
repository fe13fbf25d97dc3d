#include "secrets/checksum_parts.h"
#include "secrets/encodings.h"
#include "text/digest.h"

namespace prodready::checksums {

namespace {

/// `body` is what the six characters behind it are the checksum of.
ChecksumVerdict check_base62(string_view token, size_t prefix, size_t body) {
  constexpr size_t kDigits = 6;
  if (token.size() != prefix + body + kDigits) return none;
  token.remove_prefix(prefix);
  if (!all(token, is_alphanumeric)) return none;
  return verdict(to_base(crc32(without_last(token, kDigits)), kBase62Alphabet, kDigits) ==
                 last(token, kDigits));
}

}  // namespace

// GitHub, "Behind GitHub's new authentication token formats" (2021). ghr_ has 70 characters.
ChecksumVerdict check_github(string_view token) {
  constexpr size_t kPrefix = 4;
  if (!token.starts_with("gh") || token.size() < kPrefix || token[3] != '_' ||
      string_view("oprsu").find(token[2]) == string_view::npos) {
    return none;
  }
  return check_base62(token, kPrefix, token.size() > 60 ? 70 : 30);
}

// GitHub, "Announcing npm's new access token format" (2021).
ChecksumVerdict check_npm(string_view token) {
  return token.starts_with("npm_") ? check_base62(token, 4, 30) : none;
}

// NetBird, management/server/types/personal_access_token.go.
ChecksumVerdict check_netbird(string_view token) {
  return token.starts_with("nbp_") ? check_base62(token, 4, 30) : none;
}

// Not published; seen in several scanners: behind 22 and 43 characters come the first eight of
// base32(SHA-256(all before them)), then eight more of unknown meaning.
ChecksumVerdict check_github_fine_grained(string_view token) {
  constexpr size_t kLength = 93;
  constexpr size_t kBody = 77;
  constexpr string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  if (token.size() != kLength || !token.starts_with("github_pat_") || token[33] != '_') return none;
  const Sha256 digest = sha256(token.substr(0, kBody));
  uint64_t bits = 0;
  for (size_t i = 0; i < 5; ++i) bits = bits << 8 | digest[i];
  for (size_t i = 0; i < 8; ++i) {
    if (token[kBody + i] != kAlphabet[bits >> (35 - 5 * i) & 31]) return wrong;
  }
  return right;
}

namespace {

// ---- CRC-32 in other digits.

}  // namespace

// GitLab, lib/authn/token_field/generator/routable_token.rb: PREFIX PAYLOAD.VERSION LENGTH CRC with
// two, two and seven digits of base 36. Before versions there was no ".VERSION".
ChecksumVerdict check_gitlab(string_view token) {
  constexpr size_t kDigits = 7;
  constexpr size_t kTail = 9;  // length and checksum
  if (token.size() < kTail + 28 || !all(last(token, kTail), is_base36)) return none;
  const string_view head = without_last(token, kTail);
  if (head.back() != '.') return none;
  const string_view payload = without_last(head, 1);
  const bool versioned = payload[payload.size() - 3] == '.';
  const bool agrees =
      to_base(crc32(without_last(token, kDigits)), "0123456789abcdefghijklmnopqrstuvwxyz",
              kDigits) == last(token, kDigits);
  return agrees ? right : versioned ? wrong : none;
}

// Grafana, pkg/components/satokengen: the bytes of the CRC-32 are little-endian, and it covers
// "glsa_" and the 32 characters.
ChecksumVerdict check_grafana_service_account(string_view token) {
  constexpr size_t kBody = 37;
  if (token.size() != kBody + 9 || !token.starts_with("glsa_") || token[kBody] != '_') return none;
  return verdict(hex32(reversed(crc32(token.substr(0, kBody)))) == to_lower(last(token, 8)));
}

// Atlassian API tokens and Bitbucket app passwords: CRC-32 of all before it, in upper-case hex. Not
// published; holds for the tokens in the tests of several scanners.
ChecksumVerdict check_atlassian(string_view token) {
  if (!token.starts_with("AT") || token.size() < 32) return none;
  const bool app_password = token.starts_with("ATBB") && token.size() == 36;
  const string_view digits = last(token, 8);
  if (!all(to_lower(digits), is_lower_hex)) return none;
  std::string body(without_last(token, 8));
  // In URLs, shell and JSON the '=' before the checksum is often escaped.
  for (const string_view escaped : {"%3D", "%3d", "\\=", "\\u003d"}) {
    if (body.ends_with(escaped)) body.replace(body.size() - escaped.size(), escaped.size(), "=");
  }
  if (!app_password && !body.ends_with('=')) return none;
  return verdict(hex32(crc32(body)) == to_lower(digits));
}

// Confluent Cloud secrets: six characters of base64 of the little-endian CRC-32 of the 54
// characters between. Known from other scanners, agrees with their example.
ChecksumVerdict check_confluent(string_view token) {
  constexpr size_t kBody = 54;
  if (!token.starts_with("cflt") || token.size() != 4 + kBody + 6) return none;
  const auto bytes = decode_base64(last(token, 6));
  if (!bytes) return none;
  uint32_t stored = 0;
  for (size_t i = 0; i < 4; ++i) stored = stored << 8 | byte_at(*bytes, i);
  return verdict(stored == reversed(crc32(token.substr(4, kBody))));
}

// Zuplo, "API key authentication": zpka_BODY_CRC.
ChecksumVerdict check_zuplo(string_view token) {
  constexpr size_t kBody = 32;
  if (!token.starts_with("zpka_") || token.size() != 5 + kBody + 9 || token[5 + kBody] != '_') {
    return none;
  }
  return verdict(hex32(crc32(token.substr(5, kBody))) == to_lower(last(token, 8)));
}

// Laravel Sanctum from 3.3 on, src/HasApiTokens.php: ID|[PREFIX] 40 characters, their CRC-32 in
// hex. Older tokens end after the 40 characters.
ChecksumVerdict check_laravel_sanctum(string_view token) {
  constexpr size_t kBody = 40;
  const size_t bar = token.find('|');
  if (bar == string_view::npos || bar == 0 || !all(token.substr(0, bar), is_digit)) return none;
  token.remove_prefix(bar + 1);
  if (token.size() < kBody + 8 || !all(last(token, kBody + 8), is_alphanumeric)) return none;
  return verdict(hex32(crc32(last(token, kBody + 8).substr(0, kBody))) == last(token, 8));
}

// Stack Auth, packages/stack-shared/src/utils/api-keys.tsx: a marker, then the CRC-32 of all before
// in hex.
ChecksumVerdict check_stack_auth(string_view token) {
  constexpr string_view kMarker = "574ck4u7h";
  constexpr size_t kShortest = 45 + 32 + 4 + 1 + kMarker.size() + 8;
  if (token.size() < kShortest || !without_last(token, 8).ends_with(kMarker)) return none;
  return verdict(hex32(crc32(without_last(token, 8))) == last(token, 8));
}

}  // namespace prodready::checksums
