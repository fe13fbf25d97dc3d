#include "source/git/object_store.h"

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "source/git/delta.h"
#include "source/git/inflate.h"
#include "source/git/object_digest.h"
#include "source/safe_open.h"

namespace prodready::git {
namespace {

constexpr size_t kMaxChain = 10000;  ///< git makes chains of 50, and at most 4095
constexpr std::string_view kTooLarge = "is larger than 128 MiB";

ObjectError damaged(const Pack& pack, uint64_t offset, std::string_view what) {
  return {pack.name() + " at " + std::to_string(offset) + ": " + std::string(what), false};
}

/// Reads objects of one store; one for each call of ObjectStore::read.
class Reader {
 public:
  Reader(const StoreFiles& files, ObjectError& error) : files_(files), error_(error) {}

  bool read(const ObjectId& id, Object& object) {
    for (const auto& pack : files_.packs) {
      if (const auto i = pack->index().find(id)) return read_packed(*pack, *i, object);
    }
    return read_loose(id, object);
  }

  bool read_loose(const ObjectId& id, Object& object) {
    const std::string name = hex(id, files_.kind);
    for (size_t i = 0; i < files_.folders.size(); ++i) {
      const Descriptor folder = open_folder(files_.folders[i].get(), name.substr(0, 2).c_str());
      if (!folder) continue;
      const SmallFile file = read_small_file(folder.get(), name.substr(2).c_str(), kMaxObject);
      if (file.error == ENOENT) continue;
      const std::string shown =
          files_.folder_names[i] + "/" + name.substr(0, 2) + "/" + name.substr(2);
      if (file.error != 0) return fail({shown + ": " + error_text(file.error), false});
      if (file.too_large) return fail({shown + ": " + std::string(kTooLarge), false});
      return parse_loose(file.bytes, shown, object);
    }
    return fail({"object " + name + " is missing", true});
  }

 private:
  bool fail(ObjectError error) {
    error_ = std::move(error);
    return false;
  }

  /// The object under the deltas first, then each delta on top of it.
  bool read_packed(const Pack& pack, uint32_t i, Object& object) {
    std::vector<uint64_t> deltas;
    uint64_t offset = pack.index().offset(i);
    Bytes bytes;
    for (;;) {
      PackedHeader header;
      if (!read_header(pack, offset, header)) return false;
      if (!header.is_delta()) {
        object.type = static_cast<ObjectType>(header.type);
        if (!read_payload(pack, offset, header, bytes)) return false;
        break;
      }
      deltas.push_back(offset);
      if (deltas.size() > kMaxChain)
        return fail(damaged(pack, offset, "a chain of deltas without an end"));
      if (header.type == PackedHeader::offset_delta) {
        offset = header.base_offset;
      } else if (const auto base = pack.index().find(header.base_id)) {
        offset = pack.index().offset(*base);
      } else {
        return fail(damaged(pack, offset, "the base of a delta is not in the pack"));
      }
    }
    for (auto delta = deltas.rbegin(); delta != deltas.rend(); ++delta) {
      if (!add_delta(pack, *delta, bytes)) return false;
    }
    object.bytes.assign(bytes.view());
    return true;
  }

  bool add_delta(const Pack& pack, uint64_t offset, Bytes& bytes) {
    PackedHeader header;
    Bytes delta, target;
    if (!read_header(pack, offset, header) || !read_payload(pack, offset, header, delta))
      return false;
    const auto sizes = delta_sizes(delta.view());
    if (sizes && sizes->target > kMaxObject) return fail(damaged(pack, offset, kTooLarge));
    if (!apply_delta(bytes.view(), delta.view(), target))
      return fail(damaged(pack, offset, "a delta does not fit its base"));
    bytes = std::move(target);
    return true;
  }

  bool read_header(const Pack& pack, uint64_t offset, PackedHeader& header) {
    if (offset >= pack.end()) return fail(damaged(pack, offset, "beyond the end"));
    char start[kMaxPackedHeader];
    const auto size = static_cast<size_t>(std::min<uint64_t>(sizeof start, pack.end() - offset));
    if (!pack.read(offset, size, start)) return fail(damaged(pack, offset, "cannot be read"));
    const auto parsed = parse_packed_header({start, size}, offset, pack.hash());
    if (!parsed) return fail(damaged(pack, offset, "damaged header"));
    if (parsed->size > kMaxObject) return fail(damaged(pack, offset, kTooLarge));
    header = *parsed;
    return true;
  }

