#include "scan/name_index.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace prodready {
namespace {

/// Names of up to so many characters must end a word, or be followed by what a key is called.
constexpr size_t kShortName = 7;

constexpr std::array<std::string_view, 7> kFollowers = {"key",  "token",  "secret", "api",
                                                        "auth", "access", "pass"};

enum class Kind : uint8_t { other, lower, upper, digit };

constexpr std::array<Kind, 256> kKinds = [] {
  std::array<Kind, 256> kinds{};
  for (char c = 'a'; c <= 'z'; ++c) kinds[static_cast<size_t>(c)] = Kind::lower;
  for (char c = 'A'; c <= 'Z'; ++c) kinds[static_cast<size_t>(c)] = Kind::upper;
  for (char c = '0'; c <= '9'; ++c) kinds[static_cast<size_t>(c)] = Kind::digit;
  return kinds;
}();

Kind kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

constexpr size_t kKeySize = 4;

uint32_t key_of(std::string_view text) {
  uint32_t key = 0;
  for (char c : text) key = key << 8 | static_cast<unsigned char>(c);
  return key;
}

size_t hash_of(uint32_t key) { return key * 2654435761u >> 17; }

}  // namespace

void FoldedText::fold(std::string_view from) {
  text.clear();
  begins.clear();
  text.reserve(from.size());
  Kind before = Kind::other;
  for (size_t i = 0; i < from.size(); ++i) {
    const Kind kind = kind_of(from[i]);
    if (kind != Kind::other) {
      const bool hump =
          kind == Kind::upper &&
          (before == Kind::lower || (i + 1 < from.size() && kind_of(from[i + 1]) == Kind::lower));
      const bool behind_digit = before == Kind::digit && kind != Kind::digit;
      if (before == Kind::other || hump || behind_digit)
        begins.push_back(static_cast<uint32_t>(text.size()));
      text += to_lower(from[i]);
    }
    before = kind;
  }
}

bool FoldedText::ends_word(size_t at) const {
  return at == text.size() || is_digit(text[at]) ||
         std::binary_search(begins.begin(), begins.end(), static_cast<uint32_t>(at)) ||
         (text[at] == 's' &&
          (at + 1 == text.size() ||
           std::binary_search(begins.begin(), begins.end(), static_cast<uint32_t>(at + 1))));
}

bool FoldedText::stands_at(size_t at, std::string_view word) const {
  const std::string_view here = std::string_view(text).substr(at);
  if (here[0] != word[0] || !here.starts_with(word)) return false;
  if (word.size() > kShortName || ends_word(at + word.size())) return true;
  const std::string_view rest = here.substr(word.size());
  return word.size() > 3 &&
         std::any_of(kFollowers.begin(), kFollowers.end(),
                     [&](std::string_view follower) { return rest.starts_with(follower); });
}

bool FoldedText::holds(std::string_view word) const {
  return std::any_of(begins.begin(), begins.end(),
                     [&](uint32_t at) { return stands_at(at, word); });
}

bool FoldedText::holds_at_edge(std::string_view word) const {
  if (holds(word)) return true;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (ends_word(at + word.size())) return true;
  }
  return false;
}

void NameIndex::add(std::string_view name, uint32_t rule) {
  if (name.size() < kKeySize) short_names_[name.size() - 2] = true;
  const uint32_t key = key_of(name.substr(0, kKeySize));
  may_begin_.set(hash_of(key));
  by_begin_.add(key, {name, rule});
}

void NameIndex::find_at(const FoldedText& context, uint32_t at, size_t key_size,
                        std::vector<uint32_t>& rules) const {
  if (at + key_size > context.text.size()) return;
  const uint32_t key = key_of(std::string_view(context.text).substr(at, key_size));
  if (!may_begin_.test(hash_of(key))) return;
  by_begin_.for_each(key, [&](const Entry& entry) {
    if (context.stands_at(at, entry.name)) rules.push_back(entry.rule);
  });
}

void NameIndex::find(const FoldedText& context, std::vector<uint32_t>& rules) const {
  rules.clear();
  for (uint32_t at : context.begins) {
    find_at(context, at, kKeySize, rules);
    if (short_names_[0]) find_at(context, at, 2, rules);
    if (short_names_[1]) find_at(context, at, 3, rules);
  }
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
}

}  // namespace prodready
