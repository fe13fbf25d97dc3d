#include "source/git/folder_side.h"

#include <algorithm>

namespace prodready::git {
namespace {

unsigned char behind(const FolderItem& item, size_t at) {
  if (at < item.name.size()) return static_cast<unsigned char>(item.name[at]);
  return is_folder(item.mode) ? '/' : '\0';
}

}  // namespace

int compare_names(const FolderItem& a, const FolderItem& b) {
  const size_t common = std::min(a.name.size(), b.name.size());
  const int order = a.name.substr(0, common).compare(b.name.substr(0, common));
  if (order != 0) return order;
  if (a.name.size() == b.name.size() && is_folder(a.mode) == is_folder(b.mode)) return 0;
  const int next = int{behind(a, common)} - int{behind(b, common)};
  if (next != 0) return next;
  return a.name.size() < b.name.size() ? -1 : 1;  // no such names are in a sound tree
}

FolderSide::FolderSide(const ObjectStore& store, const StagedIndex* index, const FolderPlace& place)
    : index_(index), place_(place), reader_("", store.hash()) {
  if (place_.tree) {
    ObjectError error;
    if (!store.read(*place_.tree, tree_, error)) {
      error_ = error.message;
    } else if (tree_.type != ObjectType::tree) {
      error_ = "is no folder";
    } else {
      reader_ = TreeReader(tree_.bytes, store.hash());
    }
  } else if (place_.cached) {
    const std::vector<CachedTree>& trees = index_->trees;
    for (size_t i = *place_.cached + 1; i < trees[*place_.cached].end; i = trees[i].end)
      cached_.emplace_back(trees[i].name, i);
    std::sort(cached_.begin(), cached_.end());
  }
  advance();
}

void FolderSide::advance() {
  item_.reset();
  if (place_.tree) {
    advance_in_tree();
  } else {
    advance_in_index();
  }
}

void FolderSide::advance_in_tree() {
  const std::optional<TreeEntry> entry = reader_.next();
  if (entry) {
    item_ = FolderItem{entry->name, entry->mode, entry->id, 0};
    inner_ = {entry->id, 0, 0, 0, {}};
  } else if (reader_.damaged() && error_.empty()) {
    error_ = "is damaged";
  }
}

void FolderSide::advance_in_index() {
  while (!item_ && place_.begin < place_.end) {
    const std::string_view rest = rest_of(place_.begin);
    const size_t slash = rest.find('/');
    if (slash == std::string_view::npos) {
      take_file(rest);
    } else {
      take_folder(rest.substr(0, slash));
    }
  }
}

/// All entries with the folder's name in front. In a sparse index the folder itself is one.
void FolderSide::take_folder(std::string_view name) {
  const size_t first = place_.begin;
  const size_t prefix = place_.prefix + name.size() + 1;
  const std::string_view path = index_->path(index_->entries[first]).substr(0, prefix);
  const auto starts = [&](const StagedEntry& entry) {
    return index_->path(entry).starts_with(path);
  };
  const auto begin = index_->entries.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = index_->entries.begin() + static_cast<std::ptrdiff_t>(place_.end);
  place_.begin =
      static_cast<size_t>(std::partition_point(begin, end, starts) - index_->entries.begin());

  item_ = FolderItem{name, kModeFolder, std::nullopt, 0};
  if (rest_of(first).size() == name.size() + 1) {
    item_->id = index_->entries[first].id;
    inner_ = {item_->id, 0, 0, 0, {}};
    return;
  }
  inner_ = {std::nullopt, first, place_.begin, prefix, cached_child(name)};
  if (!inner_.cached) return;
  const CachedTree& cached = index_->trees[*inner_.cached];
  if (cached.entries == static_cast<int64_t>(place_.begin - first)) item_->id = cached.id;
}

/// In a conflict, what comes from the other side; what it deletes is no file.
void FolderSide::take_file(std::string_view name) {
  const StagedEntry* chosen = nullptr;
  const std::string_view path = index_->path(index_->entries[place_.begin]);
  for (; place_.begin < place_.end; ++place_.begin) {
    const StagedEntry& entry = index_->entries[place_.begin];
    if (index_->path(entry) != path) break;
    if (!entry.intent_to_add && entry.stage != 1) chosen = &entry;
  }
  if (chosen != nullptr) item_ = FolderItem{name, chosen->mode, chosen->id, chosen->stage};
}

std::optional<size_t> FolderSide::cached_child(std::string_view name) const {
  const auto found = std::lower_bound(cached_.begin(), cached_.end(), std::pair(name, size_t{0}));
  return found != cached_.end() && found->first == name ? std::optional(found->second)
                                                        : std::nullopt;
}

std::string_view FolderSide::rest_of(size_t entry) const {
  return index_->path(index_->entries[entry]).substr(place_.prefix);
}

}  // namespace prodready::git
