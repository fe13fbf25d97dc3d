#include "settings/code_reader.h"

#include <algorithm>

#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_identifier(char c) { return is_word(c) || c == '$'; }

bool is_number(std::string_view word) {
  if (word.starts_with('-')) word.remove_prefix(1);
  return !word.empty() && is_digit(word[0]) &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_word(c) || c == '.'; });
}

bool is_null(std::string_view word) {
  return word == "null" || word == "None" || word == "nil" || word == "undefined" || word == "NULL";
}

bool is_boolean(std::string_view word) {
  const std::string_view known[] = {"true", "false", "True", "False", "TRUE", "FALSE"};
  return std::find(std::begin(known), std::end(known), word) != std::end(known);
}

/// Letters before a Python string: r"", b"", f"".
size_t prefix_size(std::string_view text) {
  size_t size = 0;
  while (size < 2 && size < text.size() &&
         std::string_view("rRbBuUfF").find(text[size]) != std::string_view::npos)
    ++size;
  return size > 0 && size < text.size() && (text[size] == '"' || text[size] == '\'') ? size : 0;
}

}  // namespace

bool CodeReader::skip_word(std::string_view word) {
  if (!looking_at(word) || is_identifier(peek(word.size()))) return false;
  at_ += word.size();
  return true;
}

void CodeReader::skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

bool CodeReader::skip_comment() {
  if ((language_.hash_comments && peek() == '#') ||
      (language_.slash_comments && looking_at("//"))) {
    skip_line();
    return true;
  }
  if (!language_.slash_comments || !looking_at("/*")) return false;
  const size_t close = text_.find("*/", at_ + 2);
  at_ = close == std::string_view::npos ? text_.size() : close + 2;
  return true;
}

void CodeReader::skip_blanks(bool newlines_too) {
  while (!at_end()) {
    const char c = peek();
    if (c == '\n' ? newlines_too : is_space(c)) {
      ++at_;
    } else if (c == '\\' && (peek(1) == '\n' || looking_at("\\\r\n"))) {
      at_ += peek(1) == '\n' ? 2 : 3;
    } else if (!skip_comment()) {
      return;
    }
  }
}

Line CodeReader::read_identifier() {
  const size_t begin = at_;
  while (is_identifier(peek())) ++at_;
  return {part(text_, {begin, at_}), begin};
}

/// At a quote, or at the letters before one.
CodeReader::Literal CodeReader::read_string() {
  Literal literal;
  for (; peek() != '"' && peek() != '\'' && peek() != '`'; ++at_) {
    literal.is_template = literal.is_template || to_lower(peek()) == 'f';
    literal.is_raw = literal.is_raw || to_lower(peek()) == 'r';
  }
  const char quote = peek();
  const char triple[] = {quote, quote, quote};
  const bool is_triple = language_.triple_quotes && looking_at(std::string_view(triple, 3));
  const size_t quotes = is_triple ? 3 : 1;
  const std::string_view close(triple, quotes);
  const bool one_line = !is_triple && quote != '`' && !language_.many_line_strings;
  const size_t begin = at_ + quotes;
  const char stops[] = {quote, '\\', '\n'};
  at_ = begin;
  while (true) {
    at_ =
        std::min(text_.find_first_of(std::string_view(stops, one_line ? 3 : 2), at_), text_.size());
    if (at_ == text_.size() || text_[at_] == '\n' || looking_at(close)) break;
    at_ = std::min(at_ + (text_[at_] == '\\' ? 2 : 1), text_.size());
  }
  literal.content = {part(text_, {begin, at_}), begin};
  literal.is_whole = looking_at(close);
  if (literal.is_whole) at_ += quotes;
  const bool may_interpolate = quote != '\'' && !language_.interpolation.empty();
  literal.is_template =
      (literal.is_template && literal.content.text.find('{') != std::string_view::npos) ||
      (may_interpolate &&
       literal.content.text.find(language_.interpolation) != std::string_view::npos);
  return literal;
}

/// A '/' where a value may begin begins a regular expression.
bool CodeReader::skip_regex() {
  if (!language_.regexes || peek() != '/') return false;
  size_t before = at_;
  while (before > 0 && (text_[before - 1] == ' ' || text_[before - 1] == '\t') && at_ - before < 64)
    --before;
  if (before > 0 &&
      std::string_view("(,=:[!&|?{};\n").find(text_[before - 1]) == std::string_view::npos)
    return false;
  constexpr size_t kLongest = 160;
  const size_t limit = std::min(text_.size(), at_ + kLongest);
  bool in_class = false;
  for (size_t i = at_ + 1; i < limit && text_[i] != '\n'; ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '[' || text_[i] == ']') {
      in_class = text_[i] == '[';
    } else if (text_[i] == '/' && !in_class) {
      at_ = i + 1;
      return true;
    }
  }
  return false;
}

void CodeReader::skip_token() {
  if (at_quote()) {
    read_string();
  } else if (!skip_comment() && !skip_regex()) {
    ++at_;
  }
}

void CodeReader::skip_expression(bool in_brackets) {
  size_t depth = 0;
  while (!at_end()) {
    const char c = peek();
    if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      if (depth == 0) return;
      --depth;
    } else if (depth == 0) {
      if (c == ',' || c == ';') return;
      if (c == '\n' && !in_brackets && language_.newline_ends) return;
      if (c == '\\' && peek(1) == '\n') ++at_;
    }
    skip_token();
  }
}

