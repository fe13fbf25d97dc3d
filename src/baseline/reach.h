// What an audit can say about a file that it found nothing in: only what was looked at can be free
// of a finding. An audit that is incomplete, or that saw other files, calls nothing gone.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "baseline/baseline.h"
#include "findings/audit_result.h"
#include "source/roots.h"
#include "source/source.h"
#include "text/descriptor.h"

namespace prodready {

/// The files of a baseline's entries that one worker read.
class ReadFiles {
 public:
  /// `path_prefix` as in DetectorOptions. Refers to `baseline`; made once, and copied for each
  /// worker.
  ReadFiles(const Baseline& baseline, std::string path_prefix);

  /// Of a file's first window.
  void note(const Window& window);
  bool contains(std::string_view path) const { return read_.contains(path); }
  void merge(const ReadFiles& other) { read_.insert(other.read_.begin(), other.read_.end()); }

 private:
  std::string prefix_;
  std::shared_ptr<const std::unordered_set<std::string_view>> wanted_;  ///< the same for all
  std::unordered_set<std::string_view> read_;
};

class Reach {
 public:
  /// `result`: with its scope, coverage and notifications.
  Reach(const SourceRequest& request, const AuditResult& result, std::string path_prefix,
        ReadFiles read);

  /// Whether an entry whose finding was not found is truly not there any more.
  bool is_gone(const BaselineEntry& entry) const;
  /// Whether the audit may say so: one of changes only knows that files have moved.
  bool tells_fixed() const { return scope_ == Scope::files || scope_ == Scope::history; }
  /// Whether paths are those of a git work tree, the same from whichever folder the audit begins.
  bool in_work_tree() const;
  /// The path in the repository of what another tool wrote, which may be absolute.
  std::string repository_path(std::string path) const;
  /// Whether there is such a file, by its path in the repository.
  bool exists(const std::string& path) const;
  /// Whether the audit was to look there.
  bool covers(std::string_view path) const;
  const std::string& path_prefix() const { return prefix_; }

 private:
  bool looks_for(const std::string& path) const;

  Scope scope_;
  bool complete_;
  bool whole_history_;
  std::string prefix_;
  Roots roots_;
  Descriptor root_;
  ReadFiles read_;
  mutable std::unordered_map<std::string, bool> existing_;
};

}  // namespace prodready
