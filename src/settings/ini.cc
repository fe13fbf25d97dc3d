#include <algorithm>

#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_comment(std::string_view line) { return line.starts_with(';') || line.starts_with('#'); }

/// `remote "origin"` → remote.origin, as git names it.
std::string section_key(std::string_view name) {
  std::string key;
  for (char c : name) {
    if (c == '"' || c == '\'') continue;
    if (is_space(c)) {
      if (!key.empty() && key.back() != '.') key += '.';
    } else {
      key += c;
    }
  }
  return key;
}

/// The environment that the first such word of a section's name stands for.
FileEnvironment section_part(std::string_view name) {
  for (size_t at = 0; at < name.size();) {
    size_t end = at;
    while (end < name.size() && (is_letter(name[end]) || is_digit(name[end]))) ++end;
    FileEnvironment part = environment_part("section", name.substr(at, end - at));
    if (part.environment != Environment::unknown) return part;
    at = end + 1;
  }
  return {};
}

/// The name in `[name]`, or nothing.
std::optional<Line> section_name(Line line) {
  if (!line.text.starts_with('[')) return std::nullopt;
  const size_t close = line.text.find(']');
  if (close == std::string_view::npos) return std::nullopt;
  return trimmed(part_of(line, 1, close));
}

/// A comment behind a value needs a blank before it: a password may hold ';' and '#'.
Line without_comment(Line value) {
  size_t at = 0;
  while ((at = value.text.find_first_of(";#", at)) != std::string_view::npos) {
    if (at == 0 || is_space(value.text[at - 1])) return trimmed(part_of(value, 0, at));
    ++at;
  }
  return trimmed(value);
}

/// The value in quotes, when nothing but a comment follows them.
std::optional<Line> quoted(Line value) {
  if (value.text.empty() || (value.text[0] != '"' && value.text[0] != '\'')) return std::nullopt;
  const size_t close = closing_quote(value.text, 0);
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view behind = trimmed(value.text.substr(close + 1));
  if (!behind.empty() && !is_comment(behind)) return std::nullopt;
  return part_of(value, 1, close);
}

std::string unescaped(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    const bool escape = raw[i] == '\\' && i + 1 < raw.size() &&
                        (raw[i + 1] == '"' || raw[i + 1] == '\'' || raw[i + 1] == '\\');
    if (escape) ++i;
    out += raw[i];
  }
  return out;
}

bool is_bare_key(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return is_word(c) || c == '-' || c == '.'; });
}

std::optional<Setting> parse_setting(Line line) {
  if (line.text.starts_with("export ")) line = trimmed(part_of(line, 7));
  const size_t delimiter = line.text.find_first_of("=:");
  if (delimiter == std::string_view::npos) {
    const Line key = without_comment(line);
    if (!is_bare_key(key.text)) return std::nullopt;
    return make_setting(key, {}, {key.end(), key.end()}, ValueKind::none);
  }
  const Line key = trimmed(part_of(line, 0, delimiter));
  if (key.text.empty() || key.text[0] == '<') return std::nullopt;
  Line value = trimmed(part_of(line, delimiter + 1));
  if (const auto inner = quoted(value)) {
    std::string content = unescaped(inner->text);
    const ValueKind kind = value_kind(content);
    return make_setting(key, std::move(content), span_of(*inner), kind);
  }
  value = without_comment(value);
  return make_setting(key, std::string(value.text), span_of(value), value_kind(value.text));
}

/// Python's configparser continues a value on deeper indented lines; git indents keys. So an
/// indented line continues only a value that has not begun on its own line, or that has no
/// delimiter.
bool continues(const Setting& last, Line line, bool many_lines) {
  return last.value.empty() || many_lines ||
         line.text.find_first_of("=:") == std::string_view::npos;
}

void append_line(Setting& last, Line line) {
  if (last.value.empty()) {
    last.value_span = span_of(line);
  } else {
    last.value += '\n';
    last.value_span.end = line.end();
  }
  last.value += line.text;
  last.kind = ValueKind::text;
}

}  // namespace

void read_ini(std::string_view text, SettingsFile& file) {
  Scope scope;
  uint32_t sections = 0;
  size_t last_indent = std::string_view::npos;  ///< of the last key of this section
  bool many_lines = false;
  Lines lines(text);
  while (auto whole = lines.next()) {
    const Line line = trimmed(*whole);
    if (line.text.empty() || is_comment(line.text)) continue;
    const size_t indent = line.begin - whole->begin;
    if (last_indent != std::string_view::npos && indent > last_indent &&
        continues(file.settings.back(), line, many_lines)) {
      append_line(file.settings.back(), without_comment(line));
      many_lines = true;
      continue;
    }
    many_lines = false;
    if (const auto name = section_name(line)) {
      scope = {joined_key({}, section_key(name->text)), section_part(name->text), ++sections, 0, 1};
      last_indent = std::string_view::npos;
    } else if (auto setting = parse_setting(line)) {
      if (!add_setting(file, scope, std::move(*setting))) return;
      last_indent = indent;
    }
  }
}

}  // namespace prodready
