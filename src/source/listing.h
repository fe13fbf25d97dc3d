// The entries of one folder, in pieces of a bounded size, straight from getdents64: a folder may
// hold millions.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace prodready {

struct Entry {
  const char* name;    ///< NUL-terminated; valid until the next piece is read
  unsigned char type;  ///< DT_…; DT_UNKNOWN where the file system does not say
};

class Listing {
 public:
  Listing();

  /// Reads the first piece of `folder`: all of it, unless it is large. 0 or an errno.
  int begin(int folder);
  /// Reads another piece, empty at the end. 0 or an errno.
  int next(int folder);

  /// This piece, without "." and "..".
  const std::vector<Entry>& entries() const { return entries_; }
  /// Whether the folder's end was met.
  bool complete() const { return complete_; }

 private:
  int fill(int folder);

  std::unique_ptr<char[]> buffer_;
  std::vector<Entry> entries_;
  bool complete_ = false;
};

}  // namespace prodready
