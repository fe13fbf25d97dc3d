// A buffer that is not cleared when it grows: what is inflated into it is written once.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace prodready::git {

class Bytes {
 public:
  char* data() { return data_.get(); }
  size_t size() const { return size_; }
  std::string_view view() const { return {data_.get(), size_}; }

  /// What was in it is lost. Afterwards data() is something to copy to, even when it is empty.
  void resize(size_t size) {
    if (size > capacity_ || !data_) {
      data_.reset();  // before the larger one is taken
      capacity_ = 0;
      const size_t room = size + size / 4 + 1;
      data_.reset(new char[room]);
      capacity_ = room;
    }
    size_ = size;
  }
  /// Shortens it; what is left stays.
  void shrink(size_t size) { size_ = size; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace prodready::git
