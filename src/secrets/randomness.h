// Whether a token was drawn at random or written by people. Works on the letters alone: no list of
// words, no language, no names.
#pragma once

#include <string_view>

namespace prodready {

/// Mean evidence a character pair gives for "drawn at random", in bits. Below 0: words,
/// identifiers, camelCase, paths, sentences. Above 0: hex, base32, base62, base64, UUIDs. The
/// further from 0 the surer. Tokens under 8 characters give 0. Linear in the length.
double randomness(std::string_view token);

/// True for a series that only fills a place: "abcdefgh", "1234567890", "0123456789abcdef",
/// "qwertyuiop", a block repeated ("abcd1234abcd1234"), one or two distinct characters. Letter case
/// and the separators '-', '_', '.', ':' are ignored. An empty token is none.
bool is_sequence(std::string_view token);

}  // namespace prodready
