// Counting bytes at the speed of memory. These loops run over every file's start or every large
// file's whole text, so they are written for the vectoriser: fixed blocks, one byte wide, without a
// branch.
#pragma once

#include <cstddef>
#include <string_view>

namespace prodready {

/// Line feeds in `text`.
size_t count_line_feeds(std::string_view text);

/// NUL bytes in `text`.
size_t count_nuls(std::string_view text);

/// Bytes that no text file needs: control characters but \b \t \n \v \f \r ESC, and DEL.
size_t count_controls(std::string_view text);

/// Whether count_controls() is more than 0; twice as fast.
bool has_controls(std::string_view text);

}  // namespace prodready
