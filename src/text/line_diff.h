// Which lines of a text are new against an earlier one. What both have at their start and end costs
// one look; the rest is compared with bounded work, and where that runs out, lines count as new:
// nobody is told that something is old when it may not be.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace prodready {

/// Lines from `first` to `last`, 1-based, both included.
struct LineSpan {
  uint64_t first = 0;
  uint64_t last = 0;
  auto operator<=>(const LineSpan&) const = default;
};

/// The lines of `after` that `before` does not have in that order. A line ends at LF, and that
/// counts: another line end makes another line. Sorted; neighbours are one span.
std::vector<LineSpan> added_lines(std::string_view before, std::string_view after);

/// Whether one of `spans` has a line of `lines`.
bool touches(const std::vector<LineSpan>& spans, LineSpan lines);

}  // namespace prodready
