// What is left to be walked, shared by all workers. Last in, first out: the walk goes deep before
// it goes wide, so that the queue stays short. The names of a folder's subfolders are one item,
// whatever their number.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "source/folder.h"

namespace prodready {

struct Task {
  enum class Kind : uint8_t {
    folders,       ///< subfolders of `folder`; pop() hands them out one by one
    files,         ///< regular files of `folder`
    named_folder,  ///< one subfolder of `folder` that the user asked for
    named_file,    ///< one file of `folder` that the user asked for
    standard_input,
  };
  Kind kind = Kind::folders;
  FolderRef folder;
  std::string names;  ///< each one ends with a NUL
  FolderView view;    ///< of a named folder
};

class WorkQueue {
 public:
  void push(Task task);
  /// The next task; waits while other workers may still add some. Nothing when all work is done, or
  /// after stop().
  std::optional<Task> pop();
  /// To be called after each task.
  void done();
  /// Makes every worker return: one of them failed.
  void stop();
  /// Whether a worker waits for something to do.
  bool hungry() const {
    return waiting_.load(std::memory_order_relaxed) > 0 && empty_.load(std::memory_order_relaxed);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Task> tasks_;
  size_t running_ = 0;  ///< tasks handed out and not done
  bool stopped_ = false;
  std::atomic<size_t> waiting_{0};
  std::atomic<bool> empty_{true};
};

/// Calls `use` with each NUL-terminated name.
template <typename Use>
void for_each_name(const std::string& names, Use use) {
  for (size_t at = 0; at < names.size(); at = names.find('\0', at) + 1) use(names.c_str() + at);
}

}  // namespace prodready
