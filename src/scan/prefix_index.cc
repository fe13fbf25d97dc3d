#include "scan/prefix_index.h"

#include "rules/rule.h"
#include "text/ascii.h"

namespace prodready {
namespace {

size_t hash_of(uint32_t key) { return key * 2654435761u >> 20; }

}  // namespace

uint32_t PrefixIndex::key(const char* text) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
  return byte(0) << 16 | byte(1) << 8 | byte(2);
}

void PrefixIndex::add(std::string_view prefix, uint32_t rule) {
  const uint32_t begin = key(prefix.data());
  may_begin_.set(hash_of(begin));
  by_begin_[begin].push_back({std::string(prefix), rule});
}

void PrefixIndex::find(std::string_view token, std::vector<Hit>& hits) const {
  bool begins = true;
  for (size_t at = 0; at + kMinPrefix <= token.size(); ++at) {
    const char c = token[at];
    const bool word = is_letter(c) || is_digit(c);
    if (begins) {
      const uint32_t here = key(token.data() + at);
      const auto found = may_begin_.test(hash_of(here)) ? by_begin_.find(here) : by_begin_.end();
      if (found != by_begin_.end()) {
        for (const Entry& entry : found->second) {
          if (token.substr(at).starts_with(entry.prefix)) hits.push_back({entry.rule, at});
        }
      }
    }
    begins = !word;
  }
}

}  // namespace prodready
