// Conditions are read word by word, without a parser: a test for an environment's name, a call like
// IsDevelopment(), a flag like DEBUG or __DEV__, each perhaps negated.
#include "environment/guards.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/ascii.h"
#include "text/blocks.h"
#include "text/line_range.h"

namespace prodready {
namespace {

constexpr std::array<std::string_view, 12> kConditionWords = {
    "if", "elsif", "elif", "unless", "when", "case", "switch", "#if", "#ifdef", "&&", "?", "while"};

bool is_word_or_dash(char c) { return is_word(c) || c == '-'; }

bool has_word(std::string_view text, std::string_view word) {
  return find_word(text, word) != std::string_view::npos;
}

/// The names in quotes, or behind ':' (Ruby, Elixir symbols), that are environments.
Environment quoted_environment(std::string_view line) {
  for (size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c != '"' && c != '\'' && c != '`' && c != ':') continue;
    size_t end = at + 1;
    while (end < line.size() && is_word_or_dash(line[end])) ++end;
    const std::string_view word = line.substr(at + 1, end - at - 1);
    const bool closed = c == ':' ? at > 0 && !is_word(line[at - 1]) && line[at - 1] != ':'
                                 : end < line.size() && line[end] == c;
    if (closed && environment_named(word) != Environment::unknown) return environment_named(word);
    if (closed && c != ':') at = end;
  }
  return Environment::unknown;
}

bool is_negated(std::string_view line) {
  return line.find("!=") != std::string_view::npos || line.find("<>") != std::string_view::npos ||
         line.find("is not ") != std::string_view::npos ||
         line.find("not_eq") != std::string_view::npos || has_word(line, "unless") ||
         line.find("-ne ") != std::string_view::npos;
}

/// `config("app.debug") != "true"`, `DEBUG == false`.
bool compares_with_no(std::string_view behind) {
  const bool differs = behind.find("!=") != std::string_view::npos;
  const bool equals = behind.find("==") != std::string_view::npos;
  return (differs && contains_ignoring_case(behind, "true")) ||
         (equals && !differs && contains_ignoring_case(behind, "false"));
}

/// "if (!app.Environment.IsDevelopment())", "if not settings.DEBUG", "unless
/// Rails.env.production?".
bool negates(std::string_view line, size_t flag) {
  if (compares_with_no(line.substr(flag))) return true;
  const std::string_view before = line.substr(0, flag);
  const size_t condition = before.find_last_of("(&|");
  const std::string_view near =
      trimmed(condition == std::string_view::npos ? before : before.substr(condition + 1));
  return near.starts_with('!') || (near.size() > 1 && near.find('!') != std::string_view::npos) ||
         has_word(before, "not") || has_word(before, "unless") || before.ends_with('!') ||
         before.find("(!") != std::string_view::npos;
}

struct Flag {
  std::string_view text;
  Environment environment;
};

/// Calls and flags that stand for one environment.
constexpr std::array kFlags = {
    Flag{"IsDevelopment", Environment::development},
    Flag{"isDevelopment", Environment::development},
    Flag{"is_development", Environment::development},
    Flag{"development?", Environment::development},
    Flag{"isDev", Environment::development},
    Flag{"is_dev", Environment::development},
    Flag{"IS_DEV", Environment::development},
    Flag{"isDevMode", Environment::development},
    Flag{"isLocal", Environment::development},
    Flag{"local?", Environment::development},
    Flag{"__DEV__", Environment::development},
    Flag{"kDebugMode", Environment::development},
    Flag{"debug_assertions", Environment::development},
    Flag{"NDEBUG", Environment::production},
    Flag{"DEBUG", Environment::development},
    Flag{"debug", Environment::development},
    Flag{"Debug", Environment::development},
    Flag{"isDebug", Environment::development},
    Flag{"WP_DEBUG", Environment::development},
    Flag{"APP_DEBUG", Environment::development},
    Flag{"IsProduction", Environment::production},
    Flag{"isProduction", Environment::production},
    Flag{"is_production", Environment::production},
    Flag{"IS_PRODUCTION", Environment::production},
    Flag{"IS_PROD", Environment::production},
    Flag{"isProd", Environment::production},
    Flag{"is_prod", Environment::production},
    Flag{"production?", Environment::production},
    Flag{"PROD", Environment::production},
    Flag{"DEV", Environment::development},
    Flag{"TESTING", Environment::test},
    Flag{"cfg(test)", Environment::test},
    Flag{"unittest", Environment::test},
    Flag{"runningUnitTests", Environment::test},
    Flag{"test?", Environment::test},
};

size_t find_flag(std::string_view line, std::string_view flag) {
  if (is_word(flag.back())) return find_word(line, flag);
  const size_t at = line.find(flag);
  return at == 0 || at == std::string_view::npos || !is_word(line[at - 1]) ? at
                                                                           : std::string_view::npos;
}

Environment opposite(Environment environment) {
  return environment == Environment::production ? Environment::development
                                                : Environment::production;
}

bool is_condition(std::string_view line) {
  return std::any_of(kConditionWords.begin(), kConditionWords.end(), [&](std::string_view word) {
    return is_word(word.back()) ? has_word(line, word) : line.find(word) != std::string_view::npos;
  });
}

/// `development: {`, `'local' => [`, `"development": {`, `group :development, :test do`, `debug {`,
/// `[profile.dev]`, `configure :development do`, `app.configure("development", function () {`.
Environment environment_of_block(std::string_view line) {
  size_t end = 0;
  std::string_view rest = line;
  while (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) rest.remove_prefix(1);
  while (end < rest.size() && is_word_or_dash(rest[end])) ++end;
  const std::string_view word = rest.substr(0, end);
  std::string_view after = rest.substr(end);
  while (!after.empty() && (after.front() == '"' || after.front() == '\'')) after.remove_prefix(1);
  after = trimmed(after);
  const bool opens = after == ":" || after == "{" || after.starts_with(": {") ||
                     after.starts_with(":{") || after.starts_with("=> [") ||
                     after.starts_with("=> array(") || after.starts_with("= {") ||
                     after.starts_with(": [") || after.starts_with("do");
  if (opens && word != "test") {
    if (const Environment named = environment_named(word); named != Environment::unknown)
      return named;
  }
  const bool group = word == "group" || word == "configure" ||
                     line.find(".configure(") != std::string_view::npos ||
                     line.find("getByName(") != std::string_view::npos ||
                     line.starts_with("@Profile") || line.starts_with("create(") ||
                     line.starts_with("named(");
  return group ? quoted_environment(line) : Environment::unknown;
}

bool begins_else(std::string_view line) {
  if (line.starts_with('}')) line = trimmed(line.substr(1));
  return line.starts_with("else") && !line.starts_with("else if") && !line.starts_with("elseif");
}

/// The condition that an `else` answers: the nearest line above at its indentation that is one.
std::string_view condition_of_else(std::string_view text, std::string_view else_line) {
  const size_t column = static_cast<size_t>(else_line.data() - text.data());
  const size_t begin = line_range(text, column).begin;
  const std::string indent(text.substr(begin, column - begin));
  size_t at = begin;
  const size_t floor = begin > kMaxBlockDistance ? begin - kMaxBlockDistance : 0;
  for (int line = 0; line < 200 && at > floor; ++line) {
    const size_t end = at - 1;
    const size_t newline = text.substr(floor, end - floor).rfind('\n');
    at = newline == std::string_view::npos ? floor : floor + newline + 1;
    const std::string_view candidate = text.substr(at, end - at);
    if (!candidate.starts_with(indent)) continue;
    const std::string_view content = candidate.substr(indent.size());
    if (content.empty() || is_space(content.front())) continue;
    if (is_condition(content)) return content;
    if (!content.starts_with('}') && !content.starts_with('{')) return {};
  }
  return {};
}

FileEnvironment found(Environment environment, std::string_view line) {
  constexpr size_t kShown = 60;
  std::string shown(trimmed(line).substr(0, kShown));
  if (trimmed(line).size() > kShown) shown += "…";
  return {environment, "under `" + shown + "`"};
}

/// What the attributes above the line of `offset` say.
FileEnvironment by_attributes(std::string_view text, size_t offset) {
  for (std::string_view line : attributes(text, offset)) {
    if (const Environment named = environment_of_condition(line); named != Environment::unknown)
      return found(named, line);
  }
  return {};
}

/// `x unless Rails.env.production?`, `True if env == "dev" else False`.
Environment postfix_condition(std::string_view rest) {
  for (std::string_view word : {std::string_view(" if "), std::string_view(" unless ")}) {
    const size_t at = rest.find(word);
    if (at == std::string_view::npos) continue;
    const std::string_view condition = rest.substr(at + 1);
    return environment_of_condition(condition.substr(0, condition.find(" else ")));
  }
  return Environment::unknown;
}

/// What one opening line says, or the attributes above it.
FileEnvironment by_opening_line(std::string_view text, std::string_view line) {
  if (begins_else(line)) {
    const Environment then = environment_of_condition(condition_of_else(text, line));
    return then == Environment::unknown ? FileEnvironment{} : found(opposite(then), line);
  }
  const Environment named = environment_of_condition(line);
  if (named != Environment::unknown) return found(named, line);
  return by_attributes(text, static_cast<size_t>(line.data() - text.data()));
}

}  // namespace

