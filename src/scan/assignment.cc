#include "scan/assignment.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr size_t kLongestName = 80;
constexpr size_t kLongestValue = 2048;
constexpr size_t kLongestContext = 160;

bool is_name(char c) {
  return is_word(c) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Reads on from a place; never beyond the end.
class Cursor {
 public:
  Cursor(std::string_view text, size_t at) : text_(text), at_(at) {}

  size_t at() const { return at_; }
  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip(size_t count = 1) { at_ = std::min(at_ + count, text_.size()); }
  bool take(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    skip(expected.size());
    return true;
  }
  void skip_blanks() {
    for (int i = 0; i < 40 && is_blank(peek()); ++i) skip();
  }
  /// Blanks and at most one line break.
  void skip_blanks_and_line() {
    skip_blanks();
    if (peek() == '\r') skip();
    if (peek() != '\n') return;
    skip();
    skip_blanks();
  }

 private:
  std::string_view text_;
  size_t at_;
};

Span name_around(std::string_view text, size_t at) {
  // An anchor may take in the sign behind the name.
  for (int i = 0; i < 12 && at > 0 && !is_name(text[at - 1]) && text[at - 1] != '\n'; ++i) --at;
  Span name = {at, at};
  const size_t floor = at > kLongestName ? at - kLongestName : 0;
  const size_t ceiling = std::min(at + kLongestName, text.size());
  while (name.begin > floor && is_name(text[name.begin - 1])) --name.begin;
  while (name.end < ceiling && is_name(text[name.end])) ++name.end;
  while (name.end > at && (text[name.end - 1] == '-' || text[name.end - 1] == '.')) --name.end;
  while (name.begin < name.end && (text[name.begin] == '.' || text[name.begin] == '-'))
    ++name.begin;
  return name;
}

/// What closes the name: quotes (escaped too), brackets, the size of an array.
void skip_closers(Cursor& cursor) {
  for (int i = 0; i < 4; ++i) {
    if (cursor.peek() == '\\' && is_quote(cursor.peek(1))) cursor.skip();
    if (is_quote(cursor.peek()) || cursor.peek() == ']') cursor.skip();
  }
  if (cursor.peek() != '[') return;
  cursor.skip();
  while (is_digit(cursor.peek())) cursor.skip();
  if (cursor.peek() == ']') cursor.skip();
}

enum class Operator { none, assign, comma, call, element, blank };

/// `: string =`, ` string =`: the type between a name and its value.
bool take_type(Cursor& cursor) {
  Cursor ahead = cursor;
  size_t length = 0;
  auto is_type = [](char c) {
    return is_word(c) || c == '<' || c == '>' || c == '?' || c == '[' || c == ']' || c == '.' ||
           c == '|' || c == '&' || c == '*' || c == ' ' || c == '\'';
  };
  while (length < 48 && is_type(ahead.peek())) {
    ahead.skip();
    ++length;
  }
  if (length == 0 || ahead.peek() != '=' || ahead.peek(1) == '=' || ahead.peek(1) == '>')
    return false;
  ahead.skip();
  cursor = ahead;
  return true;
}

/// `value=` of `<add key="password" value="x"/>`, `, "value": "x"` of a list of names and values.
bool take_value_key(Cursor& cursor) {
  Cursor ahead = cursor;
  if (ahead.peek() == ',') ahead.skip();
  ahead.skip_blanks_and_line();
  const bool quoted = is_quote(ahead.peek());
  if (quoted) ahead.skip();
  bool found = false;
  for (std::string_view key : {std::string_view("value"), std::string_view("Value"),
                               std::string_view("VALUE"), std::string_view("content")})
    found = found || ahead.take(key);
  if (!found) return false;
  if (quoted && is_quote(ahead.peek())) ahead.skip();
  ahead.skip_blanks();
  if (ahead.peek() != '=' && ahead.peek() != ':') return false;
  ahead.skip();
  cursor = ahead;
  return true;
}

Operator take_operator(Cursor& cursor, bool code, bool quoted_name) {
  const bool blank = is_blank(cursor.peek());
  cursor.skip_blanks();
  if (take_value_key(cursor)) return Operator::assign;
  if (cursor.peek() == ':' && (cursor.peek(1) == '?' || cursor.peek(1) == '+')) {
    return Operator::none;  // ${X:?message}, ${X:+other}
  }
  static constexpr std::array<std::string_view, 18> kSigns = {
      "::=",  ":=", "=>", "->", "===", "==", "!==", "!=", "||=",
      "?\?=", "?=", "+=", ".=", "=",   "||", "??",  "?:", "or "};
  for (std::string_view sign : kSigns) {
    if (cursor.take(sign)) return Operator::assign;
  }
  if (cursor.take(":")) {
    cursor.skip_blanks();
    if (code && !quoted_name && !is_quote(cursor.peek())) take_type(cursor);
    return Operator::assign;
  }
  if (cursor.take(",")) return Operator::comma;
  if (cursor.take("(")) return Operator::call;
  if (cursor.take(">")) return Operator::element;
  if (quoted_name) return Operator::none;  // markup: another attribute follows
  if (blank && code && !is_quote(cursor.peek()) && take_type(cursor)) return Operator::assign;
  return blank ? Operator::blank : Operator::none;
}

/// Behind b"…", r'…', @"…", N'…', $"…".
void skip_prefix(Cursor& cursor) {
  size_t length = 0;
  while (length < 2 &&
         std::string_view("bBrRuUfFLN@$").find(cursor.peek(length)) != std::string_view::npos &&
         cursor.peek(length) != '\0')
    ++length;
  if (is_quote(cursor.peek(length))) cursor.skip(length);
}

/// The text between quotes; empty when they are not closed on the line.
Span quoted_value(std::string_view text, Cursor& cursor) {
  const bool escaped = cursor.peek() == '\\';
  if (escaped) cursor.skip();
  const char quote = cursor.peek();
  cursor.skip();
  const bool triple = cursor.peek() == quote && cursor.peek(1) == quote;
  if (triple) cursor.skip(2);
  const std::string_view closing =
      triple ? text.substr(cursor.at() - 3, 3) : text.substr(cursor.at() - 1, 1);
  const size_t begin = cursor.at();
  const size_t ceiling = std::min(begin + kLongestValue, text.size());
  for (size_t at = begin; at < ceiling; ++at) {
    const char c = text[at];
    if (c == '\n' && quote != '`') return triple ? Span{begin, at} : Span{};
    if (c == '\\' && at + 1 < ceiling) {
      if (escaped && text[at + 1] == quote) {
        cursor = Cursor(text, at + 2);
        return {begin, at};
      }
      ++at;
      continue;
    }
    if (c == quote && text.substr(at).starts_with(closing)) {
      cursor = Cursor(text, at + closing.size());
      return {begin, at};
    }
  }
  return {};
}

Span element_value(std::string_view text, size_t begin) {
  while (begin < text.size() && is_space(text[begin])) ++begin;
  const size_t ceiling = std::min(begin + kLongestValue, text.size());
  size_t end = text.substr(begin, ceiling - begin).find_first_of("<\n");
  // The end tag may stand on the next line.
  if (end != std::string_view::npos && text[begin + end] == '\n') {
    const size_t next = text.find_first_not_of(" \t\r\n", begin + end);
    if (next == std::string_view::npos || text[next] != '<') return {};
    return {begin, begin + trimmed(text.substr(begin, end)).size()};
  }
  if (end == std::string_view::npos || !text.substr(begin + end).starts_with("</")) return {};
  Span value = {begin, begin + end};
  while (value.begin < value.end && is_space(text[value.begin])) ++value.begin;
  while (value.end > value.begin && is_space(text[value.end - 1])) --value.end;
  return value;
}

Span bare_value(std::string_view text, size_t begin) {
  const size_t ceiling = std::min(begin + kLongestValue, text.size());
  size_t end = begin;
  while (end < ceiling && !is_space(text[end]) &&
         std::string_view("\"'`;,<>|").find(text[end]) == std::string_view::npos)
    ++end;
  // Nothing, the next flag, a tag of YAML.
  if (begin >= ceiling || text[begin] == '-' || text[begin] == '!') return {};
  auto has_partner = [&](char open) {
    return text.substr(begin, end - begin).find(open) != std::string_view::npos;
  };
  for (; end > begin; --end) {
    const char last = text[end - 1];
    const bool closes = (last == ')' && !has_partner('(')) || (last == ']' && !has_partner('[')) ||
                        (last == '}' && !has_partner('{'));
    const bool ellipsis = last == '.' && end - begin > 1 && text[end - 2] == '.';
    if (ellipsis || (!closes && last != '.' && last != ':')) break;
  }
  return {begin, end};
}

/// More text is joined to the literal, or it is a key itself.
bool goes_on(Cursor after, bool comparison) {
  after.skip_blanks();
  if (after.peek() == '\n' || after.peek() == '\r') {
    after.skip_blanks_and_line();
    return after.peek() == '+' || (after.peek() == '.' && is_blank(after.peek(1)));
  }
  const char c = after.peek();
  const bool joins = c == '+' || c == '%' ||
                     (c == '.' && (is_blank(after.peek(1)) || after.peek(1) == '$')) ||
                     (c == '.' && after.peek(1) == '.') || (c == '=' && after.peek(1) != '=') ||
                     (c == ':' && after.peek(1) != ':' && !comparison);
  return joins;
}

/// `set("password", "x")`, `{password, "x"}`, `put(SECURITY_CREDENTIALS, "x")`; not
/// `encode(password, "utf-8")`, which passes a variable on.
bool may_name_argument(std::string_view text, Span name) {
  const char before = name.begin > 0 ? text[name.begin - 1] : ' ';
  const std::string_view word = part(text, name);
  return is_quote(before) || before == '{' || std::none_of(word.begin(), word.end(), is_lower);
}

/// `"password", "token", "key"`: words of a list, no name with its value. A pair comes first in a
/// call, or last in whatever holds it.
bool is_in_list(std::string_view text, Span name, Cursor after) {
  size_t before = name.begin;
  while (before > 0 && (is_quote(text[before - 1]) || is_space(text[before - 1]))) --before;
  after.skip_blanks_and_line();
  return (before == 0 || text[before - 1] != '(') && after.peek() == ',';
}

/// `setPassword("x")`, `.password('x')`; not `new PasswordEncoder("SHA-1")`.
bool may_name_call(std::string_view name) {
  constexpr std::array<std::string_view, 11> kEndings = {
      "password", "passwd",     "pwd",      "pass",       "secret",     "token",
      "key",      "passphrase", "passcode", "credential", "credentials"};
  const std::string lower = to_lower(name);
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return lower.ends_with(ending); });
}

}  // namespace

