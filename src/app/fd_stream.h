// An std::ostream over a file descriptor that knows why a write failed: std::ofstream does not
// tell, and a report that could not be written must not look like one that was.
#pragma once

#include <ostream>
#include <streambuf>
#include <vector>

namespace prodready {

class FdBuffer : public std::streambuf {
 public:
  explicit FdBuffer(int fd) : fd_(fd), buffer_(1 << 16) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }
  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  bool drain();

  int fd_;
  int error_ = 0;  ///< errno of the first failure; nothing is written after it
  std::vector<char> buffer_;
};

class FdStream : public std::ostream {
 public:
  explicit FdStream(int fd) : std::ostream(nullptr), buffer_(fd) { rdbuf(&buffer_); }

  /// Writes what is left; returns errno of the first failure, or 0.
  int finish() {
    flush();
    return buffer_.error();
  }

 private:
  FdBuffer buffer_;
};

}  // namespace prodready
