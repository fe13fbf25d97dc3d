#include "source/git/commit_changes.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "source/git/commit.h"
#include "source/git/tree.h"
#include "source/parallel.h"

namespace prodready::git {
namespace {

/// Neighbouring commits share most of their trees: a worker takes so many at once.
constexpr size_t kCommitsAtOnce = 256;
constexpr size_t kMaxParents = 256;
constexpr size_t kMaxDepth = 1000;
constexpr size_t kMaxChangesAtOnce = 4'000'000;
constexpr size_t kMaxFoldersAtOnce = 2'000'000;
/// A tree that holds the same tree ten times, ten levels deep, has ten billion paths. Where nobody
/// made it so, a commit has few folders that are the same: so many, and ten for each object.
constexpr size_t kFoldersOfCommit = 100'000;
constexpr size_t kTreeBytesKept = size_t{48} << 20;

/// A tree object and where its entries begin.
struct ParsedTree {
  std::shared_ptr<const Bytes> bytes;
  std::vector<uint32_t> entries;  ///< offsets, and the end of the last whole one

  std::string_view text() const { return bytes->view(); }
  size_t count() const { return entries.size() - 1; }
};
using TreeRef = std::shared_ptr<const ParsedTree>;

constexpr size_t kBlock = 64;

/// How many bytes two texts have in common at their start, at most `most`.
size_t equal_start(std::string_view a, std::string_view b, size_t most) {
  size_t n = 0;
  while (n + kBlock <= most && std::memcmp(a.data() + n, b.data() + n, kBlock) == 0) n += kBlock;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

/// The same at their end.
size_t equal_end(std::string_view a, std::string_view b, size_t most) {
  const char *const x = a.data() + a.size(), *const y = b.data() + b.size();
  size_t n = 0;
  while (n + kBlock <= most && std::memcmp(x - n - kBlock, y - n - kBlock, kBlock) == 0)
    n += kBlock;
  while (n < most && *(x - n - 1) == *(y - n - 1)) ++n;
  return n;
}

/// The changes of some commits, with path numbers of their own.
struct Block {
  std::vector<std::string> paths;
  std::vector<Change> changes;
  std::set<std::string> problems;
  size_t folders = 0;  ///< compared
};

class TreeDiffer {
 public:
  explicit TreeDiffer(const AllObjects& objects) : objects_(objects), cache_(objects) {}

  /// Adds what `tree` has that none of `parents` has, and what all of them have that it has not.
  void run(uint32_t commit, ObjectNumber tree, const std::vector<ObjectNumber>& parents,
           Block& block) {
    block_ = &block;
    commit_ = commit;
    folders_end_ =
        std::min(kMaxFoldersAtOnce, block.folders + kFoldersOfCommit + 10 * objects_.count());
    path_.clear();
    if (path_numbers_of_ != &block) path_numbers_.clear();
    path_numbers_of_ = &block;
    diff(tree, parents, 0);
  }

 private:
  /// What one name stands for in the new tree and in each parent.
  struct Side {
    ObjectNumber file = kNoObject;
    ObjectNumber folder = kNoObject;
    bool operator==(const Side&) const = default;
  };

  void problem(std::string text) {
    if (block_->problems.size() < 100) block_->problems.insert(std::move(text));
  }

  TreeRef open(ObjectNumber number) {
    static const TreeRef kNone;
    if (number == kNoObject) return kNone;
    const auto known = trees_.find(number);
    if (known != trees_.end()) return known->second;
    std::string error;
    auto bytes = cache_.get(number, error);
    if (!bytes) {
      problem(error);
      return kNone;
    }
    auto tree = std::make_shared<ParsedTree>();
    tree->bytes = std::move(bytes);
    TreeReader reader(tree->text(), objects_.hash());
    size_t at = 0;
    tree->entries.reserve(tree->text().size() / 32 + 2);
    tree->entries.push_back(0);
    while (const auto entry = reader.next()) {
      at = static_cast<size_t>(entry->name.data() - tree->text().data()) + entry->name.size() + 1 +
           id_size(objects_.hash());
      tree->entries.push_back(static_cast<uint32_t>(at));
    }
    if (reader.damaged()) problem("tree " + objects_.hex(number) + " is damaged");
    kept_bytes_ += tree->text().size() + tree->entries.size() * sizeof(uint32_t);
    if (kept_bytes_ > kTreeBytesKept) {
      trees_.clear();
      kept_bytes_ = 0;
    }
    trees_[number] = tree;
    return tree;
  }

  Side side_of(const TreeEntry& entry) {
    Side side;
    if (is_submodule(entry.mode)) return side;
    const auto number = objects_.find(entry.id);
    if (!number) {
      problem("object " + hex(entry.id, objects_.hash()) + " is missing");
    } else if (is_folder(entry.mode)) {
      side.folder = *number;
    } else {
      side.file = *number;
    }
    return side;
  }

  /// The entries of `tree` that are not the same bytes at the same end of `other`: two versions of
  /// one folder differ in a few of thousands.
  static std::pair<size_t, size_t> middle(const ParsedTree& tree, const ParsedTree* other) {
    if (other == nullptr) return {0, tree.count()};
    const std::string_view a = tree.text(), b = other->text();
    const size_t shorter = std::min(a.size(), b.size());
    const size_t prefix = equal_start(a, b, shorter);
    const size_t suffix = equal_end(a, b, shorter - prefix);
    const auto& offsets = tree.entries;
    const auto begin =
        std::upper_bound(offsets.begin(), offsets.end(), prefix) - offsets.begin() - 1;
    const auto end =
        std::lower_bound(offsets.begin(), offsets.end(), a.size() - suffix) - offsets.begin();
    return {static_cast<size_t>(begin),
            std::clamp<size_t>(static_cast<size_t>(end), static_cast<size_t>(begin), tree.count())};
  }

  std::optional<TreeEntry> entry_at(const ParsedTree& tree, size_t i) const {
    const size_t begin = tree.entries[i];
    return TreeReader(tree.text().substr(begin, tree.entries[i + 1] - begin), objects_.hash())
        .next();
  }

  /// A name that stands for something else here than in one parent.
  struct Difference {
    std::string_view name;
    Side now;
    Side before;
  };

  std::string_view raw_entry(const ParsedTree& tree, size_t i) const {
    return tree.text().substr(tree.entries[i], tree.entries[i + 1] - tree.entries[i]);
  }

  /// Sorted by name. Both trees are in order, so that equal entries meet; where they are not, more
  /// is compared by name.
  std::vector<Difference> differences(const ParsedTree* tree, const ParsedTree* old) {
    std::vector<Difference> found;
    auto [i, end] = tree == nullptr ? std::pair<size_t, size_t>{} : middle(*tree, old);
    auto [j, old_end] = old == nullptr ? std::pair<size_t, size_t>{} : middle(*old, tree);
    const auto add = [&](const TreeEntry& entry, Side Difference::*side) {
      if (found.empty() || found.back().name != entry.name) found.push_back({entry.name, {}, {}});
      found.back().*side = side_of(entry);
    };
    while (i < end || j < old_end) {
      if (i < end && j < old_end && raw_entry(*tree, i) == raw_entry(*old, j)) {
        ++i, ++j;
        continue;
      }
      const auto now = i < end ? entry_at(*tree, i) : std::nullopt;
      const auto before = j < old_end ? entry_at(*old, j) : std::nullopt;
      if (now && (!before || now->name <= before->name)) add(*now, &Difference::now), ++i;
      if (before && (!now || before->name <= now->name)) add(*before, &Difference::before), ++j;
      if (!now && !before) break;
    }
    return with_each_name_once(std::move(found));
  }

  /// A folder sorts as if its name ended in '/': a file that became a folder is met twice.
  static std::vector<Difference> with_each_name_once(std::vector<Difference> all) {
    const auto by_name = [](const Difference& a, const Difference& b) { return a.name < b.name; };
    if (!std::is_sorted(all.begin(), all.end(), by_name))
      std::stable_sort(all.begin(), all.end(), by_name);
    std::vector<Difference> once;
    for (const Difference& difference : all) {
      if (once.empty() || once.back().name != difference.name) {
        once.push_back(difference);
        continue;
      }
      if (difference.now != Side{}) once.back().now = difference.now;
      if (difference.before != Side{}) once.back().before = difference.before;
    }
    std::erase_if(once, [](const Difference& d) { return d.now == d.before; });
    return once;
  }

  void diff(ObjectNumber number, const std::vector<ObjectNumber>& parents, size_t depth) {
    if (depth > kMaxDepth) return problem("folders are nested more than 1000 deep: " + path_);
    if (++block_->folders > folders_end_ || block_->changes.size() >= kMaxChangesAtOnce)
      return problem("commits have too many files to be told apart");
    const TreeRef tree = open(number);
    if (parents.empty()) {
      for (const Difference& d : differences(tree.get(), nullptr))
        descend(d.name, d.now, {}, depth);
      return;
    }
    std::vector<TreeRef> olds;  // they hold the names
    std::vector<std::vector<Difference>> lists;
    for (ObjectNumber parent : parents) {
      olds.push_back(open(parent));
      lists.push_back(differences(tree.get(), olds.back().get()));
      if (lists.back().empty()) return;  // taken over as a whole
    }
    for (const Difference& d : lists[0]) {
      std::vector<Side> befores{d.before};
      for (size_t i = 1; i < lists.size(); ++i) {
        const auto other = std::lower_bound(lists[i].begin(), lists[i].end(), d.name,
                                            [](const Difference& candidate, std::string_view name) {
                                              return candidate.name < name;
                                            });
        if (other == lists[i].end() || other->name != d.name) break;
        befores.push_back(other->before);
      }
      if (befores.size() == parents.size()) descend(d.name, d.now, befores, depth);
    }
  }

  void descend(std::string_view name, const Side& now, const std::vector<Side>& befores,
               size_t depth) {
    const size_t length = path_.size();
    path_ += name;
    add_file(now.file, befores);
    std::vector<ObjectNumber> folders;
    bool any = now.folder != kNoObject;
    for (const Side& before : befores) {
      folders.push_back(before.folder);
      any = any || before.folder != kNoObject;
    }
    const bool taken_over = std::find(folders.begin(), folders.end(), now.folder) != folders.end();
    if (any && !taken_over) {
      path_ += '/';
      diff(now.folder, folders, depth + 1);
    }
    path_.resize(length);
  }

  void add_file(ObjectNumber now, const std::vector<Side>& befores) {
    const bool removed = now == kNoObject;
    for (const Side& before : befores) {
      if (before.file == now) return;  // taken over, or there is no file on either side
    }
    if (removed && befores.empty()) return;
    if (block_->changes.size() >= kMaxChangesAtOnce)
      return problem("commits have too many files to be told apart");
    const PathNumber path = number_of_path();
    if (befores.empty()) block_->changes.push_back({commit_, path, now, kNoObject});
    for (const Side& before : befores) block_->changes.push_back({commit_, path, now, before.file});
  }

  PathNumber number_of_path() {
    const auto [known, added] =
        path_numbers_.try_emplace(path_, static_cast<PathNumber>(block_->paths.size()));
    if (added) block_->paths.push_back(path_);
    return known->second;
  }

  const AllObjects& objects_;
  ObjectCache cache_;
  std::unordered_map<ObjectNumber, TreeRef> trees_;
  size_t kept_bytes_ = 0;  ///< of trees_
  Block* block_ = nullptr;
  const Block* path_numbers_of_ = nullptr;
  uint32_t commit_ = 0;
  size_t folders_end_ = 0;  ///< how many the block may have compared behind this commit
  std::string path_;        ///< of the folder at hand, with its '/'
  std::unordered_map<std::string, PathNumber> path_numbers_;
};

struct ReadCommit {
  CommitEntry entry;
  std::vector<ObjectNumber> parents;
  bool cut = false;  ///< a parent is missing
};

ReadCommit read_commit(const AllObjects& objects, ObjectNumber number, std::string_view bytes,
                       std::set<std::string>& problems) {
  ReadCommit read;
  read.entry.number = number;
  const auto commit = parse_commit(bytes, objects.hash());
  if (!commit) {
    problems.insert("commit " + objects.hex(number) + " is damaged");
    return read;
  }
  if (const auto tree = objects.find(commit->tree)) {
    read.entry.tree = *tree;
  } else {
    problems.insert("object " + hex(commit->tree, objects.hash()) + " is missing");
  }
  read.entry.time = commit->committer.time;
  read.entry.author_time = commit->author.time;
  read.entry.offset_minutes = commit->author.offset_minutes;
  for (size_t i = 0; i < std::min(commit->parent_count(), kMaxParents); ++i) {
    const ObjectId id = commit->parent(i);
    const auto parent = objects.find(id);
    if (parent) read.parents.push_back(*parent);
    read.cut = read.cut || !parent;
  }
  return read;
}

/// All commits, newest first.
void read_commits(const AllObjects& objects, size_t workers, CommitChanges& changes) {
  const std::vector<ObjectNumber> roots = objects.roots_of_type(ObjectType::commit);
  std::vector<FamilyReader> readers;
  std::vector<std::vector<ReadCommit>> found(workers);
  std::vector<std::set<std::string>> problems(workers);
  for (size_t i = 0; i < workers; ++i) readers.emplace_back(objects);
  constexpr size_t kRootsAtOnce = 256;
  for_each_in_parallel(
      workers, (roots.size() + kRootsAtOnce - 1) / kRootsAtOnce, [&](size_t worker, size_t piece) {
        const size_t end = std::min(roots.size(), (piece + 1) * kRootsAtOnce);
        for (size_t i = piece * kRootsAtOnce; i < end; ++i) {
          readers[worker].read(
              roots[i],
              [&](const Member& member) {
                if (objects.canonical(member.number) == member.number)
                  found[worker].push_back(
                      read_commit(objects, member.number, member.bytes, problems[worker]));
              },
              [&](ObjectNumber, const std::string& error) { problems[worker].insert(error); });
        }
      });
  std::vector<ReadCommit> all;
  for (auto& some : found) std::move(some.begin(), some.end(), std::back_inserter(all));
  std::sort(all.begin(), all.end(), [](const ReadCommit& a, const ReadCommit& b) {
    if (a.entry.time != b.entry.time) return a.entry.time > b.entry.time;
    return a.entry.number < b.entry.number;
  });
  std::unordered_map<ObjectNumber, uint32_t> index;
  for (uint32_t i = 0; i < all.size(); ++i) index[all[i].entry.number] = i;
  for (ReadCommit& commit : all) {
    for (ObjectNumber parent : commit.parents) {
      const auto known = index.find(parent);
      if (known != index.end()) commit.entry.parents.push_back(known->second);
    }
    if (commit.cut) changes.missing_parents.push_back(commit.entry.number);
    changes.commits.push_back(std::move(commit.entry));
  }
  std::sort(changes.missing_parents.begin(), changes.missing_parents.end());
  for (auto& some : problems)
    changes.problems.insert(changes.problems.end(), some.begin(), some.end());
}

/// Puts the blocks together, in order, with common path numbers.
void join(std::vector<Block>& blocks, CommitChanges& changes) {
  std::unordered_map<std::string, PathNumber> numbers;
  std::set<std::string> problems(changes.problems.begin(), changes.problems.end());
  for (Block& block : blocks) {
    std::vector<PathNumber> common;
    for (std::string& path : block.paths) {
      const auto [known, added] =
          numbers.try_emplace(path, static_cast<PathNumber>(changes.paths.size()));
      if (added) changes.paths.push_back(std::move(path));
      common.push_back(known->second);
    }
    for (Change& change : block.changes) {
      change.path = common[change.path];
      changes.changes.push_back(change);
    }
    problems.insert(block.problems.begin(), block.problems.end());
    block = {};
  }
  changes.problems.assign(problems.begin(), problems.end());
}

}  // namespace

CommitChanges read_commit_changes(const AllObjects& objects, size_t workers) {
  CommitChanges changes;
  read_commits(objects, workers, changes);
  const size_t count = (changes.commits.size() + kCommitsAtOnce - 1) / kCommitsAtOnce;
  std::vector<Block> blocks(count);
  std::vector<std::unique_ptr<TreeDiffer>> differs(workers);
  for_each_in_parallel(workers, count, [&](size_t worker, size_t piece) {
    if (!differs[worker]) differs[worker] = std::make_unique<TreeDiffer>(objects);
    const size_t end = std::min(changes.commits.size(), (piece + 1) * kCommitsAtOnce);
    for (size_t i = piece * kCommitsAtOnce; i < end; ++i) {
      const CommitEntry& commit = changes.commits[i];
      std::vector<ObjectNumber> parents;
      for (uint32_t parent : commit.parents) parents.push_back(changes.commits[parent].tree);
      differs[worker]->run(static_cast<uint32_t>(i), commit.tree, parents, blocks[piece]);
    }
  });
  join(blocks, changes);
  return changes;
}

void add_staged(const AllObjects& objects, const StagedIndex& index, CommitChanges& changes) {
  if (index.entries.empty()) return;
  std::unordered_map<std::string, PathNumber> numbers;
  for (PathNumber i = 0; i < changes.paths.size(); ++i) numbers.emplace(changes.paths[i], i);
  for (const StagedEntry& entry : index.entries) {
    const auto blob =
        is_submodule(entry.mode) || entry.intent_to_add ? std::nullopt : objects.find(entry.id);
    if (!blob || is_folder(entry.mode)) continue;
    const auto [known, added] = numbers.try_emplace(std::string(index.path(entry)),
                                                    static_cast<PathNumber>(changes.paths.size()));
    if (added) changes.paths.push_back(known->first);
    changes.staged.emplace_back(*blob, known->second);
  }
}

ObjectNumber blob_at(const AllObjects& objects, ObjectCache& cache, ObjectNumber tree,
                     std::string_view path) {
  while (tree != kNoObject) {
    std::string error;
    const auto bytes = cache.get(tree, error);
    if (!bytes) return kNoObject;
    const size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    TreeReader reader(bytes->view(), objects.hash());
    ObjectNumber found = kNoObject;
    while (const auto entry = reader.next()) {
      if (entry->name != name || is_folder(entry->mode) != (slash != std::string_view::npos) ||
          is_submodule(entry->mode))
        continue;
      found = objects.find(entry->id).value_or(kNoObject);
      break;
    }
    if (slash == std::string_view::npos) return found;
    tree = found;
    path.remove_prefix(slash + 1);
  }
  return kNoObject;
}

}  // namespace prodready::git
