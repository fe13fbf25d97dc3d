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

bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

constexpr size_t kKeySize = 4;

uint32_t key_of(std::string_view text) {
  uint32_t key = 0;
  for (char c : text) key = key << 8 | static_cast<unsigned char>(c);
  return key;
}

}  // namespace

FoldedText::FoldedText(std::string_view from) {
  text.reserve(from.size());
  for (size_t i = 0; i < from.size(); ++i) {
    const char c = from[i];
    if (!is_letter_or_digit(c)) continue;
    const char before = i > 0 ? from[i - 1] : ' ';
    const char after = i + 1 < from.size() ? from[i + 1] : ' ';
    const bool hump = is_upper(c) && (is_lower(before) || is_digit(before) || is_lower(after));
    if (!is_letter_or_digit(before) || hump || (is_letter(c) && is_digit(before)))
      begins.push_back(static_cast<uint32_t>(text.size()));
    text += to_lower(c);
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
  if (!here.starts_with(word)) return false;
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
  by_begin_[key_of(name.substr(0, kKeySize))].push_back({std::string(name), rule});
}

void NameIndex::find_at(const FoldedText& context, uint32_t at, size_t key_size,
                        std::vector<uint32_t>& rules) const {
  if (at + key_size > context.text.size()) return;
  const auto found = by_begin_.find(key_of(std::string_view(context.text).substr(at, key_size)));
  if (found == by_begin_.end()) return;
  for (const Entry& entry : found->second) {
    if (context.stands_at(at, entry.name)) rules.push_back(entry.rule);
  }
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
