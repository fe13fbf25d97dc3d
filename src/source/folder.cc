#include "source/folder.h"

#include <unistd.h>

#include <cstring>

namespace prodready {

FolderRef::FolderRef(const FolderRef& other) : folder_(other.folder_) {
  if (folder_ != nullptr) folder_->references_.fetch_add(1, std::memory_order_relaxed);
}

// A loop, because a chain of ten thousand parents must not become ten thousand nested destructors.
FolderRef::~FolderRef() {
  Folder* folder = std::exchange(folder_, nullptr);
  while (folder != nullptr && folder->references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    Folder* const parent = std::exchange(folder->parent.folder_, nullptr);
    delete folder;
    folder = parent;
  }
}

Folder::~Folder() {
  if (fd >= 0) close(fd);  // the root, and everything when a run breaks off
}

FolderRef Folder::make(const FolderRef& parent, std::string_view name) {
  FolderRef folder(new Folder);
  folder->parent = parent;
  folder->name = name;
  folder->path_size = name.size();
  if (parent) {
    const size_t above = parent->path_size;
    folder->path_size += above + (above > 0 && !name.empty() ? 1 : 0);
  }
  return folder;
}

void set_path(std::string& path, size_t keep, const Folder& folder) {
  path.resize(keep + folder.path_size);
  size_t end = path.size();
  for (const Folder* at = &folder; end > keep; at = at->parent.get()) {
    end -= at->name.size();
    std::memcpy(&path[end], at->name.data(), at->name.size());
    if (end > keep && !at->name.empty()) path[--end] = '/';
  }
}

std::string path_of(const Folder& folder) {
  std::string path;
  set_path(path, 0, folder);
  return path;
}

}  // namespace prodready
