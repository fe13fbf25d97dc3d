// A folder that the walk has met. Folders know their parent and their name but no path: ten
// thousand nested ones would otherwise hold ten thousand long paths. They are shared between
// workers and freed with the last entry below them.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "source/git/folder_view.h"

namespace prodready {

struct Folder;

/// Keeps a folder, and with it all folders above it.
class FolderRef {
 public:
  FolderRef() = default;
  explicit FolderRef(Folder* adopted) : folder_(adopted) {}
  FolderRef(const FolderRef& other);
  FolderRef(FolderRef&& other) noexcept : folder_(std::exchange(other.folder_, nullptr)) {}
  FolderRef& operator=(FolderRef other) noexcept {
    std::swap(folder_, other.folder_);
    return *this;
  }
  ~FolderRef();

  Folder* get() const { return folder_; }
  Folder* operator->() const { return folder_; }
  Folder& operator*() const { return *folder_; }
  explicit operator bool() const { return folder_ != nullptr; }

 private:
  Folder* folder_ = nullptr;
};

struct Folder {
  /// `parent` is nothing for the root. `name` may have several components below the root, and none
  /// for the root itself.
  static FolderRef make(const FolderRef& parent, std::string_view name);
  ~Folder();

  FolderRef parent;
  std::string name;
  size_t path_size = 0;  ///< of the path below the root

  // Written by the worker that lists the folder, before anybody else sees it.
  FolderView view;
  std::unique_ptr<WorkTree> work_tree;  ///< when this folder is the top of one
  std::unique_ptr<IgnoreScope> scope;   ///< when this folder has a .gitignore

  // Owned by OpenFolders.
  int fd = -1;
  uint32_t users = 0;  ///< workers that use `fd` just now
  size_t waiting = 0;  ///< entries in the queue that will need `fd`
  bool is_idle = false;
  std::list<Folder*>::iterator idle;  ///< valid while is_idle

 private:
  friend FolderRef;
  std::atomic<uint32_t> references_{1};
};

/// Replaces what follows the first `keep` bytes of `path` by the folder's path below the root.
void set_path(std::string& path, size_t keep, const Folder& folder);
std::string path_of(const Folder& folder);

}  // namespace prodready
