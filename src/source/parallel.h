// Work that several threads share.
#pragma once

#include <cstddef>
#include <functional>

namespace prodready {

/// Calls `run(i)` for each i below `count`: the first on this thread, the others on their own, as
/// many as can be started. When one throws, `stop` is called, and what it threw is thrown again
/// once all have returned.
void run_in_parallel(size_t count, const std::function<void(size_t)>& run,
                     const std::function<void()>& stop);

/// Calls `work(worker, i)` once for each i below `count`, on at most `workers` threads, in about
/// this order. Throws as run_in_parallel() does.
void for_each_in_parallel(size_t workers, size_t count,
                          const std::function<void(size_t worker, size_t i)>& work);

}  // namespace prodready