  /// How long the packed bytes are is not known: enough for all but the oddest is read at first.
  bool read_payload(const Pack& pack, uint64_t offset, const PackedHeader& header, Bytes& out) {
    const uint64_t begin = offset + header.length;
    const uint64_t rest = pack.end() - begin;
    uint64_t size = std::min(rest, header.size + header.size / 8 + 1024);
    for (;;) {
      packed_.resize(static_cast<size_t>(size));
      if (!pack.read(begin, packed_.size(), packed_.data()))
        return fail(damaged(pack, offset, "cannot be read"));
      if (inflater_.inflate(packed_.view(), static_cast<size_t>(header.size), out)) return true;
      const uint64_t most = std::min(rest, 4 * header.size + 65536);
      if (size >= most) return fail(damaged(pack, offset, "damaged data"));
      size = most;
    }
  }

  /// "blob 12\0" and the content, deflated together.
  bool parse_loose(const std::string& file, const std::string& shown, Object& object) {
    Bytes bytes;
    const auto result = inflater_.inflate_all(file, kMaxObject + 64, bytes);
    if (result == Inflater::Result::too_large)
      return fail({shown + ": " + std::string(kTooLarge), false});
    if (result != Inflater::Result::done) return fail({shown + ": damaged data", false});
    const std::string_view all = bytes.view();
    const size_t space = all.substr(0, 16).find(' ');
    const size_t nul = all.substr(0, 64).find('\0');
    if (space == std::string_view::npos || nul == std::string_view::npos || space > nul)
      return fail({shown + ": damaged header", false});
    const auto type = type_of(all.substr(0, space));
    uint64_t size = 0;
    const std::string_view digits = all.substr(space + 1, nul - space - 1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    if (!type || parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size() ||
        size != all.size() - nul - 1)
      return fail({shown + ": damaged header", false});
    object.type = *type;
    object.bytes.assign(all.substr(nul + 1));
    return true;
  }

  static std::optional<ObjectType> type_of(std::string_view word) {
    for (ObjectType type :
         {ObjectType::commit, ObjectType::tree, ObjectType::blob, ObjectType::tag}) {
      if (name(type) == word) return type;
    }
    return std::nullopt;
  }

  const StoreFiles& files_;
  ObjectError& error_;
  Inflater inflater_;
  Bytes packed_;
};

}  // namespace

std::string_view name(ObjectType type) {
  switch (type) {
    case ObjectType::commit:
      return "commit";
    case ObjectType::tree:
      return "tree";
    case ObjectType::blob:
      return "blob";
    case ObjectType::tag:
      return "tag";
  }
  return "";
}

bool read_loose_object(const StoreFiles& files, const ObjectId& id, Object& object,
                       ObjectError& error) {
  return Reader(files, error).read_loose(id, object);
}

bool ObjectStore::read(const ObjectId& id, Object& object, ObjectError& error) const {
  if (!Reader(files_, error).read(id, object)) return false;
  if (digest_of(name(object.type), object.bytes, files_.kind) == id) return true;
  error = {"object " + hex(id, files_.kind) + " does not hold what its name says", false};
  return false;
}

bool ObjectStore::contains(const ObjectId& id) const {
  for (const auto& pack : files_.packs) {
    if (pack->index().find(id)) return true;
  }
  const std::string name = hex(id, files_.kind);
  return std::any_of(files_.folders.begin(), files_.folders.end(), [&](const Descriptor& objects) {
    const Descriptor folder = open_folder(objects.get(), name.substr(0, 2).c_str());
    return folder && open_file(folder.get(), name.substr(2).c_str());
  });
}

std::vector<ObjectId> ObjectStore::with_prefix(std::string_view hex_digits, size_t limit) const {
  std::string padded(hex_digits);
  padded.resize(2 * id_size(files_.kind), '0');
  const auto first = id_from_hex(padded, files_.kind);
  if (hex_digits.size() < 4 || !first || padded.size() < hex_digits.size()) return {};
  std::vector<ObjectId> found;
  const auto fits = [&](const ObjectId& id) {
    return hex(id, files_.kind).starts_with(hex(*first, files_.kind).substr(0, hex_digits.size()));
  };
  const std::string_view raw(reinterpret_cast<const char*>(first->bytes.data()),
                             id_size(files_.kind));
  for (const auto& pack : files_.packs) {
    const PackIndex& index = pack->index();
    for (uint32_t i = index.lower_bound(raw); i < index.count() && fits(index.id(i)); ++i) {
      found.push_back(index.id(i));
      if (found.size() > limit) break;
    }
  }
  std::vector<std::string> problems;
  for (const ObjectId& id : loose_objects(files_, problems)) {
    if (fits(id)) found.push_back(id);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > limit) found.resize(limit);
  return found;
}

}  // namespace prodready::git
