#include "report/place.h"

#include "report/ink.h"

namespace prodready {

std::string place(const Finding& finding, const TerminalStyle& style, bool with_column) {
  std::string text = shown(style, finding.path);
  // A finding without a frame is about the file itself.
  if (!finding.frame.empty()) {
    const Position start = finding.location.start;
    text.append(":").append(std::to_string(start.line));
    if (with_column) text.append(":").append(std::to_string(start.column));
  }
  return linked(style, file_url(style, finding.path), text);
}

}  // namespace prodready
