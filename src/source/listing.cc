#include "source/listing.h"

#include <dirent.h>

#include <cerrno>
#include <cstring>

namespace prodready {
namespace {

constexpr size_t kBuffer = 64 * 1024;
/// What one record may need: the kernel fails with EINVAL when not even one fits.
constexpr size_t kLargestRecord = sizeof(dirent64) + 16;

bool is_dot(const char* name) {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

}  // namespace

Listing::Listing() : buffer_(new char[kBuffer]) {}

int Listing::begin(int folder) {
  complete_ = false;
  return fill(folder);
}

int Listing::next(int folder) {
  entries_.clear();
  return complete_ ? 0 : fill(folder);
}

// Goes on until the buffer is full, so that a usual folder is known as a whole before the first of
// its files is opened.
int Listing::fill(int folder) {
  entries_.clear();
  size_t used = 0;
  while (kBuffer - used >= kLargestRecord) {
    const ssize_t got = getdents64(folder, buffer_.get() + used, kBuffer - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) {
      complete_ = true;
      break;
    }
    for (size_t at = used; at < used + static_cast<size_t>(got);) {
      const auto* record = reinterpret_cast<const dirent64*>(buffer_.get() + at);
      if (!is_dot(record->d_name)) entries_.push_back({record->d_name, record->d_type});
      at += record->d_reclen;
    }
    used += static_cast<size_t>(got);
  }
  return 0;
}

}  // namespace prodready
