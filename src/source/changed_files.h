// The other place where files come from: the changes that git/change_set.h found, read from the
// repository's objects. They go through the same windows as files of a folder; the work tree is not
// looked at.
#pragma once

#include <string>
#include <vector>

#include "source/git/change_set.h"
#include "source/source.h"

namespace prodready {

struct FileChange {
  std::string path;  ///< relative to common_root(), as those of read_all() are
  git::ChangedFile change;
};

struct FileChanges {
  git::ChangeSet set;             ///< its files are in `files`
  std::vector<FileChange> files;  ///< those that were asked for
};

/// The changes that `request` asks for, of files below its paths. Throws Error as
/// git::find_changes() does.
FileChanges find_changes(const SourceRequest& request);

/// Hands every changed file to one of the sinks.
Coverage read_changes(const FileChanges& changes, const SourceRequest& request,
                      const std::vector<WindowSink>& sinks, Progress& progress);

/// The text of an object as it is scanned: decoded to UTF-8. Empty when it cannot be read.
std::string text_of(const git::ObjectStore& store, const git::ObjectId& id);

}  // namespace prodready
