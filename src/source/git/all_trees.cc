#include "source/git/all_trees.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "source/parallel.h"

namespace prodready::git {
namespace {

/// What may be kept, however small the repository is, and for each of its objects besides.
constexpr int64_t kRoom = 16'000'000;
constexpr int64_t kRoomOfObject = 32;
constexpr int64_t kMaxRoom = int64_t{1} << 31;
constexpr int64_t kNameRoom = int64_t{128} << 20;
constexpr int64_t kNameRoomOfObject = 64;
constexpr int64_t kCostOfName = 128;  ///< besides its bytes

size_t entry_size(const TreeEntry& entry, std::string_view rest, HashKind hash) {
  return static_cast<size_t>(entry.name.data() - rest.data()) + entry.name.size() + 1 +
         id_size(hash);
}

/// `object` of what is missing is left to the caller.
FolderEntry folder_entry(NameNumber name, uint32_t mode, std::optional<ObjectNumber> object) {
  FolderEntry made;
  made.name = name;
  if (is_submodule(mode)) return made;
  made.kind = !object           ? FolderEntry::missing
              : is_folder(mode) ? FolderEntry::folder
                                : FolderEntry::file;
  made.object = object.value_or(kNoObject);
  return made;
}

}  // namespace

/// Makes the lists of families; one a worker.
class TreeLister {
 public:
  TreeLister(AllTrees& trees, uint16_t shelf)
      : trees_(trees), shelf_(trees.shelves_[shelf]), shelf_number_(shelf) {}

  void add(const Member& member) {
    while (!bases_.empty() && bases_.back().number != member.base) drop_base();
    Opened made{member.number, take_starts()};
    AllTrees::List& list = trees_.lists_[member.number];
    const size_t kept_before = kept();
    if (trees_.room_.load(std::memory_order_relaxed) > 0) {
      list_ = {};
      list_.shelf = shelf_number_;
      list_.begin = static_cast<uint32_t>(shelf_.pieces.size());
      list_.damaged = !read_list(member, made);
      if (2 * (shelf_.pieces.size() - list_.begin) > list_.count + kFewPieces) write_anew();
      list_.end = static_cast<uint32_t>(shelf_.pieces.size());
      list_.known = true;
      list = list_;
      trees_.room_.fetch_sub(static_cast<int64_t>(kept() - kept_before), std::memory_order_relaxed);
    } else {
      TreeReader reader(member.bytes, trees_.objects_.hash());
      while (const auto entry = reader.next()) numbered(*entry);
      list.damaged = reader.damaged();
    }
    if (member.last && !bases_.empty()) drop_base();
    bases_.push_back(std::move(made));
  }

 private:
  static constexpr size_t kFewPieces = 16;
  static constexpr size_t kIdsKept = 1024;

  /// A tree that others are made of.
  struct Opened {
    ObjectNumber number = kNoObject;
    std::vector<uint32_t> starts;  ///< of its entries in its bytes, and where the last one ends
  };
  struct Range {
    size_t begin = 0;
    size_t end = 0;
  };
  struct Found {
    ObjectId id;
    std::optional<ObjectNumber> object;
  };

  size_t kept() const { return shelf_.entries.size() + shelf_.pieces.size(); }

  std::vector<uint32_t> take_starts() {
    if (spare_.empty()) return {};
    std::vector<uint32_t> starts = std::move(spare_.back());
    spare_.pop_back();
    starts.clear();
    return starts;
  }

  void drop_base() {
    spare_.push_back(std::move(bases_.back().starts));
    bases_.pop_back();
  }

  /// False if the bytes are not a tree to their end.
  bool read_list(const Member& member, Opened& made) {
    const HashKind hash = trees_.objects_.hash();
    const bool based = !bases_.empty() && trees_.lists_[member.base].known;
    made.starts.push_back(0);
    size_t copy = 0;
    for (size_t at = 0; at < member.bytes.size(); at = made.starts.back()) {
      if (based) {
        const Range same = same_entries(member, at, copy);
        if (same.begin < same.end) {
          take(trees_.lists_[member.base], same, made);
          continue;
        }
      }
      const std::string_view rest = member.bytes.substr(at);
      const auto entry = TreeReader(rest, hash).next();
      if (!entry) return false;
      shelf_.entries.push_back(numbered(*entry));
      append(shelf_.entries.size() - 1, 1);
      made.starts.push_back(static_cast<uint32_t>(at + entry_size(*entry, rest, hash)));
    }
    return true;
  }

