// SHA-256, HMAC and SHA-1, from nettle.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace prodready {

using Sha256 = std::array<uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
Sha256 hmac_sha256(std::string_view key, std::string_view message);

/// 40 hex digits. Only to meet what others wrote: SHA-1 proves nothing.
std::string sha1_hex(std::string_view bytes);

/// Lower-case hex of the first `bytes` bytes of a digest.
std::string hex(const Sha256& digest, size_t bytes = 32);

}  // namespace prodready
