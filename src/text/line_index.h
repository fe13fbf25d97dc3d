// Line and column of any offset in a text, in any order (LineCursor is for ascending ones).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/utf8.h"

namespace prodready {

class LineIndex {
 public:
  explicit LineIndex(std::string_view text) : text_(text) {
    for (size_t newline = text.find('\n'); newline != std::string_view::npos;
         newline = text.find('\n', newline + 1))
      begins_.push_back(newline + 1);
  }

  /// 1-based.
  uint64_t line(size_t offset) const {
    return static_cast<uint64_t>(std::upper_bound(begins_.begin(), begins_.end(), offset) -
                                 begins_.begin());
  }
  /// Where the line begins; the text's end for a line behind it, 0 for one before it.
  size_t begin_of(uint64_t line) const {
    if (line < 1) return 0;
    return line <= begins_.size() ? begins_[line - 1] : text_.size();
  }
  /// 1-based, in code points.
  uint64_t column(size_t offset) const {
    const size_t begin = begins_[line(offset) - 1];
    return 1 + count_code_points(text_.substr(begin, offset - begin));
  }
  /// 1-based, in bytes.
  uint64_t byte_column(size_t offset) const { return 1 + offset - begins_[line(offset) - 1]; }

 private:
  std::string_view text_;
  std::vector<size_t> begins_{0};
};

}  // namespace prodready
