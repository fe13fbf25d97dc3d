// Which issuers' prefixes a token begins with, or holds where a word begins: `ghp_…` in
// `TOKEN=ghp_…`. Of hundreds at once, without a search of the whole text for each.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/key_table.h"

namespace prodready {

class PrefixIndex {
 public:
  /// `prefix` has at least kMinPrefix characters (rules/rule.h) and is referred to.
  void add(std::string_view prefix, uint32_t rule);

  struct Hit {
    uint32_t rule;
    size_t at;  ///< offset in the token
  };
  /// Appends all hits in `token` with `min_length` characters or more from there to its end, in the
  /// order of their places.
  void find(std::string_view token, size_t min_length, std::vector<Hit>& hits) const;

 private:
  struct Entry {
    std::string_view prefix;
    uint32_t rule;
  };
  void find_at(std::string_view token, size_t at, std::vector<Hit>& hits) const;
  void look_at(std::string_view token, size_t at, std::vector<Hit>& hits) const;

  KeyTable<Entry> by_begin_;          ///< by the first three characters
  uint64_t any_begin_ = 0;            ///< all ones: some begin with a sign
  std::bitset<(1 << 16)> may_begin_;  ///< by a hash of the first three: most places are none
};

}  // namespace prodready
