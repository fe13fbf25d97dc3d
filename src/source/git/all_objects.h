// Every object of a repository, whether a commit leads to it or not: which there are, how they are
// packed, and the content of all of them in the order in which that costs least.
//
// A pack writes most objects as changes of others. Taken together these are families: trees (of the
// forest kind) with an object that stands for itself at the root. A family is read from its root
// on, each member made of its base, so that nothing is inflated twice; and what a member has that
// its base has not is known for nothing.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/git/bytes.h"
#include "source/git/delta.h"
#include "source/git/inflate.h"
#include "source/git/object_store.h"
#include "text/span.h"

namespace prodready::git {

/// Objects are numbered from 0, the same way on every run.
using ObjectNumber = uint32_t;
inline constexpr ObjectNumber kNoObject = std::numeric_limits<ObjectNumber>::max();

class AllObjects {
 public:
  /// Refers to `files`. What cannot be read is in problems().
  AllObjects(const StoreFiles& files, size_t workers);

  size_t count() const { return entries_.size(); }
  ObjectId id(ObjectNumber number) const;
  std::string hex(ObjectNumber number) const { return git::hex(id(number), files_.kind); }
  /// Nothing when it cannot be read.
  std::optional<ObjectType> type(ObjectNumber number) const;
  std::optional<ObjectNumber> find(const ObjectId& id) const;
  HashKind hash() const { return files_.kind; }
  const std::vector<std::string>& problems() const { return problems_; }

  /// All objects of the type, ascending; the second copy of one is left out.
  std::vector<ObjectNumber> of_type(ObjectType type) const;
  /// The roots of all families of the type, those with most members first.
  std::vector<ObjectNumber> roots_of_type(ObjectType type) const;
  /// The number that find() gives: another one for the second copy of an object.
  ObjectNumber canonical(ObjectNumber number) const;

 private:
  friend class FamilyReader;
  friend class ObjectCache;

  enum Kind : uint8_t { unreadable = 0, commit = 1, tree = 2, blob = 3, tag = 4 };
  struct Entry {
    uint64_t offset = 0;            ///< in the pack
    uint32_t length = 0;            ///< of its packed bytes, header included; the largest: or more
    uint32_t crc = 0;               ///< of these bytes
    ObjectNumber base = kNoObject;  ///< what it is written as a change of
    uint32_t position = 0;          ///< in the pack's index, or in loose_
    uint32_t descendants = 0;       ///< how many objects are changes of it, directly or not
    uint16_t pack = 0;              ///< kLoose: a loose object
    uint8_t kind = unreadable;
    bool copy = false;  ///< another pack has it, too
  };
  static constexpr uint16_t kLoose = std::numeric_limits<uint16_t>::max();

  static bool is_object(uint8_t kind) { return kind != unreadable; }
  void add_pack(size_t pack);
  void read_headers(size_t pack, ObjectNumber begin, ObjectNumber end,
                    std::vector<std::string>& problems);
  void read_header(const Pack& pack, Entry& entry, std::string_view start,
                   std::vector<std::string>& problems);
  void add_loose();
  void group_by_base();
  void settle_kinds();
  void sort_children();
  /// Of the entry itself, not of what it becomes on top of its base.
  bool read_entry(const Entry& entry, Bytes& packed, Inflater& inflater, Bytes& out,
                  std::string& error) const;

  const StoreFiles& files_;
  std::vector<Entry> entries_;
  std::vector<ObjectNumber> first_of_pack_;
  std::vector<std::vector<ObjectNumber>> by_position_;  ///< of each pack: index position → number
  std::vector<ObjectId> loose_;
  std::vector<ObjectNumber> children_;    ///< grouped by base, the smallest branch first
  std::vector<uint32_t> children_begin_;  ///< of each number, and the end
  std::vector<std::string> problems_;
};

/// One member of a family, valid during the call.
struct Member {
  ObjectNumber number = kNoObject;
  ObjectNumber base = kNoObject;
  std::string_view bytes;
  /// What the base has not, and what is copied of it (DeltaParts); nothing for the root, which is
  /// new as a whole.
  const std::vector<Span>* fresh = nullptr;
  const std::vector<Copy>* copies = nullptr;
  bool last = false;  ///< nothing else is made of the base
};

/// Reads families; one a worker.
class FamilyReader {
 public:
  explicit FamilyReader(const AllObjects& objects) : objects_(objects) {}

  /// Calls `visit` for the root and everything that descends from it, bases first. What cannot be
  /// read goes to `fail`, and so does what descends from it. Memory is that of a few members: the
  /// largest branch of a family is read last, when its base is not needed any more.
  void read(ObjectNumber root, const std::function<void(const Member&)>& visit,
            const std::function<void(ObjectNumber, const std::string&)>& fail);

 private:
  struct Frame {
    ObjectNumber number;
    Bytes bytes;
    uint32_t left;      ///< where its children begin that are still to be read
    uint32_t left_end;  ///< and where they end
  };
  Frame open(ObjectNumber number);
  void fail_all(ObjectNumber number, const std::string& error,
                const std::function<void(ObjectNumber, const std::string&)>& fail) const;

  const AllObjects& objects_;
  Inflater inflater_;
  Bytes packed_;
  Bytes delta_;
  DeltaParts parts_;
  std::vector<Frame> frames_;
  std::vector<Bytes> spare_;
};

/// Single objects, with those made last kept for a while: for trees of neighbouring commits. One a
/// worker.
class ObjectCache {
 public:
  explicit ObjectCache(const AllObjects& objects) : objects_(objects) {}

  /// Nothing, and `error`, if it cannot be read.
  std::shared_ptr<const Bytes> get(ObjectNumber number, std::string& error);

 private:
  void keep(ObjectNumber number, std::shared_ptr<const Bytes> bytes);

  const AllObjects& objects_;
  Inflater inflater_;
  Bytes packed_;
  Bytes delta_;
  std::unordered_map<ObjectNumber, std::shared_ptr<const Bytes>> kept_;
  std::deque<ObjectNumber> order_;  ///< of kept_, the oldest first
  size_t kept_bytes_ = 0;
};

}  // namespace prodready::git
