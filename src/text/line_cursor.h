// Turns offsets into line and column, in one pass for ascending offsets: a file with many findings
// stays linear.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/utf8.h"

namespace prodready {

/// Lines end at LF and nowhere else; columns count code points; both are 1-based.
class LineCursor {
 public:
  LineCursor(std::string_view text, uint64_t line, uint64_t column)
      : text_(text), line_(line), column_(column), byte_column_(column == 1 ? 1 : 0) {}

  /// `offset` must not be smaller than the one of the call before.
  void advance_to(size_t offset) {
    std::string_view passed = text_.substr(at_, offset - at_);
    const size_t last = passed.rfind('\n');
    if (last != std::string_view::npos) {
      line_ += static_cast<uint64_t>(
          std::count(passed.begin(), passed.begin() + static_cast<long>(last) + 1, '\n'));
      column_ = byte_column_ = 1;
      passed.remove_prefix(last + 1);
    }
    column_ += count_code_points(passed);
    if (byte_column_ > 0) byte_column_ += passed.size();
    at_ = offset;
  }
  uint64_t line() const { return line_; }
  uint64_t column() const { return column_; }
  /// 1-based, in bytes; 0 on the line that the text begins inside of, where it is not known.
  uint64_t byte_column() const { return byte_column_; }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint64_t line_;
  uint64_t column_;
  uint64_t byte_column_;
};

}  // namespace prodready
