// A byte range in a text.
#pragma once

#include <compare>
#include <cstddef>
#include <string_view>

namespace prodready {

struct Span {
  size_t begin = 0;
  size_t end = 0;
  auto operator<=>(const Span&) const = default;
};

inline std::string_view part(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace prodready
