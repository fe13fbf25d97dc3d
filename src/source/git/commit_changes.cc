#include "source/git/commit_changes.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "source/git/commit.h"
#include "source/git/tree.h"
#include "source/git/tree_differ.h"
#include "source/parallel.h"

namespace prodready::git {
namespace {

/// A worker takes so many at once.
constexpr size_t kCommitsAtOnce = 256;
constexpr size_t kMaxParents = 256;

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
        const std::function<void(const Member&)> visit = [&](const Member& member) {
          if (objects.canonical(member.number) == member.number)
            found[worker].push_back(
                read_commit(objects, member.number, member.bytes, problems[worker]));
        };
        const std::function<void(ObjectNumber, const std::string&)> fail =
            [&](ObjectNumber, const std::string& error) { problems[worker].insert(error); };
        const size_t end = std::min(roots.size(), (piece + 1) * kRootsAtOnce);
        for (size_t i = piece * kRootsAtOnce; i < end; ++i)
          readers[worker].read(roots[i], visit, fail);
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
class Joiner {
 public:
  explicit Joiner(const AllTrees& trees, CommitChanges& changes)
      : trees_(trees),
        changes_(changes),
        problems_(changes.problems.begin(), changes.problems.end()) {}

  void add(TreeChanges& block) {
    std::vector<uint32_t> common;
    common.reserve(block.paths.size());
    for (const PathNode& path : block.paths)
      common.push_back(paths_.number(path.folder == kTop ? kTop : common[path.folder], path.name));
    numbers_.resize(paths_.all().size(), kNoNumber);
    for (Change& change : block.changes) {
      change.path = number_of(common[change.path]);
      changes_.changes.push_back(change);
    }
    problems_.merge(block.problems);
    block = {};
  }

  void finish() { changes_.problems.assign(problems_.begin(), problems_.end()); }

 private:
  static constexpr PathNumber kNoNumber = std::numeric_limits<PathNumber>::max();

  /// Folders have no number.
  PathNumber number_of(uint32_t path) {
    if (numbers_[path] == kNoNumber) {
      numbers_[path] = static_cast<PathNumber>(changes_.paths.size());
      changes_.paths.push_back(path_text(paths_.all(), path, trees_));
    }
    return numbers_[path];
  }

  const AllTrees& trees_;
  CommitChanges& changes_;
  std::set<std::string> problems_;
  PathTable paths_;
  std::vector<PathNumber> numbers_;
};

/// What each of `changes.commits` changed.
void compare_trees(const AllObjects& objects, size_t workers, CommitChanges& changes) {
  const AllTrees trees(objects, workers);
  std::vector<TreeChanges> blocks((changes.commits.size() + kCommitsAtOnce - 1) / kCommitsAtOnce);
  std::vector<std::unique_ptr<TreeDiffer>> differs(workers);
  for_each_in_parallel(workers, blocks.size(), [&](size_t worker, size_t piece) {
    if (!differs[worker]) differs[worker] = std::make_unique<TreeDiffer>(objects, trees);
    const size_t end = std::min(changes.commits.size(), (piece + 1) * kCommitsAtOnce);
    for (size_t i = piece * kCommitsAtOnce; i < end; ++i) {
      const CommitEntry& commit = changes.commits[i];
      std::vector<ObjectNumber> parents;
      for (uint32_t parent : commit.parents) parents.push_back(changes.commits[parent].tree);
      differs[worker]->compare(static_cast<uint32_t>(i), commit.tree, parents);
    }
    blocks[piece] = differs[worker]->take();
  });
  Joiner joiner(trees, changes);
  for (TreeChanges& block : blocks) joiner.add(block);
  joiner.finish();
}

}  // namespace

CommitChanges read_commit_changes(const AllObjects& objects, size_t workers) {
  CommitChanges changes;
  read_commits(objects, workers, changes);
  compare_trees(objects, workers, changes);
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
