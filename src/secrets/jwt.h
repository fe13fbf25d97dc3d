// What a JSON web token (RFC 7519, compact form) says about itself. Judges nothing and verifies no
// signature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prodready {

struct Jwt {
  std::string algorithm;               // header "alg"
  std::string type;                    // header "typ"
  std::string key_id;                  // header "kid"
  std::string issuer;                  // payload "iss"
  std::string subject;                 // payload "sub"
  std::optional<int64_t> expires_at;   // payload "exp", seconds since 1970
  std::optional<int64_t> issued_at;    // payload "iat", seconds since 1970
  bool unsigned_token = false;         // alg "none" in any letter case, or an empty signature
  bool encrypted = false;              // five parts (RFC 7516): the payload cannot be read
  bool payload_is_json = false;        // the payload is a JSON object; a JWS may sign anything else
  bool documentation_example = false;  // claims of the examples of jwt.io and RFC 7519
};

/// Empty unless there are three (or five) base64url parts and the first is a JSON object with an
/// "alg". `token` is the token alone. What is no string, or no number of seconds, is left out.
std::optional<Jwt> read_jwt(std::string_view token);

}  // namespace prodready
