#include "source/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>
#include <optional>
#include <thread>
#include <utility>

#include "source/safe_open.h"

namespace prodready {
namespace {

constexpr size_t kBatch = 64;
/// Fewer files are not worth handing over.
constexpr size_t kLeastToShare = 4;

bool is_git(const char* name) { return std::strcmp(name, ".git") == 0; }

/// Tries again while descriptors are short: unused folders are closed, then other workers are
/// waited for, but only so long in the whole run. `open` returns something false and sets errno
/// when it fails.
template <typename Open>
auto with_patience(Walk& walk, Open open) {
  while (true) {
    auto opened = open();
    if (opened || (errno != EMFILE && errno != ENFILE)) return opened;
    if (walk.open_folders.close_unused()) continue;
    if (walk.patience.fetch_sub(1, std::memory_order_relaxed) <= 0) {
      errno = EMFILE;
      return opened;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

/// The descriptor of a folder, as long as one entry from the queue needs it.
class BorrowedFolder {
 public:
  BorrowedFolder(Walk& walk, Folder& folder) : open_folders_(walk.open_folders), folder_(folder) {
    with_patience(walk, [&] { return (fd_ = open_folders_.acquire(folder_)) >= 0; });
  }
  BorrowedFolder(const BorrowedFolder&) = delete;
  BorrowedFolder& operator=(const BorrowedFolder&) = delete;
  ~BorrowedFolder() {
    const int saved = errno;
    fd_ < 0 ? open_folders_.finish(folder_) : open_folders_.release(folder_, 1);
    errno = saved;
  }

  int fd() const { return fd_; }  ///< -1: it could not be opened again, errno says why

 private:
  OpenFolders& open_folders_;
  Folder& folder_;
  int fd_ = -1;
};

/// Why an entry that is neither a folder to enter nor a file to read is skipped.
SkipReason reason_for(unsigned char type) {
  if (type == DT_REG || type == DT_DIR) return SkipReason::git_metadata;
  return type == DT_LNK ? SkipReason::symlink : SkipReason::special;
}

std::string why(const char* what, int error) {
  if (error == ENOENT) return "vanished while it was read";
  return std::string(what) + ": " + error_text(error);
}

}  // namespace

void Worker::run() {
  while (const std::optional<Task> task = walk_.queue.pop()) {
    switch (task->kind) {
      case Task::Kind::folders:
        visit_subfolder(task->folder, task->names.c_str());
        break;
      case Task::Kind::files:
        visit_batch(task->folder, task->names, false);
        break;
      case Task::Kind::named_folder:
        visit_named_folder(task->folder, task->names.c_str(), task->view);
        break;
      case Task::Kind::named_file:
        visit_batch(task->folder, task->names, true);
        break;
      case Task::Kind::standard_input:
        read_standard_input();
        break;
    }
    walk_.queue.done();
  }
}

// ---- Folders

void Worker::visit_subfolder(const FolderRef& parent, const char* name) {
  set_folder(parent);
  set_entry(name);
  const auto skip = [&](SkipReason reason) {
    coverage_.skip(reason, path(), true);
    walk_.open_folders.finish(*parent);
  };
  if (walk_.named.contains(path())) return walk_.open_folders.finish(*parent);
  if (walk_.excludes.folder(path())) return skip(SkipReason::excluded);
  const std::optional<FolderView> view = enter(parent->view, path_);
  if (!view) return skip(SkipReason::git_ignored);
  walk_folder(parent, name, *view);
}

void Worker::visit_named_folder(const FolderRef& parent, const char* name, const FolderView& view) {
  set_folder(parent);
  set_entry(name);
  if (!path().empty() && (walk_.excludes.folder(path()) || walk_.excludes.around(path()))) {
    coverage_.skip(SkipReason::excluded, path(), true);
    return walk_.open_folders.finish(*parent);
  }
  walk_folder(parent, name, view);
}

void Worker::walk_folder(const FolderRef& parent, const char* name, const FolderView& view) {
  Descriptor fd = open_child(*parent, name);
  if (!fd) return fail_folder(errno);
  const FolderRef folder = Folder::make(parent, name);
  folder->view = view;
  walk_.open_folders.add(*folder, std::move(fd));
  list(folder);
  walk_.open_folders.release(*folder, 0);
}

Descriptor Worker::open_child(Folder& parent, const char* name) {
  const BorrowedFolder around(walk_, parent);
  if (around.fd() < 0) return {};
  return with_patience(walk_, [&] { return open_folder(around.fd(), *name == '\0' ? "." : name); });
}

void Worker::list(const FolderRef& folder) {
  int error = listing_.begin(folder->fd);
  set_folder(folder);
  if (walk_.request.gitignore) look_for_git(*folder);
  while (true) {
    sort_entries(folder);
    read_listed_files(folder);
    if (error != 0 || listing_.complete()) break;
    error = listing_.next(folder->fd);
  }
  if (error == 0) return;
  set_folder(folder);
  coverage_.failures.push_back({std::string(path()), why("cannot list", error)});
}

/// Must know before the first entry is judged. Only of a folder too large for one piece git has to
/// be asked for by name.
void Worker::look_for_git(Folder& folder) {
  const auto holds = [&](std::string_view name) {
    return !listing_.complete() ||
           std::any_of(listing_.entries().begin(), listing_.entries().end(),
                       [&](const Entry& entry) { return name == entry.name; });
  };
  if (holds(".git")) open_work_tree_at(folder);
  if (folder.view.tree != nullptr && !folder.view.ignored && holds(".gitignore")) {
    read_ignore_file(folder);
  }
}

void Worker::open_work_tree_at(Folder& folder) {
  OpenedWorkTree opened = open_work_tree(folder.fd);
  if (!opened.repository) return;
  if (!opened.error.empty()) {
    set_entry(".git/index");
    coverage_.failures.push_back({std::string(path()), std::move(opened.error)});
  }
  folder.work_tree = std::move(opened.tree);
  folder.view = folder.work_tree ? view_of_top(*folder.work_tree, folder_end_) : FolderView{};
}

void Worker::read_ignore_file(Folder& folder) {
  SmallFile file = read_small_file(folder.fd, ".gitignore", kMaxIgnoreFile);
  if (file.too_large) {
    set_entry(".gitignore");
    coverage_.failures.push_back({std::string(path()), std::string(kIgnoreFileTooLarge)});
  }
  if (file.bytes.empty()) return;
  folder.scope = std::make_unique<IgnoreScope>(
      IgnoreScope{folder.view.scope, folder_end_, parse_ignore_file(std::move(file.bytes))});
  folder.view.scope = folder.scope.get();
}

/// Queues subfolders, notes files, counts the rest.
void Worker::sort_entries(const FolderRef& folder) {
  Task subfolders{Task::Kind::folders, folder, {}, {}};
  size_t count = 0;
  for (const Entry& entry : listing_.entries()) {
    const unsigned char type = entry.type == DT_UNKNOWN ? type_of(folder->fd, entry) : entry.type;
    if (type == DT_UNKNOWN) continue;
    if (type == DT_REG && !is_git(entry.name)) {
      files_.push_back(entry.name);
    } else if (type == DT_DIR && !is_git(entry.name)) {
      subfolders.names.append(entry.name, std::strlen(entry.name) + 1);
      ++count;
    } else {
      set_entry(entry.name);
      coverage_.discovered += type == DT_REG;
      coverage_.skip(reason_for(type), path(), type == DT_DIR);
    }
  }
  if (count == 0) return;
  walk_.open_folders.expect(*folder, count);
  walk_.queue.push(std::move(subfolders));
}

/// For file systems that do not say it in the listing. DT_UNKNOWN when the entry could not be
/// looked at.
unsigned char Worker::type_of(int fd, const Entry& entry) {
  struct stat status {};
  if (fstatat(fd, entry.name, &status, AT_SYMLINK_NOFOLLOW) == 0) return IFTODT(status.st_mode);
  set_entry(entry.name);
  coverage_.failures.push_back({std::string(path()), why("cannot look at it", errno)});
  return DT_UNKNOWN;
}

/// The folder at hand could not be opened. A file or a link may have taken its place.
void Worker::fail_folder(int error) {
  const bool replaced = error == ENOTDIR || error == ELOOP;
  coverage_.failures.push_back({std::string(path()), replaced ? "was replaced while it was read"
                                                              : why("cannot open", error)});
}

// ---- Files

void Worker::read_listed_files(const FolderRef& folder) {
  while (!files_.empty()) {
    if (files_.size() >= kLeastToShare && walk_.queue.hungry()) share_files(folder);
    const char* const name = files_.back();
    files_.pop_back();
    visit_file(*folder, folder->fd, name);
  }
}

void Worker::share_files(const FolderRef& folder) {
  Task batch{Task::Kind::files, folder, {}, {}};
  for (size_t count = std::min(kBatch, files_.size() / 2); count > 0; --count) {
    batch.names.append(files_.back(), std::strlen(files_.back()) + 1);
    files_.pop_back();
  }
  walk_.open_folders.expect(*folder, 1);
  walk_.queue.push(std::move(batch));
}

void Worker::visit_batch(const FolderRef& folder, const std::string& names, bool named) {
  set_folder(folder);
  const BorrowedFolder opened(walk_, *folder);
  const int error = errno;
  for_each_name(names, [&](const char* name) {
    if (opened.fd() < 0) {
      set_entry(name);
      ++coverage_.discovered;
      fail_file(error);
    } else if (named) {
      visit_named_file(opened.fd(), name);
    } else {
      visit_file(*folder, opened.fd(), name);
    }
  });
}

void Worker::visit_file(const Folder& folder, int fd, const char* name) {
  set_entry(name);
  const auto skip = [&](SkipReason reason) {
    ++coverage_.discovered;
    coverage_.skip(reason, path());
  };
  if (walk_.named.contains(path())) return;
  if (walk_.excludes.file(path())) return skip(SkipReason::excluded);
  if (hides(folder.view, path_)) return skip(SkipReason::git_ignored);
  read_file(fd, name);
}

/// .gitignore does not hide what was asked for by name; the configuration does, because lists of
/// files come from tools.
void Worker::visit_named_file(int fd, const char* name) {
  set_entry(name);
  if (walk_.excludes.file(path()) || walk_.excludes.around(path())) {
    ++coverage_.discovered;
    return coverage_.skip(SkipReason::excluded, path());
  }
  read_file(fd, name);
}

void Worker::read_file(int fd, const char* name) {
  const Descriptor file = with_patience(walk_, [&] { return open_file(fd, name); });
  struct stat status {};
  if (!file && errno == ELOOP) return coverage_.skip(SkipReason::symlink, path());
  if (!file && errno == ENXIO) return coverage_.skip(SkipReason::special, path());
  if (!file || fstat(file.get(), &status) != 0) {
    ++coverage_.discovered;
    return fail_file(errno);
  }
  if (!S_ISREG(status.st_mode)) return coverage_.skip(SkipReason::special, path());
  ++coverage_.discovered;
  const auto& outputs = walk_.request.own_outputs;
  if (std::find(outputs.begin(), outputs.end(),
                std::pair<uint64_t, uint64_t>(status.st_dev, status.st_ino)) != outputs.end()) {
    return coverage_.skip(SkipReason::own_output, path());
  }
  account(reader_.read(file.get(), static_cast<uint64_t>(status.st_size), path(), sink_));
}

void Worker::read_standard_input() {
  folder_ = {};
  path_.resize(walk_.above.size());
  path_ += walk_.request.stdin_name;
  ++coverage_.discovered;
  account(reader_.read(STDIN_FILENO, std::numeric_limits<uint64_t>::max(), path(), sink_));
}

void Worker::account(const ReadResult& result) {
  walk_.progress.files.fetch_add(1, std::memory_order_relaxed);
  walk_.progress.bytes.fetch_add(result.bytes, std::memory_order_relaxed);
  if (result.error != 0) {
    coverage_.failures.push_back({std::string(path()), why("cannot read", result.error)});
  } else if (result.content == ContentKind::text) {
    ++coverage_.scanned;
    coverage_.bytes += result.bytes;
  } else {
    const bool archive = result.content == ContentKind::archive;
    coverage_.skip(archive ? SkipReason::archive : SkipReason::binary, path());
  }
}

/// The file at hand could not be opened.
void Worker::fail_file(int error) {
  coverage_.failures.push_back({std::string(path()), why("cannot open", error)});
  walk_.progress.files.fetch_add(1, std::memory_order_relaxed);
  Window window;
  window.path = path();
  window.content = ContentKind::unreadable;
  sink_(window);
}

// ---- Paths

/// Most folders come right after the one around them: only then nothing has to be put together
/// anew.
void Worker::set_folder(const FolderRef& folder) {
  const bool known = folder.get() == folder_.get();
  if (known || (folder_ && folder->parent.get() == folder_.get())) {
    path_.resize(folder_end_);
    if (!known) path_ += folder->name;
    if (!known && !folder->name.empty()) path_ += '/';
  } else {
    set_path(path_, walk_.above.size(), *folder);
    if (path_.size() > walk_.above.size()) path_ += '/';
  }
  folder_ = folder;
  folder_end_ = path_.size();
}

void Worker::set_entry(std::string_view name) {
  path_.resize(folder_end_);
  path_ += name;
}

}  // namespace prodready
