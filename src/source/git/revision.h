// What a user calls a commit: ids and their first digits, HEAD, branches, tags, and ~ and ^ behind
// them. Whatever does not exist is an Error that names what is near.
#pragma once

#include <string>
#include <string_view>

#include "source/git/object_store.h"
#include "source/git/repository.h"

namespace prodready::git {

/// The commit that `name` stands for, as `git rev-parse NAME^{commit}` has it: HEAD, @, ORIG_HEAD…;
/// refs by their short or full name; at least 4 digits of an id; then any number of ~N, ^N and ^{}.
/// Not: reflogs (@{…}), searches (:/text), and "-".
ObjectId resolve_commit(const Repository& repository, const ObjectStore& store,
                        std::string_view name);

struct RevisionRange {
  std::string from;  ///< "HEAD" where nothing is written
  std::string to;
};
/// "A..B" and "A...B", which mean the same here: what B has done since it left A.
RevisionRange parse_range(const std::string& text);

}  // namespace prodready::git
