#include "scan/prefix_index.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "rules/rule.h"
#include "text/ascii.h"
#include "text/bytes16.h"

namespace prodready {
namespace {

uint32_t key_of(const char* text) {
  uint16_t begin;
  std::memcpy(&begin, text, sizeof begin);
  return uint32_t{begin} << 8 | static_cast<unsigned char>(text[2]);
}

size_t hash_of(uint32_t key) { return key * 2654435761u >> 16; }

[[gnu::always_inline]] inline Bytes16 letters_and_digits(Bytes16 bytes) {
  return bytes.lowered().between('a', 'z') | bytes.between('0', '9');
}

/// Which of the sixteen characters at `at` are letters and digits, a bit each.
[[gnu::always_inline]] inline uint64_t words_at(std::string_view token, size_t at) {
  if (at + 16 <= token.size()) return letters_and_digits(Bytes16::load(token.data() + at)).bits();
  if (token.size() >= 16)  // the last sixteen overlap those before
    return letters_and_digits(Bytes16::load(token.data() + token.size() - 16)).bits() >>
           (at + 16 - token.size());
  char bytes[16] = {};
  std::memcpy(bytes, token.data(), token.size());
  return letters_and_digits(Bytes16::load(bytes)).bits();
}

}  // namespace

void PrefixIndex::add(std::string_view prefix, uint32_t rule) {
  if (!is_letter(prefix[0]) && !is_digit(prefix[0])) any_begin_ = ~uint64_t{0};
  const uint32_t begin = key_of(prefix.data());
  may_begin_.set(hash_of(begin));
  by_begin_.add(begin, {prefix, rule});
}

/// Most places end here, so it is a part of each loop.
[[gnu::always_inline]] inline void PrefixIndex::find_at(std::string_view token, size_t at,
                                                        std::vector<Hit>& hits) const {
  if (may_begin_[hash_of(key_of(token.data() + at))]) look_at(token, at, hits);
}

[[gnu::noinline]] void PrefixIndex::look_at(std::string_view token, size_t at,
                                            std::vector<Hit>& hits) const {
  by_begin_.for_each(key_of(token.data() + at), [&](const Entry& entry) {
    if (token.substr(at).starts_with(entry.prefix)) hits.push_back({entry.rule, at});
  });
}

void PrefixIndex::find(std::string_view token, size_t min_length, std::vector<Hit>& hits) const {
  min_length = std::max(min_length, kMinPrefix);
  if (token.size() < min_length) return;
  const size_t last = token.size() - min_length;
  uint64_t before = 0;  // whether the character before is a letter or digit
  for (size_t at = 0; at <= last; at += 16) {
    const uint64_t words = words_at(token, at);
    const uint64_t behind = words << 1 | before;
    before = words >> 15;
    for (uint64_t begins = (words | any_begin_) & ~behind & 0xffff; begins != 0;
         begins &= begins - 1) {
      const size_t begin = at + static_cast<size_t>(std::countr_zero(begins));
      if (begin <= last) find_at(token, begin, hits);
    }
  }
}

}  // namespace prodready
