#include <algorithm>
#include <vector>

#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_identifier(char c) { return is_word(c) || c == '-'; }

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool holds_variables(std::string_view name) {
  return is_any_of(name, {"environment", "variables", "environment_variables", "env", "env_vars",
                          "app_settings", "environment_variable", "env_variables"});
}

/// Functions that give back what they are given.
bool is_transparent_function(std::string_view name) {
  return is_any_of(name,
                   {"jsonencode", "yamlencode", "merge", "tomap", "tolist", "toset", "concat"});
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_upper(c) || is_digit(c) || c == '_';
  });
}

/// ${var.x} and nothing else.
bool is_interpolated(std::string_view raw) {
  return raw.starts_with("${") && raw.ends_with("}") && raw.find("${", 2) == std::string_view::npos;
}

class HclReader {
 public:
  HclReader(std::string_view text, SettingsFile& file) : text_(text), file_(file) {
    if (text.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  void read() {
    while (at_ < text_.size() && !stopped_) {
      read_body({});
      if (at_ < text_.size()) ++at_;  // a brace too many
    }
  }

 private:
  /// How the entries of a map are meant.
  enum class In : uint8_t { block, variables, map };

  bool at_end() const { return stopped_ || at_ >= text_.size(); }
  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool looking_at(std::string_view word) const { return text_.substr(at_, word.size()) == word; }
  void stop(std::string_view why, size_t offset) {
    if (file_.problem.empty()) file_.problem = problem_at(text_, offset, why);
    stopped_ = true;
    at_ = text_.size();
  }
  void add(const Scope& scope, Setting setting) {
    if (!add_setting(file_, scope, std::move(setting))) {
      stopped_ = true;
      at_ = text_.size();
    }
  }

  bool skip_comment();
  void skip_blanks(bool newlines_too);
  void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }
  size_t string_end(size_t open);
  Line read_name();
  std::optional<Line> read_heredoc();

  void read_body(const Scope& scope);
  void read_statement(const Scope& scope);
  void read_block(const Scope& scope, Line type);
  void read_object(const Scope& scope, In in);
  void read_list(const Scope& scope, Line name, SettingRole role);
  void read_value(const Scope& scope, Line name, SettingRole role, bool in_list = false);
  void read_string(const Scope& scope, Line name, SettingRole role);
  void read_expression(const Scope& scope, Line name, SettingRole role, size_t begin);
  void read_arguments(const Scope& scope, Line name, SettingRole role);
  void skip_expression();
  bool ends_value();
  void join_name_and_value(size_t first, const Scope& scope);
  Scope nested(const Scope& parent, std::string_view name) {
    return child_scope(parent, name, ++groups_);
  }

  std::string_view text_;
  SettingsFile& file_;
  size_t at_ = 0;
  uint32_t groups_ = 0;
  bool stopped_ = false;
};

bool HclReader::skip_comment() {
  if (peek() == '#' || looking_at("//")) {
    skip_line();
    return true;
  }
  if (!looking_at("/*")) return false;
  const size_t close = text_.find("*/", at_ + 2);
  if (close == std::string_view::npos) {
    stop("a comment that does not end", at_);
  } else {
    at_ = close + 2;
  }
  return true;
}

void HclReader::skip_blanks(bool newlines_too) {
  while (!at_end()) {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\r' || (newlines_too && c == '\n')) {
      ++at_;
    } else if (!skip_comment()) {
      return;
    }
  }
}

/// The closing quote of the string that opens at `open`, past templates with strings of their own.
size_t HclReader::string_end(size_t open) {
  std::vector<char> nesting = {'"'};
  for (size_t i = open + 1; i < text_.size(); ++i) {
    const char c = text_[i];
    if (nesting.back() == '"') {
      if (c == '\\') {
        ++i;
      } else if ((c == '$' || c == '%') && i + 1 < text_.size() && text_[i + 1] == '{') {
        if (text_[i - 1] != c) nesting.push_back('{');
        ++i;
      } else if (c == '"') {
        nesting.pop_back();
        if (nesting.empty()) return i;
      } else if (c == '\n' && nesting.size() == 1) {
        break;
      }
    } else if (c == '"' || c == '{') {
      nesting.push_back(c);
    } else if (c == '}') {
      nesting.pop_back();
    }
  }
  stop("a string that does not end", open);
  return std::string_view::npos;
}

/// An identifier or a string as the name of a block, label, attribute or entry.
Line HclReader::read_name() {
  const size_t begin = at_;
  if (peek() == '"') {
    const size_t close = string_end(begin);
    if (close == std::string_view::npos) return {};
    at_ = close + 1;
    return {part(text_, {begin + 1, close}), begin + 1};
  }
  while (is_identifier(peek())) ++at_;
  return {part(text_, {begin, at_}), begin};
}

