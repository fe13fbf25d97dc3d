// Which folders are kept open. An entry is opened relative to its folder's descriptor, so a folder
// should stay open until the last of its entries has left the queue; but descriptors are few, and a
// deep tree has entries waiting on every level. So only so many unused folders stay open. The
// others are closed and opened again, from the nearest open folder above.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "source/folder.h"
#include "source/safe_open.h"

namespace prodready {

class OpenFolders {
 public:
  /// Keeps at most `capacity` folders open that nobody uses.
  explicit OpenFolders(size_t capacity) : capacity_(capacity) {}

  /// Gives a folder that no other worker has seen yet its descriptor, in use until release().
  void add(Folder& folder, Descriptor fd);

  /// Announces entries that will need the descriptor, later. Each of them ends with finish(), or
  /// with release().
  void expect(Folder& folder, size_t entries);
  void finish(Folder& folder);

  /// The descriptor of a folder with expected entries, in use until release(). -1 and errno if it
  /// cannot be opened again.
  int acquire(Folder& folder);
  void release(Folder& folder, size_t finished_entries);

  /// Closes what nobody uses, when descriptors ran out. False if there was nothing to close.
  bool close_unused();

 private:
  int use(Folder& folder);
  int reopen(Folder& folder);
  int adopt(Folder& folder, Descriptor& opened);
  Descriptor settle(Folder& folder);
  Descriptor close_idle(Folder& folder);

  std::mutex mutex_;
  const size_t capacity_;
  /// Open, unused and waited for. The one least recently used comes first.
  std::list<Folder*> idle_;
};

}  // namespace prodready
