#include "audit/changed_lines.h"

#include <algorithm>

namespace prodready {

ChangedLines::ChangedLines(const FileChanges& changes) : store_(changes.set.store) {
  for (const FileChange& file : changes.files) files_[file.path].change = &file.change;
}

bool ChangedLines::has(const Finding& finding) {
  const auto found = files_.find(finding.path);
  if (found == files_.end()) return true;
  File& file = found->second;
  const git::ChangedFile& change = *file.change;
  if (finding.rule->shape == Shape::path) return change.old_path != change.path;
  if (change.old_path.empty()) return true;
  if (!file.added)
    file.added = added_lines(text_of(store_, change.old_id), text_of(store_, change.id));
  // Of very many repeats not all places are known.
  if (finding.occurrences > finding.repeats.size() + 1) return !file.added->empty();
  return is_added(file, finding.location) ||
         std::any_of(finding.repeats.begin(), finding.repeats.end(),
                     [&](const Location& repeat) { return is_added(file, repeat); });
}

bool ChangedLines::is_added(const File& file, const Location& location) const {
  // What ends at the start of a line has nothing of it.
  const bool past_line = location.end.column == 1 && location.end.line > location.start.line;
  return touches(*file.added, {location.start.line, location.end.line - (past_line ? 1 : 0)});
}

}  // namespace prodready
