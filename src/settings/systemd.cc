#include <algorithm>

#include "settings/lines.h"
#include "settings/readers.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_comment(std::string_view line) { return line.starts_with('#') || line.starts_with(';'); }

/// One blank-separated word of an Environment= line; quotes may hold all of it or a part.
struct Word {
  std::string text;
  Span span;
};

std::string::size_type skip_separators(std::string_view text, size_t at, size_t end) {
  // A continuation is a blank.
  while (at < end && (is_space(text[at]) || (text[at] == '\\' && at + 1 < end &&
                                             (text[at + 1] == '\n' || text[at + 1] == '\r'))))
    ++at;
  return at;
}

Word read_word(std::string_view text, size_t at, size_t end) {
  Word word;
  word.span = {at, at};
  char quote = '\0';
  for (; at < end; ++at) {
    const char c = text[at];
    if (quote == '\0' && is_space(c)) break;
    if (c == '\\' && at + 1 < end) {
      const char next = text[++at];
      if (next == '\n' || next == '\r') {
        if (quote == '\0') {
          --at;
          break;
        }
        word.text += ' ';
      } else {
        word.text += next == 'n' ? '\n' : next == 't' ? '\t' : next == 's' ? ' ' : next;
      }
    } else if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else {
      word.text += c;
    }
  }
  word.span.end = at;
  return word;
}

/// `A=1 "B=two words"`: spans without the quotes.
std::optional<Setting> variable_of(std::string_view text, const Word& word) {
  const size_t equals = word.text.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  auto is_quote = [text](size_t at) { return text[at] == '"' || text[at] == '\''; };
  Span key{word.span.begin, word.span.begin + equals};
  if (is_quote(key.begin)) key = {key.begin + 1, key.end + 1};
  Span value{std::min(key.end + 1, word.span.end), word.span.end};
  if (value.end > value.begin && is_quote(value.end - 1)) --value.end;
  if (value.begin < value.end && is_quote(value.begin)) ++value.begin;
  const Line name{part(text, key), key.begin};
  Setting setting = make_setting(name, word.text.substr(equals + 1), value);
  setting.role = SettingRole::variable;
  return setting;
}

bool add_variables(std::string_view text, Span value, const Scope& scope, SettingsFile& file) {
  const Scope variables{joined_key(scope.key, "Environment"), {}, scope.group, 0, 2};
  for (size_t at = skip_separators(text, value.begin, value.end); at < value.end;) {
    const Word word = read_word(text, at, value.end);
    if (auto setting = variable_of(text, word)) {
      if (!add_setting(file, variables, std::move(*setting))) return false;
    }
    at = skip_separators(text, std::max(word.span.end, at + 1), value.end);
  }
  return true;
}

/// Lines joined where a backslash ends them; comments between them are no part of the value.
std::string joined(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  Lines lines(raw);
  bool first = true;
  while (auto line = lines.next()) {
    std::string_view content = trimmed(line->text);
    if (!first && is_comment(content)) continue;
    if (content.ends_with('\\')) content = trimmed(content.substr(0, content.size() - 1));
    if (!first && !out.empty() && !content.empty()) out += ' ';
    out += content;
    first = false;
  }
  return out;
}

/// Moves over the lines that continue `line` and returns where the last of them ends.
size_t continued_end(Lines& lines, Line line) {
  while (line.text.ends_with('\\')) {
    auto next = lines.next();
    while (next && is_comment(trimmed(next->text))) next = lines.next();
    if (!next) break;
    line = *next;
  }
  return line.end();
}

}  // namespace

void read_systemd(std::string_view text, SettingsFile& file) {
  Scope scope;
  uint32_t sections = 0;
  Lines lines(text);
  while (auto whole = lines.next()) {
    const Line line = trimmed(*whole);
    if (line.text.empty() || is_comment(line.text)) continue;
    if (line.text[0] == '[') {
      const std::string_view name = line.text.substr(1, line.text.find(']') - 1);
      scope = {joined_key({}, name), {}, ++sections, 0, 1};
      continue;
    }
    const size_t equals = line.text.find('=');
    if (equals == std::string_view::npos) continue;
    const Line key = trimmed(part_of(line, 0, equals));
    const Line begin = trimmed(part_of(line, equals + 1));
    const size_t end = std::max(begin.begin, continued_end(lines, line));
    const Span value{begin.begin, line.text.ends_with('\\') ? end : begin.end()};
    if (key.text == "Environment") {
      if (!add_variables(text, value, scope, file)) return;
      continue;
    }
    Setting setting = make_setting(key, joined(part(text, value)), value);
    if (key.text.starts_with("ExecStart")) {
      setting.role = SettingRole::command;
      setting.value = squeezed(setting.value);
    }
    if (!add_setting(file, scope, std::move(setting))) return;
  }
}

}  // namespace prodready
