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

struct Template {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Template, 9> kTemplates = {{{"${", "}"},
                                                 {"{{", "}}"},
                                                 {"$(", ")"},
                                                 {"#{", "}"},
                                                 {"%{", "}"},
                                                 {"%(", ")"},
                                                 {"<%", "%>"},
                                                 {"{%", "%}"},
                                                 {"[[", "]]"}}};

/// Whether a template stands in the value, closed or cut off at its end, with nothing in it that no
/// template holds: passwords of signs may hold the marks too.
bool holds_template(std::string_view value, const Template& form) {
  for (size_t at = value.find(form.open); at != std::string_view::npos;
       at = value.find(form.open, at + 1)) {
    const std::string_view inside = value.substr(at + form.open.size());
    const size_t close = inside.find(form.close);
    const std::string_view content = inside.substr(0, close);
    auto is_name = [](char c) {
      return is_word(c) || c == '.' ||
             std::string_view(".:-?+= ").find(c) != std::string_view::npos;
    };
    const bool cut_off = close == std::string_view::npos;
    if (cut_off ? std::all_of(content.begin(), content.end(), is_name)
                : content.find_first_of("{}<>#^~`") == std::string_view::npos)
      return true;
  }
  return false;
}

constexpr std::array<std::string_view, 18> kWords = {
    "example",   "placeholder", "changeme",  "change-me", "change_me",    "your-",
    "your ",     "your_",       "yourtoken", "yourpass",  "yourpassword", "redacted",
    "replaceme", "replace_",    "replace-",  "insert_",   "insert-",      "dummy"};

Reason template_reference(std::string_view value) {
  for (const Template& form : kTemplates) {
    if (holds_template(value, form)) return "template reference " + std::string(form.open) + "…";
  }
  if (value.find("...") != std::string_view::npos ||
      value.find("\xe2\x80\xa6") != std::string_view::npos)
    return "cut short by …";
  if (value.starts_with('<') && value.ends_with('>')) return "a name in angle brackets";
  if (value.starts_with('%') && value.ends_with('%') && value.size() > 2)
    return "variable reference %…%";
  // $$NAME of compose, $name(…), $user:$password.
  if (value.size() > 2 && value[0] == '$') {
    const size_t begin = value[1] == '$' ? 2 : 1;
    const size_t end = static_cast<size_t>(
        std::find_if_not(value.begin() + static_cast<long>(begin), value.end(), is_word) -
        value.begin());
    const bool ends =
        end == value.size() ? begin == 2 : value[end] == '(' || value.substr(end).starts_with(":$");
    if (end > begin && !is_digit(value[begin]) && ends) return "variable reference $…";
  }
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
    const bool filler_character = kFillerCharacters.find(value[i - 1]) != std::string_view::npos;
    const bool nearly_all = run >= kShortestRun && run * 5 >= value.size() * 4;
    if (nearly_all || (filler_character && run >= kShortestFillerRun))
      return "filler: " + std::to_string(run) + " times the same character";
    run = 1;
  }
  return "";
}

/// 12345678, abcdefgh, in any letter case; 11111111.
Reason sequence(std::string_view value) {
  size_t run = 1, same = 1;
  for (size_t i = 1; i < value.size(); ++i) {
    const char before = to_lower(value[i - 1]);
    const char here = to_lower(value[i]);
    const bool next = here == before + 1 && (is_digit(here) || is_letter(here));
    const bool wraps = before == '9' && (here == '0' || here == 'a');
    const bool restarts = before == '0' && here == 'a';
    run = next || wraps || (restarts && run > 1) ? run + 1 : 1;
    same = here == before ? same + 1 : 1;
    if (same >= kShortestRun) return "the same character many times";
    if (run >= kShortestRun) return "a sequence like 12345678 or abcdefgh";
  }
  return "";
}

}  // namespace

Reason placeholder_reason(std::string_view value) {
  Reason reason = template_reference(value);
  if (reason.empty()) reason = placeholder_word(value);
  if (reason.empty() && value.size() <= kLongestFiller) reason = filler(value);
  return reason;
}

Reason sequence_reason(std::string_view value) {
  return value.size() <= kLongestFiller ? sequence(value) : "";
}

}  // namespace prodready
