#include "secrets/jwt.h"

#include <vector>

#include "secrets/claims.h"
#include "secrets/encodings.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// Five parts are the most that any form has; a sixth is not cut off but makes it none.
std::vector<std::string_view> parts_of(std::string_view token) {
  std::vector<std::string_view> parts;
  for (size_t dot = 0; dot != std::string_view::npos && parts.size() <= 5;) {
    dot = token.find('.');
    parts.push_back(token.substr(0, dot));
    if (dot != std::string_view::npos) token.remove_prefix(dot + 1);
  }
  return parts;
}

/// RFC 7515 allows base64url without padding only.
std::optional<std::string> decode_part(std::string_view part) {
  if (part.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  return decode_base64(part);
}

/// jwt.io: "sub":"1234567890" with the name John Doe (until 2025 the default of its debugger);
/// RFC 7519, section 3.1: issuer "joe", expiry 1300819380.
bool is_documentation_example(const Claims& claims) {
  return (claims.text_of("sub") == "1234567890" &&
          (claims.text_of("name") == "John Doe" || claims.names.size() <= 2)) ||
         (claims.text_of("iss") == "joe" && claims.number_of("exp") == 1300819380);
}

void read_payload(std::string_view part, Jwt& jwt) {
  const auto bytes = decode_part(part);
  const auto claims = bytes ? read_claims(*bytes) : std::nullopt;
  if (!claims) return;
  jwt.payload_is_json = true;
  jwt.issuer = claims->text_of("iss");
  jwt.subject = claims->text_of("sub");
  jwt.expires_at = claims->number_of("exp");
  jwt.issued_at = claims->number_of("iat");
  jwt.documentation_example = is_documentation_example(*claims);
}

}  // namespace

std::optional<Jwt> read_jwt(std::string_view token) {
  const std::vector<std::string_view> parts = parts_of(token);
  if (parts.size() != 3 && parts.size() != 5) return std::nullopt;
  for (const std::string_view part : parts) {
    if (!decode_part(part)) return std::nullopt;
  }
  const auto header = read_claims(*decode_part(parts[0]));
  if (!header || header->text.count("alg") == 0) return std::nullopt;
  Jwt jwt;
  jwt.algorithm = header->text_of("alg");
  jwt.type = header->text_of("typ");
  jwt.key_id = header->text_of("kid");
  jwt.encrypted = parts.size() == 5;
  if (jwt.encrypted) return jwt;
  jwt.unsigned_token = to_lower(jwt.algorithm) == "none" || parts[2].empty();
  read_payload(parts[1], jwt);
  return jwt;
}

}  // namespace prodready
