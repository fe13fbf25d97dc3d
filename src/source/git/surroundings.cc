#include "source/git/surroundings.h"

#include <fcntl.h>
#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

#include "source/roots.h"
#include "source/safe_open.h"

namespace prodready {
namespace {

Descriptor open_absolute(const std::string& folder) {
  return Descriptor(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

}  // namespace

std::string work_tree_around(const std::string& folder) {
  for (std::string at = folder;; at = parent_of(at)) {
    const Descriptor opened = open_absolute(at);
    if (opened && is_work_tree(opened.get())) return at;
    if (at == "/") return "";
  }
}

Surroundings::Surroundings(std::string root, Coverage& coverage)
    : root_(std::move(root)), top_of_root_(work_tree_around(root_)), coverage_(coverage) {
  if (!top_of_root_.empty() && top_of_root_ != root_)
    above_ = relative_to(top_of_root_, root_) + '/';
}

FolderView Surroundings::view_of_start(std::string_view path) {
  const std::string start = join(root_, path);
  const std::string top = work_tree_around(start);
  if (top.empty() || top == start) return {};
  FolderView view = view_of(view_inside(top, parent_of(start)), full_path(start));
  view.ignored = false;
  return view;
}

/// `folder` is `top` or below it.
FolderView Surroundings::view_inside(const std::string& top, const std::string& folder) {
  std::vector<std::string> down;  // the uppermost one is last
  for (std::string at = folder; !views_.contains(at); at = parent_of(at)) {
    down.push_back(at);
    if (at == top) break;
  }
  for (; !down.empty(); down.pop_back()) {
    const std::string& at = down.back();
    FolderView view = at == top ? open_top(top) : view_of(views_.at(parent_of(at)), full_path(at));
    read_ignore_file(at, view);
    views_.emplace(at, view);
  }
  return views_.at(folder);
}

FolderView Surroundings::open_top(const std::string& top) {
  const Descriptor folder = open_absolute(top);
  OpenedWorkTree opened = folder ? open_work_tree(folder.get()) : OpenedWorkTree{};
  if (!opened.error.empty()) {
    coverage_.failures.push_back({shown_path(join(top, ".git/index")), opened.error});
  }
  if (!opened.tree) return {};
  trees_.push_back(std::move(opened.tree));
  const std::string path = full_path(top);
  return view_of_top(*trees_.back(), path.empty() ? 0 : path.size() + 1);
}

void Surroundings::read_ignore_file(const std::string& folder, FolderView& view) {
  const Descriptor opened = open_absolute(folder);
  if (view.tree == nullptr || !opened) return;
  SmallFile file = read_small_file(opened.get(), ".gitignore", kMaxIgnoreFile);
  if (file.too_large) {
    coverage_.failures.push_back(
        {shown_path(join(folder, ".gitignore")), std::string(kIgnoreFileTooLarge)});
  }
  if (file.bytes.empty()) return;
  scopes_.push_back({view.scope, view.base, parse_ignore_file(std::move(file.bytes))});
  view.scope = &scopes_.back();
}

/// Below the root: above() and the path below the root. Above it: the path within the work tree
/// around the root.
std::string Surroundings::full_path(const std::string& folder) const {
  if (!is_within(root_, folder)) return relative_to(top_of_root_, folder);
  if (folder == root_) return above_.substr(0, above_.size() - (above_.empty() ? 0 : 1));
  return above_ + relative_to(root_, folder);
}

std::string Surroundings::shown_path(const std::string& file) const {
  return is_within(root_, file) ? relative_to(root_, file) : file;
}

}  // namespace prodready