/// Whether a value may end here.
bool CodeReader::ends_value(bool in_brackets) {
  const size_t before = at_;
  skip_blanks(in_brackets || !language_.newline_ends);
  const bool ends =
      at_ >= text_.size() || std::string_view("\n,;)]}").find(peek()) != std::string_view::npos ||
      looking_at("?>") || skip_word("as") || skip_word("satisfies") || looking_at("end ");
  at_ = before;
  return ends;
}

void CodeReader::add(const Scope& scope, Line name, Line value, ValueKind kind) {
  std::string content = kind == ValueKind::none ? std::string() : std::string(value.text);
  stopped_ =
      !add_setting(file_, scope, make_setting(name, std::move(content), span_of(value), kind));
}

void CodeReader::read_value(const Scope& scope, Line name, bool in_brackets, bool literals_only) {
  skip_blanks(in_brackets || !language_.newline_ends);
  if (at_end()) return;
  const size_t begin = at_;
  if (read_words(scope, name) || read_container(scope, name) ||
      read_literal(scope, name, in_brackets))
    return;
  at_ = begin;
  skip_expression(in_brackets);
  if (literals_only) return;
  const std::string_view expression = part(text_, {begin, at_});
  const size_t line_end = begin + std::min(expression.find('\n'), expression.size());
  const Line source = trimmed(Line{part(text_, {begin, line_end}), begin});
  if (!source.text.empty()) add(scope, name, source, ValueKind::reference);
}

/// %w[a b] of Ruby and ~w(a b) of Elixir.
bool CodeReader::read_words(const Scope& scope, Line name) {
  if (!looking_at("%w") && !looking_at("~w") && !looking_at("%i")) return false;
  const std::string_view opens = "([{";
  const size_t bracket = opens.find(peek(2));
  if (bracket == std::string_view::npos || peek(2) == '\0') return false;
  constexpr size_t kLongest = 4096;
  const size_t close = at_ + text_.substr(at_, kLongest).find(")]}"[bracket]);
  if (close < at_) return false;  // not found
  at_ += 3;
  while (!stopped_ && at_ < close) {
    if (is_space(peek())) {
      ++at_;
      continue;
    }
    const size_t begin = at_;
    while (at_ < close && !is_space(peek())) ++at_;
    add(scope, name, {part(text_, {begin, at_}), begin}, ValueKind::text);
  }
  at_ = close + 1;
  return true;
}

bool CodeReader::read_container(const Scope& scope, Line name) {
  size_t open = 1;
  if (looking_at("%{")) {
    open = 2;
  } else if (looking_at("array(")) {
    open = 6;
  } else if (peek() != '[' && peek() != '{' && !(language_.parentheses_list && peek() == '(')) {
    return false;
  }
  if (scope.depth >= kMaxSettingsDepth) return false;
  at_ += open;
  const char bracket = text_[at_ - 1];
  read_items(scope, name, bracket == '[' ? ']' : bracket == '{' ? '}' : ')');
  return true;
}

bool CodeReader::read_literal(const Scope& scope, Line name, bool in_brackets) {
  if (at_quote() || (language_.triple_quotes && prefix_size(text_.substr(at_)) > 0)) {
    const Literal literal = read_string();
    if (!literal.is_whole || !ends_value(in_brackets)) return false;
    std::string value =
        literal.is_raw ? std::string(literal.content.text) : without_escapes(literal.content.text);
    const ValueKind kind = literal.is_template ? ValueKind::reference : value_kind(value);
    stopped_ = !add_setting(file_, scope,
                            make_setting(name, std::move(value), span_of(literal.content), kind));
    return true;
  }
  const bool is_symbol = peek() == ':' && is_letter(peek(1));
  if (is_symbol) ++at_;
  const size_t begin = at_;
  if (peek() == '-') ++at_;
  while (is_word(peek()) || (peek() == '.' && is_digit(peek(1)))) ++at_;
  const Line word{part(text_, {begin, at_}), begin};
  const bool null = is_null(word.text);
  if (!is_symbol && !null && !is_boolean(word.text) && !is_number(word.text)) return false;
  if (!ends_value(in_brackets)) return false;
  add(scope, name, word, null ? ValueKind::none : ValueKind::text);
  return true;
}

/// `"a":`, `a:`, `'a' =>` or `:a =>` with what separates it; nothing when no entry with a key
/// follows.
std::optional<Line> CodeReader::read_key() {
  const size_t before = at_;
  std::optional<Line> key;
  if (at_quote() || (language_.triple_quotes && prefix_size(text_.substr(at_)) > 0)) {
    const Literal literal = read_string();
    if (literal.is_whole) key = literal.content;
  } else {
    if (peek() == ':') ++at_;
    const size_t begin = at_;
    while (is_identifier(peek()) || looking_at("::")) at_ += peek() == ':' ? 2 : 1;
    if (at_ > begin) key = Line{part(text_, {begin, at_}), begin};
  }
  skip_blanks(true);
  if (key && looking_at("=>")) {
    at_ += 2;
    return key;
  }
  if (key && peek() == ':' && peek(1) != ':') {
    ++at_;
    return key;
  }
  at_ = before;
  return std::nullopt;
}

void CodeReader::read_items(const Scope& scope, Line name, char close) {
  Scope list = scope;
  ++list.depth;
  std::optional<Scope> map;
  while (true) {
    skip_blanks(true);
    if (at_end()) return;
    if (peek() == close) break;
    const size_t before = at_;
    if (const auto key = read_key()) {
      if (!map) map = nested(scope, name.text);
      read_value(*map, *key, true);
    } else if (close != '}' || !language_.braces_are_maps) {
      read_value(list, name, true, true);
    }
    skip_expression(true);
    if (peek() == ',' || peek() == ';' || (at_ == before && peek() != close)) ++at_;
  }
  ++at_;
}

}  // namespace prodready
