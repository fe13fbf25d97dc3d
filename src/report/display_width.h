// How many columns of a terminal a text takes: what underlines and line breaks are measured by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace prodready {

/// 0 for combining marks, 2 for wide East Asian characters and most emoji, otherwise 1.
size_t code_point_width(uint32_t code_point);

/// Columns of `text`; escape sequences for colours and links take none.
size_t display_width(std::string_view text);

}  // namespace prodready
