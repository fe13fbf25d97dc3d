#include "rules/regex.h"

#include <re2/re2.h>

namespace prodready {
namespace {

/// A lazy DFA may use this much before it starts afresh: bounds memory whatever the text.
constexpr int64_t kMaxRegexMemory = 2 << 20;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string way_out(const std::string& argument) {
  if (argument.starts_with("(?=") || argument.starts_with("(?!") || argument.starts_with("(?<=") ||
      argument.starts_with("(?<!") || argument.starts_with("(?<")) {
    return "; RE2 has no look-around: put exclusions into `allow`, `allow_line` or `not_files`"
           " (a named group is written (?P<name>…))";
  }
  if (argument.size() == 2 && argument[0] == '\\' && argument[1] >= '1' && argument[1] <= '9') {
    return "; RE2 has no back-references";
  }
  if (argument.find('{') != std::string::npos)
    return "; a repeat, also a nested one, goes up to 1000";
  return "";
}

}  // namespace

void RegexDeleter::operator()(re2::RE2* regex) const { delete regex; }

Regex compile_regex(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  options.set_max_mem(kMaxRegexMemory);
  return Regex(new re2::RE2(piece(pattern), options));
}

std::string regex_error(const re2::RE2& regex) {
  if (regex.ok()) return "";
  return regex.error() + way_out(regex.error_arg());
}

std::vector<int> groups_named(const re2::RE2& regex, std::string_view name) {
  std::vector<int> groups;
  for (const auto& [number, its_name] : regex.CapturingGroupNames()) {
    if (its_name == name) groups.push_back(number);
  }
  return groups;
}

int secret_group(const re2::RE2& regex) {
  const std::vector<int> groups = groups_named(regex, "secret");
  return groups.empty() ? 0 : groups.front();
}

std::string pattern_of(const re2::RE2& regex) { return regex.pattern(); }

bool matches_empty(const re2::RE2& regex) { return found_in(regex, ""); }

int program_size(const re2::RE2& regex) { return regex.ProgramSize(); }

bool found_in(const re2::RE2& regex, std::string_view text) {
  return re2::RE2::PartialMatch(piece(text), regex);
}

}  // namespace prodready