Environment environment_of_condition(std::string_view line) {
  const Environment block = environment_of_block(line);
  if (block != Environment::unknown) return block;
  const bool attribute = line.starts_with("#[cfg") || line.starts_with("[Conditional(");
  if (!attribute && (line.starts_with("#[") || !is_condition(line))) return Environment::unknown;
  if (const Environment quoted = quoted_environment(line); quoted != Environment::unknown)
    return is_negated(line) ? opposite(quoted) : quoted;
  for (const Flag& flag : kFlags) {
    const size_t at = find_flag(line, flag.text);
    if (at == std::string_view::npos) continue;
    return negates(line, at) ? opposite(flag.environment) : flag.environment;
  }
  return Environment::unknown;
}

FileEnvironment guarded(std::string_view text, size_t offset) {
  const std::string_view own = line_at(text, offset);
  const size_t column = offset - static_cast<size_t>(own.data() - text.data());
  const Environment here = environment_of_condition(trimmed(own.substr(0, column)));
  if (here != Environment::unknown) return found(here, own);
  if (const Environment postfix = postfix_condition(own.substr(column));
      postfix != Environment::unknown)
    return found(postfix, own);
  for (std::string_view line : conditions(text, offset)) {
    if (const Environment named = environment_of_condition(line); named != Environment::unknown)
      return found(named, line);
  }
  if (FileEnvironment own_attributes = by_attributes(text, offset);
      own_attributes.environment != Environment::unknown)
    return own_attributes;
  for (std::string_view line : opening_lines(text, offset)) {
    if (FileEnvironment around = by_opening_line(text, line);
        around.environment != Environment::unknown)
      return around;
  }
  return {};
}

}  // namespace prodready
