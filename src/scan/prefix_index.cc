#include "scan/prefix_index.h"

#include <bit>

#include "rules/rule.h"
#include "text/ascii.h"
#include "text/bytes16.h"

namespace prodready {
namespace {

uint32_t key_of(const char* text) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
  return byte(0) << 16 | byte(1) << 8 | byte(2);
}

size_t hash_of(uint32_t key) { return key * 2654435761u >> 18; }

[[gnu::always_inline]] inline Bytes16 letters_and_digits(Bytes16 bytes) {
  return bytes.lowered().between('a', 'z') | bytes.between('0', '9');
}

}  // namespace

void PrefixIndex::add(std::string_view prefix, uint32_t rule) {
  const uint32_t begin = key_of(prefix.data());
  may_begin_.set(hash_of(begin));
  by_begin_.add(begin, {prefix, rule});
}

void PrefixIndex::find_at(std::string_view token, size_t at, std::vector<Hit>& hits) const {
  const uint32_t here = key_of(token.data() + at);
  if (!may_begin_.test(hash_of(here))) return;
  by_begin_.for_each(here, [&](const Entry& entry) {
    if (token.substr(at).starts_with(entry.prefix)) hits.push_back({entry.rule, at});
  });
}

void PrefixIndex::find(std::string_view token, std::vector<Hit>& hits) const {
  if (token.size() < kMinPrefix) return;
  const size_t last = token.size() - kMinPrefix;
  find_at(token, 0, hits);
  // Behind what is no letter and no digit a word begins; most tokens are one word.
  size_t at = 0;
  for (; at + 16 <= token.size(); at += 16) {
    uint64_t signs = ~letters_and_digits(Bytes16::load(token.data() + at)).bits() & 0xffff;
    for (; signs != 0; signs &= signs - 1) {
      const size_t begin = at + static_cast<size_t>(std::countr_zero(signs)) + 1;
      if (begin <= last) find_at(token, begin, hits);
    }
  }
  for (; at < last; ++at) {
    if (!is_letter(token[at]) && !is_digit(token[at])) find_at(token, at + 1, hits);
  }
}

}  // namespace prodready
