#include "source/git/change_set.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "source/git/commit.h"
#include "source/git/index.h"
#include "source/git/merge_base.h"
#include "source/git/refs.h"
#include "source/git/revision.h"
#include "source/roots.h"
#include "source/safe_open.h"
#include "text/error.h"

namespace prodready::git {
namespace {

Repository repository_around(const std::string& folder, const ChangeQuery& query) {
  auto repository = find_repository(folder, query.follow_outside, query.git_dir);
  if (!repository) throw Error("\"" + folder + "\" is not in a git repository");
  return std::move(*repository);
}

ObjectId tree_of(const ChangeSet& set, const ObjectId& commit) {
  Object object;
  ObjectError error;
  const bool found = set.store.read(commit, object, error);
  const auto parsed = found ? parse_commit(object.bytes, set.repository.hash) : std::nullopt;
  if (parsed) return parsed->tree;
  throw Error(found ? "commit " + hex(commit, set.repository.hash) + " is damaged" : error.message);
}

// ---- --staged

/// Where the index is, below the git folder: "index", unless git says that another one counts.
std::string index_name(const Repository& repository, const std::string& index_file) {
  const std::unique_ptr<char, decltype(&free)> real(
      index_file.empty() ? nullptr : realpath(index_file.c_str(), nullptr), &free);
  if (!real || parent_of(real.get()) != repository.git_dir) return "index";
  return relative_to(repository.git_dir, real.get());
}

StagedIndex read_index_file(const Repository& repository, const std::string& name) {
  const std::string path = join(repository.git_dir, name);
  const Descriptor folder(open(repository.git_dir.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  SmallFile file = read_small_file(folder.get(), name.c_str(), kMaxIndexFile);
  if (file.error == ENOENT && name == "index") return {};  // nothing was ever added
  StagedIndex index;
  if (file.too_large) {
    index.error = "is too large to be read";
  } else if (file.error != 0) {
    index.error = "cannot be read: " + error_text(file.error);
  } else {
    index = parse_staged_index(std::move(file.bytes), repository.hash);
  }
  if (!index.error.empty()) throw Error(path + " " + index.error);
  return index;
}

void compare_staged(ChangeSet& set, const ChangeQuery& query) {
  if (set.repository.work_tree.empty())
    throw Error("\"" + set.repository.git_dir +
                "\" is a bare repository, in which nothing can be staged; --diff compares commits");
  const Head head = read_head(set.repository);
  std::optional<ObjectId> tree;
  if (head.id) tree = tree_of(set, *head.id);
  if (head.id) set.base = hex(*head.id, set.repository.hash);
  set.changes =
      staged_changes(set.store, tree, read_staged_index(set.repository, query.index_file));
}

// ---- --since, --diff

void compare_commits(ChangeSet& set, const RevisionRange& range) {
  const ObjectId from = resolve_commit(set.repository, set.store, range.from);
  const ObjectId to = resolve_commit(set.repository, set.store, range.to);
  const auto base = merge_base(set.repository, set.store, from, to);
  if (!base)
    throw Error("\"" + range.from + "\" and \"" + range.to + "\" have no commit in common");
  set.base = hex(*base, set.repository.hash);
  set.head = hex(to, set.repository.hash);
  set.changes = changes_between(set.store, tree_of(set, *base), tree_of(set, to));
}

void compare(ChangeSet& set, const ChangeQuery& query) {
  switch (query.kind) {
    case ChangeQuery::Kind::staged:
      return compare_staged(set, query);
    case ChangeQuery::Kind::since:
      return compare_commits(set, {query.revision, "HEAD"});
    case ChangeQuery::Kind::diff:
      return compare_commits(set, parse_range(query.revision));
  }
}

}  // namespace

StagedIndex read_staged_index(const Repository& repository, const std::string& file) {
  const std::string name = index_name(repository, file);
  StagedIndex index = read_index_file(repository, name);
  if (index.shared.empty()) return index;
  index = join_halves(index, read_index_file(repository, "sharedindex." + index.shared));
  if (!index.error.empty()) throw Error(join(repository.git_dir, name) + " " + index.error);
  return index;
}

ChangeSet find_changes(const std::string& folder, const ChangeQuery& query) {
  Repository repository = repository_around(folder, query);
  ObjectStore store(repository.objects, repository.hash);
  ChangeSet set{std::move(repository), std::move(store), "", "", {}, ""};
  const bool bare = set.repository.work_tree.empty();
  set.top = bare ? set.repository.git_dir : set.repository.work_tree;
  try {
    compare(set, query);
  } catch (const Error& error) {
    if (set.repository.problems.empty()) throw;
    const Failure& problem = set.repository.problems.front();
    throw Error(std::string(error.what()) + " (" + problem.path + " " + problem.message + ")");
  }
  return set;
}

}  // namespace prodready::git
