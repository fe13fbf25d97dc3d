// The digest that names an object.
#pragma once

#include <string_view>

#include "source/git/object_id.h"

namespace prodready::git {

/// `type` as git writes it: "blob".
ObjectId digest_of(std::string_view type, std::string_view bytes, HashKind kind);

}  // namespace prodready::git
