#include "scan/compiled_rules.h"

#include <re2/re2.h>

#include <array>

#include "text/ascii.h"

namespace prodready {
namespace {

/// More groups than any rule has before its group `secret`.
constexpr int kMaxGroups = 16;

std::vector<Regex> compile_all(const std::vector<std::string>& patterns) {
  std::vector<Regex> regexes;
  for (const std::string& pattern : patterns) regexes.push_back(compile_regex(pattern));
  return regexes;
}

Span span_of(const re2::StringPiece& piece, std::string_view text) {
  const size_t begin = static_cast<size_t>(piece.data() - text.data());
  return {begin, begin + piece.size()};
}

/// A pattern that begins at a line's start or ends in white space is shown without it.
Span trimmed(Span span, std::string_view text) {
  while (span.begin < span.end && is_space(text[span.begin])) ++span.begin;
  while (span.end > span.begin && is_space(text[span.end - 1])) --span.end;
  return span;
}

}  // namespace

const CompiledRule& CompiledRules::operator[](uint32_t rule) const {
  Lazy& lazy = compiled_[rule];
  std::call_once(lazy.once, [&] {
    lazy.rule.pattern = compile_regex(rules_[rule].pattern);
    lazy.rule.value_group = secret_group(*lazy.rule.pattern);
    lazy.rule.allow = compile_all(rules_[rule].allow);
    lazy.rule.allow_line = compile_all(rules_[rule].allow_line);
  });
  return lazy.rule;
}

bool find_match(const CompiledRule& rule, std::string_view text, Span range, RegexMatch& match) {
  std::array<re2::StringPiece, kMaxGroups> groups;
  const int wanted = std::min(rule.value_group + 1, kMaxGroups);
  if (!rule.pattern->Match({text.data(), text.size()}, range.begin, range.end, re2::RE2::UNANCHORED,
                           groups.data(), wanted)) {
    return false;
  }
  match.whole = span_of(groups[0], text);
  const bool has_value = rule.value_group > 0 && groups[wanted - 1].data() != nullptr;
  match.value = has_value ? span_of(groups[wanted - 1], text) : trimmed(match.whole, text);
  return true;
}

}  // namespace prodready
