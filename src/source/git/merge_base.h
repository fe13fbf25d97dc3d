// The best common ancestor of two commits: where a branch left another.
#pragma once

#include <optional>

#include "source/git/object_store.h"
#include "source/git/repository.h"

namespace prodready::git {

/// Of several best ones (after criss-cross merges) any one. Nothing if they have none, which is an
/// Error when the clone is shallow: the history may be cut off before it. Reads the commits down to
/// it, newest first, and no others where clocks were right.
std::optional<ObjectId> merge_base(const Repository& repository, const ObjectStore& store,
                                   const ObjectId& one, const ObjectId& other);

}  // namespace prodready::git
