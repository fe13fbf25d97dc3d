#include "text/line_range.h"

#include <algorithm>
#include <cstring>

namespace prodready {

Span line_range(std::string_view text, size_t at) {
  const size_t floor = at > kLineReach ? at - kLineReach : 0;
  const size_t ceiling = std::min(at + kLineReach, text.size());
  const void* newline = at > floor ? memrchr(text.data() + floor, '\n', at - floor) : nullptr;
  const size_t begin =
      newline ? static_cast<size_t>(static_cast<const char*>(newline) - text.data()) + 1 : floor;
  newline = ceiling > at ? std::memchr(text.data() + at, '\n', ceiling - at) : nullptr;
  return {begin,
          newline ? static_cast<size_t>(static_cast<const char*>(newline) - text.data()) : ceiling};
}

}  // namespace prodready
