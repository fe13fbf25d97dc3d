#include "report/ci_commands.h"

#include "text/ascii.h"

namespace prodready {
size_t find_ci_command(std::string_view text, size_t from) {
  while ((from = text.find("##", from)) != std::string_view::npos) {
    size_t end = from + 2;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end < text.size() && text[end] == '[') return from + 1;
    ++from;
  }
  return std::string_view::npos;
}

size_t find_leading_ci_command(std::string_view line) {
  // GitHub trims white space of all of Unicode first: whatever is not ASCII is taken for a blank
  // here.
  size_t at = 0;
  while (at < line.size() && (line[at] == ' ' || static_cast<signed char>(line[at]) < 0)) ++at;
  return line.substr(at, 2) == "::" ? at : std::string_view::npos;
}

}  // namespace prodready
