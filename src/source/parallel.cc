#include "source/parallel.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace prodready {

void run_in_parallel(size_t count, const std::function<void(size_t)>& run,
                     const std::function<void()>& stop) {
  std::mutex mutex;
  std::exception_ptr failure;
  const auto guarded = [&](size_t i) {
    try {
      run(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      stop();
    }
  };
  std::vector<std::thread> threads;
  try {
    for (size_t i = 1; i < count; ++i) threads.emplace_back(guarded, i);
  } catch (const std::system_error&) {
    // not permitted any more threads: those that run do it all
  }
  guarded(0);
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

void for_each_in_parallel(size_t workers, size_t count,
                          const std::function<void(size_t worker, size_t i)>& work) {
  std::atomic<size_t> next{0};
  const auto run = [&](size_t worker) {
    for (size_t i = next++; i < count; i = next++) work(worker, i);
  };
  run_in_parallel(workers, run, [&] { next = count; });
}

}  // namespace prodready
