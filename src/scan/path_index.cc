#include "scan/path_index.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/glob.h"
#include "text/path.h"

namespace prodready {
namespace {

constexpr std::string_view kWildcards = "*?[\\";

template <typename Globs>
bool fits_any(const Globs& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](std::string_view glob) { return path_glob_match(glob, path); });
}

/// "c" of "*.c"; empty for globs of any other form.
std::string_view whole_extension(std::string_view glob) {
  if (!glob.starts_with("*.")) return "";
  const std::string_view extension = glob.substr(2);
  return std::all_of(extension.begin(), extension.end(), is_word) ? extension : "";
}

}  // namespace

bool path_fits(const Rule& rule, std::string_view path) {
  return !fits_any(rule.not_files, path) && (rule.files.empty() || fits_any(rule.files, path));
}

PathIndex::PathIndex(const RuleSet& set) : rules_(set.rules) {
  for (uint32_t rule : set.index.unselective) other(rule);
  for (const RuleIndex::Entry& entry : set.index.globs) add(entry.rule, entry.text);
}

void PathIndex::add(uint32_t rule, std::string_view glob) {
  const std::string_view last = file_name(glob);
  const std::string_view ending = extension_of(last);
  if (!last.empty() && last.find_first_of(kWildcards) == std::string_view::npos) {
    by_name_[last].push_back({rule, glob});
  } else if (!ending.empty() && ending.find_first_of(kWildcards) == std::string_view::npos) {
    by_extension_[ending].push_back({rule, glob});
  } else {
    other(rule).globs.push_back(glob);
  }
}

PathIndex::Other& PathIndex::other(uint32_t rule) {
  if (!others_.empty() && others_.back().rule == rule) return others_.back();
  Other& added = others_.emplace_back();
  added.rule = rule;
  for (const std::string& glob : rules_[rule].not_files) {
    const std::string_view extension = whole_extension(glob);
    (extension.empty() ? added.not_others : added.not_extensions)
        .push_back(extension.empty() ? std::string_view(glob) : extension);
  }
  std::sort(added.not_extensions.begin(), added.not_extensions.end());
  return added;
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
  const std::string_view extension = extension_of(file_name(path));
  for (const Other& other : others_) {
    if (std::binary_search(other.not_extensions.begin(), other.not_extensions.end(), extension) ||
        fits_any(other.not_others, path))
      continue;
    if (other.globs.empty() || fits_any(other.globs, path)) result.push_back(other.rule);
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
