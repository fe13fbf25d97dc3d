#include "text/toml.h"

#include <algorithm>

#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/utf8.h"

namespace prodready {
namespace {

using toml_tree::Table;
using toml_tree::Value;

/// A value of the tree before its place in the text is known. Arrays are entries too, because the
/// key stands before them and not before their items.
struct Entry {
  Scope scope;
  std::string name;
  const Value* value = nullptr;
  size_t owner = 0;   ///< index of the entry that the key stands before
  size_t offset = 0;  ///< of the value in the text
  Span key_span;      ///< of an entry that is its own owner
};

class TomlWalk {
 public:
  void table(const Table& table, const Scope& scope) {
    for (const auto& [name, value] : table.entries) {
      if (is_full()) return;
      entry(scope, name, value, entries.size());
    }
  }

  std::vector<Entry> entries;

 private:
  bool is_full() const { return entries.size() > 2 * kMaxSettings; }

  void entry(const Scope& scope, const std::string& name, const Value& value, size_t owner) {
    if (const auto* sub = std::get_if<Table>(&value.data)) {
      table(*sub, child_scope(scope, name, ++groups_));
      return;
    }
    entries.push_back({scope, name, &value, owner, 0, {}});
    if (const auto* items = std::get_if<toml_tree::Array>(&value.data)) {
      for (const Value& item : *items) {
        if (is_full()) return;
        entry(scope, name, item, owner);
      }
    }
  }

  uint32_t groups_ = 0;
};

/// Finds the offsets of ascending places in one pass.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    if (text.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  size_t offset(int line, int column) {
    while (line_ < line) {
      const size_t end = text_.find('\n', at_);
      if (end == std::string_view::npos) return text_.size();
      at_ = end + 1;
      ++line_;
      column_ = 1;
    }
    for (; column_ < column && at_ < text_.size(); ++column_)
      at_ += decode_utf8(text_.substr(at_)).length;
    return std::min(at_, text_.size());
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
};

/// The value that begins at `at`, without quotes.
Span value_span(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  const char quote = rest.empty() ? '\0' : rest[0];
  if (quote != '"' && quote != '\'') {
    const size_t size = std::min(rest.find_first_of(",]}#\r\n"), rest.size());
    return {at, at + trimmed(rest.substr(0, size)).size()};
  }
  const size_t quotes = rest.substr(0, 3) == std::string(3, quote) ? 3 : 1;
  const std::string close(quotes, quote);
  size_t end = quotes;
  while (end < rest.size() && rest.substr(end, quotes) != close)
    end += rest[end] == '\\' && quote == '"' ? 2 : 1;
  return {at + quotes, at + std::max(std::min(end, rest.size()), quotes)};
}

/// The last name of the key before the value at `at`: `a.b = 1`.
Span key_span(std::string_view text, size_t at) {
  auto skip_blanks = [&] {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  };
  skip_blanks();
  if (at == 0 || text[at - 1] != '=') return {at, at};
  --at;
  skip_blanks();
  const size_t end = at;
  if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'')) {
    const size_t open = at > 1 ? text.rfind(text[at - 1], at - 2) : std::string_view::npos;
    return open == std::string_view::npos ? Span{end, end} : Span{open + 1, end - 1};
  }
  while (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '-')) --at;
  return {at, end};
}

void add_entries(std::string_view text, std::vector<Entry>& entries, SettingsFile& file) {
  std::vector<size_t> order(entries.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const Value& left = *entries[a].value;
    const Value& right = *entries[b].value;
    return std::pair(left.line, left.column) < std::pair(right.line, right.column);
  });
  Places places(text);
  for (size_t i : order) {
    Entry& entry = entries[i];
    entry.offset = places.offset(entry.value->line, entry.value->column);
    if (entry.owner == i) entry.key_span = key_span(text, entry.offset);
  }
  for (size_t i : order) {
    const Entry& entry = entries[i];
    if (std::holds_alternative<toml_tree::Array>(entry.value->data)) continue;
    Setting setting;
    setting.key = entry.name;
    setting.key_span = entries[entry.owner].key_span;
    setting.value_span = value_span(text, entry.offset);
    const auto* string = std::get_if<std::string>(&entry.value->data);
    setting.value = string ? *string : std::string(part(text, setting.value_span));
    setting.kind = value_kind(setting.value);
    if (!add_setting(file, entry.scope, std::move(setting))) return;
  }
}

/// "x:LINE:COLUMN: MESSAGE" → LINE and "line LINE: MESSAGE".
std::pair<size_t, std::string> problem_of(std::string_view what) {
  what.remove_prefix(what.find(':') + 1);
  const std::string line(what.substr(0, what.find(':')));
  const size_t message = what.find(": ");
  return {std::stoul("0" + line), "line " + line + std::string(what.substr(message))};
}

std::string_view lines_before(std::string_view text, size_t line) {
  size_t at = 0;
  for (size_t i = 1; i < line; ++i) {
    const size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return text.substr(0, at);
}

}  // namespace

void read_toml(std::string_view text, SettingsFile& file) {
  constexpr int kTries = 2;  // the second one without the mistake and all behind it
  for (int i = 0; i < kTries; ++i) {
    try {
      const Table table = toml_tree::parse(text, "x");
      TomlWalk walk;
      walk.table(table, {});
      add_entries(text, walk.entries, file);
      return;
    } catch (const Error& error) {
      const auto [line, problem] = problem_of(error.what());
      if (file.problem.empty()) file.problem = problem;
      text = lines_before(text, line);
    }
  }
}

}  // namespace prodready
