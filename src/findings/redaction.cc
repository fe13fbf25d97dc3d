#include "findings/redaction.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace prodready {
namespace {

/// A secret shorter than this shows nothing of itself.
constexpr size_t kShortSecret = 20;
constexpr size_t kShownPrefix = 4;
constexpr size_t kShortestToken = 16;

constexpr std::array<std::string_view, 8> kSecretNames = {
    "pass", "pwd", "secret", "token", "apikey", "api_key", "api-key", "credential"};

constexpr bool is_token(char c) {
  return is_word(c) || c == '+' || c == '/' || c == '=' || c == '-';
}
constexpr bool ends_value(char c) {
  return is_space(c) || c == '"' || c == '\'' || c == '`' || c == ',' || c == ';' || c == '<';
}

/// Letters and digits well mixed: at least one digit for every twelve characters, and two kinds of
/// characters beside.
bool looks_random(std::string_view token) {
  size_t digits = 0, uppers = 0, lowers = 0, slashes = 0;
  for (char c : token) {
    digits += is_digit(c);
    uppers += is_upper(c);
    lowers += is_lower(c);
    slashes += c == '/';
  }
  const bool mixed = digits > 0 && uppers + lowers > 0 && digits * 12 >= token.size();
  // A name in CamelCase has an upper-case letter for every word only.
  const bool dense =
      uppers * 5 > token.size() && lowers > 3 && slashes * 10 < token.size() && token.size() >= 32;
  return mixed || dense;
}

void add_tokens(std::string_view text, std::vector<Span>& spans) {
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && is_token(text[end])) ++end;
    // NAME=value is one run of token characters: the name before '=' is shown.
    const size_t equals = text.substr(begin, end - begin).find('=');
    if (equals != std::string_view::npos && begin + equals + 1 < end &&
        text[begin + equals + 1] != '=')
      begin += equals + 1;
    if (end - begin >= kShortestToken && looks_random(text.substr(begin, end - begin)))
      spans.push_back({begin, end});
    begin = end + 1;
  }
}

/// os.environ["X"], process.env.TOKEN, read_password(): where a secret comes from, not what it is.
bool is_expression(std::string_view value) {
  if (value.empty() || is_digit(value[0])) return false;
  const size_t end =
      static_cast<size_t>(std::find_if_not(value.begin(), value.end(), is_word) - value.begin());
  return end < value.size() && (value[end] == '.' || value[end] == '(' || value[end] == '[') &&
         end > 0;
}

/// The value behind a name that ends at `at`: `name": "value"`, `name = value`, `name: value`.
Span value_behind(std::string_view text, size_t at) {
  while (at < text.size() && (is_word(text[at]) || text[at] == '-' || text[at] == '"' ||
                              text[at] == '\'' || text[at] == ']'))
    ++at;
  while (at < text.size() && text[at] == ' ') ++at;
  if (at >= text.size() || (text[at] != '=' && text[at] != ':')) return {};
  while (at < text.size() &&
         (text[at] == '=' || text[at] == ':' || text[at] == '>' || is_space(text[at]) ||
          text[at] == '"' || text[at] == '\'' || text[at] == '`')) {
    ++at;
  }
  size_t end = at;
  while (end < text.size() && !ends_value(text[end])) ++end;
  const bool quoted = at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'');
  if (!quoted && is_expression(text.substr(at, end - at))) return {};
  return {at, end};
}

void add_named_values(std::string_view text, std::vector<Span>& spans) {
  const std::string lower = to_lower(text);
  for (std::string_view name : kSecretNames) {
    for (size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
      const Span value = value_behind(text, at + name.size());
      if (value.end > value.begin) spans.push_back(value);
    }
  }
}

/// scheme://user:password@host
void add_url_passwords(std::string_view text, std::vector<Span>& spans) {
  for (size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
    size_t end = at + 3;
    while (end < text.size() && !ends_value(text[end]) && text[end] != '/') ++end;
    const std::string_view authority = text.substr(at + 3, end - at - 3);
    const size_t host = authority.rfind('@');
    const size_t colon = authority.find(':');
    if (host != std::string_view::npos && colon < host)
      spans.push_back({at + 3 + colon + 1, at + 3 + host});
  }
}

}  // namespace

std::string redacted(std::string_view secret) {
  size_t shown = secret.size() < kShortSecret ? 0 : kShownPrefix;
  for (size_t i = 0; i < shown; ++i) {
    if (!is_word(secret[i]) && secret[i] != '-') shown = i;
  }
  return std::string(secret.substr(0, shown)) + "…[" + std::to_string(secret.size() - shown) + "]";
}

std::vector<Span> merged(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> result;
  for (const Span& span : spans) {
    if (!result.empty() && span.begin <= result.back().end) {
      result.back().end = std::max(result.back().end, span.end);
    } else {
      result.push_back(span);
    }
  }
  return result;
}

std::vector<Span> secret_looking(std::string_view text) {
  std::vector<Span> spans;
  add_tokens(text, spans);
  add_named_values(text, spans);
  add_url_passwords(text, spans);
  return merged(std::move(spans));
}

}  // namespace prodready
