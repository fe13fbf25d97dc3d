#include "settings/secret_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "settings/key_path.h"

namespace prodready {
namespace {

/// Folded: without '-' and '_', in lower case.
constexpr std::array<std::string_view, 18> kSecretWords = {
    "password",  "passwd",     "passphrase", "secret",     "token",         "apikey",
    "accesskey", "privatekey", "credential", "signingkey", "encryptionkey", "masterkey",
    "secretkey", "authkey",    "bearer",     "dbpass",     "sessionkey",    "appkey"};

/// What a name ends in that is about a secret, but is none.
constexpr std::array<std::string_view, 38> kAbout = {
    "name",     "url",      "uri",    "file",   "path",      "arn",      "keyid",      "id",
    "ttl",      "header",   "length", "policy", "expiry",    "expires",  "expiration", "timeout",
    "enabled",  "type",     "field",  "prefix", "algorithm", "lifetime", "endpoint",   "issuer",
    "audience", "attempts", "count",  "limit",  "limits",    "required", "param",      "cookie",
    "rotation", "version",  "ref",    "hint",   "hash",      "method"};

}  // namespace

bool names_secret(std::string_view key) {
  const std::string name = folded_key(last_segment(key));
  const bool secret =
      std::any_of(kSecretWords.begin(), kSecretWords.end(),
                  [&](std::string_view word) { return name.find(word) != std::string::npos; }) ||
      name == "pass" || name == "pwd" || name.ends_with("pass") || name.ends_with("pwd");
  return secret && std::none_of(kAbout.begin(), kAbout.end(),
                                [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace prodready
