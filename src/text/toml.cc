#include "text/toml.h"

#include <cmath>

#include "text/ascii.h"
#include "text/error.h"
#include "text/suggest.h"

// toml++ asserts, and with Clang assumes, that a key in a table header begins like one: wrong input
// breaks that. Its code handles the case, so the assertions go (in both kinds of build: NDEBUG is
// what turns them into assumptions).
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_ENABLE_FORMATTERS 0
#if __has_include(<toml++/toml.hpp>)
#include <toml++/toml.hpp>
#else
#include <toml++/toml.h>
#endif

namespace prodready::toml_tree {
namespace {

/// Configurations and rules are written by hand: anything beyond these bounds is something else.
constexpr size_t kMaxSize = 1 << 20;
constexpr size_t kMaxDepth = 32;

std::string position(const std::string& file, int line, int column) {
  return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

/// Finds out, before the parser sees it, whether a text nests too deep (brackets, and keys with
/// many dots: the parser recurses), and whether a character beyond ASCII stands outside of quotes,
/// which TOML does not allow and toml++'s tables of such characters do not survive ("unreachable").
/// It knows just enough of TOML to step over strings and comments, and agrees with the parser up to
/// the parser's first error.
class DepthCheck {
 public:
  DepthCheck(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  void run() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else {
        step(c);
        ++at_;
      }
    }
  }

 private:
  void step(char c) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      const size_t begin = text_.rfind('\n', at_) + 1;  // npos + 1 is 0
      throw Error(position(file_, line_, static_cast<int>(at_ - begin) + 1) +
                  ": a character beyond ASCII needs quotes");
    }
    if (c == '\n') {
      ++line_;
      dots_ = 0;
    } else if (c == '[' || c == '{') {
      depths_.push_back(depth() + 1 + dots_);
      dots_ = 0;
    } else if (c == ']' || c == '}') {
      if (!depths_.empty()) depths_.pop_back();
      dots_ = 0;
    } else if (c == ',') {
      dots_ = 0;
    } else if (c == '.') {
      ++dots_;
    }
    if (depth() + dots_ > kMaxDepth) {
      throw Error(position(file_, line_, 1) + ": nested more than " + std::to_string(kMaxDepth) +
                  " levels deep");
    }
  }

  size_t depth() const { return depths_.empty() ? 0 : depths_.back(); }

  void skip_string(char quote) {
    const std::string triple(3, quote);
    const bool many_lines = text_.substr(at_, 3) == triple;
    at_ += many_lines ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (many_lines ? text_.substr(at_, 3) == triple : c == quote || c == '\n') break;
      if (c == '\n') ++line_;
      at_ += c == '\\' && quote == '"' ? 2 : 1;
    }
    if (!many_lines) {
      if (at_ < text_.size() && text_[at_] == quote) ++at_;
      return;
    }
    // Up to two quotes before the closing three belong to the string: '''it's ''''' ends with two.
    for (int i = 0; i < 5 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
  }

  std::string_view text_;
  const std::string& file_;
  size_t at_ = 0;
  int line_ = 1;
  size_t dots_ = 0;
  std::vector<size_t> depths_;
};

class Converter {
 public:
  explicit Converter(const std::string& file) : file_(file) {}

  Table table(const toml::table& from) const {
    Table to;
    to.line = line(from);
    to.column = column(from);
    for (const auto& [key, node] : from)
      to.entries.emplace_back(std::string(std::string_view(key)), value(node));
    return to;
  }

 private:
  static int line(const toml::node& node) { return static_cast<int>(node.source().begin.line); }
  static int column(const toml::node& node) { return static_cast<int>(node.source().begin.column); }

  Value value(const toml::node& node) const {
    Value to;
    to.line = line(node);
    to.column = column(node);
    switch (node.type()) {
      case toml::node_type::boolean:
        to.data = node.as_boolean()->get();
        break;
      case toml::node_type::integer:
        to.data = node.as_integer()->get();
        break;
      case toml::node_type::floating_point:
        to.data = node.as_floating_point()->get();
        break;
      case toml::node_type::string:
        to.data = node.as_string()->get();
        break;
      case toml::node_type::date:
        to.data = date(node.as_date()->get());
        break;
      case toml::node_type::array:
        to.data = array(*node.as_array());
        break;
      case toml::node_type::table:
        to.data = table(*node.as_table());
        break;
      default:
        throw Error(position(file_, to.line, to.column) +
                    ": a time of day has no use here; write a string or a date");
    }
    return to;
  }

  Array array(const toml::array& from) const {
    Array to;
    for (const toml::node& node : from) to.push_back(value(node));
    return to;
  }

  /// `2027-01-31` without quotes is the same as with.
  static std::string date(const toml::date& date) {
    std::string text = "0000-00-00";
    auto put = [&text](size_t end, unsigned number) {
      for (; number > 0; number /= 10) text[--end] = static_cast<char>('0' + number % 10);
    };
    put(4, date.year);
    put(7, date.month);
    put(10, date.day);
    return text;
  }

