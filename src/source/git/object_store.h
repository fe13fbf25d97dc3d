// Objects of a repository by their id: loose ones and those in packs, of the repository itself and
// of its alternates. Nothing is mapped, every size is checked before memory is taken for it, and
// every object's digest is verified when it is read on its own: what is returned is what the id
// names.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "source/git/object_id.h"
#include "source/git/store_files.h"

namespace prodready::git {

enum class ObjectType : uint8_t { commit = 1, tree = 2, blob = 3, tag = 4 };
std::string_view name(ObjectType type);

/// Larger objects are not read but reported.
inline constexpr uint64_t kMaxObject = uint64_t{128} << 20;

struct Object {
  ObjectType type = ObjectType::blob;
  std::string bytes;
};

/// Why an object cannot be had: a Failure of the coverage, with this text.
struct ObjectError {
  std::string message;   ///< "missing", "pack-12ab….pack at 4711: damaged data"
  bool missing = false;  ///< in none of the stores
};

/// Thread-safe.
class ObjectStore {
 public:
  /// `folders`: absolute paths of objects folders, the repository's own first (see repository.h for
  /// which alternates are followed). What cannot be opened or does not add up is in problems().
  ObjectStore(const std::vector<std::string>& folders, HashKind kind)
      : files_(open_store(folders, kind)) {}

  HashKind hash() const { return files_.kind; }

  /// Reads one object into `object`; false and `error` if it cannot be had.
  bool read(const ObjectId& id, Object& object, ObjectError& error) const;

  bool contains(const ObjectId& id) const;

  /// Ids that start with these hex digits (at least 4), sorted, at most `limit`.
  std::vector<ObjectId> with_prefix(std::string_view hex_digits, size_t limit) const;

  /// What is wrong with the store as such: a pack without an index, an index that does not add up.
  const std::vector<std::string>& problems() const { return files_.problems; }

  const StoreFiles& files() const { return files_; }

 private:
  StoreFiles files_;
};

/// The part of ObjectStore::read() that looks at loose objects only, and does not verify.
bool read_loose_object(const StoreFiles& files, const ObjectId& id, Object& object,
                       ObjectError& error);

}  // namespace prodready::git
