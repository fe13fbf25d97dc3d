// The names that git gives to objects: HEAD, loose refs, packed-refs, and what reflogs remember.
// Names are data: they are compared and shown, and lead to no file outside of the repository.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "source/coverage.h"
#include "source/git/object_id.h"
#include "source/git/repository.h"

namespace prodready::git {

struct Ref {
  std::string name;  ///< "refs/heads/main", "HEAD", "worktrees/x/HEAD"
  ObjectId id;
  ObjectId peeled;  ///< what an annotated tag leads to, if packed-refs says so, else null
};

struct Refs {
  std::vector<Ref> all;           ///< by name; symbolic ones with what they lead to
  std::vector<Failure> problems;  ///< broken refs; the path is within the repository
};

/// Every ref there is. A symbolic one that leads nowhere (a branch without commits) is left out.
Refs read_refs(const Repository& repository);

struct Head {
  std::string branch;          ///< full name of the ref it stands for; "" when it is detached
  std::optional<ObjectId> id;  ///< nothing: the branch has no commit yet
};
/// Throws Error when HEAD is broken.
Head read_head(const Repository& repository);

/// One ref by its full name, without reading the others.
std::optional<ObjectId> read_ref(const Repository& repository, const std::string& name);

/// What all reflogs name, each once, sorted. What cannot be read is added to `problems`.
std::vector<ObjectId> read_reflogs(const Repository& repository, std::vector<Failure>& problems);

}  // namespace prodready::git