std::optional<Assignment> assignment_at(std::string_view text, size_t at, bool code) {
  Assignment result;
  result.name = name_around(text, at);
  if (result.name.end <= result.name.begin) return std::nullopt;
  if (result.name.begin > 0 && text[result.name.begin - 1] == '/') return std::nullopt;  // a path
  Cursor cursor(text, result.name.end);
  skip_closers(cursor);
  // An attribute of markup follows instead of a type.
  const bool element = result.name.begin > 0 && text[result.name.begin - 1] == '<';
  const bool quoted_name =
      element || (cursor.at() > result.name.end && is_quote(text[cursor.at() - 1]));
  const Operator sign = take_operator(cursor, code, quoted_name);
  const std::string_view written = text.substr(0, cursor.at());
  const bool comparison = written.ends_with("==") || written.ends_with("!=");
  if (sign == Operator::call && !may_name_call(part(text, result.name))) return std::nullopt;
  if (sign == Operator::none) return std::nullopt;
  if (sign == Operator::element) {
    result.value = element_value(text, cursor.at());
    result.quoted = true;
    const bool tag = result.name.begin > 0 &&
                     (text[result.name.begin - 1] == '<' || is_quote(text[result.name.begin - 1]) ||
                      text[result.name.begin - 1] == ':');
    if (!tag || result.value.end <= result.value.begin) return std::nullopt;
    return result;
  }
  if (sign == Operator::comma && !may_name_argument(text, result.name)) return std::nullopt;
  if (code && sign != Operator::comma)
    cursor.skip_blanks_and_line();
  else
    cursor.skip_blanks();
  skip_prefix(cursor);
  const bool escaped_quote = cursor.peek() == '\\' && is_quote(cursor.peek(1));
  result.argument = sign == Operator::comma || sign == Operator::call;
  if (is_quote(cursor.peek()) || escaped_quote) {
    result.value = quoted_value(text, cursor);
    result.quoted = true;
    result.goes_on = goes_on(cursor, comparison);
    if (sign == Operator::comma && is_in_list(text, result.name, cursor)) return std::nullopt;
  } else if (!code &&
             (sign == Operator::assign || (sign == Operator::blank && result.name.begin > 0 &&
                                           text[result.name.begin - 1] == '-'))) {
    result.value = bare_value(text, cursor.at());
  }
  if (result.value.end <= result.value.begin) return std::nullopt;
  return result;
}

