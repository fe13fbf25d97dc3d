#include "source/git/folder_view.h"

#include <string>

namespace prodready {
namespace {

/// The innermost .gitignore that has an opinion decides; .git/info/exclude comes last.
bool ignored_by_patterns(const FolderView& folder, std::string_view path, bool is_folder) {
  for (const IgnoreScope* scope = folder.scope; scope != nullptr; scope = scope->outer) {
    const IgnoreMatch found = match(scope->file, path.substr(scope->base), is_folder);
    if (found != IgnoreMatch::none) return found == IgnoreMatch::ignored;
  }
  return match(folder.tree->exclude, path.substr(folder.tree_base), is_folder) ==
         IgnoreMatch::ignored;
}

bool is_tracked(const FolderView& folder, std::string_view path) {
  return folder.all_tracked ||
         folder.tree->tracked.contains(folder.tracked, path.substr(folder.tree_base),
                                       folder.base - folder.tree_base);
}

}  // namespace

FolderView view_of_top(const WorkTree& tree, size_t base) {
  FolderView view;
  view.tree = &tree;
  view.tree_base = view.base = base;
  view.tracked = tree.tracked.all();
  return view;
}

FolderView view_of(const FolderView& parent, std::string_view path) {
  if (parent.tree == nullptr) return {};
  FolderView view = parent;
  view.base = path.size() + 1;
  if (parent.tracked.empty()) return view;
  std::string prefix(path.substr(parent.tree_base));
  prefix += '/';
  const TrackedPaths& tracked = parent.tree->tracked;
  view.tracked = tracked.with_prefix(parent.tracked, prefix, parent.base - parent.tree_base);
  if (!view.tracked.empty() && tracked.at(view.tracked.begin) == prefix) view.all_tracked = true;
  return view;
}

std::optional<FolderView> enter(const FolderView& parent, std::string_view path) {
  FolderView view = view_of(parent, path);
  if (view.tree == nullptr) return view;
  view.ignored = parent.ignored || ignored_by_patterns(parent, path, true);
  // A submodule is tracked under its own name, without a path below it.
  const bool visited =
      !view.ignored || view.all_tracked || !view.tracked.empty() || is_tracked(parent, path);
  return visited ? std::optional(view) : std::nullopt;
}

bool hides(const FolderView& folder, std::string_view path) {
  if (folder.tree == nullptr) return false;
  const bool rules =
      folder.ignored || folder.scope != nullptr || !folder.tree->exclude.rules.empty();
  if (!rules || is_tracked(folder, path)) return false;
  return folder.ignored || ignored_by_patterns(folder, path, false);
}

}  // namespace prodready
