#include "source/git/index.h"

#include <limits>
#include <utility>

#include "source/git/index_parser.h"

namespace prodready {
namespace {

/// Keeps the paths.
struct PathSink {
  size_t hash;
  ParsedIndex result{};

  void expect(size_t entries, size_t path_bytes) { result.paths.reserve(entries, path_bytes); }

  // In a split index nameless entries stand for changed ones of the shared index, whose names are
  // there.
  bool entry(const RawIndexEntry& entry) {
    return entry.path.empty() || result.paths.append(entry.path);
  }

  bool extension(std::string_view name, std::string_view bytes) {
    if (name != "link") return true;
    if (bytes.size() < hash) return false;
    take_shared(bytes.substr(0, hash));
    return true;
  }

  void take_shared(std::string_view name) {
    if (name.find_first_not_of('\0') == std::string_view::npos) return;  // there is no other half
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const char c : name) {
      result.shared += kDigits[static_cast<uint8_t>(c) >> 4];
      result.shared += kDigits[static_cast<uint8_t>(c) & 15];
    }
  }
};

ParsedIndex parse_as(std::string_view bytes, size_t hash) {
  PathSink sink{hash};
  sink.result.error = IndexParser(bytes, hash, sink).parse();
  return std::move(sink.result);
}

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
  ParsedIndex sha1 = parse_as(bytes, 20);
  if (sha1.error.empty()) return sha1;
  ParsedIndex sha256 = parse_as(bytes, 32);
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
