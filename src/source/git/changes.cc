#include "source/git/changes.h"

#include <algorithm>
#include <utility>

#include "source/git/folder_side.h"
#include "source/git/renames.h"

namespace prodready::git {
namespace {

constexpr int kMaxDepth = 2048;  ///< git's own limit
// A few trees can stand for more files than there is memory for: each of ten entries is the same
// folder, which again has ten.
constexpr size_t kMaxFolders = 1'000'000;
constexpr size_t kMaxFiles = 1'000'000;
constexpr size_t kMaxPathBytes = size_t{256} << 20;

class Comparison {
 public:
  Comparison(const ObjectStore& store, const StagedIndex* index) : store_(store), index_(index) {}

  Changes run(const FolderPlace& before, const FolderPlace& after) {
    compare(before, after, 0);
    if (exhausted()) fail("has more changes than can be looked at");
    find_renames(store_, deleted_, changes_.files);
    std::sort(changes_.files.begin(), changes_.files.end(),
              [](const ChangedFile& a, const ChangedFile& b) { return a.path < b.path; });
    return std::move(changes_);
  }

 private:
  bool exhausted() const {
    return folders_ > kMaxFolders || path_bytes_ > kMaxPathBytes ||
           changes_.files.size() + deleted_.size() > kMaxFiles;
  }

  void fail(const std::string& why) {
    const std::string path = path_.empty() ? "." : path_.substr(0, path_.size() - 1);
    changes_.failures.push_back({path, why});
  }

  /// Both are the folder path_.
  void compare(const FolderPlace& before, const FolderPlace& after, int depth) {
    if (depth > kMaxDepth) return fail("folders are nested too deeply");
    ++folders_;
    FolderSide olds(store_, index_, before);
    FolderSide news(store_, index_, after);
    while ((olds.item() != nullptr || news.item() != nullptr) && !exhausted()) {
      const int order = olds.item() == nullptr   ? 1
                        : news.item() == nullptr ? -1
                                                 : compare_names(*olds.item(), *news.item());
      const FolderItem* const was = order <= 0 ? olds.item() : nullptr;
      const FolderItem* const now = order >= 0 ? news.item() : nullptr;
      const FolderItem& any = was != nullptr ? *was : *now;
      if (is_folder(any.mode)) {
        take_folder(any.name, was, was ? olds.enter() : FolderPlace{}, now,
                    now ? news.enter() : FolderPlace{}, depth);
      } else {
        take_file(was, now);
      }
      if (was != nullptr) olds.advance();
      if (now != nullptr) news.advance();
    }
    // Without the old side more looks new; without the new one something is not looked at.
    if (!olds.error().empty()) fail("its former state: " + olds.error());
    if (!news.error().empty()) fail("folder in git: " + news.error());
  }

  static bool same(const FolderItem* was, const FolderItem* now) {
    return was != nullptr && now != nullptr && was->id && was->id == now->id;
  }

  void take_folder(std::string_view name, const FolderItem* was, const FolderPlace& before,
                   const FolderItem* now, const FolderPlace& after, int depth) {
    if (same(was, now)) return;
    const size_t size = path_.size();
    path_.append(name) += '/';
    path_bytes_ += name.size();
    compare(before, after, depth + 1);
    path_.resize(size);
  }

  void take_file(const FolderItem* was, const FolderItem* now) {
    const bool was_file = was != nullptr && !is_submodule(was->mode);
    const bool is_file = now != nullptr && !is_submodule(now->mode);
    if (now != nullptr && now->stage != 0) ++changes_.conflicts;
    if ((!was_file && !is_file) || same(was, now)) return;
    const std::string path = path_ + std::string(is_file ? now->name : was->name);
    path_bytes_ += path.size();
    if (!is_file) {
      deleted_.push_back({path, *was->id});
    } else if (was_file) {
      changes_.files.push_back({path, *now->id, now->mode, path, *was->id});
    } else {
      changes_.files.push_back({path, *now->id, now->mode, "", {}});
    }
  }

  const ObjectStore& store_;
  const StagedIndex* index_;
  Changes changes_;
  std::vector<DeletedFile> deleted_;
  std::string path_;  ///< of the folder at hand, with its '/'
  size_t folders_ = 0;
  size_t path_bytes_ = 0;
};

}  // namespace

Changes changes_between(const ObjectStore& store, const std::optional<ObjectId>& before,
                        const std::optional<ObjectId>& after) {
  if (before == after) return {};
  return Comparison(store, nullptr).run({before, 0, 0, 0, {}}, {after, 0, 0, 0, {}});
}

Changes staged_changes(const ObjectStore& store, const std::optional<ObjectId>& head,
                       const StagedIndex& index) {
  FolderPlace top{std::nullopt, 0, index.entries.size(), 0, std::nullopt};
  if (!index.trees.empty()) {
    top.cached = 0;
    const CachedTree& cached = index.trees.front();
    const bool whole = cached.entries == static_cast<int64_t>(index.entries.size());
    if (whole && head && cached.id == *head) return {};
  }
  return Comparison(store, &index).run({head, 0, 0, 0, {}}, top);
}

}  // namespace prodready::git
