// Which issuers' prefixes a token begins with, or holds where a word begins: `ghp_…` in
// `TOKEN=ghp_…`. Of hundreds at once, without a search of the whole text for each.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace prodready {

class PrefixIndex {
 public:
  /// `prefix` has at least kMinPrefix characters (rules/rule.h).
  void add(std::string_view prefix, uint32_t rule);

  struct Hit {
    uint32_t rule;
    size_t at;  ///< offset in the token
  };
  /// Appends all hits in `token`, in the order of their places.
  void find(std::string_view token, std::vector<Hit>& hits) const;

 private:
  struct Entry {
    std::string prefix;
    uint32_t rule;
  };
  static uint32_t key(const char* text);
  std::unordered_map<uint32_t, std::vector<Entry>> by_begin_;
  std::bitset<4096> may_begin_;  ///< by a hash of the key: most places are none
};

}  // namespace prodready
