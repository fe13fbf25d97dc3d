#include "source/git/inflate.h"

#include <libdeflate.h>

#include <algorithm>
#include <new>

namespace prodready::git {
namespace {

libdeflate_decompressor* handle(void* decompressor) {
  return static_cast<libdeflate_decompressor*>(decompressor);
}

}  // namespace

void Inflater::Free::operator()(void* decompressor) const {
  libdeflate_free_decompressor(handle(decompressor));
}

Inflater::Inflater() : decompressor_(libdeflate_alloc_decompressor()) {
  if (!decompressor_) throw std::bad_alloc();
}

Inflater::~Inflater() = default;

bool Inflater::inflate(std::string_view packed, size_t size, Bytes& out) {
  out.resize(size);
  size_t consumed = 0;
  return libdeflate_zlib_decompress_ex(handle(decompressor_.get()), packed.data(), packed.size(),
                                       out.data(), size, &consumed, nullptr) == LIBDEFLATE_SUCCESS;
}

Inflater::Result Inflater::inflate_all(std::string_view packed, size_t limit, Bytes& out) {
  size_t room = std::min(limit, std::max<size_t>(4096, packed.size() * 4));
  for (;;) {
    out.resize(room);
    size_t produced = 0;
    const auto result = libdeflate_zlib_decompress(handle(decompressor_.get()), packed.data(),
                                                   packed.size(), out.data(), room, &produced);
    if (result == LIBDEFLATE_SUCCESS) {
      out.shrink(produced);
      return Result::done;
    }
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE) return Result::damaged;
    if (room == limit) return Result::too_large;
    room = std::min(limit, room * 4);
  }
}

}  // namespace prodready::git
