// Text from an audited tree is hostile until it went through one of these. One escaper per kind of
// output.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// For a terminal: control characters (C0, C1, DEL), bidirectional and zero-width code points and
/// bytes that are not UTF-8 become visible escapes (`\x1b`, `\u202e`); a tab becomes one blank. The
/// result never holds a newline.
std::string printable(std::string_view text);

/// For JSON and other UTF-8 formats: bytes that are not UTF-8 become U+FFFD. Nothing else changes.
std::string valid_utf8(std::string_view text);

/// Whether `text` is well-formed UTF-8 (no surrogates, nothing overlong, at most U+10FFFF).
bool is_valid_utf8(std::string_view text);

/// RFC 4648 base64 with padding: how a path that is not UTF-8 is carried in JSON.
std::string base64(std::string_view bytes);

}  // namespace prodready
