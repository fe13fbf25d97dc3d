#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

void append_utf8(std::string& out, uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

/// The four digits of \uXXXX at `raw[0]`.
std::optional<uint32_t> hex4(std::string_view raw) {
  if (raw.size() < 4) return std::nullopt;
  uint32_t code = 0;
  for (char c : raw.substr(0, 4)) {
    const char lower = to_lower(c);
    if (!is_digit(c) && (lower < 'a' || lower > 'f')) return std::nullopt;
    code = code * 16 + static_cast<uint32_t>(is_digit(c) ? c - '0' : lower - 'a' + 10);
  }
  return code;
}

bool is_surrogate(uint32_t code) { return code >= 0xd800 && code < 0xe000; }

/// Appends the character of `\uXXXX` (a pair of them beyond U+FFFF) and returns how many bytes of
/// `raw`, which begins at the 'u', it took.
size_t append_unicode_escape(std::string& out, std::string_view raw) {
  const auto code = hex4(raw.substr(1));
  if (!code) {
    out += 'u';
    return 1;
  }
  if (is_surrogate(*code) && raw.substr(5, 2) == "\\u") {
    const auto low = hex4(raw.substr(7));
    if (low && *code < 0xdc00 && *low >= 0xdc00 && *low < 0xe000) {
      append_utf8(out, 0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00));
      return 11;
    }
  }
  append_utf8(out, is_surrogate(*code) ? 0xfffd : *code);
  return 5;
}

size_t line_end_size(std::string_view raw) { return raw.starts_with("\r\n") ? 2 : 1; }

/// Escapes resolved, lines joined where a backslash ends them.
std::string unescaped(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (size_t i = 0; i < raw.size();) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      if (raw[i] != '\\') out += raw[i];
      ++i;
      continue;
    }
    const char next = raw[++i];
    if (next == '\n' || next == '\r') {
      i += line_end_size(raw.substr(i));
      while (i < raw.size() && is_blank(raw[i])) ++i;
    } else if (next == 'u') {
      i += append_unicode_escape(out, raw.substr(i));
    } else {
      constexpr std::string_view kLetters = "tnrf";
      constexpr std::string_view kControls = "\t\n\r\f";
      const size_t control = kLetters.find(next);
      out += control == std::string_view::npos ? next : kControls[control];
      ++i;
    }
  }
  return out;
}

/// The end of the logical line that begins at `at`.
size_t logical_end(std::string_view text, size_t at) {
  while ((at = text.find_first_of("\\\r\n", at)) != std::string_view::npos) {
    if (text[at] != '\\') return at;
    at += 1 + (at + 1 < text.size() ? line_end_size(text.substr(at + 1, 2)) : 0);
  }
  return text.size();
}

size_t key_end(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && line[at] != '=' && line[at] != ':' && !is_blank(line[at]))
    at += line[at] == '\\' ? 2 : 1;
  return std::min(at, line.size());
}

/// Where the value begins behind the key: after blanks, one '=' or ':', and blanks.
size_t value_begin(std::string_view line, size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  if (at < line.size() && (line[at] == '=' || line[at] == ':')) ++at;
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

/// A document of Spring's multi-document files: its profile holds for what stands before it too.
struct Document {
  Scope scope;
  size_t first = 0;  ///< index of its first setting
};

void apply_profile(const Document& document, SettingsFile& file) {
  if (document.scope.part.environment == Environment::unknown) return;
  for (size_t i = document.first; i < file.settings.size(); ++i)
    file.settings[i].part = document.scope.part;
}

bool names_profile(std::string_view key) {
  return key == "spring.config.activate.on-profile" || key == "spring.profiles";
}

}  // namespace

void read_properties(std::string_view text, SettingsFile& file) {
  Document document;
  Lines lines(text);
  while (auto line = lines.next()) {
    if (trimmed(line->text) == "#---" || trimmed(line->text) == "!---") {
      apply_profile(document, file);
      const uint32_t next = document.scope.document + 1;
      document = {{{}, {}, next, next, 0}, file.settings.size()};
      continue;
    }
    const size_t indent = std::min(line->text.find_first_not_of(" \t\f"), line->text.size());
    Line rest = part_of(*line, indent);
    if (rest.text.empty() || rest.text[0] == '#' || rest.text[0] == '!') continue;
    rest.text = text.substr(rest.begin, logical_end(text, rest.begin) - rest.begin);
    lines.seek(rest.end());
    lines.next();

    const Line key = part_of(rest, 0, key_end(rest.text));
    Line value = part_of(rest, value_begin(rest.text, key.text.size()));
    while (!value.text.empty() && is_blank(value.text.back())) value.text.remove_suffix(1);
    std::string content = unescaped(value.text);
    const ValueKind kind = value_kind(content);
    Setting setting = make_setting(key, std::move(content), span_of(value), kind);
    setting.key = unescaped(key.text);
    if (names_profile(setting.key)) document.scope.part = profile_part(setting.value);
    if (!add_setting(file, document.scope, std::move(setting))) break;
  }
  apply_profile(document, file);
}

}  // namespace prodready
