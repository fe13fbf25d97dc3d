#include "baseline/reach.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "source/safe_open.h"
#include "text/path.h"

namespace prodready {

namespace {

std::shared_ptr<const std::unordered_set<std::string_view>> paths_of(const Baseline& baseline) {
  auto paths = std::make_shared<std::unordered_set<std::string_view>>();
  for (const BaselineEntry& entry : baseline.entries) paths->insert(entry.path);
  return paths;
}

}  // namespace

ReadFiles::ReadFiles(const Baseline& baseline, std::string path_prefix)
    : prefix_(std::move(path_prefix)), wanted_(paths_of(baseline)) {}

void ReadFiles::note(const Window& window) {
  if (wanted_->empty() || !window.first || window.content != ContentKind::text) return;
  const auto found = wanted_->find(prefix_ + std::string(window.path));
  if (found != wanted_->end()) read_.insert(*found);
}

Reach::Reach(const SourceRequest& request, const AuditResult& result, std::string path_prefix,
             ReadFiles read)
    : scope_(result.scope),
      complete_(verdict(result) != Verdict::incomplete),
      whole_history_(result.coverage.history && !result.coverage.history->shallow &&
                     !result.coverage.history->partial),
      prefix_(std::move(path_prefix)),
      roots_(resolve_roots(request.paths)),
      root_(open(roots_.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)),
      read_(std::move(read)) {}

bool Reach::covers(std::string_view path) const {
  if (!path.starts_with(prefix_)) return false;
  path.remove_prefix(prefix_.size());
  return std::any_of(roots_.starts.begin(), roots_.starts.end(), [&](const Start& start) {
    return start.folder ? start.path.empty() || is_within(start.path, path) : start.path == path;
  });
}

bool Reach::in_work_tree() const {
  struct stat status {};
  return !prefix_.empty() || fstatat(root_.get(), ".git", &status, AT_SYMLINK_NOFOLLOW) == 0;
}

std::string Reach::repository_path(std::string path) const {
  while (path.starts_with("./")) path.erase(0, 2);
  if (path.starts_with('/') && is_within(roots_.root, path))
    return prefix_ + relative_to(roots_.root, path);
  return path;
}

/// Links are not followed, as in the walk: what is behind one is not this file.
bool Reach::looks_for(const std::string& path) const {
  const std::string folder = folder_of(path);
  Descriptor opened;
  if (!folder.empty()) {
    opened = open_path(root_.get(), folder.substr(0, folder.size() - 1));
    if (!opened) return errno != ENOENT && errno != ENOTDIR && errno != ELOOP;
  }
  struct stat status {};
  const std::string name(file_name(path));
  return fstatat(opened ? opened.get() : root_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) ==
                 0
             ? !S_ISLNK(status.st_mode)
             : errno != ENOENT && errno != ENOTDIR;
}

bool Reach::exists(const std::string& path) const {
  if (!path.starts_with(prefix_)) return true;  // who knows
  const auto [known, is_new] = existing_.try_emplace(path, false);
  if (is_new) known->second = looks_for(path.substr(prefix_.size()));
  return known->second;
}

bool Reach::is_gone(const BaselineEntry& entry) const {
  if (!complete_) return false;
  if (entry.history || scope_ == Scope::history)
    return entry.history && scope_ == Scope::history && whole_history_;
  if (scope_ == Scope::files && read_.contains(entry.path)) return true;
  return covers(entry.path) && !exists(entry.path);
}

}  // namespace prodready
