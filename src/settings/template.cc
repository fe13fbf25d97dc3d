#include <algorithm>
#include <vector>

#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool has_directive(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

bool is_directive_line(std::string_view text) {
  return text.starts_with("{{") || text.starts_with("{%") || text.starts_with("{#");
}

/// What deeper indented lines belong to.
struct Level {
  long indent = -1;  ///< of the key or the dash
  bool is_item = false;
  Scope scope;
  Line variable;  ///< value of `name:` in an item
};

/// `key:` at the beginning of a line, and what follows.
struct Pair {
  Line key;
  Line value;
};

std::optional<Pair> parse_pair(Line line) {
  const char quote = line.text[0];
  size_t key_end;
  Line key;
  if (quote == '"' || quote == '\'') {
    key_end = line.text.find(quote, 1);
    if (key_end == std::string_view::npos) return std::nullopt;
    key = part_of(line, 1, key_end++);
  } else {
    key_end = 0;
    while (key_end < line.text.size() &&
           (is_word(line.text[key_end]) ||
            std::string_view("-./").find(line.text[key_end]) != std::string_view::npos))
      ++key_end;
    key = part_of(line, 0, key_end);
  }
  if (key.text.empty() || key_end >= line.text.size() || line.text[key_end] != ':')
    return std::nullopt;
  if (key_end + 1 < line.text.size() && !is_space(line.text[key_end + 1])) return std::nullopt;
  return Pair{key, trimmed(part_of(line, key_end + 1))};
}

/// The value without quotes and without the comment behind it.
Line scalar_of(Line value) {
  if (value.text.empty()) return value;
  const char quote = value.text[0];
  if (quote == '"' || quote == '\'') {
    const size_t close = value.text.rfind(quote);
    if (close > 0) return part_of(value, 1, close);
  }
  for (size_t at = 0; (at = value.text.find('#', at)) != std::string_view::npos; ++at) {
    if (at == 0 || is_space(value.text[at - 1])) return trimmed(part_of(value, 0, at));
  }
  return value;
}

std::string_view last_name(std::string_view key) { return key.substr(key.rfind('.') + 1); }

bool holds_variables(std::string_view name) {
  return name == "env" || name == "environment" || name == "extraEnv" || name == "extraEnvVars";
}

bool is_command(std::string_view name) {
  return name == "command" || name == "args" || name == "entrypoint";
}

SettingRole role_of(std::string_view parent, std::string_view name) {
  if (holds_variables(parent)) return SettingRole::variable;
  if (name == "image") return SettingRole::image;
  return is_command(name) ? SettingRole::command : SettingRole::plain;
}

/// `["a", "b"]` as the words of a command.
std::string command_words(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return squeezed(text);
  std::string words;
  for (char c : text.substr(1, text.size() - 2)) {
    if (c == ',') c = ' ';
    if (c != '"' && c != '\'') words += c;
  }
  return squeezed(words);
}

class TemplateReader {
 public:
  TemplateReader(std::string_view text, SettingsFile& file)
      : file_(file), text_(text), lines_(text) {
    levels_.emplace_back();
  }

  void read() {
    bool goes_on = true;
    while (goes_on) {
      const auto line = lines_.next();
      if (!line) return;
      const Line content = trimmed(*line);
      if (content.text.empty() || content.text[0] == '#' || is_directive_line(content.text))
        continue;
      if (content.text.starts_with("---")) {
        begin_document();
      } else {
        goes_on = read_line(content, static_cast<long>(content.begin - line->begin));
      }
    }
  }

 private:
  void begin_document() {
    const uint32_t document = levels_[0].scope.document + 1;
    levels_.resize(1);
    levels_[0].scope.document = document;
    levels_[0].scope.group = ++groups_;
  }

  bool read_line(Line line, long indent) {
    while (line.text == "-" || line.text.starts_with("- ")) {
      while (levels_.back().indent > indent ||
             (levels_.back().indent == indent && levels_.back().is_item))
        levels_.pop_back();
      if (!push({indent, true, levels_.back().scope, {}})) return true;
      levels_.back().scope.group = ++groups_;
      const Line rest = trimmed(part_of(line, 1));
      if (rest.text.empty()) return true;
      indent += static_cast<long>(rest.begin - line.begin);
      line = rest;
    }
    const auto pair = parse_pair(line);
    if (pair) return read_pair(*pair, indent);
    return levels_.back().is_item && levels_.back().indent < indent ? add_item(line) : true;
  }

