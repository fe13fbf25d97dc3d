#include "source/git/tree_differ.h"

#include <algorithm>
#include <utility>

namespace prodready::git {
namespace {

constexpr size_t kMaxDepth = 1000;
constexpr size_t kMaxChangesAtOnce = 4'000'000;
constexpr size_t kMaxFoldersAtOnce = 2'000'000;
/// A tree that holds the same tree ten times, ten levels deep, has ten billion paths. Where nobody
/// made it so, a commit has few folders that are the same: so many, and ten for each object.
constexpr size_t kFoldersOfCommit = 100'000;
constexpr size_t kMaxProblems = 100;

/// Goes through the entries of a folder, run by run.
class Cursor {
 public:
  explicit Cursor(const Folder& folder) : folder_(folder) { enter(); }

  bool done() const { return piece_ == folder_.pieces.size(); }
  const FolderEntry* at() const { return at_; }
  size_t run() const { return static_cast<size_t>(end_ - at_); }
  void skip(size_t count) {
    at_ += count;
    if (at_ == end_) {
      ++piece_;
      enter();
    }
  }

 private:
  void enter() {
    if (done()) return;
    const auto& pieces = folder_.pieces;
    const size_t last = piece_ + 1 < pieces.size() ? pieces[piece_ + 1].first : folder_.count;
    at_ = folder_.entries + pieces[piece_].at;
    end_ = at_ + (last - pieces[piece_].first);
  }

  const Folder& folder_;
  size_t piece_ = 0;
  const FolderEntry* at_ = nullptr;
  const FolderEntry* end_ = nullptr;
};

}  // namespace

std::string path_text(const std::vector<PathNode>& paths, uint32_t path, const AllTrees& trees) {
  std::vector<std::string_view> names;
  for (; path != kTop; path = paths[path].folder) names.push_back(trees.name(paths[path].name));
  std::string text;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (!text.empty()) text += '/';
    text += *name;
  }
  return text;
}

void TreeDiffer::compare(uint32_t commit, ObjectNumber tree,
                         const std::vector<ObjectNumber>& parents) {
  commit_ = commit;
  folders_end_ = std::min(kMaxFoldersAtOnce, folders_ + kFoldersOfCommit + 10 * objects_.count());
  path_ = kTop;
  diff(tree, parents, 0);
}

TreeChanges TreeDiffer::take() {
  found_.paths = paths_.take();
  folders_ = 0;
  return std::exchange(found_, {});
}

void TreeDiffer::problem(std::string text) {
  if (found_.problems.size() < kMaxProblems) found_.problems.insert(std::move(text));
}

void TreeDiffer::open(ObjectNumber number, Opened& opened) {
  if (number == kNoObject) return;
  if (trees_.too_many_names()) return problem("folders have too many names to be told apart");
  if (std::string text = trees_.problem(number); !text.empty()) problem(std::move(text));
  if (const auto known = trees_.find(number)) {
    opened.folder = *known;
    return;
  }
  if (objects_.type(number) != ObjectType::tree) return;
  std::string error;
  const auto bytes = cache_.get(number, error);
  if (!bytes) return problem(error);
  opened.entries = trees_.parse(bytes->view());
  opened.folder.entries = opened.entries.data();
  opened.folder.count = opened.entries.size();
  if (!opened.entries.empty()) opened.folder.pieces = {&opened.piece, 1};
}

TreeDiffer::Side TreeDiffer::side_of(const FolderEntry& entry) {
  Side side;
  if (entry.kind == FolderEntry::file) side.file = entry.object;
  if (entry.kind == FolderEntry::folder) side.folder = entry.object;
  if (entry.kind == FolderEntry::missing)
    problem("object " + hex(trees_.missing(entry.object), objects_.hash()) + " is missing");
  return side;
}

