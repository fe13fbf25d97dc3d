// Comparing key paths as people mean them: `spring.jpa.show-sql`, `showSql` and the environment
// variable `SPRING_JPA_SHOW_SQL` are one key.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "settings/setting.h"

namespace prodready {

/// Lower case, without '-' and '_'; dots stay.
std::string folded_key(std::string_view key);

/// The part behind the last dot.
std::string_view last_segment(std::string_view key);

/// A setting's key, folded and split once for all patterns that it is compared with.
struct KeyPath {
  explicit KeyPath(const Setting& setting);
  KeyPath(const KeyPath&) = delete;  // the segments point into `folded`

  std::string folded;
  std::vector<std::string_view> segments;
  bool is_variable = false;  ///< an environment variable or a build argument
};

/// One key of a rule, ready to be compared: segments joined by '.', `*` for one, `**` for any
/// number; a leading '/' holds it to the document's root.
class KeyPattern {
 public:
  explicit KeyPattern(std::string_view key);

  bool fits(const KeyPath& path) const;

  /// The folded last segment; may hold wildcards.
  const std::string& last() const { return segments_.back(); }
  /// The folded name of the environment variable that means the same; empty when there is a
  /// wildcard.
  const std::string& variable() const { return variable_; }

 private:
  std::vector<std::string> segments_;
  bool rooted_ = false;
  std::string variable_;
};

bool fits_any(const std::vector<KeyPattern>& patterns, const KeyPath& path);

/// What a KeyIndex found out about last segments: keys repeat within a file and from file to file.
/// One a worker.
using KeyMemory = std::unordered_map<std::string, std::vector<uint32_t>>;

/// Finds the rules whose keys fit a setting without trying all of them.
class KeyIndex {
 public:
  /// `id` is given back by find().
  void add(std::string_view key, uint32_t id);
  /// Ids of the keys that fit, ascending, each once.
  std::vector<uint32_t> find(const KeyPath& path, KeyMemory& memory) const;

 private:
  struct Entry {
    KeyPattern pattern;
    uint32_t id;
  };
  const std::vector<uint32_t>& candidates(std::string_view last, KeyMemory& memory) const;

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<uint32_t>>
      by_name_;  ///< last segment or variable → entries
  std::vector<uint32_t> others_;
};

}  // namespace prodready
