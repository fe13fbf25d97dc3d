#include "scan/path_index.h"

#include <algorithm>

#include "text/glob.h"
#include "text/path.h"

namespace prodready {
namespace {

constexpr std::string_view kWildcards = "*?[\\";

bool fits_any(const std::vector<std::string>& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return path_glob_match(glob, path); });
}

}  // namespace

bool path_fits(const Rule& rule, std::string_view path) {
  return !fits_any(rule.not_files, path) && (rule.files.empty() || fits_any(rule.files, path));
}

PathIndex::PathIndex(const std::vector<Rule>& rules) : rules_(rules) {
  for (uint32_t i = 0; i < rules.size(); ++i) {
    if (!has_pattern(rules[i]) && rules[i].shape != Shape::path) continue;
    if (has_pattern(rules[i]) && !rules[i].anchors.empty()) continue;
    if (rules[i].files.empty()) others_.push_back({i, {}});
    for (const std::string& glob : rules[i].files) add(i, glob);
  }
}

void PathIndex::add(uint32_t rule, const std::string& glob) {
  const std::string_view last = file_name(glob);
  const std::string_view ending = extension_of(last);
  if (!last.empty() && last.find_first_of(kWildcards) == std::string_view::npos) {
    by_name_[std::string(last)].push_back({rule, glob});
  } else if (!ending.empty() && ending.find_first_of(kWildcards) == std::string_view::npos) {
    by_extension_[std::string(ending)].push_back({rule, glob});
  } else {
    if (others_.empty() || others_.back().first != rule) others_.push_back({rule, {}});
    others_.back().second.push_back(glob);
  }
}

void PathIndex::try_bucket(const Bucket& bucket, std::string_view path,
                           std::vector<uint32_t>& result) const {
  for (const Entry& entry : bucket) {
    if (path_glob_match(entry.glob, path) && !fits_any(rules_[entry.rule].not_files, path))
      result.push_back(entry.rule);
  }
}

/// What keeps a rule out is asked first: it is less than what lets it in.
void PathIndex::try_others(std::string_view path, std::vector<uint32_t>& result) const {
  for (const auto& [rule, globs] : others_) {
    if (fits_any(rules_[rule].not_files, path)) continue;
    if (globs.empty() || fits_any(globs, path)) result.push_back(rule);
  }
}

void PathIndex::rules_for(std::string_view path, std::vector<uint32_t>& result) const {
  const std::string_view name = file_name(path);
  if (auto bucket = by_name_.find(name); bucket != by_name_.end())
    try_bucket(bucket->second, path, result);
  if (auto bucket = by_extension_.find(extension_of(name)); bucket != by_extension_.end()) {
    try_bucket(bucket->second, path, result);
  }
  try_others(path, result);
  if (result.size() < 2) return;
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
}

}  // namespace prodready
