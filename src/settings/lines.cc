#include "settings/lines.h"

#include <algorithm>

#include "text/ascii.h"

namespace prodready {
namespace {

/// Keys and reasons are copied into every setting below them: a file of one endless name and many
/// settings must not grow without bounds.
constexpr size_t kMaxKeySize = 1024;
constexpr size_t kMaxReasonName = 80;

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return is_word(c) || c == '.' || c == '-'; });
}

/// compose's and the shell's ${X-default}; ${app.db-url} is a name of Spring's.
bool has_shell_default(std::string_view inside) {
  const size_t dash = inside.find('-');
  return dash != std::string_view::npos && dash > 0 &&
         std::none_of(inside.begin(), inside.begin() + static_cast<long>(dash),
                      [](char c) { return is_lower(c) || c == '.'; });
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text) {
  if (text.starts_with("\xef\xbb\xbf")) at_ = 3;
}

std::optional<Line> Lines::next() {
  if (at_ >= text_.size()) return std::nullopt;
  const size_t begin = at_;
  const size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
  at_ = std::min(end + (text_.substr(end, 2) == "\r\n" ? 2 : 1), text_.size());
  return Line{text_.substr(begin, end - begin), begin};
}

Line trimmed(Line line) {
  const std::string_view text = trimmed(line.text);
  return {text, line.begin + static_cast<size_t>(text.data() - line.text.data())};
}

Line part_of(Line line, size_t from, size_t to) {
  from = std::min(from, line.text.size());
  to = std::clamp(to, from, line.text.size());
  return {line.text.substr(from, to - from), line.begin + from};
}

std::string joined_key(std::string_view path, std::string_view name) {
  const size_t room = kMaxKeySize > path.size() ? kMaxKeySize - path.size() : 0;
  std::string key;
  key.reserve(path.size() + 1 + std::min(name.size(), room));
  key += path;
  if (!path.empty() && !name.empty() && room > 0) key += '.';
  key += name.substr(0, room);
  return key;
}

FileEnvironment environment_part(std::string_view what, std::string_view name) {
  constexpr size_t kLongestWord = 16;
  if (name.size() > kLongestWord || to_lower(name) == "debug") return {};
  const Environment environment = environment_named(name);
  if (environment == Environment::unknown) return {};
  return {environment, std::string(what) + " " + std::string(name.substr(0, kMaxReasonName))};
}

FileEnvironment profile_part(std::string_view expression) {
  if (expression.find('!') != std::string_view::npos) return {};
  const bool any_suffices = expression.find_first_of(",|") != std::string_view::npos;
  FileEnvironment part;
  bool all_known = true;
  while (!expression.empty()) {
    const size_t end = std::min(expression.find_first_of(",|&() \t\"'"), expression.size());
    const FileEnvironment named = environment_part("profile", expression.substr(0, end));
    if (named.environment == Environment::production) return named;
    if (named.environment == Environment::unknown) {
      all_known = all_known && end == 0;
    } else if (part.environment == Environment::unknown) {
      part = named;
    }
    expression.remove_prefix(std::min(end + 1, expression.size()));
  }
  return any_suffices && !all_known ? FileEnvironment{} : part;
}

Scope child_scope(const Scope& parent, std::string_view name, uint32_t group) {
  Scope scope{joined_key(parent.key, name), parent.part, group, parent.document, parent.depth + 1};
  if (scope.part.environment == Environment::unknown) scope.part = environment_part("under", name);
  return scope;
}

bool add_setting(SettingsFile& file, const Scope& scope, Setting setting) {
  if (file.settings.size() >= kMaxSettings) {
    if (file.problem.empty())
      file.problem = "more than " + std::to_string(kMaxSettings) + " settings";
    return false;
  }
  setting.key = joined_key(scope.key, setting.key);
  setting.group = scope.group;
  setting.document = scope.document;
  setting.part = scope.part;
  file.settings.push_back(std::move(setting));
  return true;
}

Setting make_setting(Line name, std::string value, Span value_span, ValueKind kind) {
  Setting setting;
  setting.key = std::string(name.text);
  setting.value = std::move(value);
  setting.kind = kind;
  setting.key_span = span_of(name);
  setting.value_span = value_span;
  return setting;
}

bool is_reference(std::string_view value) {
  value = trimmed(value);
  if (value.size() < 2) return false;
  auto wrapped = [value](std::string_view open, std::string_view close) {
    return value.size() > open.size() + close.size() && value.starts_with(open) &&
           value.ends_with(close);
  };
  if (wrapped("${", "}")) {
    const std::string_view inside = value.substr(2, value.size() - 3);
    return is_name(inside) && !has_shell_default(inside);
  }
  if (wrapped("%(", ")s")) return is_name(value.substr(2, value.size() - 4));
  if (wrapped("$(", ")") || wrapped("{{", "}}") || wrapped("<%", "%>")) return true;
  return value[0] == '$' && (is_letter(value[1]) || value[1] == '_') &&
         std::all_of(value.begin() + 1, value.end(), is_word);
}

std::string without_escapes(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      out += raw[i];
      continue;
    }
    const char next = raw[++i];
    out += next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next;
  }
  return out;
}

std::string squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (!is_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

size_t closing_quote(std::string_view text, size_t open) {
  const char stops[] = {text[open], '\\'};
  size_t at = open + 1;
  while ((at = text.find_first_of(std::string_view(stops, 2), at)) != std::string_view::npos) {
    if (text[at] != '\\') return at;
    at += 2;
  }
  return std::string_view::npos;
}

std::string problem_at(std::string_view text, size_t offset, std::string_view what) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  return "line " + std::to_string(line) + ": " + std::string(what);
}

}  // namespace prodready
