// The identity of a finding: rule, path in the repository and a keyed hash of the value. No line
// number: moving a line keeps it, a new secret on the same line changes it. The key keeps a short
// secret from being guessed from a report.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// "v1:" and 32 hex digits. An empty `key` means the built-in one, which protects nothing but keeps
/// fingerprints stable.
std::string fingerprint(std::string_view key, std::string_view rule_id, std::string_view path,
                        std::string_view value);

/// The same without the path: what is the same when a file is renamed. Empty when `value` is.
std::string value_id(std::string_view key, std::string_view rule_id, std::string_view value);

/// Tells keys apart without telling them: 16 hex digits.
std::string key_check(std::string_view key);

}  // namespace prodready
