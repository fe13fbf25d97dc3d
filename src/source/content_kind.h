// Text or not, and in which encoding, told from the first bytes of a file. The content decides,
// never the name, and a magic number alone does not make a binary file: text behind a borrowed "PK"
// is scanned. What looks like text to nobody else than to us (Latin-1, EBCDIC, a few NULs) is
// scanned too: skipping needs a reason, scanning does not.
#pragma once

#include <cstdint>
#include <string_view>

#include "source/window.h"

namespace prodready {

enum class TextEncoding : uint8_t {
  bytes,  ///< UTF-8 or any other superset of ASCII: passed on as it is
  utf16_le,
  utf16_be,
  utf32_le,
  utf32_be,
};

struct Content {
  ContentKind kind = ContentKind::text;  ///< text, binary or archive
  TextEncoding encoding = TextEncoding::bytes;
  uint8_t bom = 0;  ///< length of the byte order mark
};

/// `start` is the file's beginning, as much of it as was read at once.
Content inspect_content(std::string_view start);

}  // namespace prodready
