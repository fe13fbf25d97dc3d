// Commits and annotated tags, read straight from the bytes of their objects. Twenty years of tools
// have written odd ones: whatever is wrong with a name or a date, the links to other objects count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "source/git/object_id.h"
#include "source/git/object_store.h"

namespace prodready::git {

struct Signature {
  std::string_view name;
  std::string_view email;
  int64_t time = 0;        ///< seconds since 1970; 0 when it cannot be read
  int offset_minutes = 0;  ///< of the author's clock; 0 when it makes no sense
};

/// "2024-05-17T09:30:00+02:00", or "" when the year has not four digits.
std::string rfc3339(const Signature& signature);

/// Refers to the bytes that it was read from.
struct Commit {
  ObjectId tree;
  Signature author;
  Signature committer;
  size_t message = 0;  ///< where it starts; the size of the bytes when there is none

  size_t parent_count() const { return parent_lines.size() / line_size(); }
  ObjectId parent(size_t i) const;

  std::string_view parent_lines{};  ///< their lines, which are all of one length
  HashKind hash = HashKind::sha1;
  size_t line_size() const;
};
std::optional<Commit> parse_commit(std::string_view bytes, HashKind kind);

struct Tag {
  ObjectId object;
  ObjectType type = ObjectType::commit;
  std::string_view name;
  Signature tagger;
  size_t message = 0;
};
std::optional<Tag> parse_tag(std::string_view bytes, HashKind kind);

}  // namespace prodready::git
