#include <algorithm>
#include <charconv>
#include <vector>

#include "baseline/foreign.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/escape.h"

namespace prodready {
namespace {

bool is_commit(std::string_view text) {
  const auto is_hex = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  return text.size() >= 7 && text.size() <= 64 && std::all_of(text.begin(), text.end(), is_hex);
}

uint64_t number(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// From the back, because a path may hold colons of its own: line, rule, and what is left is the
/// path, with a commit before it or not.
ForeignEntry entry_of_line(std::string_view line, const std::string& place) {
  const size_t before_line = line.rfind(':');
  const size_t before_rule =
      before_line == 0 || before_line == line.npos ? line.npos : line.rfind(':', before_line - 1);
  ForeignEntry entry;
  if (before_rule != line.npos && before_rule > 0) {
    entry.line = number(line.substr(before_line + 1));
    entry.kind = line.substr(before_rule + 1, before_line - before_rule - 1);
    entry.path = line.substr(0, before_rule);
  }
  if (entry.line == 0 || entry.kind.empty())
    throw Error(place + ": \"" + printable(line) +
                "\" is neither file:rule:line nor commit:file:rule:line, nor an entry of a "
                "baseline of prodready");
  const size_t colon = entry.path.find(':');
  if (colon != entry.path.npos && is_commit(std::string_view(entry.path).substr(0, colon))) {
    entry.commit = entry.path.substr(0, colon);
    entry.path.erase(0, colon + 1);
  }
  std::replace(entry.path.begin(), entry.path.end(), '\\', '/');
  return entry;
}

}  // namespace

Baseline parse_gitleaks_ignore(std::string_view text, const std::string& file) {
  Baseline baseline;
  baseline.file = file;
  baseline.format = BaselineFormat::gitleaks_ignore;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = without_blanks(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    baseline.foreign.push_back(entry_of_line(line, file + ":" + std::to_string(number)));
    baseline.foreign.back().place = std::to_string(number);
  }
  return baseline;
}

}  // namespace prodready
