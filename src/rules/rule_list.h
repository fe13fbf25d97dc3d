// The rules of a run. Those of the executable are read from its blob one by one, when they are
// first asked for: most runs look at a few dozen of thousands.
#pragma once

#include <iterator>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "text/lazy.h"

namespace prodready {

/// Rules stay where they are when the list is moved. Reading is thread-safe.
class RuleList {
 public:
  RuleList() = default;
  explicit RuleList(std::vector<Rule> rules) : given_(std::move(rules)) {}
  /// Records as rule_blob.cc writes them, one a rule, which are referred to.
  RuleList(std::vector<std::string_view> records, bool with_examples)
      : records_(std::move(records)), with_examples_(with_examples), read_(records_.size()) {}

  size_t size() const { return records_.empty() ? given_.size() : records_.size(); }
  const Rule& operator[](size_t index) const;
  const Rule& front() const { return (*this)[0]; }

  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = Rule;
    using difference_type = std::ptrdiff_t;
    using pointer = const Rule*;
    using reference = const Rule&;

    Iterator() = default;
    Iterator(const RuleList& list, difference_type at) : list_(&list), at_(at) {}
    reference operator*() const { return (*list_)[static_cast<size_t>(at_)]; }
    pointer operator->() const { return &**this; }
    reference operator[](difference_type n) const { return *(*this + n); }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this += -1; }
    Iterator operator++(int) { return {*list_, at_++}; }
    Iterator operator--(int) { return {*list_, at_--}; }
    Iterator& operator+=(difference_type n) {
      at_ += n;
      return *this;
    }
    Iterator& operator-=(difference_type n) { return *this += -n; }
    Iterator operator+(difference_type n) const { return {*list_, at_ + n}; }
    Iterator operator-(difference_type n) const { return {*list_, at_ - n}; }
    difference_type operator-(const Iterator& other) const { return at_ - other.at_; }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }
    auto operator<=>(const Iterator& other) const { return at_ <=> other.at_; }

   private:
    const RuleList* list_ = nullptr;
    difference_type at_ = 0;
  };
  /// Going through the list reads all of it.
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, static_cast<std::ptrdiff_t>(size())}; }

 private:
  std::vector<Rule> given_;
  std::vector<std::string_view> records_;
  bool with_examples_ = false;
  LazyArray<Rule> read_;
};

/// What is asked of all rules before any of them is needed.
struct RuleIndex {
  /// A text of a rule; refers to the rule, or to the blob.
  struct Entry {
    std::string_view text;
    uint32_t rule = 0;
  };
  uint32_t reporting = 0;             ///< how many rules report findings
  std::vector<Entry> names;           ///< of named rules
  std::vector<Entry> prefixes;        ///< of their values
  std::vector<Entry> keys;            ///< of setting rules
  std::vector<uint32_t> roles;        ///< setting rules that ask for a role and no key
  std::vector<Entry> globs;           ///< of rules that look at a file because of its path
  std::vector<uint32_t> unselective;  ///< those of them that look at every file
};

/// Refers to `rules`.
RuleIndex index_of(const RuleList& rules);

}  // namespace prodready
