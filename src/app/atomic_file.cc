#include "app/atomic_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <system_error>
#include <utility>

#include "app/process.h"

namespace prodready {
namespace {

[[noreturn]] void fail() { throw std::system_error(errno, std::generic_category()); }

std::string random_name() {
  uint64_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number)
    number = static_cast<uint64_t>(getpid());
  char name[48];
  std::snprintf(name, sizeof name, ".prodready-%016llx.tmp",
                static_cast<unsigned long long>(number));
  return name;
}

}  // namespace

AtomicFile::AtomicFile(int folder, std::string name) : folder_(folder), name_(std::move(name)) {
  do {
    temporary_ = random_name();
    // Armed before the file exists: nobody else has a file of this name.
    remove_on_signal(folder_, temporary_);
    fd_ = openat(folder_, temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                 0600);
  } while (fd_ < 0 && errno == EEXIST);
  if (fd_ >= 0) return;
  const int error = errno;
  keep_on_signal();
  throw std::system_error(error, std::generic_category());
}

AtomicFile::~AtomicFile() {
  if (fd_ >= 0) close(fd_);
  if (!temporary_.empty()) unlinkat(folder_, temporary_.c_str(), 0);
  keep_on_signal();
}

void AtomicFile::commit(mode_t mode) {
  if (fchmod(fd_, mode) != 0 && errno != EPERM && errno != ENOTSUP) fail();  // FAT knows no modes
  if (fsync(fd_) != 0 && errno != EINVAL) fail();
  const int fd = std::exchange(fd_, -1);
  if (close(fd) != 0 && errno != EINTR) fail();
  if (renameat(folder_, temporary_.c_str(), folder_, name_.c_str()) != 0) fail();
  temporary_.clear();
  keep_on_signal();
  fsync(folder_);  // the report is whole either way; this makes the new name survive a power cut
}

}  // namespace prodready
