// The name of a git object: the digest of its content. SHA-1 repositories have 20 bytes, SHA-256
// ones 32.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace prodready::git {

enum class HashKind : uint8_t { sha1 = 20, sha256 = 32 };  ///< the value is the size in bytes

constexpr size_t id_size(HashKind kind) { return static_cast<size_t>(kind); }

/// Bytes behind the digest are zero, so that ids compare as a whole.
struct ObjectId {
  std::array<uint8_t, 32> bytes{};

  bool is_null() const { return *this == ObjectId{}; }
  auto operator<=>(const ObjectId&) const = default;
};

/// `raw` has id_size() bytes.
inline ObjectId id_from_bytes(std::string_view raw) {
  ObjectId id;
  std::memcpy(id.bytes.data(), raw.data(), raw.size() < 32 ? raw.size() : 32);
  return id;
}

/// Nothing unless `hex` is as long as the kind wants, in hex digits of either case.
std::optional<ObjectId> id_from_hex(std::string_view hex, HashKind kind);
std::string hex(const ObjectId& id, HashKind kind);

/// For hash tables: the digest is random enough as it is.
struct ObjectIdHash {
  size_t operator()(const ObjectId& id) const {
    size_t value;
    std::memcpy(&value, id.bytes.data(), sizeof value);
    return value;
  }
};

}  // namespace prodready::git
