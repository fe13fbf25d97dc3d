// Where bytes come from: walks folders in parallel and hands every regular file, window by window,
// to the audit.
//
// The tree is hostile. Everything is opened relative to a folder's descriptor with O_NOFOLLOW;
// nothing but regular files is opened; nothing is mapped; a file is read at most to the size it had
// when it was opened; no program runs. Inside a git work tree .gitignore is obeyed for files that
// the index does not track (outside of one it has no meaning and hides nothing). The user's global
// excludes are not: the result is the same on every machine. A path that is named is audited even
// if it is ignored.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "source/coverage.h"
#include "source/git/change_set.h"
#include "source/window.h"

namespace prodready {

struct SourceRequest {
  std::vector<std::string> paths;    ///< folders, files, or "-" for standard input
  std::string stdin_name = "stdin";  ///< the path that standard input is audited as
  bool gitignore = true;
  /// Path globs (text/glob.h); excluded files are counted, not read.
  std::vector<std::string> exclude;
  /// Put before paths when they are matched by `exclude`: "" or ending in '/'.
  std::string exclude_prefix;
  /// Instead of what lies under `paths`: what git says has changed there (changed_files.h).
  std::optional<git::ChangeQuery> changes{};
  /// Instead of the files: everything that the repository at the path ever held.
  bool history = false;
  bool follow_outside = false;  ///< with `history`: whatever .git files and alternates lead to
  /// (device, inode) of files that this run writes, and of its baseline.
  std::vector<std::pair<uint64_t, uint64_t>> own_outputs;
};

/// Live counters for the progress line.
struct Progress {
  std::atomic<uint64_t> files{0};
  std::atomic<uint64_t> bytes{0};
};

/// Called on one worker's thread, in order, for each window of each file that this worker reads.
/// Every discovered file that is not skipped by name comes along at least once: an empty, binary or
/// unreadable one with empty text.
using WindowSink = std::function<void(const Window&)>;

/// The folder that reported paths are relative to: the one folder given; for files and several
/// folders the current one if it holds them all, otherwise the deepest that does. Throws Error for
/// a path that does not exist.
std::string common_root(const SourceRequest& request);

/// Path of `root` inside its git work tree with a trailing '/', "" at the work tree's root or
/// outside of one: what makes fingerprints the same whether a repository or one of its folders is
/// audited.
std::string work_tree_prefix(const std::string& root);

/// Reads everything, with sinks.size() workers (fewer if threads cannot be started). Throws Error
/// for a path that does not exist.
Coverage read_all(const SourceRequest& request, const std::vector<WindowSink>& sinks,
                  Progress& progress);

}  // namespace prodready
