// What was looked at and what was not: the honest half of every report.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace prodready {

enum class SkipReason : uint8_t {
  binary,        ///< not text, by content
  archive,       ///< zip, tar, gzip, …: not unpacked
  git_ignored,   ///< ignored by .gitignore or .git/info/exclude, and not tracked
  git_metadata,  ///< inside .git
  excluded,      ///< excluded by the configuration
  symlink,       ///< symbolic links are not followed (their targets inside the root are audited as
                 ///< themselves)
  special,       ///< FIFO, socket, device: never opened
  own_output,    ///< a report that this run writes, or its baseline
};
std::string_view name(SkipReason reason);         ///< camelCase, as in JSON
std::string_view description(SkipReason reason);  ///< for people: "binary", "ignored by .gitignore"

struct Skipped {
  uint64_t files = 0;
  uint64_t directories = 0;        ///< skipped whole, their files are not counted
  std::set<std::string> examples;  ///< the first kMaxSkipExamples paths in byte order
};
inline constexpr size_t kMaxSkipExamples = 20;

/// A file or folder that should have been looked at and could not be: the audit is incomplete.
struct Failure {
  std::string path;
  std::string message;  ///< what failed and why: "cannot open: Permission denied"
  auto operator<=>(const Failure&) const = default;
};

/// What was looked at in a repository's history.
struct HistoryCoverage {
  uint64_t commits = 0;
  uint64_t trees = 0;
  uint64_t blobs = 0;
  uint64_t tags = 0;
  uint64_t bytes = 0;    ///< of all of them, unpacked
  bool shallow = false;  ///< the clone does not have all commits
  bool partial = false;  ///< the clone does not have all objects
};

struct Coverage {
  uint64_t discovered = 0;  ///< regular files seen
  uint64_t scanned = 0;     ///< files whose text was read to the end
  uint64_t bytes = 0;       ///< bytes read of those
  std::map<SkipReason, Skipped> skipped;
  std::vector<Failure> failures;           ///< sorted
  std::optional<HistoryCoverage> history;  ///< when the history was audited

  /// Counts one skipped file or folder.
  void skip(SkipReason reason, std::string_view path, bool directory = false);
  /// Adds what another worker saw. The result does not depend on the order of merging.
  void merge(const Coverage& other);
};

}  // namespace prodready