/// Sorted by name. Both folders are in order, so that equal entries meet; where they are not, more
/// is compared by name.
TreeDiffer::Differences TreeDiffer::differences(const Folder& now, const Folder& before) {
  Differences found;
  Cursor a(now), b(before);
  const auto add = [&](Cursor& cursor, Side Difference::*side) {
    const FolderEntry& entry = *cursor.at();
    if (found.empty() || found.back().name != entry.name) found.push_back({entry.name, {}, {}});
    found.back().*side = side_of(entry);
    cursor.skip(1);
  };
  while (!a.done() && !b.done()) {
    if (*a.at() == *b.at()) {
      const size_t same = a.at() == b.at() ? std::min(a.run(), b.run()) : 1;
      a.skip(same);
      b.skip(same);
      continue;
    }
    const NameNumber name = a.at()->name, old_name = b.at()->name;
    if (name <= old_name) add(a, &Difference::now);
    if (old_name <= name) add(b, &Difference::before);
  }
  while (!a.done()) add(a, &Difference::now);
  while (!b.done()) add(b, &Difference::before);
  merge_names(found);
  return found;
}

/// A folder sorts as if its name ended in '/': a file that became a folder is met twice.
void TreeDiffer::merge_names(Differences& all) {
  const auto by_name = [](const Difference& a, const Difference& b) { return a.name < b.name; };
  if (!std::is_sorted(all.begin(), all.end(), by_name))
    std::stable_sort(all.begin(), all.end(), by_name);
  Differences once;
  for (const Difference& difference : all) {
    if (once.empty() || once.back().name != difference.name) {
      once.push_back(difference);
      continue;
    }
    if (difference.now != Side{}) once.back().now = difference.now;
    if (difference.before != Side{}) once.back().before = difference.before;
  }
  std::erase_if(once, [](const Difference& d) { return d.now == d.before; });
  all = std::move(once);
}

void TreeDiffer::diff(ObjectNumber number, const std::vector<ObjectNumber>& parents, size_t depth) {
  if (depth > kMaxDepth)
    return problem(
        "folders are nested more than 1000 deep: " + path_text(paths_.all(), path_, trees_) + "/");
  if (++folders_ > folders_end_ || found_.changes.size() >= kMaxChangesAtOnce)
    return problem("commits have too many files to be told apart");
  Opened now, before;
  open(number, now);
  if (parents.empty()) {
    for (const Difference& d : differences(now.folder, {})) descend(d.name, d.now, {}, depth);
    return;
  }
  std::vector<Differences> lists;
  for (ObjectNumber parent : parents) {
    before = {};
    open(parent, before);
    lists.push_back(differences(now.folder, before.folder));
    if (lists.back().empty()) return;  // taken over as a whole
  }
  std::vector<Side> befores;
  for (const Difference& d : lists[0]) {
    befores.assign(1, d.before);
    for (size_t i = 1; i < lists.size(); ++i) {
      const auto other = std::lower_bound(
          lists[i].begin(), lists[i].end(), d.name,
          [](const Difference& candidate, NameNumber name) { return candidate.name < name; });
      if (other == lists[i].end() || other->name != d.name) break;
      befores.push_back(other->before);
    }
    if (befores.size() == parents.size()) descend(d.name, d.now, befores, depth);
  }
}

void TreeDiffer::descend(NameNumber name, const Side& now, const std::vector<Side>& befores,
                         size_t depth) {
  const uint32_t folder = path_;
  path_ = paths_.number(folder, name);
  add_file(now.file, befores);
  std::vector<ObjectNumber> folders;
  bool any = now.folder != kNoObject;
  for (const Side& before : befores) {
    folders.push_back(before.folder);
    any = any || before.folder != kNoObject;
  }
  const bool taken_over = std::find(folders.begin(), folders.end(), now.folder) != folders.end();
  if (any && !taken_over) diff(now.folder, folders, depth + 1);
  path_ = folder;
}

void TreeDiffer::add_file(ObjectNumber now, const std::vector<Side>& befores) {
  const bool removed = now == kNoObject;
  for (const Side& before : befores) {
    if (before.file == now) return;  // taken over, or there is no file on either side
  }
  if (removed && befores.empty()) return;
  if (found_.changes.size() >= kMaxChangesAtOnce)
    return problem("commits have too many files to be told apart");
  if (befores.empty()) found_.changes.push_back({commit_, path_, now, kNoObject});
  for (const Side& before : befores) found_.changes.push_back({commit_, path_, now, before.file});
}

}  // namespace prodready::git
