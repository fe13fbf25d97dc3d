#include "source/coverage.h"

#include <algorithm>

namespace prodready {
namespace {

/// Keeps the smallest paths whatever order they come in.
void add_example(std::set<std::string>& examples, std::string_view path) {
  if (examples.size() >= kMaxSkipExamples) {
    if (path >= *examples.rbegin()) return;
    examples.emplace(path);
    if (examples.size() > kMaxSkipExamples) examples.erase(std::prev(examples.end()));
  } else {
    examples.emplace(path);
  }
}

}  // namespace

std::string_view name(SkipReason reason) {
  switch (reason) {
    case SkipReason::binary:
      return "binary";
    case SkipReason::archive:
      return "archive";
    case SkipReason::git_ignored:
      return "gitIgnored";
    case SkipReason::git_metadata:
      return "gitMetadata";
    case SkipReason::excluded:
      return "excluded";
    case SkipReason::symlink:
      return "symlink";
    case SkipReason::special:
      return "special";
    case SkipReason::own_output:
      return "ownOutput";
  }
  return "";
}

std::string_view description(SkipReason reason) {
  switch (reason) {
    case SkipReason::binary:
      return "binary";
    case SkipReason::archive:
      return "archive, not unpacked";
    case SkipReason::git_ignored:
      return "ignored by .gitignore";
    case SkipReason::git_metadata:
      return "git's own data";
    case SkipReason::excluded:
      return "excluded by the configuration";
    case SkipReason::symlink:
      return "symbolic link, not followed";
    case SkipReason::special:
      return "not a regular file";
    case SkipReason::own_output:
      return "own report or baseline";
  }
  return "";
}

void Coverage::skip(SkipReason reason, std::string_view path, bool directory) {
  Skipped& entry = skipped[reason];
  ++(directory ? entry.directories : entry.files);
  add_example(entry.examples, path);
}

void Coverage::merge(const Coverage& other) {
  discovered += other.discovered;
  scanned += other.scanned;
  bytes += other.bytes;
  for (const auto& [reason, theirs] : other.skipped) {
    Skipped& ours = skipped[reason];
    ours.files += theirs.files;
    ours.directories += theirs.directories;
    for (const std::string& path : theirs.examples) add_example(ours.examples, path);
  }
  failures.insert(failures.end(), other.failures.begin(), other.failures.end());
  std::sort(failures.begin(), failures.end());
}

}  // namespace prodready
