#include "scan/path_index.h"

#include <algorithm>

#include "text/glob.h"

namespace prodready {
namespace {

template <typename Globs>
bool fits_any(const Globs& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](std::string_view glob) { return path_glob_match(glob, path); });
}

std::vector<std::string_view> texts_of(const std::vector<RuleIndex::Entry>& globs) {
  std::vector<std::string_view> texts;
  for (const RuleIndex::Entry& entry : globs) texts.push_back(entry.text);
  return texts;
}

std::vector<uint32_t> rules_of(const std::vector<RuleIndex::Entry>& globs) {
  std::vector<uint32_t> rules;
  for (const RuleIndex::Entry& entry : globs) rules.push_back(entry.rule);
  return rules;
}

}  // namespace

const PathIndex::RuleGlobs& PathIndex::globs(uint32_t rule) const {
  return globs_.get(rule, [&] {
    return RuleGlobs{GlobList(rules_[rule].files), GlobList(rules_[rule].not_files)};
  });
}

/// What keeps a rule out is asked first: it is less than what lets it in.
bool PathIndex::fits(uint32_t rule, std::string_view path) const {
  const SplitPath split(path);
  const RuleGlobs& of_rule = globs(rule);
  return !of_rule.not_files.fit(split) && (of_rule.files.empty() || of_rule.files.fit(split));
}

bool path_fits(const Rule& rule, std::string_view path) {
  return !fits_any(rule.not_files, path) && (rule.files.empty() || fits_any(rule.files, path));
}

PathIndex::PathIndex(const RuleSet& set)
    : rules_(set.rules),
      globs_(set.rules.size()),
      unselective_(set.index.unselective),
      index_(texts_of(set.index.globs)),
      rule_of_glob_(rules_of(set.index.globs)) {}

void PathIndex::rules_for(std::string_view path, std::vector<uint32_t>& result) const {
  const SplitPath split(path);
  index_.matches(split, result);
  for (uint32_t& number : result) number = rule_of_glob_[number];
  result.insert(result.end(), unselective_.begin(), unselective_.end());
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  std::erase_if(result, [&](uint32_t rule) { return globs(rule).not_files.fit(split); });
}

}  // namespace prodready
