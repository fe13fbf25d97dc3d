// Parts of a text that mean another text: base64 of a configuration, a percent-encoded address, a
// string of \x escapes. What they mean is worth scanning like the text itself; how often (a text in
// a text in a text) is the caller's to say. Parts that mean no readable text are left alone:
// images, digests, random keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace prodready {

enum class Encoding : uint8_t {
  base64,          ///< both alphabets, padded or not, also wrapped; of UTF-8 or UTF-16 text
  hex,             ///< 6869…, \x68\x69…, 0x68, 0x69, …, and octal \150\151…
  percent,         ///< %68%69
  unicode_escape,  ///< \u0068, \u{68}, \U00000068
  html_entity,     ///< &#104; &#x68; &quot;
};

/// As reports say it.
std::string_view name(Encoding encoding);

/// A part of a text that means another text.
struct Decoded {
  /// From `text` on, every `text_unit` bytes come from `origin_unit` bytes, the first from
  /// `origin`.
  struct Piece {
    size_t text = 0;
    size_t origin = 0;
    uint32_t text_unit = 1;
    uint32_t origin_unit = 1;
  };

  Encoding encoding = Encoding::base64;
  Span origin;       ///< the encoded part, in the text given
  std::string text;  ///< UTF-8, though up to a tenth may be damaged
  std::vector<Piece> pieces;

  /// Where in the text given a span of `text` comes from: the whole units (four base64 characters,
  /// an escape) that it touches. An empty span, or one beyond the end: the unit there.
  Span origin_of(Span decoded) const;
};

/// How many bytes may still be produced for one file, so that a file of encoded text cannot cost
/// more memory and time than its share.
struct DecodeBudget {
  size_t bytes = 0;
  bool exceeded = false;  ///< something was not decoded for want of `bytes`
};

/// All parts of `text` worth scanning again, by where they begin; parts of different encodings may
/// overlap. Linear in the text. `budget` shrinks by what is produced; once exceeded, nothing more
/// is decoded.
std::vector<Decoded> decoded_parts(std::string_view text, DecodeBudget& budget);

}  // namespace prodready
