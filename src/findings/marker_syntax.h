// How each family of markers is written: what to look for, and how what stands around it is read.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "findings/marker.h"

namespace prodready {

/// What stands around a marker on its line, bounded.
struct MarkerLine {
  std::string_view path;
  std::string_view before;
  std::string_view after;
};

struct MarkerFamily {
  MarkerKind kind;
  std::string_view needle;
  /// What the needle says there, often nothing; place and comment are filled in by the caller.
  std::vector<Marker> (*read)(const MarkerLine& line);
};

std::vector<Marker> read_own_marker(const MarkerLine& line);
std::span<const MarkerFamily> other_families();

/// Without the end of a comment: "x -->" → "x".
std::string_view without_comment_end(std::string_view text);

/// Items of a list separated by commas or blanks.
std::vector<std::string_view> words_of(std::string_view list);

}  // namespace prodready
