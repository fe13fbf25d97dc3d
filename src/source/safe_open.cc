#include "source/safe_open.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#endif

namespace prodready {
namespace {

constexpr int kReadOnly = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
constexpr int kPathOnly = O_PATH | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY;

/// One call for the whole path. ENOSYS where the kernel is older than 5.6.
int open_path_at_once([[maybe_unused]] int folder, [[maybe_unused]] const std::string& path) {
#if defined(SYS_openat2) && defined(RESOLVE_BENEATH)
  open_how how{};
  how.flags = kPathOnly;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how));
#else
  errno = ENOSYS;
  return -1;
#endif
}

Descriptor open_path_stepwise(int folder, const std::string& path) {
  Descriptor current;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string component = path.substr(begin, end - begin);
    if (component == "..") {
      errno = EXDEV;
      return {};
    }
    current = Descriptor(openat(current ? current.get() : folder, component.c_str(), kPathOnly));
    if (!current) return {};
    begin = end + 1;
  }
  return current;
}

}  // namespace

Descriptor open_file(int folder, const char* name) {
  return Descriptor(openat(folder, name, kReadOnly));
}

Descriptor open_folder(int folder, const char* name) {
  return Descriptor(openat(folder, name, kReadOnly | O_DIRECTORY));
}

Descriptor open_path(int folder, const std::string& path) {
  Descriptor found(open_path_at_once(folder, path));
  // A sandbox may refuse a call that it does not know with EPERM; EAGAIN is a lost race with a
  // rename.
  if (found || (errno != ENOSYS && errno != EPERM && errno != EAGAIN)) return found;
  return open_path_stepwise(folder, path);
}

SmallFile read_small_file(int folder, const char* path, size_t limit) {
  SmallFile result;
  const Descriptor file = open_file(folder, path);
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0) {
    result.error = errno;
    return result;
  }
  if (!S_ISREG(status.st_mode)) {
    result.error = EINVAL;
    return result;
  }
  const auto size = static_cast<size_t>(status.st_size);
  result.too_large = size > limit;
  if (result.too_large) return result;
  result.bytes.resize(size);
  size_t got = 0;
  while (got < size) {
    const ssize_t n = read(file.get(), &result.bytes[got], size - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) result.error = errno;
    if (n <= 0) break;
    got += static_cast<size_t>(n);
  }
  result.bytes.resize(got);
  return result;
}

std::string error_text(int error) { return std::generic_category().message(error); }

}  // namespace prodready
