#include <initializer_list>
#include <optional>

#include "secrets/aws.h"
#include "secrets/checksum_parts.h"
#include "secrets/claims.h"
#include "secrets/encodings.h"
#include "secrets/jwt.h"

namespace prodready::checksums {

// AWS: the part behind the prefix is base32; ids with an account hold twelve digits, older ones
// begin with I or J.
ChecksumVerdict check_aws(string_view id) {
  if (id.size() != 20) return none;
  const string_view body = id.substr(4);
  const auto bytes = decode_base32(body);
  if (!bytes || std::any_of(body.begin(), body.end(), is_lower)) return wrong;
  if (!aws_account_id(id).empty()) return right;
  const bool with_account = (byte_at(*bytes, 0) & 0x80) != 0;
  return with_account ? wrong : body[0] == 'I' || body[0] == 'J' ? right : none;
}

namespace {

/// One packet of a binary macaroon: type, length, bytes. Empty at its end or where it is cut.
struct MacaroonField {
  uint8_t type = 0;
  string_view value;
};

std::optional<MacaroonField> next_field(string_view& bytes) {
  if (bytes.size() < 2) return std::nullopt;
  MacaroonField field;
  field.type = byte_at(bytes, 0);
  size_t length = 0;
  size_t at = 1;
  for (unsigned shift = 0; at < bytes.size() && shift < 28; shift += 7) {
    length |= static_cast<size_t>(byte_at(bytes, at) & 0x7F) << shift;
    if ((byte_at(bytes, at++) & 0x80) == 0) break;
  }
  if (length > bytes.size() - at) return std::nullopt;
  field.value = bytes.substr(at, length);
  bytes.remove_prefix(at + length);
  return field;
}

}  // namespace

// libmacaroons, version 2 of the binary form; the location of a PyPI token is the index.
ChecksumVerdict check_pypi(string_view token) {
  constexpr uint8_t kEnd = 0;
  constexpr uint8_t kLocation = 1;
  constexpr uint8_t kSignature = 6;
  constexpr size_t kSignatureBytes = 32;
  if (!token.starts_with("pypi-")) return none;
  const auto decoded = decode_base64(token.substr(5));
  if (!decoded || !decoded->starts_with('\x02')) return wrong;
  string_view bytes = string_view(*decoded).substr(1);
  bool located = false;
  while (!bytes.empty()) {
    if (byte_at(bytes, 0) == kEnd) {
      bytes.remove_prefix(1);
      continue;
    }
    const auto field = next_field(bytes);
    if (!field) return wrong;
    located |=
        field->type == kLocation && (field->value == "pypi.org" || field->value == "test.pypi.org");
    if (field->type == kSignature) {
      return verdict(located && field->value.size() == kSignatureBytes && bytes.empty());
    }
  }
  return wrong;
}

namespace {

/// A JSON object in base64 that has the members `names`.
bool holds_members(string_view base64, std::initializer_list<string_view> names) {
  const auto bytes = decode_base64(base64);
  const auto claims = bytes ? read_claims(*bytes) : std::nullopt;
  return claims && std::all_of(names.begin(), names.end(),
                               [&](string_view name) { return claims->has(name); });
}

}  // namespace

// Sentry, src/sentry/utils/security/orgauthtoken_token.py: JSON, '_', 32 bytes in base64.
ChecksumVerdict check_sentry(string_view token) {
  constexpr size_t kSecret = 43;
  if (!token.starts_with("sntrys_")) return none;
  token.remove_prefix(7);
  if (token.size() < kSecret + 2 || token[token.size() - kSecret - 1] != '_') return wrong;
  return verdict(holds_members(without_last(token, kSecret + 1), {"iat", "org"}));
}

// Grafana Cloud: organization, name, key.
ChecksumVerdict check_grafana_cloud(string_view token) {
  if (!token.starts_with("glc_")) return none;
  return verdict(holds_members(token.substr(4), {"o", "n", "k"}));
}

// Grafana, pkg/components/apikeygen: key, name, organization's number.
ChecksumVerdict check_grafana_legacy(string_view token) {
  return token.starts_with("eyJ") ? verdict(holds_members(token, {"k", "n", "id"})) : none;
}

// 1Password service accounts: JSON with the account's key.
ChecksumVerdict check_onepassword(string_view token) {
  if (!token.starts_with("ops_")) return none;
  return verdict(holds_members(token.substr(4), {"signInAddress"}));
}

// Mapbox: kind, JSON with user and id, signature.
ChecksumVerdict check_mapbox(string_view token) {
  if (token.size() < 4 || token[2] != '.') return none;
  const size_t dot = token.find('.', 3);
  if (dot == string_view::npos) return wrong;
  return verdict(holds_members(token.substr(3, dot - 3), {"u", "a"}));
}

// Discord's reference, "Snowflakes": the first part is the bot's id of 17 to 20 digits in base64.
ChecksumVerdict check_discord(string_view token) {
  const auto id = decode_base64(token.substr(0, token.find('.')));
  return verdict(id && id->size() >= 17 && id->size() <= 20 && all(*id, is_digit));
}

// JFrog reference tokens: "reftkn:VERSION:EXPIRY:SECRET" in base64.
ChecksumVerdict check_jfrog(string_view token) {
  const auto decoded = decode_base64(token);
  if (!decoded) return wrong;
  string_view text = *decoded;
  if (!text.starts_with("reftkn:")) return wrong;
  text.remove_prefix(7);
  for (int part = 0; part < 2; ++part) {
    const size_t colon = text.find(':');
    if (colon == string_view::npos || colon == 0 || !all(text.substr(0, colon), is_digit)) {
      return wrong;
    }
    text.remove_prefix(colon + 1);
  }
  return verdict(!text.empty());
}

// Jira, Confluence and Bitbucket Data Center: "NUMBER:" and 20 random bytes in base64.
ChecksumVerdict check_atlassian_data_center(string_view token) {
  if (token.starts_with("BBDC-")) token.remove_prefix(5);
  const auto decoded = decode_base64(token);
  if (!decoded) return wrong;
  const size_t colon = decoded->find(':');
  return verdict(colon != std::string::npos && colon >= 4 && colon <= 20 &&
                 decoded->size() - colon == 21 && all(decoded->substr(0, colon), is_digit));
}

// HashiCorp Vault, vault/tokens/token.proto: version, HMAC of 32 bytes, token; in base64url.
// Tokens of 24 letters come from older servers and have no structure.
ChecksumVerdict check_vault(string_view token) {
  constexpr string_view kHead("\x08\x01\x12\x20", 4);
  constexpr size_t kToken = 36;  // head and HMAC
  if (!token.starts_with("hvs.")) return none;
  token.remove_prefix(4);
  if (token.size() == 24) return none;
  const auto bytes = decode_base64(token);
  if (!bytes || !bytes->starts_with(kHead) || bytes->size() < kToken + 2) return wrong;
  return verdict(byte_at(*bytes, kToken) == 0x1A &&
                 byte_at(*bytes, kToken + 1) == bytes->size() - kToken - 2);
}

// `wg genkey` sets the bits of the key as RFC 7748 asks; other programs need not, and 31 of 32
// random values are not so.
ChecksumVerdict check_wireguard(string_view key) {
  const auto bytes = decode_base64(key);
  if (!bytes || bytes->size() != 32) return wrong;
  const bool clamped = (byte_at(*bytes, 0) & 7) == 0 && (byte_at(*bytes, 31) & 0xC0) == 0x40;
  return clamped ? right : none;
}

ChecksumVerdict check_jwt(string_view token) { return verdict(read_jwt(token).has_value()); }

}  // namespace prodready::checksums
