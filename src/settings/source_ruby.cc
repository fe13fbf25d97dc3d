#include "settings/code_reader.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr Language kRuby{.hash_comments = true,
                         .newline_ends = true,
                         .many_line_strings = true,
                         .braces_are_maps = true,
                         .interpolation = "#{"};

/// Assignments to `config.x.y`, constants and ENV["X"], at any indentation.
class RubyReader : CodeReader {
 public:
  RubyReader(std::string_view text, SettingsFile& file) : CodeReader(text, file, kRuby) {}

  void read() {
    Lines lines(text_);
    while (const auto line = lines.next()) {
      if (stopped_) return;
      if (line->text.starts_with("=begin")) {
        skip_comment_block(lines);
        continue;
      }
      const Line content = trimmed(*line);
      if (content.text.empty() || content.text[0] == '#') continue;
      at_ = content.begin;
      if (!read_statement()) continue;
      // A value may have gone on over several lines.
      if (at_ > lines.at()) {
        lines.seek(at_);
        lines.next();
      }
    }
  }

 private:
  static void skip_comment_block(Lines& lines) {
    while (const auto line = lines.next()) {
      if (line->text.starts_with("=end")) return;
    }
  }

  bool read_statement();
  bool read_environment_variable();
  bool skip_assignment();
};

/// `=`, `||=`, `+=` or `<<`.
bool RubyReader::skip_assignment() {
  skip_blanks(false);
  for (std::string_view sign :
       {std::string_view("||="), std::string_view("+="), std::string_view("<<")}) {
    if (!looking_at(sign)) continue;
    at_ += sign.size();
    return true;
  }
  if (peek() != '=' || peek(1) == '=' || peek(1) == '~' || peek(1) == '>') return false;
  ++at_;
  return true;
}

bool RubyReader::read_environment_variable() {
  at_ += 4;  // ENV[
  if (!at_quote()) return false;
  const Literal name = read_string();
  if (peek() != ']') return false;
  ++at_;
  if (!skip_assignment()) return false;
  const size_t first = file_.settings.size();
  Scope scope;
  scope.key = "ENV";
  read_value(scope, name.content, false);
  for (size_t i = first; i < file_.settings.size(); ++i)
    file_.settings[i].role = SettingRole::variable;
  return true;
}

bool RubyReader::read_statement() {
  if (looking_at("ENV[")) return read_environment_variable();
  Scope scope;
  Line name = read_identifier();
  bool is_path = false;
  for (; peek() == '.' && (is_letter(peek(1)) || peek(1) == '_'); is_path = true) {
    if (scope.depth >= kMaxSettingsDepth) return false;
    scope = child_scope(scope, name.text, 0);
    ++at_;
    name = read_identifier();
  }
  if (name.text.empty() || (!is_path && !is_upper(name.text[0]))) return false;
  if (!skip_assignment()) return false;
  read_value(scope, name, false);
  return true;
}

}  // namespace

void read_ruby(std::string_view text, SettingsFile& file) { RubyReader(text, file).read(); }

}  // namespace prodready
