// A pack and its index (gitformat-pack(5)): version 2 and 3 of packs, version 2 of indexes. The
// index is kept in memory, 32 bytes an object; of the pack only what is asked for is read, by
// pread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/git/bytes.h"
#include "source/git/object_id.h"
#include "text/descriptor.h"

namespace prodready::git {

class PackIndex {
 public:
  /// The whole of a .idx file. Throws std::runtime_error saying what does not add up.
  PackIndex(std::string bytes, HashKind kind);

  uint32_t count() const { return count_; }
  ObjectId id(uint32_t i) const { return id_from_bytes(raw_id(i)); }
  std::string_view raw_id(uint32_t i) const;  ///< sorted
  uint64_t offset(uint32_t i) const;          ///< in the pack
  uint32_t crc(uint32_t i) const;             ///< of the packed bytes
  std::optional<uint32_t> find(const ObjectId& id) const;
  /// The first id that is not smaller than `raw`, or count().
  uint32_t lower_bound(std::string_view raw) const;
  /// Digest of the pack, which its last bytes repeat.
  std::string_view pack_digest() const;

 private:
  struct Range {
    uint32_t low = 0;
    uint32_t high = 0;
  };
  uint32_t fanout(uint8_t first) const;
  Range range_of(uint8_t first) const;
  Range guess(std::string_view raw) const;
  uint32_t lower_bound(std::string_view raw, Range in) const;

  std::string bytes_;
  std::vector<uint32_t> starts_;  ///< what the ids begin with: few cache lines for many ids
  size_t hash_;
  uint32_t count_ = 0;
};

/// What an entry of a pack begins with.
struct PackedHeader {
  enum Type : uint8_t { commit = 1, tree = 2, blob = 3, tag = 4, offset_delta = 6, id_delta = 7 };
  uint8_t type = blob;
  uint64_t size = 0;         ///< of what is packed: the object, or the delta
  size_t length = 0;         ///< of the header
  uint64_t base_offset = 0;  ///< offset_delta
  ObjectId base_id;          ///< id_delta

  bool is_delta() const { return type == offset_delta || type == id_delta; }
};

/// Longest header: type and size, then an offset or an id.
inline constexpr size_t kMaxPackedHeader = 10 + 32;

/// Of the entry at `offset` in a pack, which `bytes` begin with; nothing if it is damaged.
std::optional<PackedHeader> parse_packed_header(std::string_view bytes, uint64_t offset,
                                                HashKind kind);

class Pack {
 public:
  /// `name` is for messages. Throws std::runtime_error saying why nothing of it can be read.
  Pack(std::string name, Descriptor file, PackIndex index, HashKind kind);

  const std::string& name() const { return name_; }
  /// What is wrong with it as a whole; empty: nothing that is known.
  const std::string& problem() const { return problem_; }
  const PackIndex& index() const { return index_; }
  HashKind hash() const { return kind_; }
  /// Where the entries end.
  uint64_t end() const { return end_; }

  /// Reads [offset, offset + size) of the file; false if that fails or is not all there.
  bool read(uint64_t offset, size_t size, char* to) const;

 private:
  std::string name_;
  std::string problem_;
  Descriptor file_;
  PackIndex index_;
  HashKind kind_;
  uint64_t end_ = 0;
};

}  // namespace prodready::git
