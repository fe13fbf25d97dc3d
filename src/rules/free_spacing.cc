#include "rules/free_spacing.h"

#include <algorithm>

#include "text/ascii.h"

namespace prodready {
namespace {

/// Length of the class that starts at `text[0] == '['`, brackets included. `[]x]`, `[^]x]` and
/// `[[:alpha:]]` hold a ']'.
size_t class_length(std::string_view text) {
  size_t i = 1;
  if (i < text.size() && text[i] == '^') ++i;
  if (i < text.size() && text[i] == ']') ++i;
  while (i < text.size() && text[i] != ']') {
    if (text[i] == '\\') {
      i += 2;
    } else if (text.substr(i, 2) == "[:") {
      size_t end = text.find(":]", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 2;
    } else {
      ++i;
    }
  }
  return std::min(i + 1, text.size());
}

/// Length of an escape that starts at `text[0] == '\\'`; `\Q…\E` is one.
size_t escape_length(std::string_view text) {
  if (text.size() > 1 && text[1] == 'Q') {
    size_t end = text.find("\\E");
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  return std::min<size_t>(2, text.size());
}

}  // namespace

std::string without_free_spacing(std::string_view pattern) {
  if (!pattern.starts_with("(?")) return std::string(pattern);
  const size_t close = pattern.find(')');
  std::string flags(pattern.substr(2, close == std::string_view::npos ? 0 : close - 2));
  const bool only_flags = std::all_of(flags.begin(), flags.end(), is_letter);
  if (!only_flags || flags.find('x') == std::string::npos) return std::string(pattern);
  flags.erase(std::remove(flags.begin(), flags.end(), 'x'), flags.end());

  std::string result = flags.empty() ? "" : "(?" + flags + ")";
  std::string_view rest = pattern.substr(close + 1);
  while (!rest.empty()) {
    size_t taken = 1;
    bool keep = true;
    if (rest[0] == '\\') {
      taken = escape_length(rest);
    } else if (rest[0] == '[') {
      taken = class_length(rest);
    } else if (rest[0] == '#') {
      taken = std::min(rest.find('\n'), rest.size());
      keep = false;
    } else if (rest.starts_with("(?#")) {
      taken = std::min(rest.find(')'), rest.size() - 1) + 1;
      keep = false;
    } else if (is_space(rest[0])) {
      keep = false;
    }
    if (keep) result += rest.substr(0, taken);
    rest.remove_prefix(taken);
  }
  return result;
}

}  // namespace prodready
