// The shapes of betterleaks' filter expressions that its own rules use: terms joined by `||`, each
// an entropy bound, a list of regexes or a list of words.
#include <cstdlib>
#include <optional>

#include "import/readers.h"
#include "text/ascii.h"

namespace prodready::importing {
namespace {

constexpr std::string_view kLeftOut = "a part of its filter is left out";

/// Steps over a text in quotes.
size_t behind_quotes(std::string_view text, size_t at) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' && quote != '`' ? 2 : 1;
  return std::min(at + 1, text.size());
}

/// Whether the parenthesis at the start closes at the end.
bool is_wrapped(std::string_view text) {
  if (!text.starts_with('(') || !text.ends_with(')')) return false;
  int depth = 0;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '`' || c == '\'') {
      at = behind_quotes(text, at);
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) return at + 1 == text.size();
    ++at;
  }
  return false;
}

/// The terms between `separator`s that stand in no parenthesis and no text.
std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> terms;
  int depth = 0;
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '`' || c == '\'') {
      at = behind_quotes(text, at);
      continue;
    }
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if (depth == 0 && text.substr(at, separator.size()) == separator) {
      terms.push_back(text.substr(begin, at - begin));
      at += separator.size();
      begin = at;
    } else {
      ++at;
    }
  }
  terms.push_back(text.substr(begin));
  return terms;
}

std::string unquoted(std::string_view text) {
  std::string value;
  const char quote = text[0];
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && quote != '`' && i + 2 < text.size()) {
      const char c = text[++i];
      value += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    } else {
      value += text[i];
    }
  }
  return value;
}

/// The texts of a list in brackets; nullopt when it holds something else.
std::optional<std::vector<std::string>> list_of(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with('[') || !text.ends_with(']')) return std::nullopt;
  std::vector<std::string> values;
  for (std::string_view item : split(text.substr(1, text.size() - 2), ",")) {
    item = trimmed(item);
    if (item.empty()) continue;
    if (item.size() < 2 || std::string_view("\"`'").find(item[0]) == std::string_view::npos)
      return std::nullopt;
    values.push_back(unquoted(item));
  }
  return values;
}

struct Call {
  std::string_view function;
  std::vector<std::string_view> arguments;
  std::string_view rest;  ///< what follows it
};

std::optional<Call> call_of(std::string_view term) {
  if (term.starts_with("filter.")) term.remove_prefix(7);
  const size_t open = term.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  int depth = 0;
  for (size_t at = open; at < term.size();) {
    const char c = term[at];
    if (c == '"' || c == '`' || c == '\'') {
      at = behind_quotes(term, at);
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) {
      return Call{trimmed(term.substr(0, open)), split(term.substr(open + 1, at - open - 1), ","),
                  trimmed(term.substr(at + 1))};
    }
    ++at;
  }
  return std::nullopt;
}

bool is_about(std::string_view argument, std::string_view what) {
  return argument.find("\"" + std::string(what) + "\"") != std::string_view::npos;
}

bool read_entropy(const Call& call, ForeignRule& into) {
  const bool with = call.rest.starts_with("<=");
  if (!call.rest.starts_with('<') || into.entropy != 0) return false;
  into.entropy = std::strtod(std::string(call.rest.substr(with ? 2 : 1)).c_str(), nullptr);
  into.entropy_itself_drops = with;
  return true;
}

bool read_list(const Call& call, bool negated, ForeignRule& into) {
  if (call.arguments.size() != 2 || !call.rest.empty()) return false;
  const std::optional<std::vector<std::string>> values = list_of(call.arguments[1]);
  if (!values) return false;
  const std::string_view subject = call.arguments[0];
  const bool regexes = call.function == "matchesAny";
  const bool secret = is_about(subject, "secret");
  if (negated) {
    // "Holds none of [0-9]": the secret needs one.
    if (!regexes || !secret || values->size() != 1) return false;
    const std::string& one = values->front();
    const bool plain_class = one.size() > 2 && one[0] == '[' && one[1] != '^' &&
                             one.find(']') == one.size() - 1 && one.find('[', 1) == one.npos;
    if (plain_class) into.requirements.push_back({one.substr(1, one.size() - 2), 1});
    return plain_class;
  }
  std::vector<std::string>* to = nullptr;
  if (!regexes) {
    to = secret ? &into.stop_words : nullptr;
  } else if (is_about(subject, "path")) {
    to = &into.allow_paths;
  } else {
    to = secret                       ? &into.allow
         : is_about(subject, "match") ? &into.allow_match
         : is_about(subject, "line")  ? &into.allow_line
                                      : nullptr;
  }
  if (to) to->insert(to->end(), values->begin(), values->end());
  return to != nullptr;
}

bool read_term(std::string_view term, ForeignRule& into) {
  const bool negated = term.starts_with('!');
  if (negated) term = trimmed(term.substr(1));
  const std::optional<Call> call = call_of(term);
  if (!call) return false;
  if (call->function == "entropy" && !negated && call->arguments.size() == 1)
    return is_about(call->arguments[0], "secret") && read_entropy(*call, into);
  if (call->function == "matchesAny" || call->function == "containsAny")
    return read_list(*call, negated, into);
  return false;
}

}  // namespace

void read_filter(std::string_view expression, ForeignRule& into) {
  expression = trimmed(expression);
  while (is_wrapped(expression)) expression = trimmed(expression.substr(1, expression.size() - 2));
  const std::vector<std::string_view> terms = split(expression, "||");
  for (std::string_view term : terms) {
    term = trimmed(term);
    if (terms.size() > 1 && is_wrapped(term)) {
      read_filter(term, into);
    } else if (split(term, "&&").size() > 1 || !read_term(term, into)) {
      into.losses.emplace_back(kLeftOut);
    }
  }
}

}  // namespace prodready::importing
