#include <algorithm>

#include "settings/code_reader.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr Language kPhp{.hash_comments = true, .slash_comments = true, .many_line_strings = true};

/// Returned and assigned arrays, variables, properties and defines, wherever they stand.
class PhpReader : CodeReader {
 public:
  PhpReader(std::string_view text, SettingsFile& file) : CodeReader(text, file, kPhp) {
    at_ = std::min(text.find("<?"), text.size());
  }

  void read() {
    while (!at_end()) {
      const size_t before = at_;
      if (peek() == '$') {
        read_variable();
      } else if (looking_at("<<<")) {
        skip_heredoc();
      } else if (is_letter(peek())) {
        read_word();
      } else {
        skip_token();
      }
      if (at_ == before) ++at_;
    }
  }

 private:
  void read_variable();
  void read_word();
  void read_define();
  void skip_heredoc();
  bool read_accessor(Scope& scope, Line& name);
};

/// `['a']`, `->a` or `::a` behind a name.
bool PhpReader::read_accessor(Scope& scope, Line& name) {
  const bool is_index = peek() == '[';
  if (!is_index && !looking_at("->")) return false;
  if (scope.depth >= kMaxSettingsDepth) return false;
  at_ += is_index ? 1 : 2;
  Line next;
  if (!is_index) {
    next = read_identifier();
  } else if (at_quote()) {
    next = read_string().content;
  } else {
    next = read_identifier();
  }
  if (is_index && peek() == ']') ++at_;
  if (next.text.empty()) return true;  // $list[] = …
  scope = child_scope(scope, name.text, scope.group);
  name = next;
  return true;
}

void PhpReader::read_variable() {
  ++at_;
  Line name = read_identifier();
  if (name.text.empty()) return;
  Scope scope;
  if (name.text == "this" && looking_at("->")) {
    at_ += 2;
    name = read_identifier();
  }
  while (read_accessor(scope, name)) {
  }
  skip_blanks(true);
  if (peek() != '=' || peek(1) == '=' || peek(1) == '>') return;
  ++at_;
  read_value(scope, name, false);
}

/// define('X', value)
void PhpReader::read_define() {
  skip_blanks(true);
  if (peek() != '(') return;
  ++at_;
  skip_blanks(true);
  if (!at_quote()) return;
  const Literal name = read_string();
  skip_blanks(true);
  if (peek() != ',') return;
  ++at_;
  read_value({}, name.content, true);
}

void PhpReader::read_word() {
  const Line word = read_identifier();
  if (word.text == "define") return read_define();
  if (word.text == "return") {
    skip_blanks(true);
    if (peek() == '[' || looking_at("array(")) read_value({}, {{}, at_}, false);
  } else if (word.text == "const") {
    skip_blanks(true);
    const Line name = read_identifier();
    skip_blanks(true);
    if (peek() != '=') return;
    ++at_;
    read_value({}, name, false);
  }
}

void PhpReader::skip_heredoc() {
  at_ += 3;
  skip_blanks(false);
  if (peek() == '"' || peek() == '\'') ++at_;
  const Line word = read_identifier();
  if (word.text.empty()) return;
  skip_line();
  Lines lines(text_);
  lines.seek(at_);
  lines.next();
  while (const auto line = lines.next()) {
    if (!trimmed(line->text).starts_with(word.text)) continue;
    at_ = line->end();
    return;
  }
  at_ = text_.size();
}

}  // namespace

void read_php(std::string_view text, SettingsFile& file) { PhpReader(text, file).read(); }

}  // namespace prodready
