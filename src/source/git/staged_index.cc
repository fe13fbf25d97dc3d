#include "source/git/staged_index.h"

#include <charconv>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "source/git/index_parser.h"

namespace prodready::git {
namespace {

constexpr int kMaxDepth = 1000;
constexpr unsigned kAssumeValid = 0x8000;
constexpr unsigned kSkipWorktree = 0x4000;
constexpr unsigned kIntentToAdd = 0x2000;

/// Reads the extension TREE. What does not fit makes it worthless, not the index.
class CachedTreeReader {
 public:
  CachedTreeReader(std::string_view bytes, HashKind kind) : rest_(bytes), kind_(kind) {}

  std::vector<CachedTree> read() {
    if (!take(0)) trees_.clear();
    return std::move(trees_);
  }

 private:
  bool take(int depth) {
    const size_t nul = rest_.find('\0');
    if (nul == std::string_view::npos || depth > kMaxDepth) return false;
    CachedTree tree;
    tree.name = rest_.substr(0, nul);
    rest_.remove_prefix(nul + 1);
    int64_t children = 0;
    if (!take_number(tree.entries, ' ') || !take_number(children, '\n')) return false;
    if (tree.entries >= 0) {
      if (rest_.size() < id_size(kind_)) return false;
      tree.id = id_from_bytes(rest_.substr(0, id_size(kind_)));
      rest_.remove_prefix(id_size(kind_));
    }
    const size_t at = trees_.size();
    trees_.push_back(std::move(tree));
    for (; children > 0; --children)
      if (!take(depth + 1)) return false;
    trees_[at].end = trees_.size();
    return true;
  }

  bool take_number(int64_t& number, char behind) {
    const char* const end = rest_.data() + rest_.size();
    const auto [stop, error] = std::from_chars(rest_.data(), end, number);
    if (error != std::errc{} || stop == end || *stop != behind) return false;
    rest_.remove_prefix(static_cast<size_t>(stop - rest_.data()) + 1);
    return true;
  }

  std::string_view rest_;
  HashKind kind_;
  std::vector<CachedTree> trees_;
};

/// Whether an entry may follow the last one, if that has this path.
bool in_order(const StagedEntry& before, std::string_view last, const StagedEntry& entry,
              std::string_view path) {
  const int order = last.compare(path);
  return order < 0 || (order == 0 && before.stage < entry.stage) || path.empty();
}

/// Adds an entry, and its path behind the others; false if it is out of order.
bool add(StagedIndex& index, StagedEntry entry, std::string_view path) {
  if (path.size() > std::numeric_limits<uint32_t>::max() - index.text.size()) return false;
  if (!index.entries.empty() &&
      !in_order(index.entries.back(), index.path(index.entries.back()), entry, path))
    return false;
  entry.path_begin = static_cast<uint32_t>(index.text.size());
  entry.path_size = static_cast<uint32_t>(path.size());
  index.text += path;
  index.entries.push_back(entry);
  return true;
}

struct EntrySink {
  HashKind kind;
  std::string_view bytes;
  StagedIndex result{};
  std::string_view last{};  ///< the latest path, where that is part of `bytes`

  void expect(size_t entries, size_t) { result.entries.reserve(entries); }

  bool entry(const RawIndexEntry& raw) {
    StagedEntry entry;
    entry.id = id_from_bytes(raw.object());
    entry.mode = raw.mode();
    entry.stage = static_cast<uint8_t>(raw.flags() >> 12 & 3);
    entry.assume_valid = raw.flags() & kAssumeValid;
    entry.skip_worktree = raw.extended_flags() & kSkipWorktree;
    entry.intent_to_add = raw.extended_flags() & kIntentToAdd;
    const std::less<> before;
    const bool inside = !before(raw.path.data(), bytes.data()) &&
                        before(raw.path.data(), bytes.data() + bytes.size());
    if (!inside) return add(result, entry, raw.path);
    if (!result.entries.empty() && !in_order(result.entries.back(), last, entry, raw.path))
      return false;
    last = raw.path;
    entry.path_begin = static_cast<uint32_t>(raw.path.data() - bytes.data());
    entry.path_size = static_cast<uint32_t>(raw.path.size());
    result.entries.push_back(entry);
    return true;
  }

