// A file that appears whole or not at all: written under another name in the same folder, readable
// by nobody else, then synchronised and renamed. Failure, exceptions and signals remove it.
#pragma once

#include <sys/types.h>

#include <string>

namespace prodready {

class AtomicFile {
 public:
  /// `folder` is a descriptor that stays open meanwhile. Throws std::system_error.
  AtomicFile(int folder, std::string name);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  int descriptor() const { return fd_; }
  /// Gives the file its name and mode. Throws std::system_error; the old file is then still there.
  void commit(mode_t mode);

 private:
  int folder_;
  std::string name_;
  std::string temporary_;
  int fd_ = -1;
};

}  // namespace prodready
