// zlib streams in memory, as git objects are stored. libdeflate stays behind this header.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "source/git/bytes.h"

namespace prodready::git {

/// Not thread-safe: each worker has its own.
class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(Inflater&&) noexcept = default;

  /// Inflates the stream that `packed` starts with, which must give `size` bytes. False if it is
  /// damaged, cut off, or gives another size.
  bool inflate(std::string_view packed, size_t size, Bytes& out);

  enum class Result { done, damaged, too_large };
  /// The same for a stream whose size is not known: at most `limit` bytes.
  Result inflate_all(std::string_view packed, size_t limit, Bytes& out);

 private:
  struct Free {
    void operator()(void* decompressor) const;
  };
  std::unique_ptr<void, Free> decompressor_;
};

}  // namespace prodready::git
