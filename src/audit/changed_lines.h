// Which findings in changed files are about what was changed. The others were there before, and
// are only counted.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/finding.h"
#include "source/changed_files.h"
#include "text/line_diff.h"

namespace prodready {

/// Compares the two versions of a file when the first finding in it comes along.
class ChangedLines {
 public:
  /// Refers to `changes`.
  explicit ChangedLines(const FileChanges& changes);

  /// Whether one of the finding's lines was added or changed; of a finding about a file as such,
  /// whether the file is new under its path.
  bool has(const Finding& finding);

 private:
  struct File {
    const git::ChangedFile* change = nullptr;
    std::optional<std::vector<LineSpan>> added;
  };

  bool is_added(const File& file, const Location& location) const;

  const git::ObjectStore& store_;
  std::map<std::string_view, File> files_;  ///< by path
};

}  // namespace prodready
