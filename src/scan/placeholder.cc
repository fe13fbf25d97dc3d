// What people write where a secret will stand: template references, words, filler. Random secrets
// hold none of these but by a chance of less than one in a million.
#include <algorithm>
#include <array>

#include "scan/filters.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// Long values (keys) hold long runs by nature; filler is short.
constexpr size_t kLongestFiller = 200;
constexpr size_t kShortestRun = 8;
constexpr size_t kShortestFillerRun = 5;
constexpr std::string_view kFillerCharacters = "xX*.";

constexpr std::array<std::string_view, 9> kTemplateMarks = {"${", "{{", "$(", "#{", "%{",
                                                            "%(", "<%", "{%", "[["};

constexpr std::array<std::string_view, 18> kWords = {
    "example",   "placeholder", "changeme",  "change-me", "change_me",    "your-",
    "your ",     "your_",       "yourtoken", "yourpass",  "yourpassword", "redacted",
    "replaceme", "replace_",    "replace-",  "insert_",   "insert-",      "dummy"};

Reason template_reference(std::string_view value) {
  for (std::string_view mark : kTemplateMarks) {
    if (value.find(mark) != std::string_view::npos)
      return "template reference " + std::string(mark) + "…";
  }
  if (value.starts_with('<') && value.ends_with('>')) return "a name in angle brackets";
  if (value.starts_with('%') && value.ends_with('%') && value.size() > 2)
    return "variable reference %…%";
  const bool variable =
      value.size() > 1 && value[0] == '$' && std::all_of(value.begin() + 1, value.end(), is_word);
  return variable ? "variable reference $…" : "";
}

Reason placeholder_word(std::string_view value) {
  for (std::string_view word : kWords) {
    if (contains_ignoring_case(value, word)) return "it contains \"" + std::string(word) + "\"";
  }
  return "";
}

Reason filler(std::string_view value) {
  size_t run = 1;
  for (size_t i = 1; i <= value.size(); ++i) {
    if (i < value.size() && value[i] == value[i - 1]) {
      ++run;
      continue;
    }
    const char c = value[i - 1];
    const bool filler_character = kFillerCharacters.find(c) != std::string_view::npos;
    if (run >= kShortestRun || (filler_character && run >= kShortestFillerRun)) {
      return "filler: " + std::to_string(run) + " times the same character";
    }
    run = 1;
  }
  return "";
}

/// 12345678, abcdefgh, in any letter case.
Reason sequence(std::string_view value) {
  size_t run = 1;
  for (size_t i = 1; i < value.size(); ++i) {
    const char before = to_lower(value[i - 1]);
    const char here = to_lower(value[i]);
    const bool next = here == before + 1 && (is_digit(here) || is_letter(here));
    const bool wraps = before == '9' && (here == '0' || here == 'a');
    const bool restarts = before == '0' && here == 'a';
    run = next || wraps || (restarts && run > 1) ? run + 1 : 1;
    if (run >= kShortestRun) return "a sequence like 12345678 or abcdefgh";
  }
  return "";
}

}  // namespace

Reason placeholder_reason(std::string_view value) {
  Reason reason = template_reference(value);
  if (reason.empty()) reason = placeholder_word(value);
  if (reason.empty() && value.size() <= kLongestFiller) reason = filler(value);
  if (reason.empty() && value.size() <= kLongestFiller) reason = sequence(value);
  return reason;
}

}  // namespace prodready
