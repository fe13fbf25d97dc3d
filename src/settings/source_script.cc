#include "settings/code_reader.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr Language kScript{.slash_comments = true,
                           .backticks = true,
                           .regexes = true,
                           .newline_ends = true,
                           .braces_are_maps = true,
                           .interpolation = "${"};

/// What a module exports, and the constants at its top level.
class ScriptReader : CodeReader {
 public:
  ScriptReader(std::string_view text, SettingsFile& file) : CodeReader(text, file, kScript) {}

  void read() {
    while (!at_end()) {
      skip_blanks(true);
      const size_t before = at_;
      if (is_letter(peek())) read_statement();
      skip_expression(false);  // also over the bodies of functions, whose constants are no settings
      if (at_ == before || peek() == ',' || peek() == ';') ++at_;
    }
  }

 private:
  void read_statement();
  void read_declaration();
  void read_export();
  void read_exported(const Scope& scope, Line name);
  void read_call(const Scope& scope, Line name, size_t begin);
  bool skip_parameters();
};

void ScriptReader::read_statement() {
  if (skip_word("export")) {
    skip_blanks(true);
    if (skip_word("default")) return read_exported({}, {{}, at_});
  }
  if (skip_word("const") || skip_word("let") || skip_word("var")) return read_declaration();
  if (skip_word("module")) {
    if (!looking_at(".exports")) return;
    at_ += 8;
    read_export();
  } else if (skip_word("exports")) {
    read_export();
  }
}

/// `= value` or `.name = value` behind `module.exports`.
void ScriptReader::read_export() {
  Line name{{}, at_};
  if (peek() == '.') {
    ++at_;
    name = read_identifier();
  }
  skip_blanks(false);
  if (peek() != '=' || peek(1) == '=') return;
  ++at_;
  read_exported({}, name);
}

/// `name = value` or `name: Type = value`
void ScriptReader::read_declaration() {
  skip_blanks(true);
  const Line name = read_identifier();
  skip_blanks(false);
  if (name.text.empty()) return;
  if (peek() == ':') {
    while (!at_end() && peek() != '=' && peek() != '\n' && peek() != ';') skip_token();
  }
  if (peek() != '=' || peek(1) == '=') return;
  ++at_;
  read_exported({}, name);
}

/// `(…) =>` before an object in parentheses; true when it was there.
bool ScriptReader::skip_parameters() {
  const size_t before = at_;
  ++at_;
  while (!at_end() && peek() != ')') {
    skip_expression(true);
    if (peek() == ',' || peek() == ';')
      ++at_;
    else
      break;
  }
  if (peek() == ')') ++at_;
  skip_blanks(true);
  if (looking_at("=>")) {
    at_ += 2;
    skip_blanks(true);
    if (peek() == '(') {
      ++at_;
      skip_blanks(true);
      if (peek() == '{') return true;
    }
  }
  at_ = before;
  return false;
}

/// A value, or the objects that a function is called with: defineConfig({…}).
void ScriptReader::read_exported(const Scope& scope, Line name) {
  skip_blanks(true);
  const size_t before = at_;
  if (peek() == '(' && skip_parameters()) return read_value(scope, name, true);
  if (is_letter(peek())) {
    while (is_word(peek()) || peek() == '.' || peek() == '$') ++at_;
    if (peek() == '(') return read_call(scope, name, before);
    at_ = before;
    if (name.text.empty()) return;  // export default config
  }
  read_value(scope, name, false);
}

void ScriptReader::read_call(const Scope& scope, Line name, size_t begin) {
  const bool is_import = part(text_, {begin, at_}) == "require";
  ++at_;
  bool has_object = false;
  while (!at_end() && peek() != ')') {
    skip_blanks(true);
    if (peek() == '{' || (peek() == '(' && skip_parameters())) {
      has_object = true;
      read_value(scope, name, true);
    }
    skip_expression(true);
    if (peek() == ',' || peek() == ';')
      ++at_;
    else if (peek() != ')')
      break;
  }
  if (has_object || is_import || name.text.empty()) return;
  at_ = begin;
  read_value(scope, name, false);
}

}  // namespace

void read_script(std::string_view text, SettingsFile& file) { ScriptReader(text, file).read(); }

}  // namespace prodready
