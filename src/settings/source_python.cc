#include <algorithm>

#include "settings/code_reader.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr Language kPython{
    .hash_comments = true, .triple_quotes = true, .newline_ends = true, .parentheses_list = true};

std::string_view without_suffix(std::string_view name) {
  for (std::string_view suffix : {std::string_view("Config"), std::string_view("Settings")}) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) name.remove_suffix(suffix.size());
  }
  return name;
}

/// Constants at the left margin, and those of the classes there.
class PythonReader : CodeReader {
 public:
  PythonReader(std::string_view text, SettingsFile& file) : CodeReader(text, file, kPython) {
    if (text.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  void read() {
    while (!at_end()) {
      const size_t before = at_;
      read_line();
      if (at_ == before) ++at_;
    }
  }

 private:
  void read_line();
  void read_class();
  void read_statement(const Scope& scope);
  bool read_target(Scope& scope, Line& name);
  void skip_statement();

  Scope class_;
  size_t class_indent_ = 0;  ///< of its members; 0 before the first
  bool in_class_ = false;
};

void PythonReader::read_line() {
  const size_t begin = at_;
  while (peek() == ' ' || peek() == '\t') ++at_;
  const size_t indent = at_ - begin;
  if (peek() == '\n' || peek() == '\r' || peek() == '#') {
    skip_line();
    if (!at_end()) ++at_;
    return;
  }
  if (indent == 0) {
    in_class_ = false;
    if (skip_word("class"))
      read_class();
    else
      read_statement({});
  } else if (in_class_) {
    if (class_indent_ == 0) class_indent_ = indent;
    if (indent == class_indent_) read_statement(class_);
  }
  skip_statement();
}

void PythonReader::skip_statement() {
  skip_expression(false);
  while (!at_end() && peek() != '\n') {
    ++at_;  // a comma, or a bracket too many
    skip_expression(false);
  }
  if (!at_end()) ++at_;
}

void PythonReader::read_class() {
  skip_blanks(false);
  const Line name = read_identifier();
  class_ = nested({}, name.text);
  class_.part = environment_part("class", without_suffix(name.text));
  if (class_.part.environment != Environment::unknown)
    class_.part.reason = "class " + std::string(name.text.substr(0, 80));
  class_indent_ = 0;
  in_class_ = true;
}

/// `NAME`, `NAME["a"]["b"]` or `name.attribute`.
bool PythonReader::read_target(Scope& scope, Line& name) {
  name = read_identifier();
  if (name.text.empty() || is_digit(name.text[0])) return false;
  while (peek() == '.' || peek() == '[') {
    const bool is_index = peek() == '[';
    if (scope.depth >= kMaxSettingsDepth) return false;
    scope = child_scope(scope, name.text, scope.group);
    ++at_;
    if (!is_index) {
      name = read_identifier();
    } else {
      if (!at_quote()) return false;
      const Literal literal = read_string();
      if (!literal.is_whole || peek() != ']') return false;
      ++at_;
      name = literal.content;
    }
  }
  return !name.text.empty();
}

void PythonReader::read_statement(const Scope& scope) {
  Scope target = scope;
  Line name;
  if (!read_target(target, name)) return;
  skip_blanks(false);
  if (peek() == ':') {  // a type
    for (++at_; !at_end() && peek() != '=' && peek() != '\n'; skip_token()) {
    }
  }
  if (looking_at("+=")) ++at_;
  if (peek() != '=' || peek(1) == '=') return;
  ++at_;
  read_value(target, name, false);
}

}  // namespace

void read_python(std::string_view text, SettingsFile& file) { PythonReader(text, file).read(); }

}  // namespace prodready
