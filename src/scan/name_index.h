// Which names stand before a value: of hundreds of providers at once, in any spelling
// (newRelic, NEW_RELIC, new-relic).
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/key_table.h"

namespace prodready {

/// A text's letters and digits in lower case, with the places where a word begins: behind anything
/// else, and where camelCase begins a new one.
class FoldedText {
 public:
  FoldedText() = default;
  explicit FoldedText(std::string_view from) { fold(from); }

  /// Instead of what it held before.
  void fold(std::string_view from);

  /// Whether `word` begins at a word, and ends with one if it is short.
  bool holds(std::string_view word) const;
  /// Whether `word` begins or ends a word: APIKEY holds key.
  bool holds_at_edge(std::string_view word) const;
  bool stands_at(size_t at, std::string_view word) const;

  std::string text;
  std::vector<uint32_t> begins;  ///< ascending

 private:
  bool ends_word(size_t at) const;
};

class NameIndex {
 public:
  /// `name` is folded, at least two characters, and is referred to.
  void add(std::string_view name, uint32_t rule);

  /// The rules with a name in `context`, ascending, each once; replaces what is in `rules`.
  void find(const FoldedText& context, std::vector<uint32_t>& rules) const;

  bool empty() const { return by_begin_.empty(); }

 private:
  struct Entry {
    std::string_view name;
    uint32_t rule;
  };
  void find_at(const FoldedText& context, uint32_t at, size_t key_size,
               std::vector<uint32_t>& rules) const;
  KeyTable<Entry> by_begin_;              ///< by the first four characters, of shorter names by all
  std::bitset<(1 << 15)> may_begin_;      ///< by a hash of those: most places are none
  bool short_names_[2] = {false, false};  ///< whether there are names of two, of three characters
};

}  // namespace prodready
