#include "source/work_queue.h"

#include <utility>

namespace prodready {
namespace {

/// Takes the last name off a list.
std::string take_last_name(std::string& names) {
  names.pop_back();
  const size_t begin = names.rfind('\0') + 1;  // npos + 1 is 0
  std::string name = names.substr(begin) + '\0';
  names.resize(begin);
  return name;
}

}  // namespace

void WorkQueue::push(Task task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    empty_.store(false, std::memory_order_relaxed);
    if (waiting_.load(std::memory_order_relaxed) == 0) return;
  }
  changed_.notify_all();  // there may be many names in one task
}

std::optional<Task> WorkQueue::pop() {
  std::unique_lock lock(mutex_);
  waiting_.fetch_add(1, std::memory_order_relaxed);
  changed_.wait(lock, [this] { return stopped_ || !tasks_.empty() || running_ == 0; });
  waiting_.fetch_sub(1, std::memory_order_relaxed);
  if (stopped_ || tasks_.empty()) return std::nullopt;
  ++running_;
  Task task;
  if (tasks_.back().kind == Task::Kind::folders) {
    task.folder = tasks_.back().folder;
    task.names = take_last_name(tasks_.back().names);
    if (tasks_.back().names.empty()) tasks_.pop_back();
  } else {
    task = std::move(tasks_.back());
    tasks_.pop_back();
  }
  empty_.store(tasks_.empty(), std::memory_order_relaxed);
  return task;
}

void WorkQueue::done() {
  {
    const std::lock_guard lock(mutex_);
    --running_;
    if (running_ > 0 || !tasks_.empty()) return;
  }
  changed_.notify_all();
}

void WorkQueue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

}  // namespace prodready