  const std::string& file_;
};

/// "Error while parsing array: …" → "invalid array: …"
std::string message(const toml::parse_error& error) {
  constexpr std::string_view kOpening = "Error while parsing ";
  std::string text(error.description());
  if (text.starts_with(kOpening)) return "invalid " + text.substr(kOpening.size());
  if (!text.empty()) text[0] = to_lower(text[0]);
  return text;
}

const char* kind(const Value& value) {
  constexpr const char* kKinds[] = {"true or false", "an integer", "a number",
                                    "a string",      "a list",     "a table"};
  return kKinds[value.data.index()];
}

[[noreturn]] void wrong_kind(const std::string& file, const char* key, const Value& value,
                             const char* wanted) {
  throw Error(position(file, value.line, value.column) + ": \"" + key + "\" must be " + wanted +
              ", not " + kind(value));
}

}  // namespace

Table parse(std::string_view text, const std::string& file) {
  if (text.size() > kMaxSize) throw Error(file + ":1:1: larger than 1 MiB");
  DepthCheck(text, file).run();
  try {
    const toml::table table = toml::parse(text, file);
    return Converter(file).table(table);
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    throw Error(position(file, static_cast<int>(at.line), static_cast<int>(at.column)) + ": " +
                message(error));
  }
}

const Value* Reader::find(const char* key) {
  asked_.insert(key);
  for (const auto& [name, value] : table_.entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::optional<std::string> Reader::string(const char* key) {
  const Value* value = find(key);
  if (!value) return std::nullopt;
  if (auto* text = std::get_if<std::string>(&value->data)) return *text;
  wrong_kind(file_, key, *value, "a string");
}

std::optional<bool> Reader::boolean(const char* key) {
  const Value* value = find(key);
  if (!value) return std::nullopt;
  if (auto* flag = std::get_if<bool>(&value->data)) return *flag;
  wrong_kind(file_, key, *value, "true or false");
}

std::optional<int64_t> Reader::integer(const char* key) {
  const Value* value = find(key);
  if (!value) return std::nullopt;
  if (auto* number = std::get_if<int64_t>(&value->data)) return *number;
  wrong_kind(file_, key, *value, "an integer");
}

std::optional<double> Reader::number(const char* key) {
  const Value* value = find(key);
  if (!value) return std::nullopt;
  if (auto* integer = std::get_if<int64_t>(&value->data)) return static_cast<double>(*integer);
  auto* number = std::get_if<double>(&value->data);
  if (!number) wrong_kind(file_, key, *value, "a number");
  if (!std::isfinite(*number))
    throw Error(where(key) + ": \"" + key + "\" must be a finite number");
  return *number;
}

std::optional<std::vector<std::string>> Reader::strings(const char* key) {
  const Value* value = find(key);
  if (!value) return std::nullopt;
  auto* array = std::get_if<Array>(&value->data);
  if (!array) wrong_kind(file_, key, *value, "a list of strings");
  std::vector<std::string> texts;
  for (const Value& item : *array) {
    auto* text = std::get_if<std::string>(&item.data);
    if (!text) {
      throw Error(position(file_, item.line, item.column) + ": every item of \"" + key +
                  "\" must be a string, not " + kind(item));
    }
    texts.push_back(*text);
  }
  return texts;
}

std::vector<const Table*> Reader::tables(const char* key) {
  const Value* value = find(key);
  if (!value) return {};
  const std::string wanted = "one or more tables, each under a [[" + std::string(key) + "]]";
  auto* array = std::get_if<Array>(&value->data);
  if (!array) wrong_kind(file_, key, *value, wanted.c_str());
  std::vector<const Table*> tables;
  for (const Value& item : *array) {
    auto* table = std::get_if<Table>(&item.data);
    if (!table) wrong_kind(file_, key, item, wanted.c_str());
    tables.push_back(table);
  }
  return tables;
}

const Table* Reader::table(const char* key) {
  const Value* value = find(key);
  if (!value) return nullptr;
  if (auto* table = std::get_if<Table>(&value->data)) return table;
  wrong_kind(file_, key, *value, "a table");
}

std::string Reader::required_string(const char* key) {
  std::optional<std::string> text = string(key);
  if (!text) throw Error(where(key) + ": \"" + key + "\" is missing");
  if (text->empty()) throw Error(where(key) + ": \"" + key + "\" is empty");
  return *text;
}

std::string Reader::where(const char* key) const {
  for (const auto& [name, value] : table_.entries) {
    if (name == key) return position(file_, value.line, value.column);
  }
  return position(file_, std::max(table_.line, 1), std::max(table_.column, 1));
}

void Reader::finish() const {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [name, value] : table_.entries) {
    if (asked_.count(name) != 0) continue;
    throw Error(position(file_, value.line, value.column) + ": unknown key \"" + name + "\"" +
                did_you_mean(name, known));
  }
}

}  // namespace prodready::toml_tree
