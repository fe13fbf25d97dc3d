// Numbers as git's files hold them: the most significant byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace prodready {

inline uint32_t be16(std::string_view bytes, size_t at) {
  return static_cast<uint32_t>(static_cast<uint8_t>(bytes[at]) << 8 |
                               static_cast<uint8_t>(bytes[at + 1]));
}
inline uint32_t be32(std::string_view bytes, size_t at) {
  return be16(bytes, at) << 16 | be16(bytes, at + 2);
}
inline uint64_t be64(std::string_view bytes, size_t at) {
  return uint64_t{be32(bytes, at)} << 32 | be32(bytes, at + 4);
}

}  // namespace prodready
