// The format of .git/index, versions 2 to 4, for all who read it: what of an entry is kept is up to
// the sink. Only index.cc and staged_index.cc need this.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "source/git/big_endian.h"

namespace prodready {

inline constexpr size_t kIndexHeader = 12;
inline constexpr size_t kIndexMode = 24;
inline constexpr size_t kIndexStatData = 40;  ///< times, device, inode, mode, owner, size
inline constexpr unsigned kIndexExtended = 0x4000;
inline constexpr unsigned kIndexNameLength = 0x0fff;
/// Version 4 repeats the start of paths for free. Real trees stay below 5 times the file's size.
inline constexpr size_t kMaxIndexExpansion = 8;

/// One entry as it stands there.
struct RawIndexEntry {
  std::string_view fixed;  ///< stat data, object name, flags
  size_t hash = 0;         ///< bytes of the object name
  /// Within the index, but for version 4. Empty: a changed entry of the shared half of a split
  /// index.
  std::string_view path{};

  uint32_t mode() const { return be32(fixed, kIndexMode); }
  std::string_view object() const { return fixed.substr(kIndexStatData, hash); }
  unsigned flags() const { return be16(fixed, kIndexStatData + hash); }
  unsigned extended_flags() const {
    return flags() & kIndexExtended ? be16(fixed, kIndexStatData + hash + 2) : 0;
  }
};

/// Reads an index whose object names have `hash` bytes. Every function returns false where
/// something does not fit. A Sink has
///   void expect(size_t entries, size_t path_bytes);
///   bool entry(const RawIndexEntry&);                              false: it does not fit
///   bool extension(std::string_view name, std::string_view bytes);  the same
template <typename Sink>
class IndexParser {
 public:
  IndexParser(std::string_view bytes, size_t hash, Sink& sink)
      : bytes_(bytes),
        hash_(hash),
        end_(bytes.size() < hash ? 0 : bytes.size() - hash),
        sink_(sink) {}

  /// What is wrong with it, or "".
  std::string parse() {
    if (!parse_header()) return "is not an index that this version understands";
    return parse_entries() && parse_extensions() ? "" : "is damaged";
  }

 private:
  bool parse_header() {
    if (end_ < kIndexHeader || !bytes_.starts_with("DIRC")) return false;
    version_ = be32(bytes_, 4);
    count_ = be32(bytes_, 8);
    at_ = kIndexHeader;
    return version_ >= 2 && version_ <= 4;
  }

  bool parse_entries() {
    const size_t smallest = kIndexStatData + hash_ + 2 + 1;
    if (count_ > (end_ - at_) / smallest) return false;
    sink_.expect(count_, end_ - at_ - count_ * smallest);
    for (uint32_t i = 0; i < count_; ++i) {
      if (!parse_entry()) return false;
    }
    return true;
  }

  bool parse_entry() {
    const size_t begin = at_;
    size_t fixed = kIndexStatData + hash_ + 2;
    if (end_ - at_ < fixed) return false;
    const uint32_t flags = be16(bytes_, at_ + fixed - 2);
    if (flags & kIndexExtended) fixed += 2;
    if ((flags & kIndexExtended && version_ < 3) || end_ - at_ < fixed) return false;
    at_ += fixed;
    if (!(version_ == 4 ? take_compressed_name() : take_padded_name(begin))) return false;
    if ((flags & kIndexNameLength) != std::min<size_t>(path_.size(), kIndexNameLength))
      return false;
    path_bytes_ += path_.size();
    if (path_bytes_ > kMaxIndexExpansion * bytes_.size()) return false;
    return sink_.entry({bytes_.substr(begin, fixed), hash_, path_});
  }

  bool take_padded_name(size_t begin) {
    const size_t nul = bytes_.substr(0, end_).find('\0', at_);
    if (nul == std::string_view::npos) return false;
    path_ = bytes_.substr(at_, nul - at_);
    const size_t next = begin + (nul - begin + 8) / 8 * 8;
    if (next > end_ ||
        bytes_.substr(nul, next - nul).find_first_not_of('\0') != std::string_view::npos) {
      return false;
    }
    at_ = next;
    return true;
  }

  bool take_compressed_name() {
    const std::optional<size_t> cut = take_varint();
    const size_t nul = bytes_.substr(0, end_).find('\0', at_);
    if (!cut || *cut > name_.size() || nul == std::string_view::npos) return false;
    name_.resize(name_.size() - *cut);
    name_.append(bytes_, at_, nul - at_);
    path_ = name_;
    at_ = nul + 1;
    return true;
  }

  std::optional<size_t> take_varint() {
    size_t value = 0;
    for (int i = 0; i < 5 && at_ < end_; ++i) {
      const auto byte = static_cast<uint8_t>(bytes_[at_++]);
      value = value << 7 | (byte & 0x7f);
      if (byte < 0x80) return value;
      ++value;
    }
    return std::nullopt;
  }

  // Extensions that start with a capital may be ignored; the others change what the entries mean.
  bool parse_extensions() {
    while (at_ < end_) {
      if (end_ - at_ < 8) return false;
      const std::string_view name = bytes_.substr(at_, 4);
      const size_t size = be32(bytes_, at_ + 4);
      at_ += 8;
      if (size > end_ - at_) return false;
      const bool optional = name[0] >= 'A' && name[0] <= 'Z';
      if (!optional && name != "link" && name != "sdir") return false;
      if (!sink_.extension(name, bytes_.substr(at_, size))) return false;
      at_ += size;
    }
    return true;
  }

  std::string_view bytes_;
  size_t hash_;
  size_t end_;  ///< where the checksum starts
  size_t at_ = 0;
  uint32_t version_ = 0;
  uint32_t count_ = 0;
  std::string_view path_;  ///< of the latest entry
  std::string name_;       ///< the same in version 4, which only writes how the next one differs
  size_t path_bytes_ = 0;
  Sink& sink_;
};

}  // namespace prodready
