// The line around a place. Some files are one line of a megabyte: whoever looks at a line for each
// of thousands of places must not look at all of it each time.
#pragma once

#include <string_view>

#include "text/span.h"

namespace prodready {

/// What counts as the line on either side of a place.
inline constexpr size_t kLineReach = 1024;

/// The line that holds `at`, without its end, cut to kLineReach on either side.
Span line_range(std::string_view text, size_t at);

inline std::string_view line_at(std::string_view text, size_t at) {
  return part(text, line_range(text, at));
}

}  // namespace prodready
