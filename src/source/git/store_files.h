// The files that hold a repository's objects: folders of loose objects, and packs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "source/git/object_id.h"
#include "source/git/pack.h"
#include "text/descriptor.h"

namespace prodready::git {

struct StoreFiles {
  HashKind kind = HashKind::sha1;
  std::vector<Descriptor> folders;           ///< objects folders, the repository's own first
  std::vector<std::string> folder_names;     ///< the same, for messages
  std::vector<std::unique_ptr<Pack>> packs;  ///< a folder's packs in the order of their names
  std::vector<std::string> problems;
};

/// Opens what is there; what cannot be used is in `problems`.
StoreFiles open_store(const std::vector<std::string>& folders, HashKind kind);

/// Ids of all loose objects, sorted, without doubles. What cannot be listed goes to `problems`.
std::vector<ObjectId> loose_objects(const StoreFiles& files, std::vector<std::string>& problems);

}  // namespace prodready::git