  bool extension(std::string_view name, std::string_view content) {
    if (name == "TREE") {
      result.trees = CachedTreeReader(content, kind).read();
    } else if (name == "link") {
      if (content.size() < id_size(kind)) return false;
      const std::string_view hash = content.substr(0, id_size(kind));
      if (hash.find_first_not_of('\0') == std::string_view::npos) return true;
      result.shared = hex(id_from_bytes(hash), kind);
      result.link = content.substr(id_size(kind));
    }
    return true;
  }
};

/// A bitmap as git writes it (EWAH): runs of equal words, then words as they are. Takes it off the
/// front of `bytes`; nothing if it does not fit, or has more than `limit` bits.
std::optional<std::vector<bool>> take_bitmap(std::string_view& bytes, size_t limit) {
  if (bytes.size() < 8) return std::nullopt;
  const size_t count = be32(bytes, 0);
  const size_t words = be32(bytes, 4);
  if (count > limit || (bytes.size() - 8) / 8 < words || bytes.size() - 8 - 8 * words < 4)
    return std::nullopt;
  const auto word = [&](size_t i) { return be64(bytes, 8 + 8 * i); };
  std::vector<bool> bits;
  bits.reserve(count + 64);
  for (size_t i = 0; i < words;) {
    const uint64_t marker = word(i++);
    const uint64_t run = marker >> 1 & 0xffffffff;
    const uint64_t literal = marker >> 33;
    if (run > limit / 64 + 1 || literal > words - i || bits.size() > limit) return std::nullopt;
    bits.insert(bits.end(), run * 64, (marker & 1) != 0);
    for (uint64_t n = 0; n < literal; ++n, ++i)
      for (int bit = 0; bit < 64; ++bit) bits.push_back(word(i) >> bit & 1);
  }
  bits.resize(count);
  bytes.remove_prefix(8 + 8 * words + 4);
  return bits;
}

bool is_set(const std::vector<bool>& bits, size_t i) { return i < bits.size() && bits[i]; }

}  // namespace

StagedIndex parse_staged_index(std::string bytes, HashKind kind) {
  EntrySink sink{kind, bytes};
  sink.result.error = IndexParser(bytes, id_size(kind), sink).parse();
  if (sink.result.text.empty()) sink.result.text = std::move(bytes);
  return std::move(sink.result);
}

// Replacing entries come first, without a path and in the order of those that they replace; what
// was added follows with its path.
StagedIndex join_halves(const StagedIndex& half, const StagedIndex& shared) {
  StagedIndex whole;
  std::string_view link = half.link;
  const auto deleted = take_bitmap(link, shared.entries.size());
  const auto replaced = deleted ? take_bitmap(link, shared.entries.size()) : std::nullopt;
  size_t change = 0;
  size_t added = 0;
  while (added < half.entries.size() && half.entries[added].path_size == 0) ++added;
  const size_t replacing = added;
  bool fits = (deleted && replaced) || half.link.empty();
  const auto take_added_before = [&](std::string_view path, unsigned stage) {
    while (fits && added < half.entries.size()) {
      const std::string_view next = half.path(half.entries[added]);
      if (!path.empty() && (next > path || (next == path && half.entries[added].stage >= stage)))
        break;
      fits = add(whole, half.entries[added++], next);
    }
  };
  for (size_t i = 0; fits && i < shared.entries.size(); ++i) {
    const StagedEntry& entry = shared.entries[i];
    take_added_before(shared.path(entry), entry.stage);
    const bool is_replaced = replaced && is_set(*replaced, i);
    if (is_replaced && change == replacing) fits = false;
    const StagedEntry& now = is_replaced && fits ? half.entries[change++] : entry;
    if (fits && !(deleted && is_set(*deleted, i))) fits = add(whole, now, shared.path(entry));
  }
  take_added_before("", 0);
  if (!fits || change != replacing) whole.error = "is split, and its halves do not fit";
  whole.trees = half.trees;
  return whole;
}

}  // namespace prodready::git
