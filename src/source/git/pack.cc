#include "source/git/pack.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "source/git/big_endian.h"

namespace prodready::git {
namespace {

constexpr std::string_view kIndexMagic("\377tOc\0\0\0\2", 8);
constexpr size_t kFanout = 8;  ///< where the index's first table begins
constexpr size_t kFanoutSize = 256 * 4;
constexpr size_t kPackHeader = 12;
constexpr uint32_t kLarge = 0x80000000;

size_t ids_at() { return kFanout + kFanoutSize; }

}  // namespace

PackIndex::PackIndex(std::string bytes, HashKind kind)
    : bytes_(std::move(bytes)), hash_(id_size(kind)) {
  if (!bytes_.starts_with(kIndexMagic)) throw std::runtime_error("is not an index of version 2");
  if (bytes_.size() < ids_at() + 2 * hash_) throw std::runtime_error("is cut off");
  for (int i = 1; i < 256; ++i) {
    if (fanout(static_cast<uint8_t>(i)) < fanout(static_cast<uint8_t>(i - 1)))
      throw std::runtime_error("is damaged: its table is not in order");
  }
  count_ = fanout(255);
  const uint64_t fixed = ids_at() + uint64_t{count_} * (hash_ + 8) + 2 * hash_;
  if (bytes_.size() < fixed) throw std::runtime_error("is cut off");
  starts_.reserve(count_);
  for (uint32_t i = 0; i < count_; ++i) starts_.push_back(be32(raw_id(i), 0));
  const uint64_t large = (bytes_.size() - fixed) / 8;
  const size_t offsets = ids_at() + size_t{count_} * (hash_ + 4);
  for (uint32_t i = 0; i < count_; ++i) {
    const uint32_t offset = be32(bytes_, offsets + size_t{i} * 4);
    if ((offset & kLarge) != 0 && (offset & ~kLarge) >= large)
      throw std::runtime_error("is damaged: an offset is not there");
  }
}

uint32_t PackIndex::fanout(uint8_t first) const {
  return be32(bytes_, kFanout + size_t{first} * 4);
}

std::string_view PackIndex::raw_id(uint32_t i) const {
  return std::string_view(bytes_).substr(ids_at() + i * hash_, hash_);
}

uint32_t PackIndex::crc(uint32_t i) const {
  return be32(bytes_, ids_at() + count_ * hash_ + size_t{i} * 4);
}

uint64_t PackIndex::offset(uint32_t i) const {
  const size_t table = ids_at() + count_ * (hash_ + 4);
  const uint32_t offset = be32(bytes_, table + size_t{i} * 4);
  if ((offset & kLarge) == 0) return offset;
  return be64(bytes_, table + size_t{count_} * 4 + size_t{offset & ~kLarge} * 8);
}

PackIndex::Range PackIndex::range_of(uint8_t first) const {
  return {first == 0 ? 0 : fanout(static_cast<uint8_t>(first - 1)), fanout(first)};
}

uint32_t PackIndex::lower_bound(std::string_view raw, Range in) const {
  while (in.low < in.high) {
    const uint32_t middle = in.low + (in.high - in.low) / 2;
    if (raw_id(middle) < raw) {
      in.low = middle + 1;
    } else {
      in.high = middle;
    }
  }
  return in.low;
}

uint32_t PackIndex::lower_bound(std::string_view raw) const {
  if (raw.empty()) return 0;
  return lower_bound(raw, range_of(static_cast<uint8_t>(raw[0])));
}

/// Where to look for an id. Ids are digests, so that a guess where one stands is close; where ids
/// were made to be otherwise, a few guesses are in vain.
PackIndex::Range PackIndex::guess(std::string_view raw) const {
  constexpr int kGuesses = 6;
  constexpr uint64_t kRest = 0xffffff;  // of a start, besides its first byte
  const uint64_t start = be32(raw, 0);
  uint64_t low = start & ~kRest, high = start | kRest;
  Range range = range_of(static_cast<uint8_t>(raw[0]));
  for (int i = 0; i < kGuesses && range.low < range.high && low <= start && start <= high; ++i) {
    const uint64_t among = range.high - range.low;
    const auto at = static_cast<uint32_t>(range.low + (start - low) * among / (high - low + 1));
    if (starts_[at] < start) {
      range.low = at + 1;
      low = starts_[at];
    } else if (starts_[at] > start) {
      range.high = at;
      high = starts_[at];
    } else if (raw_id(at) == raw) {
      return {at, at + 1};
    } else {
      break;
    }
  }
  return range;
}

std::optional<uint32_t> PackIndex::find(const ObjectId& id) const {
  const std::string_view raw(reinterpret_cast<const char*>(id.bytes.data()), hash_);
  const uint32_t i = lower_bound(raw, guess(raw));
  if (i == count_ || raw_id(i) != raw) return std::nullopt;
  return i;
}

std::string_view PackIndex::pack_digest() const {
  return std::string_view(bytes_).substr(bytes_.size() - 2 * hash_, hash_);
}

std::optional<PackedHeader> parse_packed_header(std::string_view bytes, uint64_t offset,
                                                HashKind kind) {
  size_t at = 0;
  const auto next = [&]() -> uint64_t { return static_cast<uint8_t>(bytes[at++]); };
  if (bytes.empty()) return std::nullopt;
  PackedHeader header;
  uint64_t byte = next();
  header.type = byte >> 4 & 7;
  header.size = byte & 15;
  for (unsigned shift = 4; byte & 0x80; shift += 7) {
    if (at == bytes.size() || shift > 56) return std::nullopt;
    byte = next();
    header.size |= (byte & 0x7f) << shift;
  }
  if (header.type == PackedHeader::offset_delta) {
    if (at == bytes.size()) return std::nullopt;
    byte = next();
    uint64_t back = byte & 0x7f;
    while (byte & 0x80) {
      if (at == bytes.size() || back >> 56) return std::nullopt;
      byte = next();
      back = (back + 1) << 7 | (byte & 0x7f);
    }
    if (back == 0 || back > offset) return std::nullopt;
    header.base_offset = offset - back;
  } else if (header.type == PackedHeader::id_delta) {
    if (bytes.size() - at < id_size(kind)) return std::nullopt;
    header.base_id = id_from_bytes(bytes.substr(at, id_size(kind)));
    at += id_size(kind);
  } else if (header.type == 0 || header.type == 5) {
    return std::nullopt;
  }
  header.length = at;
  return header;
}

Pack::Pack(std::string name, Descriptor file, PackIndex index, HashKind kind)
    : name_(std::move(name)), file_(std::move(file)), index_(std::move(index)), kind_(kind) {
  struct stat status {};
  if (fstat(file_.get(), &status) != 0 || !S_ISREG(status.st_mode))
    throw std::runtime_error("is no regular file");
  const auto size = static_cast<uint64_t>(status.st_size);
  const size_t hash = id_size(kind);
  char header[kPackHeader];
  char digest[32];
  if (size < kPackHeader + hash || !read(0, kPackHeader, header) ||
      !read(size - hash, hash, digest))
    throw std::runtime_error("is cut off");
  const std::string_view start(header, kPackHeader);
  const uint32_t version = be32(start, 4);
  if (!start.starts_with("PACK") || (version != 2 && version != 3))
    throw std::runtime_error("is not a pack of version 2 or 3");
  // What is still there can be read: every entry has a checksum of its own.
  if (be32(start, 8) != index_.count() || std::string_view(digest, hash) != index_.pack_digest())
    problem_ = "does not belong to its index, or is cut off";
  end_ = size - hash;
}

bool Pack::read(uint64_t offset, size_t size, char* to) const {
  size_t got = 0;
  while (got < size) {
    const ssize_t n = pread(file_.get(), to + got, size - got, static_cast<off_t>(offset + got));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    got += static_cast<size_t>(n);
  }
  return true;
}

}  // namespace prodready::git