/// The body of `<<EOF` or `<<-EOF`.
std::optional<Line> HclReader::read_heredoc() {
  const size_t open = at_;
  at_ += looking_at("<<-") ? 3 : 2;
  const Line word = read_name();
  if (word.text.empty() || stopped_) return std::nullopt;
  skip_line();
  Lines lines(text_);
  const size_t begin = std::min(at_ + 1, text_.size());
  lines.seek(begin);
  while (auto line = lines.next()) {
    if (trimmed(line->text) != word.text) continue;
    at_ = line->end();
    return trimmed(Line{part(text_, {begin, line->begin}), begin});
  }
  stop("a here-document that does not end", open);
  return std::nullopt;
}

/// Up to the brace that closes it, which stays.
void HclReader::read_body(const Scope& scope) {
  while (true) {
    skip_blanks(true);
    if (at_end() || peek() == '}') return;
    const size_t before = at_;
    read_statement(scope);
    if (at_ == before) ++at_;
  }
}

void HclReader::read_statement(const Scope& scope) {
  if (!is_identifier(peek()) && peek() != '"') {
    skip_expression();
    return;
  }
  const Line name = read_name();
  if (stopped_) return;
  skip_blanks(false);
  if (peek() == '=' && peek(1) != '=') {
    ++at_;
    const bool is_image = name.text == "image" && scope.key.find("container") != std::string::npos;
    const bool is_variable =
        holds_variables(scope.key.substr(scope.key.rfind('.') + 1)) && is_variable_name(name.text);
    read_value(scope, name,
               is_image      ? SettingRole::image
               : is_variable ? SettingRole::variable
                             : SettingRole::plain);
  } else {
    read_block(scope, name);
  }
}

/// Labels, and the body in braces.
void HclReader::read_block(const Scope& scope, Line type) {
  if (scope.depth >= kMaxSettingsDepth) return stop("nested too deep", type.begin);
  Scope block = nested(scope, type.text);
  while (peek() == '"' || is_identifier(peek())) {
    const Line label = read_name();
    if (stopped_) return;
    const int depth = block.depth;
    block = child_scope(block, label.text, block.group);
    block.depth = depth;
    skip_blanks(false);
  }
  if (peek() != '{') return skip_line();
  ++at_;
  const size_t first = file_.settings.size();
  read_body(block);
  if (peek() == '}') ++at_;
  if (file_.settings.size() > first || stopped_) {
    if (holds_variables(type.text)) join_name_and_value(first, block);
    return;
  }
  // `provider "aws" {}` says something by being there.
  Setting empty = make_setting(type, "", {type.end(), type.end()}, ValueKind::none);
  empty.key = block.key.substr(scope.key.empty() ? 0 : scope.key.size() + 1);
  add(scope, std::move(empty));
}

/// Whether a value may end here: before a line's end, a comma, a bracket or a comment.
bool HclReader::ends_value() {
  while (peek() == ' ' || peek() == '\t' || peek() == '\r') ++at_;
  return at_ >= text_.size() ||
         std::string_view("\n,}])#").find(peek()) != std::string_view::npos || looking_at("//") ||
         looking_at("/*");
}

void HclReader::read_value(const Scope& scope, Line name, SettingRole role, bool in_list) {
  skip_blanks(in_list);
  if (at_end()) return;
  const size_t begin = at_;
  if (peek() == '{' || peek() == '[') {
    if (scope.depth >= kMaxSettingsDepth) return stop("nested too deep", at_);
    ++at_;
    skip_blanks(true);
    if (looking_at("for ")) return read_expression(scope, name, role, begin);
    if (text_[begin] == '[') return read_list(scope, name, role);
    Scope object = nested(scope, name.text);
    const size_t first = file_.settings.size();
    read_object(object, !in_list && holds_variables(name.text) ? In::variables : In::map);
    if (in_list && holds_variables(name.text)) join_name_and_value(first, object);
  } else if (peek() == '"') {
    read_string(scope, name, role);
  } else if (looking_at("<<")) {
    const auto body = read_heredoc();
    if (!body) return;
    Setting setting = make_setting(name, std::string(body->text), span_of(*body));
    setting.role = role;
    add(scope, std::move(setting));
  } else {
    while (is_identifier(peek())) ++at_;
    if (peek() == '(' && is_transparent_function(part(text_, {begin, at_})))
      return read_arguments(scope, name, role);
    read_expression(scope, name, role, begin);
  }
}

void HclReader::read_string(const Scope& scope, Line name, SettingRole role) {
  const size_t begin = at_;
  const size_t close = string_end(begin);
  if (close == std::string_view::npos) return;
  at_ = close + 1;
  if (!ends_value()) return read_expression(scope, name, role, begin);
  const Span span{begin + 1, close};
  const std::string_view raw = part(text_, span);
  std::string value = without_escapes(raw);
  const ValueKind kind = is_interpolated(raw) ? ValueKind::reference : value_kind(value);
  Setting setting = make_setting(name, std::move(value), span, kind);
  setting.role = role;
  add(scope, std::move(setting));
}

