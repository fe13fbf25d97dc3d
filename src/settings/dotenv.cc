#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_key_character(char c) { return is_word(c) || c == '.' || c == '-'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Single quotes keep what they hold; the others know the escapes of a shell.
std::string unescaped(std::string_view raw, char quote) {
  std::string value;
  value.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      value += raw[i];
      continue;
    }
    const char next = raw[++i];
    if (next == quote || (next == '\\' && quote != '\'')) {
      value += next;
    } else if (quote == '"' && next == 'n') {
      value += '\n';
    } else if (quote == '"' && next == 'r') {
      value += '\r';
    } else if (quote == '"' && next == 't') {
      value += '\t';
    } else if (quote == '"' && (next == '$' || next == '`')) {
      value += next;
    } else {
      value += '\\';
      value += next;
    }
  }
  return value;
}

/// An unquoted value ends before " #".
Line without_comment(Line value) {
  for (size_t at = 0; (at = value.text.find('#', at)) != std::string_view::npos; ++at) {
    if (at == 0 || is_blank(value.text[at - 1])) return trimmed(part_of(value, 0, at));
  }
  return trimmed(value);
}

struct Assignment {
  Line key;
  Line value;           ///< the rest of the line
  bool assigns = true;  ///< false for a KEY alone
};

std::optional<Assignment> parse_assignment(Line line) {
  line = trimmed(line);
  if (line.text.starts_with("export") && line.text.size() > 6 && is_blank(line.text[6]))
    line = trimmed(part_of(line, 6));
  size_t end = 0;
  while (end < line.text.size() && is_key_character(line.text[end])) ++end;
  if (end == 0) return std::nullopt;
  const Line key = part_of(line, 0, end);
  const Line rest = trimmed(part_of(line, end));
  if (rest.text.empty() || rest.text[0] == '#')
    return Assignment{key, part_of(line, end, end), false};
  if (rest.text[0] != '=' && rest.text[0] != ':') return std::nullopt;
  return Assignment{key, trimmed(part_of(rest, 1))};
}

}  // namespace

void read_dotenv(std::string_view text, SettingsFile& file) {
  const Scope scope;
  Lines lines(text);
  while (auto line = lines.next()) {
    const auto found = parse_assignment(*line);
    if (!found) continue;
    const Line value = without_comment(found->value);
    Setting setting = make_setting(found->key, std::string(value.text), span_of(value),
                                   found->assigns ? value_kind(value.text) : ValueKind::none);
    const char quote = found->value.text.empty() ? '\0' : found->value.text[0];
    if (quote == '"' || quote == '\'' || quote == '`') {
      // A quoted value may go on over several lines.
      const size_t close = closing_quote(text, found->value.begin);
      if (close != std::string_view::npos) {
        setting.value_span = {found->value.begin + 1, close};
        setting.value = unescaped(part(text, setting.value_span), quote);
        setting.kind = quote == '"' ? value_kind(setting.value) : ValueKind::text;
        lines.seek(close);
        lines.next();
      }
    }
    setting.role = SettingRole::variable;
    if (!add_setting(file, scope, std::move(setting))) return;
  }
}

}  // namespace prodready
