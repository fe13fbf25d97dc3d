// What the readers of program code share: literals, nested maps and lists of any of the languages,
// and stepping over what is none of these. Tolerant: code that is not understood is stepped over.
#pragma once

#include <string_view>

#include "settings/lines.h"

namespace prodready {

/// How the languages differ in their tokens.
struct Language {
  bool hash_comments = false;
  bool slash_comments = false;  ///< both kinds
  bool triple_quotes = false;
  bool backticks = false;
  bool regexes = false;
  bool newline_ends = false;         ///< a statement
  bool many_line_strings = false;    ///< a string in quotes may go on over several lines
  bool braces_are_maps = false;      ///< `{a, b}` holds keys, not values
  bool parentheses_list = false;     ///< `("a", "b")` is a list
  std::string_view interpolation{};  ///< what makes a string a template: #{ or ${
};

class CodeReader {
 public:
  CodeReader(std::string_view text, SettingsFile& file, const Language& language)
      : text_(text), file_(file), language_(language) {}

 protected:
  struct Literal {
    Line content;  ///< between the quotes
    bool is_template = false;
    bool is_whole = true;  ///< its end was found
    bool is_raw = false;
  };

  bool at_end() const { return stopped_ || at_ >= text_.size(); }
  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool looking_at(std::string_view word) const {
    return at_ <= text_.size() && text_.substr(at_, word.size()) == word;
  }
  bool at_quote() const {
    return peek() == '"' || peek() == '\'' || (language_.backticks && peek() == '`');
  }
  bool skip_word(std::string_view word);
  bool skip_comment();
  void skip_blanks(bool newlines_too);
  void skip_line();
  /// A string, a comment, a regular expression or a single character.
  void skip_token();
  /// To the end of a value: a comma, a closing bracket that is not its own, or what ends a
  /// statement.
  void skip_expression(bool in_brackets);
  Line read_identifier();
  Literal read_string();

  /// Reads a literal, map or list as settings of `scope` called `name`; anything else as a
  /// reference.
  void read_value(const Scope& scope, Line name, bool in_brackets, bool literals_only = false);
  /// Entries of a map or list whose opening bracket was read.
  void read_items(const Scope& scope, Line name, char close);
  void add(const Scope& scope, Line name, Line value, ValueKind kind);
  Scope nested(const Scope& parent, std::string_view name) {
    return child_scope(parent, name, ++groups_);
  }

  std::string_view text_;
  SettingsFile& file_;
  Language language_;
  size_t at_ = 0;
  uint32_t groups_ = 0;
  bool stopped_ = false;

 private:
  bool ends_value(bool in_brackets);
  bool skip_regex();
  bool read_container(const Scope& scope, Line name);
  bool read_words(const Scope& scope, Line name);
  bool read_literal(const Scope& scope, Line name, bool in_brackets);
  std::optional<Line> read_key();
};

void read_python(std::string_view text, SettingsFile& file);
void read_ruby(std::string_view text, SettingsFile& file);
void read_php(std::string_view text, SettingsFile& file);
void read_script(std::string_view text, SettingsFile& file);  ///< JavaScript and TypeScript
void read_elixir(std::string_view text, SettingsFile& file);

}  // namespace prodready
