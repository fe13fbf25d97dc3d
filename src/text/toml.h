// TOML as a plain tree with positions, and strict reading of it. toml++ is hidden behind this
// header because it takes seconds to compile, and because every reader of ours wants the same
// errors: "FILE:LINE:COLUMN: message" with a way out.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace prodready::toml_tree {

struct Value;
struct Table {
  std::vector<std::pair<std::string, Value>> entries;  ///< sorted by key
  int line = 0;
  int column = 0;
};
using Array = std::vector<Value>;

struct Value {
  std::variant<bool, int64_t, double, std::string, Array, Table> data;
  int line = 0;  ///< 1-based; 0 when the parser did not say
  int column = 0;
};

/// Parses `text`; `file` is only used in messages. Throws Error "file:line:column: …".
Table parse(std::string_view text, const std::string& file);

/// Reads the keys of one table, strictly: a wrong type throws at once, `finish()` throws for a key
/// nobody asked for, naming the nearest known key.
class Reader {
 public:
  Reader(const Table& table, std::string file) : table_(table), file_(std::move(file)) {}

  std::optional<std::string> string(const char* key);
  std::optional<bool> boolean(const char* key);
  std::optional<int64_t> integer(const char* key);
  std::optional<double> number(const char* key);  ///< an integer is taken too
  std::optional<std::vector<std::string>> strings(const char* key);
  std::vector<const Table*> tables(const char* key);  ///< [[key]]; empty when absent
  const Table* table(const char* key);
  std::string required_string(const char* key);  ///< throws when absent or empty

  /// Where `key` stands ("file:line:column"), or where the table stands when it is absent.
  std::string where(const char* key) const;
  const std::string& file() const { return file_; }
  /// Call after the last key.
  void finish() const;

 private:
  const Value* find(const char* key);

  const Table& table_;
  std::string file_;
  std::set<std::string> asked_;
};

}  // namespace prodready::toml_tree
