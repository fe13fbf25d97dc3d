// read_floor LIST [THREADS]: reads every file that LIST names (NUL-separated paths, as `find
// -print0` writes them) and prints how many files, how many bytes and how many seconds. It looks at
// no byte and walks no directory: no scanner that reads each file whole can be faster, so this is
// the floor that prodready is measured against.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

/// Files taken at once: few enough to end together, many enough not to meet at the index.
constexpr size_t kBatch = 64;

struct Total {
  uint64_t files = 0, bytes = 0, failed = 0;
};

/// One buffer, grown to the largest file seen and never cleared.
class Reader {
 public:
  void read_file(const char* path, Total& total) {
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
      ++total.failed;
    } else {
      reserve(static_cast<size_t>(status.st_size));
      ssize_t got = 0;
      off_t left = status.st_size;  // the call that would say "end of file" is spared
      while (left > 0 && (got = read(file, buffer_.get(), size_)) > 0) {
        total.bytes += static_cast<uint64_t>(got);
        left -= got;
      }
      ++(left > 0 ? total.failed : total.files);
    }
    if (file >= 0) close(file);
  }

 private:
  void reserve(size_t size) {
    if (size <= size_) return;
    size_ = size;
    buffer_ = aligned(size);
  }

  size_t size_ = 64 * 1024;
  /// The kernel copies almost twice as fast to the start of a cache line.
  static std::unique_ptr<char, decltype(&std::free)> aligned(size_t size) {
    return {static_cast<char*>(std::aligned_alloc(64, (size + 63) / 64 * 64)), &std::free};
  }
  std::unique_ptr<char, decltype(&std::free)> buffer_ = aligned(64 * 1024);
};

/// The paths point into `list`, which ends each of them with a NUL.
std::vector<const char*> split(const std::string& list) {
  std::vector<const char*> paths;
  for (size_t at = 0; at < list.size(); at = list.find('\0', at) + 1) paths.push_back(&list[at]);
  return paths;
}

Total read_all(const std::vector<const char*>& paths, size_t threads) {
  std::atomic<size_t> next = 0;
  std::vector<Total> totals(threads);
  const auto work = [&](Total& result) {
    Total mine;  // on this thread's own stack: neighbours in `totals` share a cache line
    Reader reader;
    for (size_t from; (from = next.fetch_add(kBatch)) < paths.size();) {
      const size_t to = std::min(from + kBatch, paths.size());
      for (size_t i = from; i < to; ++i) reader.read_file(paths[i], mine);
    }
    result = mine;
  };

  std::vector<std::thread> pool;
  pool.reserve(threads);
  for (Total& total : totals) pool.emplace_back(work, std::ref(total));
  for (std::thread& thread : pool) thread.join();

  Total sum;
  for (const Total& total : totals) {
    sum.files += total.files;
    sum.bytes += total.bytes;
    sum.failed += total.failed;
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  const int threads = argc > 2 ? std::atoi(argv[2]) : 2;
  if (argc < 2 || argc > 3 || threads < 1) {
    std::fprintf(stderr, "usage: read_floor LIST [THREADS]\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  std::string list{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    std::fprintf(stderr, "read_floor: cannot read %s\n", argv[1]);
    return 2;
  }
  if (!list.empty() && list.back() != '\0') list += '\0';

  const auto start = std::chrono::steady_clock::now();
  const Total total = read_all(split(list), static_cast<size_t>(threads));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("%llu files, %llu bytes, %.3f s\n", static_cast<unsigned long long>(total.files),
              static_cast<unsigned long long>(total.bytes), seconds.count());
  if (total.failed == 0) return 0;
  std::fprintf(stderr, "read_floor: %llu files could not be read\n",
               static_cast<unsigned long long>(total.failed));
  return 1;
}
