#include "text/blocks.h"

#include <algorithm>
#include <cstring>

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr size_t kTab = 4;

/// Where the line that holds `offset` begins, or `floor` if that is further back.
size_t line_begin(std::string_view text, size_t offset, size_t floor) {
  const void* newline = memrchr(text.data() + floor, '\n', offset - floor);
  return newline ? static_cast<size_t>(static_cast<const char*>(newline) - text.data()) + 1 : floor;
}

size_t block_floor(size_t offset) {
  return offset > kMaxBlockDistance ? offset - kMaxBlockDistance : 0;
}

size_t indentation(std::string_view line) {
  size_t columns = 0;
  for (char c : line) {
    if (c == ' ') {
      ++columns;
    } else if (c == '\t') {
      columns += kTab;
    } else {
      break;
    }
  }
  return columns;
}

/// Walks from one line to the line before it, within kMaxBlockDistance of where it began.
class LinesBefore {
 public:
  LinesBefore(std::string_view text, size_t offset)
      : text_(text), floor_(block_floor(offset)), begin_(line_begin(text, offset, floor_)) {}

  bool next(std::string_view& line) {
    if (begin_ <= floor_) return false;
    const size_t end = begin_ - 1;
    begin_ = line_begin(text_, end, floor_);
    const bool cut = begin_ > 0 && text_[begin_ - 1] != '\n';
    if (cut) return false;
    line = text_.substr(begin_, end - begin_);
    return true;
  }

 private:
  std::string_view text_;
  size_t floor_;
  size_t begin_;
};

bool is_only_closing(std::string_view content) {
  return content.find_first_not_of("})];,") == std::string_view::npos;
}

}  // namespace

std::vector<std::string_view> opening_lines(std::string_view text, size_t offset) {
  std::vector<std::string_view> lines;
  size_t depth = indentation(text.substr(line_begin(text, offset, block_floor(offset))));
  bool brace_alone = false;  // the opening line so far was `{`: what opens is above it
  LinesBefore before(text, offset);
  for (std::string_view line; (depth > 0 || brace_alone) && before.next(line);) {
    const std::string_view content = trimmed(line);
    if (content.empty() || content.starts_with('#') || is_only_closing(content)) continue;
    const size_t columns = indentation(line);
    if (columns > depth || (columns == depth && !brace_alone)) continue;
    brace_alone = content == "{";
    if (!brace_alone) lines.push_back(content);
    depth = columns;
  }
  return lines;
}

std::vector<std::string_view> conditions(std::string_view text, size_t offset) {
  std::vector<std::string_view> lines;
  int closed = 0;       // #endif seen without its #if
  bool turned = false;  // an #else of the level around was passed
  LinesBefore before(text, offset);
  for (std::string_view line; before.next(line);) {
    const std::string_view content = trimmed(line);
    if (content.starts_with("#endif")) {
      ++closed;
    } else if (content.starts_with("#else") || content.starts_with("#elif")) {
      turned = turned || closed == 0;
    } else if (content.starts_with("#if") && closed > 0) {
      --closed;
    } else if (content.starts_with("#if")) {
      if (!turned) lines.push_back(content);
      turned = false;
    }
  }
  return lines;
}

std::vector<std::string_view> attributes(std::string_view text, size_t offset) {
  std::vector<std::string_view> lines;
  LinesBefore before(text, offset);
  for (std::string_view line; before.next(line);) {
    const std::string_view content = trimmed(line);
    if (!content.starts_with("#[") && !content.starts_with('@') && !content.starts_with('[')) break;
    lines.push_back(content);
  }
  return lines;
}

}  // namespace prodready
