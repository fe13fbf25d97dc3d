// What --staged, --since and --diff ask for: which changes of which repository, and where their
// contents are to be read.
#pragma once

#include <string>

#include "source/git/changes.h"
#include "source/git/object_store.h"
#include "source/git/repository.h"

namespace prodready::git {

struct ChangeQuery {
  enum class Kind : uint8_t {
    staged,  ///< the index against HEAD
    since,   ///< HEAD against where it left `revision`
    diff,    ///< "BASE..HEAD": HEAD against where it left BASE
  };
  Kind kind = Kind::staged;
  std::string revision{};
  bool follow_outside = false;  ///< whatever .git files and alternates lead to
  /// GIT_DIR and GIT_INDEX_FILE, which git sets for hooks: `git commit -a` has the next commit in
  /// an index of its own. They are only obeyed for the repository that is found without them.
  std::string git_dir{};
  std::string index_file{};
};

struct ChangeSet {
  Repository repository;
  ObjectStore store;
  std::string base;  ///< ids of the commits that are compared; "": none yet, or the index
  std::string head;
  Changes changes;  ///< paths are from `top`
  std::string top;  ///< absolute: the work tree, or a bare repository's folder
};

/// The index of a repository, both halves of a split one; `file`: instead of its own. Throws Error
/// when it cannot be used.
StagedIndex read_staged_index(const Repository& repository, const std::string& file = {});

/// Of the repository around `folder`, an absolute path without links, and all of it. Throws Error
/// when there is none, when a revision is unknown, or when it cannot be compared at all.
ChangeSet find_changes(const std::string& folder, const ChangeQuery& query);

}  // namespace prodready::git
