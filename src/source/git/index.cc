#include "source/git/index.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace prodready {
namespace {

constexpr size_t kHeader = 12;
constexpr size_t kStatData = 40;  ///< times, device, inode, mode, owner, size
constexpr unsigned kExtended = 0x4000;
constexpr unsigned kNameLength = 0x0fff;
/// Version 4 repeats the start of paths for free. Real trees stay below 5 times the file's size.
constexpr size_t kMaxExpansion = 8;

uint32_t be16(std::string_view bytes, size_t at) {
  return static_cast<uint32_t>(static_cast<uint8_t>(bytes[at]) << 8 |
                               static_cast<uint8_t>(bytes[at + 1]));
}
uint32_t be32(std::string_view bytes, size_t at) {
  return be16(bytes, at) << 16 | be16(bytes, at + 2);
}

/// Reads an index whose object names have `hash` bytes. Every function returns false where
/// something does not fit.
class IndexParser {
 public:
  IndexParser(std::string_view bytes, size_t hash)
      : bytes_(bytes), hash_(hash), end_(bytes.size() < hash ? 0 : bytes.size() - hash) {}

  ParsedIndex parse() {
    if (!parse_header()) {
      result_.error = "is not an index that this version understands";
    } else if (!parse_entries() || !parse_extensions()) {
      result_.error = "is damaged";
    }
    return std::move(result_);
  }

 private:
  bool parse_header() {
    if (end_ < kHeader || !bytes_.starts_with("DIRC")) return false;
    version_ = be32(bytes_, 4);
    count_ = be32(bytes_, 8);
    at_ = kHeader;
    return version_ >= 2 && version_ <= 4;
  }

  bool parse_entries() {
    const size_t smallest = kStatData + hash_ + 2 + 1;
    if (count_ > (end_ - at_) / smallest) return false;
    result_.paths.reserve(count_, end_ - at_ - count_ * smallest);
    for (uint32_t i = 0; i < count_; ++i) {
      if (!parse_entry()) return false;
    }
    return true;
  }

  bool parse_entry() {
    const size_t begin = at_;
    size_t fixed = kStatData + hash_ + 2;
    if (end_ - at_ < fixed) return false;
    const uint32_t flags = be16(bytes_, at_ + fixed - 2);
    if (flags & kExtended) fixed += 2;
    if ((flags & kExtended && version_ < 3) || end_ - at_ < fixed) return false;
    at_ += fixed;
    if (!(version_ == 4 ? take_compressed_name() : take_padded_name(begin))) return false;
    if ((flags & kNameLength) != std::min<size_t>(name_.size(), kNameLength)) return false;
    if (result_.paths.bytes() > kMaxExpansion * bytes_.size()) return false;
    // In a split index nameless entries stand for changed ones of the shared index, whose names are
    // there.
    return name_.empty() || result_.paths.append(name_);
  }

  bool take_padded_name(size_t begin) {
    const size_t nul = bytes_.substr(0, end_).find('\0', at_);
    if (nul == std::string_view::npos) return false;
    name_.assign(bytes_, at_, nul - at_);
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
      if (name == "link") {
        if (size < hash_) return false;
        take_shared(bytes_.substr(at_, hash_));
      } else if (name != "sdir" && (name[0] < 'A' || name[0] > 'Z')) {
        return false;
      }
      at_ += size;
    }
    return true;
  }

  void take_shared(std::string_view hash) {
    if (hash.find_first_not_of('\0') == std::string_view::npos) return;  // there is no other half
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const char c : hash) {
      result_.shared += kDigits[static_cast<uint8_t>(c) >> 4];
      result_.shared += kDigits[static_cast<uint8_t>(c) & 15];
    }
  }

  std::string_view bytes_;
  size_t hash_;
  size_t end_;  ///< where the checksum starts
  size_t at_ = 0;
  uint32_t version_ = 0;
  uint32_t count_ = 0;
  std::string name_;  ///< of the latest entry: version 4 only writes how the next one differs
  ParsedIndex result_;
};

}  // namespace

std::string_view TrackedPaths::at(size_t i) const {
  const size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(bytes_).substr(begin, ends_[i] - begin);
}

void TrackedPaths::reserve(size_t paths, size_t bytes) {
  ends_.reserve(paths);
  bytes_.reserve(bytes);
}

bool TrackedPaths::append(std::string_view path) {
  if (!ends_.empty()) {
    const int order = at(ends_.size() - 1).compare(path);
    if (order == 0) return true;  // a conflict: one entry for each side
    if (order > 0) return false;
  }
  if (path.size() > std::numeric_limits<uint32_t>::max() - bytes_.size()) return false;
  bytes_ += path;
  ends_.push_back(static_cast<uint32_t>(bytes_.size()));
  return true;
}

size_t TrackedPaths::lower_bound(Range range, std::string_view key, size_t known) const {
  key.remove_prefix(known);
  while (range.begin < range.end) {
    const size_t middle = range.begin + (range.end - range.begin) / 2;
    if (at(middle).substr(known) < key) {
      range.begin = middle + 1;
    } else {
      range.end = middle;
    }
  }
  return range.begin;
}

bool TrackedPaths::contains(Range range, std::string_view path, size_t known) const {
  const size_t found = lower_bound(range, path, known);
  return found < range.end && at(found) == path;
}

TrackedPaths::Range TrackedPaths::with_prefix(Range range, std::string_view prefix,
                                              size_t known) const {
  range.begin = lower_bound(range, prefix, known);
  std::string behind(prefix);  // prefixes end in '/', so that there is a next byte
  ++behind.back();
  range.end = lower_bound(range, behind, known);
  return range;
}

// The hash is not announced in the index. Reading the wrong one fails at the first entry: its
// length and padding would have to fit by chance. So there is no need to read .git/config, which is
// one hostile file less.
ParsedIndex parse_index(std::string_view bytes) {
  ParsedIndex sha1 = IndexParser(bytes, 20).parse();
  if (sha1.error.empty()) return sha1;
  ParsedIndex sha256 = IndexParser(bytes, 32).parse();
  return sha256.error.empty() ? std::move(sha256) : std::move(sha1);
}

TrackedPaths merge(const TrackedPaths& one, const TrackedPaths& other) {
  TrackedPaths both;
  const size_t ones = one.all().end;
  const size_t others = other.all().end;
  for (size_t i = 0, j = 0; i < ones || j < others;) {
    const bool first = j == others || (i < ones && one.at(i) <= other.at(j));
    both.append(first ? one.at(i++) : other.at(j++));
  }
  return both;
}

}  // namespace prodready
