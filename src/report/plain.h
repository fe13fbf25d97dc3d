// Text of the audited tree for formats that are read as text: what a terminal would act on is
// visible, and no CI system finds a command in it.
#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "report/ink.h"

namespace prodready {

inline std::string plain(std::string_view text) { return shown(TerminalStyle{}, text); }

/// What a part of the terminal report writes, one line a sentence.
template <typename Write>
std::string plain_lines(const AuditResult& result, Write write) {
  TerminalStyle style;
  style.width = 1000;
  std::ostringstream out;
  write(result, style, out);
  return out.str();
}

}  // namespace prodready
