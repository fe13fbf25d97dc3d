#include "source/open_folders.h"

#include <cerrno>

namespace prodready {
namespace {

// A path in one call must stay below PATH_MAX. Shorter stretches leave open folders behind on the
// way (adopt), so that the next ones to be opened again in a deep tree are near.
constexpr size_t kStretchFolders = 64;
constexpr size_t kStretchBytes = 2048;

/// Takes the next stretch off `down` (the topmost folder is last). Returns its path; its lowest
/// folder stays in `down`.
std::string next_stretch(std::vector<Folder*>& down) {
  std::string path;
  for (size_t count = 0;; ++count) {
    const std::string& name = down.back()->name;
    if (!path.empty() && !name.empty()) path += '/';
    path += name;
    if (down.size() == 1 || count + 1 == kStretchFolders || path.size() > kStretchBytes) break;
    down.pop_back();
  }
  return path.empty() ? "." : path;
}

}  // namespace

void OpenFolders::add(Folder& folder, Descriptor fd) {
  folder.fd = fd.release();
  folder.users = 1;
}

void OpenFolders::expect(Folder& folder, size_t entries) {
  const std::lock_guard lock(mutex_);
  folder.waiting += entries;
}

void OpenFolders::finish(Folder& folder) {
  Descriptor closing;  // closed after the lock is released
  const std::lock_guard lock(mutex_);
  --folder.waiting;
  closing = settle(folder);
}

int OpenFolders::acquire(Folder& folder) {
  {
    const std::lock_guard lock(mutex_);
    if (folder.fd >= 0) return use(folder);
  }
  return reopen(folder);
}

void OpenFolders::release(Folder& folder, size_t finished_entries) {
  Descriptor closing;
  const std::lock_guard lock(mutex_);
  --folder.users;
  folder.waiting -= finished_entries;
  closing = settle(folder);
}

bool OpenFolders::close_unused() {
  std::vector<Descriptor> closing;
  const std::lock_guard lock(mutex_);
  while (!idle_.empty()) closing.push_back(close_idle(*idle_.front()));
  return !closing.empty();
}

/// Marks an open folder as used. The lock is held.
int OpenFolders::use(Folder& folder) {
  if (folder.is_idle) idle_.erase(folder.idle);
  folder.is_idle = false;
  ++folder.users;
  return folder.fd;
}

/// After somebody needs `folder` less: keeps it, closes it, or keeps it and closes another one. The
/// lock is held.
Descriptor OpenFolders::settle(Folder& folder) {
  if (folder.users > 0 || folder.fd < 0) return {};
  if (!folder.is_idle) folder.idle = idle_.insert(idle_.end(), &folder);
  folder.is_idle = true;
  if (folder.waiting == 0) return close_idle(folder);
  return idle_.size() > capacity_ ? close_idle(*idle_.front()) : Descriptor();
}

Descriptor OpenFolders::close_idle(Folder& folder) {
  idle_.erase(folder.idle);
  folder.is_idle = false;
  return Descriptor(std::exchange(folder.fd, -1));
}

// Downwards from the nearest folder that is open; the root always is.
int OpenFolders::reopen(Folder& folder) {
  std::vector<Folder*> down;
  Folder* from = &folder;
  int from_fd = -1;
  {
    const std::lock_guard lock(mutex_);
    for (; from->fd < 0; from = from->parent.get()) down.push_back(from);
    from_fd = use(*from);
  }
  Descriptor passing;  // stands in for a folder on the way that nobody waits for
  while (!down.empty()) {
    const std::string path = next_stretch(down);
    Descriptor opened = open_path(from_fd, path);
    const int error = errno;
    if (from != nullptr) release(*from, 0);
    if (!opened) {
      errno = error;
      return -1;
    }
    from = down.back();
    down.pop_back();
    from_fd = adopt(*from, opened);
    if (from_fd < 0) {
      from = nullptr;
      from_fd = opened.get();
    }
    passing = std::move(opened);
  }
  return from_fd;
}

/// Makes `opened` the folder's descriptor, in use, unless nobody waits for it: then -1. Another
/// worker may have been faster.
int OpenFolders::adopt(Folder& folder, Descriptor& opened) {
  const std::lock_guard lock(mutex_);
  if (folder.fd < 0) {
    if (folder.waiting == 0) return -1;
    folder.fd = opened.release();
  }
  return use(folder);
}

}  // namespace prodready
