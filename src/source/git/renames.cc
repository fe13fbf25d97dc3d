#include "source/git/renames.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace prodready::git {
namespace {

constexpr size_t kMaxFiles = 1000;              ///< on either side
constexpr size_t kMaxFileSize = 1 << 20;        ///< what is larger is not compared
constexpr size_t kMaxBytes = size_t{64} << 20;  ///< in all
constexpr size_t kMaxHolders = 16;              ///< a line that more files have says little

/// The different lines of a file, by hash, and the bytes of each.
using Lines = std::vector<std::pair<size_t, size_t>>;

size_t bytes_of(const Lines& lines) {
  size_t bytes = 0;
  for (const auto& [hash, size] : lines) bytes += size;
  return bytes;
}

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(std::hash<std::string_view>{}(text.substr(0, end)), end);
    text.remove_prefix(end);
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

void take_same_content(std::vector<DeletedFile>& deleted, std::vector<ChangedFile>& files) {
  std::unordered_map<ObjectId, std::vector<size_t>, ObjectIdHash> by_id;
  for (size_t i = deleted.size(); i-- > 0;) by_id[deleted[i].id].push_back(i);
  for (ChangedFile& file : files) {
    const auto found = file.old_path.empty() ? by_id.find(file.id) : by_id.end();
    if (found == by_id.end() || found->second.empty()) continue;
    DeletedFile& source = deleted[found->second.back()];
    found->second.pop_back();
    file.old_path = std::exchange(source.path, "");
    file.old_id = source.id;
  }
  std::erase_if(deleted, [](const DeletedFile& file) { return file.path.empty(); });
}

/// Reads what fits into the budget.
class LineReader {
 public:
  explicit LineReader(const ObjectStore& store) : store_(store) {}

  Lines read(const ObjectId& id) {
    ObjectError error;
    if (left_ == 0 || !store_.read(id, object_, error) || object_.bytes.size() > kMaxFileSize)
      return {};
    left_ -= std::min(left_, object_.bytes.size());
    return lines_of(object_.bytes);
  }

 private:
  const ObjectStore& store_;
  size_t left_ = kMaxBytes;
  Object object_;
};

struct Pair {
  double likeness = 0;
  size_t source = 0;
  size_t target = 0;
};

/// All pairs with enough in common, the most alike first.
std::vector<Pair> alike(const ObjectStore& store, const std::vector<DeletedFile>& deleted,
                        const std::vector<ChangedFile>& files, const std::vector<size_t>& targets) {
  LineReader reader(store);
  std::unordered_map<size_t, std::vector<size_t>> holders;  // of a line: deleted files
  std::vector<size_t> sizes;
  for (size_t i = 0; i < deleted.size(); ++i) {
    const Lines lines = reader.read(deleted[i].id);
    sizes.push_back(bytes_of(lines));
    for (const auto& [hash, size] : lines) {
      std::vector<size_t>& list = holders[hash];
      if (list.size() <= kMaxHolders) list.push_back(i);
    }
  }
  std::vector<Pair> pairs;
  for (const size_t target : targets) {
    const Lines lines = reader.read(files[target].id);
    const size_t total = bytes_of(lines);
    std::map<size_t, size_t> shared;  // deleted file → bytes
    for (const auto& [hash, size] : lines) {
      const auto found = holders.find(hash);
      if (found == holders.end() || found->second.size() > kMaxHolders) continue;
      for (const size_t source : found->second) shared[source] += size;
    }
    for (const auto& [source, bytes] : shared) {
      const size_t larger = std::max(total, sizes[source]);
      if (2 * bytes >= larger)
        pairs.push_back({static_cast<double>(bytes) / static_cast<double>(larger), source, target});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::tuple(-a.likeness, a.source, a.target) <
           std::tuple(-b.likeness, b.source, b.target);
  });
  return pairs;
}

}  // namespace

void find_renames(const ObjectStore& store, std::vector<DeletedFile> deleted,
                  std::vector<ChangedFile>& files) {
  take_same_content(deleted, files);
  std::vector<size_t> targets;
  for (size_t i = 0; i < files.size(); ++i)
    if (files[i].old_path.empty()) targets.push_back(i);
  if (deleted.empty() || targets.empty()) return;
  if (deleted.size() > kMaxFiles || targets.size() > kMaxFiles) return;
  for (const Pair& pair : alike(store, deleted, files, targets)) {
    DeletedFile& source = deleted[pair.source];
    ChangedFile& target = files[pair.target];
    if (source.path.empty() || !target.old_path.empty()) continue;
    target.old_path = std::exchange(source.path, "");
    target.old_id = source.id;
  }
}

}  // namespace prodready::git