  /// Entries of the base whose bytes are copied to `at`: what is an entry there is one here.
  Range same_entries(const Member& member, size_t at, size_t& copy) const {
    const std::vector<Copy>& copies = *member.copies;
    while (copy < copies.size() && copies[copy].to + copies[copy].length <= at) ++copy;
    if (copy == copies.size() || copies[copy].to > at) return {};
    const size_t from = copies[copy].from + (at - copies[copy].to);
    const size_t from_end = copies[copy].from + copies[copy].length;
    const std::vector<uint32_t>& starts = bases_.back().starts;
    const auto begin = std::lower_bound(starts.begin(), starts.end(), from);
    if (begin == starts.end() || *begin != from) return {};
    const auto end = std::upper_bound(begin, starts.end(), from_end) - 1;
    return {static_cast<size_t>(begin - starts.begin()), static_cast<size_t>(end - starts.begin())};
  }

  void take(const AllTrees::List& base, Range range, Opened& made) {
    const auto first = shelf_.pieces.begin() + base.begin, last = shelf_.pieces.begin() + base.end;
    auto piece = std::upper_bound(
        first, last, range.begin,
        [](size_t index, const Folder::Piece& candidate) { return index < candidate.first; });
    size_t number = static_cast<size_t>(piece - shelf_.pieces.begin()) - 1;
    for (size_t i = range.begin; i < range.end; ++number) {  // append() moves the pieces
      const Folder::Piece from = shelf_.pieces[number];
      const size_t end = number + 1 < base.end ? shelf_.pieces[number + 1].first : base.count;
      append(from.at + (i - from.first), std::min(end, range.end) - i);
      i = std::min(end, range.end);
    }
    const std::vector<uint32_t>& starts = bases_.back().starts;
    const uint32_t moved = made.starts.back() - starts[range.begin];
    const size_t size = made.starts.size();
    made.starts.resize(size + range.end - range.begin);
    for (size_t i = range.begin; i < range.end; ++i)
      made.starts[size + i - range.begin] = starts[i + 1] + moved;
  }

  /// Adds entries of the shelf to the list.
  void append(size_t at, size_t count) {
    const auto& pieces = shelf_.pieces;
    const bool continues =
        pieces.size() > list_.begin && pieces.back().at + (list_.count - pieces.back().first) == at;
    if (!continues) shelf_.pieces.push_back({list_.count, static_cast<uint32_t>(at)});
    list_.count += static_cast<uint32_t>(count);
  }

  /// A list that has become many small pieces is shorter as one.
  void write_anew() {
    const auto at = static_cast<uint32_t>(shelf_.entries.size());
    for (size_t i = list_.begin; i < shelf_.pieces.size(); ++i) {
      const Folder::Piece piece = shelf_.pieces[i];
      const size_t end =
          i + 1 < shelf_.pieces.size() ? shelf_.pieces[i + 1].first : size_t{list_.count};
      for (size_t k = 0; k < end - piece.first; ++k)
        shelf_.entries.push_back(FolderEntry(shelf_.entries[piece.at + k]));
    }
    shelf_.pieces.resize(list_.begin);
    shelf_.pieces.push_back({0, at});
  }

  FolderEntry numbered(const TreeEntry& entry) {
    auto known = names_.find(entry.name);
    if (known == names_.end()) {
      const auto name = trees_.number_of_name(entry.name);
      if (!name) return {};
      known = names_.insert(*name).first;
    }
    FolderEntry numbered = folder_entry(known->second, entry.mode, object_of(entry.id));
    if (numbered.kind == FolderEntry::missing) numbered.object = trees_.number_of_missing(entry.id);
    return numbered;
  }

  /// Versions of a folder that are made of the same one often hold the same new file.
  std::optional<ObjectNumber> object_of(const ObjectId& id) {
    Found& found = found_[ObjectIdHash()(id) % found_.size()];
    if (!found.object || found.id != id) found = {id, trees_.objects_.find(id)};
    return found.object;
  }

