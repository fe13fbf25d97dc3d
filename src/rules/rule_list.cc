#include "rules/rule_list.h"

#include "rules/rule_blob.h"

namespace prodready {
namespace {

void add_all(std::vector<RuleIndex::Entry>& entries, const std::vector<std::string>& texts,
             uint32_t rule) {
  for (const std::string& text : texts) entries.push_back({text, rule});
}

/// Nothing in the text leads to these rules.
bool looks_by_path(const Rule& rule) {
  return rule.shape == Shape::path || (has_pattern(rule) && rule.anchors.empty());
}

}  // namespace

const Rule& RuleList::operator[](size_t index) const {
  if (records_.empty()) return given_[index];
  return read_.get(index, [&] { return read_record(records_[index], with_examples_); });
}

RuleIndex index_of(const RuleList& rules) {
  RuleIndex index;
  for (uint32_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    index.reporting += is_reporting(rule);
    add_all(index.names, rule.names, i);
    add_all(index.prefixes, rule.prefixes, i);
    if (rule.shape == Shape::setting) {
      add_all(index.keys, rule.keys, i);
      if (rule.keys.empty()) index.roles.push_back(i);
    }
    if (looks_by_path(rule)) {
      add_all(index.globs, rule.files, i);
      if (rule.files.empty()) index.unselective.push_back(i);
    }
  }
  return index;
}

}  // namespace prodready
