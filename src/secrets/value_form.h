// The forms that values have which are no secrets: paths, addresses, dates, names, texts. Pure
// questions about one value.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// "a path", "a web address", "a regular expression", "a call": what the value is if it is none of
/// a secret's; empty when it may be one.
std::string form_of(std::string_view value);

/// 32, 40, 64 or 128 hex digits: MD5, SHA-1, SHA-256, SHA-512.
bool is_hex_digest(std::string_view value);

/// 8-4-4-4-12 hex digits.
bool is_uuid(std::string_view value);

/// snake_case, kebab-case, camelCase, dotted.names, CONSTANT_NAMES: two words or more of letters.
bool is_identifier(std::string_view value);

/// One word of letters, in one case or capitalised.
bool is_single_word(std::string_view value);

/// Letters of any language and blanks only.
bool is_words(std::string_view value);

/// Words with blanks between them, or a label ("Password:").
bool is_text_for_people(std::string_view value);

/// $2y$10$…, $6$…, {SSHA}…, pbkdf2_sha256$…: not the password, though it can be guessed from it.
bool is_password_hash(std::string_view value);

}  // namespace prodready