Span context_before(std::string_view text, size_t value) {
  const size_t floor = value > kLongestContext ? value - kLongestContext : 0;
  size_t begin = value;
  int lines = 0;
  bool letters = false;
  while (begin > floor) {
    const char c = text[begin - 1];
    if (c == '\n' && (letters || ++lines > 1)) break;
    letters = letters || is_letter(c);
    --begin;
  }
  return {begin, value};
}

bool is_assigned(std::string_view text, size_t value) {
  size_t at = value;
  const size_t floor = value > 24 ? value - 24 : 0;
  while (at > floor && (is_space(text[at - 1]) || is_quote(text[at - 1]) || text[at - 1] == '\\' ||
                        text[at - 1] == '[' || text[at - 1] == '@' || text[at - 1] == 'b'))
    --at;
  if (at == floor) return false;
  const char sign = text[at - 1];
  // A flag of a command: `-t x`, `--token x`.
  size_t word = at;
  while (word > floor && is_name(text[word - 1])) --word;
  if (at < value && word < at && text[word] == '-' &&
      std::any_of(text.begin() + static_cast<long>(word), text.begin() + static_cast<long>(at),
                  is_letter))
    return true;
  return sign == '=' || sign == ':' || sign == '(' || sign == '>' || sign == ',';
}

}  // namespace prodready