bool is_literal_word(std::string_view word) {
  if (word == "true" || word == "false" || word == "null") return true;
  return !word.empty() && (is_digit(word[0]) || (word[0] == '-' && word.size() > 1)) &&
         std::all_of(word.begin() + 1, word.end(), [](char c) { return is_word(c) || c == '.'; });
}

/// What is not a literal stands elsewhere; its source is the value.
void HclReader::read_expression(const Scope& scope, Line name, SettingRole role, size_t begin) {
  at_ = begin;
  skip_expression();
  if (stopped_ && at_ <= begin) return;
  const Line source = trimmed(Line{part(text_, {begin, at_}), begin});
  if (source.text.empty()) return;
  ValueKind kind = is_literal_word(source.text) ? ValueKind::text : ValueKind::reference;
  if (source.text == "null") kind = ValueKind::none;
  Setting setting = make_setting(name, kind == ValueKind::none ? "" : std::string(source.text),
                                 span_of(source), kind);
  setting.role = role;
  add(scope, std::move(setting));
}

/// To the end of the value: a line's end, a comma or a closing bracket that is not the value's own.
void HclReader::skip_expression() {
  size_t depth = 0;
  while (!at_end()) {
    const char c = peek();
    if (c == '"') {
      const size_t close = string_end(at_);
      if (close == std::string_view::npos) return;
      at_ = close + 1;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
      ++at_;
    } else if (c == ')' || c == ']' || c == '}') {
      if (depth == 0) return;
      --depth;
      ++at_;
    } else if (depth == 0 &&
               (c == '\n' || c == ',' || c == '#' || looking_at("//") || looking_at("/*"))) {
      return;
    } else if (looking_at("<<")) {
      read_heredoc();
    } else if (!skip_comment()) {
      ++at_;
    }
  }
}

/// The arguments of a function that gives them back: jsonencode([{…}]).
void HclReader::read_arguments(const Scope& scope, Line name, SettingRole role) {
  Scope inner = scope;
  if (++inner.depth > kMaxSettingsDepth) return stop("nested too deep", at_);
  ++at_;
  while (true) {
    skip_blanks(true);
    if (at_end()) return;
    if (peek() == ')') break;
    const size_t before = at_;
    read_value(inner, name, role);
    skip_expression();
    if (peek() == ',' || at_ == before) ++at_;
  }
  ++at_;
}

/// Entries up to the closing brace: `a = 1`, `"b" : 2`.
void HclReader::read_object(const Scope& scope, In in) {
  while (true) {
    skip_blanks(true);
    if (at_end()) return;
    if (peek() == '}') break;
    const size_t before = at_;
    const Line name = read_name();
    if (stopped_) return;
    skip_blanks(false);
    if (!name.text.empty() && (peek() == '=' || peek() == ':')) {
      ++at_;
      const bool is_image =
          name.text == "image" && scope.key.find("container") != std::string::npos;
      read_value(scope, name,
                 in == In::variables ? SettingRole::variable
                 : is_image          ? SettingRole::image
                                     : SettingRole::plain);
    }
    skip_expression();
    if (peek() == ',' || at_ == before) ++at_;
  }
  ++at_;
}

void HclReader::read_list(const Scope& scope, Line name, SettingRole role) {
  Scope inner = scope;
  ++inner.depth;
  while (true) {
    skip_blanks(true);
    if (at_end()) return;
    if (peek() == ']') break;
    const size_t before = at_;
    read_value(inner, name, role, true);
    skip_expression();
    if (peek() == ',' || at_ == before) ++at_;
  }
  ++at_;
}

/// The settings from `first` on are those of `{ name = "X", value = "Y" }`: they become X = Y.
void HclReader::join_name_and_value(size_t first, const Scope& scope) {
  Setting* name = nullptr;
  Setting* value = nullptr;
  for (size_t i = first; i < file_.settings.size(); ++i) {
    Setting& setting = file_.settings[i];
    if (setting.group != scope.group) continue;
    const std::string_view last = std::string_view(setting.key).substr(setting.key.rfind('.') + 1);
    if (last == "name" && setting.kind == ValueKind::text) name = &setting;
    if (last == "value") value = &setting;
  }
  if (!name || !value) return;
  value->key = joined_key(scope.key, name->value);
  value->key_span = name->value_span;
  value->role = SettingRole::variable;
  file_.settings.erase(file_.settings.begin() + (name - file_.settings.data()));
}

}  // namespace

void read_hcl(std::string_view text, SettingsFile& file) { HclReader(text, file).read(); }

}  // namespace prodready
