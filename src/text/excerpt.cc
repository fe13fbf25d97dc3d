#include "text/excerpt.h"

#include <algorithm>
#include <cstring>

namespace prodready {
namespace {

constexpr size_t kLinesAround = 2;
constexpr size_t kMaxLine = 4096;
constexpr size_t kMaxBlock = 16384;
constexpr size_t kDenseLine = 32;  ///< a line of a block has so many characters and no space

size_t line_begin(std::string_view text, size_t at) {
  const size_t floor = at > kMaxLine ? at - kMaxLine : 0;
  const void* feed = memrchr(text.data() + floor, '\n', at - floor);
  return feed == nullptr ? floor
                         : static_cast<size_t>(static_cast<const char*>(feed) - text.data()) + 1;
}

/// Behind the line feed.
size_t line_end(std::string_view text, size_t at) {
  const size_t feed = text.substr(at, kMaxLine).find('\n');
  return feed == std::string_view::npos ? std::min(text.size(), at + kMaxLine) : at + feed + 1;
}

bool is_dense(std::string_view line) {
  if (line.size() < kDenseLine) return false;
  const size_t first = line.find_first_not_of(" \t\"'#*/;");
  if (first == std::string_view::npos || line.size() - first < kDenseLine) return false;
  return line.substr(first, kDenseLine).find(' ') == std::string_view::npos;
}

size_t begin_around(std::string_view text, size_t at) {
  size_t begin = line_begin(text, at);
  for (const size_t floor = begin > kMaxBlock ? begin - kMaxBlock : 0; begin > floor;) {
    const size_t above = line_begin(text, begin - 1);
    if (!is_dense(text.substr(above, begin - above))) break;
    begin = above;
  }
  for (size_t i = 0; i < kLinesAround && begin > 0; ++i) begin = line_begin(text, begin - 1);
  return begin;
}

/// Where the line ends, or the block that it is in.
size_t block_end(std::string_view text, size_t at) {
  size_t end = line_end(text, at);
  for (const size_t ceiling = std::min(text.size(), end + kMaxBlock); end < ceiling;) {
    const size_t below = line_end(text, end);
    if (!is_dense(text.substr(end, below - end))) break;
    end = below;
  }
  return end;
}

size_t lines_below(std::string_view text, size_t end) {
  for (size_t i = 0; i < kLinesAround && end < text.size(); ++i) end = line_end(text, end);
  return end;
}

}  // namespace

std::vector<Span> excerpt_parts(std::string_view text, const std::vector<Span>& places,
                                const std::function<bool(std::string_view part)>& is_known) {
  std::vector<Span> parts;
  const auto finish = [&](Span shown) {
    if (shown.end > shown.begin && !(is_known && is_known(part(text, shown))))
      parts.push_back(shown);
  };
  Span open{0, 0};
  size_t seen = 0;
  for (const Span& place : places) {
    if (place.end < seen) continue;  // in the line or block of the last one
    seen = block_end(text, place.end);
    const Span wide{begin_around(text, place.begin), lines_below(text, seen)};
    if (wide.begin > open.end) {
      finish(open);
      open = wide;
    } else {
      open.end = std::max(open.end, wide.end);
    }
  }
  finish(open);
  return parts;
}

void append_excerpt(std::string_view text, const std::vector<Span>& parts, std::string& out) {
  for (const Span& one : parts) {
    out.append(part(text, one));
    if (&one != &parts.back()) out.append("\n\n");
  }
}

}  // namespace prodready
