// Whether a key's name says that its value is a secret.
#pragma once

#include <string_view>

namespace prodready {

/// True for DB_PASSWORD, api-key, jwtSecret, SECRET_KEY_BASE; false where the name only speaks
/// about a secret: TOKEN_URL, SECRET_NAME, PASSWORD_FILE, API_KEY_HEADER, TOKEN_TTL,
/// PASSWORD_MIN_LENGTH. Only the last segment of a key path is looked at.
bool names_secret(std::string_view key);

}  // namespace prodready
