// Passwords that stand in every list of common passwords.
#pragma once

#include <string_view>

namespace prodready {

/// True for "password", "P@ssw0rd1!", "Admin123", "qwerty", "123456", "letmein2024!": a common
/// password in any letter case, with letters written as signs, and with digits and punctuation
/// behind it. False for what is longer than 32 characters, and for an empty value.
bool is_weak_password(std::string_view password);

}  // namespace prodready
