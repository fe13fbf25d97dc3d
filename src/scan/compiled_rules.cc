#include "scan/compiled_rules.h"

#include <re2/re2.h>

#include <array>

#include "rules/shared_exceptions.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// More groups than any rule has before the last that is asked for.
constexpr int kMaxGroups = 32;

std::vector<Regex> compile_all(const std::vector<std::string>& patterns) {
  std::vector<Regex> regexes;
  for (const std::string& pattern : patterns) regexes.push_back(compile_regex(pattern));
  return regexes;
}

/// One regex that fits where any of them does; null for one or none, and where it does not compile.
Regex any_of_them(const std::vector<std::string>& patterns) {
  if (patterns.size() < 2) return nullptr;
  std::string all;
  for (const std::string& pattern : patterns) all += (all.empty() ? "(?:" : "|(?:") + pattern + ")";
  Regex regex = compile_regex(all);
  return regex_error(*regex).empty() ? std::move(regex) : nullptr;
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

CompiledCompanion compiled_companion(const Companion& companion) {
  CompiledCompanion compiled;
  compiled.must = companion.must;
  compiled.reach = companion.reach;
  for (const std::string& key : companion.keys) compiled.keys.emplace_back(key);
  if (!companion.value.empty()) compiled.value = compile_regex(companion.value);
  return compiled;
}

}  // namespace

CompiledRules::CompiledRules(const RuleList& rules)
    : rules_(rules), compiled_(rules.size()), shared_(shared_exceptions().size()) {}

CompiledRule CompiledRules::compile(const Rule& rule) const {
  CompiledRule compiled;
  compiled.pattern = compile_regex(rule.pattern);
  compiled.value_groups =
      groups_named(*compiled.pattern, rule.shape == Shape::idiom ? "name" : "secret");
  compiled.default_groups = groups_named(*compiled.pattern, "default");
  compiled.fallback_groups = groups_named(*compiled.pattern, "fallback");
  compiled.required_groups = groups_named(*compiled.pattern, "required");
  for (const std::vector<int>* groups : {&compiled.value_groups, &compiled.default_groups,
                                         &compiled.fallback_groups, &compiled.required_groups}) {
    for (int group : *groups)
      compiled.group_count = std::min(std::max(compiled.group_count, group + 1), kMaxGroups);
  }
  std::vector<std::string> own_allow;
  for (const std::string& pattern : rule.allow) {
    const SharedException* shared = shared_exception_of(pattern);
    if (!shared) {
      own_allow.push_back(pattern);
      continue;
    }
    const auto index = static_cast<size_t>(shared - shared_exceptions().data());
    compiled.allow_shared.push_back(
        shared_.get(index, [&] { return compile_regex(pattern); }).get());
  }
  compiled.allow = compile_all(own_allow);
  compiled.allow_line = compile_all(rule.allow_line);
  compiled.any_allow = any_of_them(own_allow);
  compiled.any_allow_line = any_of_them(rule.allow_line);
  compiled.file_has = compile_all(rule.file_has);
  compiled.file_lacks = compile_all(rule.file_lacks);
  compiled.guards = compile_all(rule.guards);
  if (!rule.within.empty()) compiled.within = compile_regex(rule.within);
  if (rule.code) {
    for (const std::string& key : rule.keys) compiled.keys.emplace_back(key);
  }
  for (const Companion& companion : rule.companions)
    compiled.companions.push_back(compiled_companion(companion));
  return compiled;
}

const CompiledRule& CompiledRules::operator[](uint32_t rule) const {
  return compiled_.get(rule, [&] { return compile(rules_[rule]); });
}

bool match_value(const CompiledRule& rule, std::string_view value, RegexMatch& match) {
  return find_match(rule, value, {0, value.size()}, match);
}

bool find_match(const CompiledRule& rule, std::string_view text, Span range, RegexMatch& match,
                bool at_begin) {
  std::array<re2::StringPiece, kMaxGroups> groups;
  if (!rule.pattern->Match({text.data(), text.size()}, range.begin, range.end,
                           at_begin ? re2::RE2::ANCHOR_START : re2::RE2::UNANCHORED, groups.data(),
                           rule.group_count)) {
    return false;
  }
  /// The first of the groups that took part in the match, or 0.
  auto first_given = [&](const std::vector<int>& numbers) {
    for (int number : numbers) {
      if (number < rule.group_count && groups[number].data() != nullptr) return number;
    }
    return 0;
  };
  match = {};
  match.whole = span_of(groups[0], text);
  const int value = first_given(rule.value_groups);
  match.value = value > 0 ? span_of(groups[value], text) : trimmed(match.whole, text);
  const int default_value = first_given(rule.default_groups);
  if (default_value > 0) match.default_value = span_of(groups[default_value], text);
  match.fallback = default_value > 0 || first_given(rule.fallback_groups) > 0;
  match.required = first_given(rule.required_groups) > 0;
  return true;
}

}  // namespace prodready
