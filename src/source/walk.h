// One walk through everything that was asked for: what all its workers share, and one worker. A
// worker takes a folder or a batch of files from the queue, lists it, queues the subfolders and
// reads the files; while others have nothing to do, it leaves them some of its files.
#pragma once

#include <atomic>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "source/coverage.h"
#include "source/excludes.h"
#include "source/file_reader.h"
#include "source/folder.h"
#include "source/listing.h"
#include "source/open_folders.h"
#include "source/source.h"
#include "source/work_queue.h"

namespace prodready {

struct Walk {
  const SourceRequest& request;
  Progress& progress;
  Excludes excludes;
  std::string above;  ///< what full paths start with (git/folder_view.h)
  /// Paths that were asked for: each is a start of its own, not met from above.
  std::set<std::string, std::less<>> named;
  OpenFolders open_folders;
  WorkQueue queue;
  std::atomic<int> patience{1000};  ///< milliseconds left to wait for descriptors to become free
};

class Worker {
 public:
  Worker(Walk& walk, const WindowSink& sink) : walk_(walk), sink_(sink), path_(walk.above) {}

  /// Works until nothing is left in the queue.
  void run();
  const Coverage& coverage() const { return coverage_; }

 private:
  // Folders
  void visit_subfolder(const FolderRef& parent, const char* name);
  void visit_named_folder(const FolderRef& parent, const char* name, const FolderView& view);
  void walk_folder(const FolderRef& parent, const char* name, const FolderView& view);
  Descriptor open_child(Folder& parent, const char* name);
  void list(const FolderRef& folder);
  void look_for_git(Folder& folder);
  void open_work_tree_at(Folder& folder);
  void read_ignore_file(Folder& folder);
  void sort_entries(const FolderRef& folder);
  unsigned char type_of(int fd, const Entry& entry);
  void fail_folder(int error);

  // Files
  void read_listed_files(const FolderRef& folder);
  void share_files(const FolderRef& folder);
  void visit_batch(const FolderRef& folder, const std::string& names, bool named);
  void visit_file(const Folder& folder, int fd, const char* name);
  void visit_named_file(int fd, const char* name);
  void read_file(int fd, const char* name);
  void read_standard_input();
  void account(const ReadResult& result);
  void fail_file(int error);

  // The path of the folder or entry at hand
  void set_folder(const FolderRef& folder);
  void set_entry(std::string_view name);
  std::string_view path() const { return std::string_view(path_).substr(walk_.above.size()); }

  Walk& walk_;
  const WindowSink& sink_;
  Coverage coverage_;
  FileReader reader_;
  Listing listing_;
  std::vector<const char*> files_;  ///< of this piece of the listing, still to be read
  std::string path_;                ///< full path; its start walk_.above never changes
  FolderRef folder_;                ///< the folder that path_ is in
  size_t folder_end_ = 0;           ///< of that folder's part of path_, with its '/'
};

}  // namespace prodready