  bool push(Level level) {
    if (levels_.size() > static_cast<size_t>(kMaxSettingsDepth)) return false;
    levels_.push_back(std::move(level));
    return true;
  }

  bool read_pair(const Pair& pair, long indent) {
    while (levels_.back().indent >= indent) levels_.pop_back();
    Level& level = levels_.back();
    const bool is_variable = level.is_item && holds_variables(last_name(level.scope.key));
    if (is_variable && pair.key.text == "name") {
      level.variable = scalar_of(pair.value);
      return true;
    }
    if (is_variable && pair.key.text == "value" && !level.variable.text.empty())
      return add(level.scope, level.variable, pair.value, indent);
    if (pair.value.text.empty() || pair.value.text[0] == '#') {
      if (is_variable && pair.key.text == "valueFrom" && !add_value_from(level)) return false;
      push({indent, false, child_scope(level.scope, pair.key.text, ++groups_), {}});
      return true;
    }
    return add(level.scope, pair.key, pair.value, indent);
  }

  bool add_value_from(const Level& level) {
    const Line& name = level.variable;
    if (name.text.empty()) return true;
    Setting setting = make_setting(name, {}, {name.end(), name.end()}, ValueKind::reference);
    setting.role = SettingRole::variable;
    return add_setting(file_, level.scope, std::move(setting));
  }

  bool add(const Scope& scope, Line key, Line value, long indent) {
    const SettingRole role = role_of(last_name(scope.key), key.text);
    if (value.text[0] == '|' || value.text[0] == '>')
      value = block_scalar(indent);
    else
      value = scalar_of(value);
    Setting setting = make_setting(key, std::string(value.text), span_of(value), kind(value.text));
    setting.role = role;
    if (setting.kind == ValueKind::none) setting.value.clear();
    if (role == SettingRole::command) setting.value = command_words(value.text);
    return add_setting(file_, scope, std::move(setting));
  }

  static ValueKind kind(std::string_view value) {
    if (value == "null" || value == "~") return ValueKind::none;
    return has_directive(value) ? ValueKind::reference : value_kind(value);
  }

  /// A scalar of a list; those of a command are its words.
  bool add_item(Line line) {
    const Level& level = levels_.back();
    const Line value = scalar_of(line);
    const std::string_view name = last_name(level.scope.key);
    if (name.empty()) return true;
    if (is_command(name) && !file_.settings.empty()) {
      Setting& last = file_.settings.back();
      if (last.role == SettingRole::command && last.key == level.scope.key &&
          last.document == level.scope.document && last_list_ == levels_.size()) {
        last.value += ' ';
        last.value += value.text;
        last.value_span.end = value.end();
        return true;
      }
    }
    last_list_ = levels_.size();
    Setting setting =
        make_setting({{}, value.begin}, std::string(value.text), span_of(value), kind(value.text));
    if (is_command(name)) setting.role = SettingRole::command;
    return add_setting(file_, level.scope, std::move(setting));
  }

  /// The lines below that are indented deeper than the key.
  Line block_scalar(long indent) {
    size_t begin = lines_.at();
    size_t end = begin;
    size_t next = begin;
    while (auto line = lines_.next()) {
      const size_t first = line->text.find_first_not_of(' ');
      if (first != std::string_view::npos) {
        if (static_cast<long>(first) <= indent) {
          lines_.seek(next);
          break;
        }
        if (end == begin) begin = line->begin + first;
        end = line->end();
      }
      next = lines_.at();
    }
    return {part(text_, {begin, std::max(begin, end)}), begin};
  }

  SettingsFile& file_;
  std::string_view text_;
  Lines lines_;
  std::vector<Level> levels_;
  uint32_t groups_ = 0;
  size_t last_list_ = 0;
};

}  // namespace

void read_template(std::string_view text, SettingsFile& file) { TemplateReader(text, file).read(); }

}  // namespace prodready