  AllTrees& trees_;
  AllTrees::Shelf& shelf_;
  uint16_t shelf_number_;
  AllTrees::List list_;        ///< the one that is being made
  std::vector<Opened> bases_;  ///< of the tree at hand, the root first
  std::vector<std::vector<uint32_t>> spare_;
  std::unordered_map<std::string_view, NameNumber> names_;   ///< those met before: no lock
  std::vector<Found> found_ = std::vector<Found>(kIdsKept);  ///< objects met last, by their ids
};

AllTrees::AllTrees(const AllObjects& objects, size_t workers)
    : objects_(objects), lists_(objects.count()), shelves_(workers) {
  const auto count = static_cast<int64_t>(objects.count());
  room_ = std::min(kMaxRoom, kRoom + kRoomOfObject * count);
  name_room_ = kNameRoom + kNameRoomOfObject * count;
  const std::vector<ObjectNumber> roots = objects.roots_of_type(ObjectType::tree);
  std::vector<std::unique_ptr<TreeLister>> listers(workers);
  std::vector<std::unique_ptr<FamilyReader>> readers(workers);
  for (size_t i = 0; i < workers; ++i) {
    listers[i] = std::make_unique<TreeLister>(*this, static_cast<uint16_t>(i));
    readers[i] = std::make_unique<FamilyReader>(objects);
  }
  for_each_in_parallel(workers, roots.size(), [&](size_t worker, size_t i) {
    readers[worker]->read(
        roots[i], [&](const Member& member) { listers[worker]->add(member); },
        [&](ObjectNumber number, const std::string& error) {
          const std::lock_guard lock(mutex_);
          failures_.emplace(number, error);
        });
  });
  sort_names();
}

std::optional<Folder> AllTrees::find(ObjectNumber tree) const {
  const List& list = lists_[tree];
  if (!list.known) return std::nullopt;
  const Shelf& shelf = shelves_[list.shelf];
  return Folder{shelf.entries.data(),
                std::span(shelf.pieces).subspan(list.begin, list.end - list.begin), list.count};
}

std::vector<FolderEntry> AllTrees::parse(std::string_view bytes) const {
  std::vector<FolderEntry> entries;
  TreeReader reader(bytes, objects_.hash());
  while (const auto entry = reader.next()) {
    const auto name = name_numbers_.find(entry->name);
    if (name == name_numbers_.end()) continue;  // not there before: someone writes to the pack
    FolderEntry made = folder_entry(name->second, entry->mode, objects_.find(entry->id));
    if (made.kind == FolderEntry::missing) {
      const auto missing = missing_numbers_.find(entry->id);
      if (missing == missing_numbers_.end()) continue;
      made.object = missing->second;
    }
    entries.push_back(made);
  }
  return entries;
}

std::string AllTrees::problem(ObjectNumber tree) const {
  if (!objects_.type(tree)) return "object " + objects_.hex(tree) + " cannot be read";
  const auto failure = failures_.find(tree);
  if (failure != failures_.end()) return failure->second;
  if (lists_[tree].damaged || objects_.type(tree) != ObjectType::tree)
    return "tree " + objects_.hex(tree) + " is damaged";
  return "";
}

/// The number, and the name to keep with it; nothing when there is no room.
std::optional<std::pair<std::string_view, NameNumber>> AllTrees::number_of_name(
    std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto known = name_numbers_.find(name);
  if (known != name_numbers_.end()) return *known;
  name_room_ -= kCostOfName + static_cast<int64_t>(name.size());
  too_many_names_ = too_many_names_ || name_room_ < 0;
  if (too_many_names_) return std::nullopt;
  const auto number = static_cast<NameNumber>(name_texts_.size());
  return *name_numbers_.emplace(name_texts_.emplace_back(name), number).first;
}

uint32_t AllTrees::number_of_missing(const ObjectId& id) {
  const std::lock_guard lock(mutex_);
  const auto [known, added] = missing_numbers_.emplace(id, static_cast<uint32_t>(missing_.size()));
  if (added) missing_.push_back(id);
  return known->second;
}

/// Numbers were given as names came along: now they are given in the names' order.
void AllTrees::sort_names() {
  names_.assign(name_texts_.begin(), name_texts_.end());
  std::sort(names_.begin(), names_.end());
  std::vector<NameNumber> sorted(names_.size());
  for (NameNumber number = 0; number < names_.size(); ++number) {
    NameNumber& first = name_numbers_.at(names_[number]);
    sorted[first] = number;
    first = number;
  }
  if (too_many_names_) {  // the same whoever met which of them
    lists_.assign(lists_.size(), {});
    return;
  }
  for (Shelf& shelf : shelves_) {
    for (FolderEntry& entry : shelf.entries) entry.name = sorted[entry.name];
  }
}

}  // namespace prodready::git
