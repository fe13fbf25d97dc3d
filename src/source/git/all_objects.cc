#include "source/git/all_objects.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "source/parallel.h"

namespace prodready::git {
namespace {

/// Headers are read in pieces of so many entries, the pack in pieces of so many bytes.
constexpr size_t kHeadersAtOnce = 16384;
constexpr size_t kBytesAtOnce = 1 << 20;
constexpr size_t kMaxProblems = 1000;
constexpr size_t kCacheBytes = size_t{32} << 20;

std::string place(const Pack& pack, uint64_t offset) {
  return pack.name() + " at " + std::to_string(offset) + ": ";
}

/// A piece of a pack that moves forward.
class Piece {
 public:
  explicit Piece(const Pack& pack) : pack_(pack) {}

  /// [offset, offset + size) as far as the pack goes; empty if it cannot be read.
  std::string_view at(uint64_t offset, size_t size) {
    size = static_cast<size_t>(std::min<uint64_t>(size, pack_.end() - offset));
    if (offset < begin_ || offset + size > begin_ + bytes_.size()) {
      begin_ = offset;
      bytes_.resize(static_cast<size_t>(std::min<uint64_t>(kBytesAtOnce, pack_.end() - offset)));
      if (!pack_.read(begin_, bytes_.size(), bytes_.data())) bytes_.resize(0);
    }
    if (offset + size > begin_ + bytes_.size()) return {};
    return bytes_.view().substr(static_cast<size_t>(offset - begin_), size);
  }

 private:
  const Pack& pack_;
  uint64_t begin_ = 0;
  Bytes bytes_;
};

}  // namespace

AllObjects::AllObjects(const StoreFiles& files, size_t workers) : files_(files) {
  for (size_t pack = 0; pack < files_.packs.size(); ++pack) add_pack(pack);
  first_of_pack_.push_back(static_cast<ObjectNumber>(entries_.size()));
  for (size_t pack = 0; pack < files_.packs.size(); ++pack) {
    const ObjectNumber begin = first_of_pack_[pack], end = first_of_pack_[pack + 1];
    const size_t pieces = (end - begin + kHeadersAtOnce - 1) / kHeadersAtOnce;
    std::vector<std::vector<std::string>> problems(pieces);
    for_each_in_parallel(workers, pieces, [&](size_t, size_t piece) {
      const auto from = static_cast<ObjectNumber>(begin + piece * kHeadersAtOnce);
      read_headers(pack, from, std::min<ObjectNumber>(end, from + kHeadersAtOnce), problems[piece]);
    });
    for (auto& some : problems) std::move(some.begin(), some.end(), std::back_inserter(problems_));
  }
  add_loose();
  group_by_base();
  settle_kinds();
  sort_children();
}

/// Entries in the order in which they stand in the pack, so that it is read from front to back.
void AllObjects::add_pack(size_t pack) {
  const PackIndex& index = files_.packs[pack]->index();
  const uint64_t pack_end = files_.packs[pack]->end();
  const auto first = static_cast<ObjectNumber>(entries_.size());
  first_of_pack_.push_back(first);
  std::vector<std::pair<uint64_t, uint32_t>> order(index.count());
  for (uint32_t i = 0; i < index.count(); ++i) order[i] = {index.offset(i), i};
  std::sort(order.begin(), order.end());
  std::vector<ObjectNumber> by_position(index.count());
  entries_.reserve(entries_.size() + order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    const uint64_t end = i + 1 < order.size() ? std::min(order[i + 1].first, pack_end) : pack_end;
    Entry entry;
    entry.offset = std::min(order[i].first, pack_end);
    entry.length = static_cast<uint32_t>(std::min<uint64_t>(end - std::min(entry.offset, end),
                                                            std::numeric_limits<uint32_t>::max()));
    entry.crc = index.crc(order[i].second);
    entry.position = order[i].second;
    entry.pack = static_cast<uint16_t>(pack);
    for (size_t earlier = 0; earlier < pack && !entry.copy; ++earlier)
      entry.copy = files_.packs[earlier]->index().find(index.id(entry.position)).has_value();
    by_position[entry.position] = static_cast<ObjectNumber>(first + i);
    entries_.push_back(entry);
  }
  by_position_.push_back(std::move(by_position));
}

void AllObjects::read_headers(size_t pack, ObjectNumber begin, ObjectNumber end,
                              std::vector<std::string>& problems) {
  Piece piece(*files_.packs[pack]);
  for (ObjectNumber number = begin; number < end; ++number) {
    Entry& entry = entries_[number];
    const size_t size = static_cast<size_t>(std::min<uint64_t>(entry.length, kMaxPackedHeader));
    read_header(*files_.packs[pack], entry, piece.at(entry.offset, size), problems);
  }
}

/// A base that is not known yet is only named here: for a delta the kind follows later.
void AllObjects::read_header(const Pack& pack, Entry& entry, std::string_view start,
                             std::vector<std::string>& problems) {
  const auto header = parse_packed_header(start, entry.offset, files_.kind);
  if (!header) {
    problems.push_back(place(pack, entry.offset) + "damaged header");
  } else if (!header->is_delta()) {
    entry.kind = header->type;
  } else if (header->type == PackedHeader::id_delta) {
    if (const auto base = find(header->base_id)) {
      entry.base = *base;
    } else {
      problems.push_back(place(pack, entry.offset) + "the base of a delta is missing");
    }
  } else {
    const auto first = entries_.begin() + first_of_pack_[entry.pack];
    const auto last = entries_.begin() + first_of_pack_[size_t{entry.pack} + 1];
    const auto base = std::lower_bound(
        first, last, header->base_offset,
        [](const Entry& candidate, uint64_t offset) { return candidate.offset < offset; });
    if (base != last && base->offset == header->base_offset) {
      entry.base = static_cast<ObjectNumber>(base - entries_.begin());
    } else {
      problems.push_back(place(pack, entry.offset) + "the base of a delta is no object");
    }
  }
}

void AllObjects::add_loose() {
  loose_ = loose_objects(files_, problems_);
  for (uint32_t i = 0; i < loose_.size(); ++i) {
    Entry entry;
    entry.position = i;
    entry.pack = kLoose;
    entry.copy = std::any_of(files_.packs.begin(), files_.packs.end(), [&](const auto& pack) {
      return pack->index().find(loose_[i]).has_value();
    });
    Object object;
    ObjectError error;
    if (entry.copy) {
      // what is packed is read
    } else if (read_loose_object(files_, loose_[i], object, error)) {
      entry.kind = static_cast<uint8_t>(object.type);
    } else {
      problems_.push_back(error.message);
    }
    entries_.push_back(entry);
  }
}

void AllObjects::group_by_base() {
  children_begin_.assign(entries_.size() + 1, 0);
  for (const Entry& entry : entries_) {
    if (entry.base != kNoObject) ++children_begin_[entry.base + 1];
  }
  std::partial_sum(children_begin_.begin(), children_begin_.end(), children_begin_.begin());
  children_.resize(children_begin_.back());
  std::vector<uint32_t> next(children_begin_.begin(), children_begin_.end() - 1);
  for (ObjectNumber number = 0; number < entries_.size(); ++number) {
    const ObjectNumber base = entries_[number].base;
    if (base != kNoObject) children_[next[base]++] = number;
  }
}

/// What descends from an object is of its kind. What no object is reached from has no kind: it
/// descends from something damaged, or from itself.
void AllObjects::settle_kinds() {
  std::vector<ObjectNumber> order;
  for (ObjectNumber number = 0; number < entries_.size(); ++number) {
    if (entries_[number].base == kNoObject && is_object(entries_[number].kind))
      order.push_back(number);
  }
  for (size_t i = 0; i < order.size(); ++i) {
    for (uint32_t c = children_begin_[order[i]]; c < children_begin_[order[i] + 1]; ++c) {
      entries_[children_[c]].kind = entries_[order[i]].kind;
      order.push_back(children_[c]);
    }
  }
  for (auto number = order.rbegin(); number != order.rend(); ++number) {
    const Entry& entry = entries_[*number];
    if (entry.base != kNoObject) entries_[entry.base].descendants += entry.descendants + 1;
  }
  for (ObjectNumber number = 0; number < entries_.size(); ++number) {
    if (!is_object(entries_[number].kind) && entries_[number].base != kNoObject &&
        problems_.size() < kMaxProblems)
      problems_.push_back("object " + hex(number) + " is packed on top of a damaged one");
  }
}

/// What is made of an object last need not keep it.
void AllObjects::sort_children() {
  for (ObjectNumber number = 0; number < entries_.size(); ++number) {
    std::stable_sort(children_.begin() + children_begin_[number],
                     children_.begin() + children_begin_[number + 1],
                     [&](ObjectNumber a, ObjectNumber b) {
                       return entries_[a].descendants < entries_[b].descendants;
                     });
  }
}

ObjectId AllObjects::id(ObjectNumber number) const {
  const Entry& entry = entries_[number];
  if (entry.pack == kLoose) return loose_[entry.position];
  return files_.packs[entry.pack]->index().id(entry.position);
}

std::optional<ObjectType> AllObjects::type(ObjectNumber number) const {
  const uint8_t kind = entries_[number].kind;
  if (!is_object(kind)) return std::nullopt;
  return static_cast<ObjectType>(kind);
}

std::optional<ObjectNumber> AllObjects::find(const ObjectId& id) const {
  for (size_t pack = 0; pack < by_position_.size(); ++pack) {
    if (const auto position = files_.packs[pack]->index().find(id))
      return by_position_[pack][*position];
  }
  const auto loose = std::lower_bound(loose_.begin(), loose_.end(), id);
  if (loose == loose_.end() || *loose != id) return std::nullopt;
  return static_cast<ObjectNumber>(first_of_pack_.back() + (loose - loose_.begin()));
}

ObjectNumber AllObjects::canonical(ObjectNumber number) const {
  return entries_[number].copy ? *find(id(number)) : number;
}

std::vector<ObjectNumber> AllObjects::of_type(ObjectType type) const {
  std::vector<ObjectNumber> numbers;
  for (ObjectNumber number = 0; number < entries_.size(); ++number) {
    const Entry& entry = entries_[number];
    if (entry.kind == static_cast<uint8_t>(type) && !entry.copy) numbers.push_back(number);
  }
  return numbers;
}

std::vector<ObjectNumber> AllObjects::roots_of_type(ObjectType type) const {
  std::vector<ObjectNumber> roots;
  for (ObjectNumber number = 0; number < entries_.size(); ++number) {
    const Entry& entry = entries_[number];
    if (entry.kind == static_cast<uint8_t>(type) && entry.base == kNoObject)
      roots.push_back(number);
  }
  std::stable_sort(roots.begin(), roots.end(), [&](ObjectNumber a, ObjectNumber b) {
    return entries_[a].descendants > entries_[b].descendants;
  });
  return roots;
}

bool AllObjects::read_entry(const Entry& entry, Bytes& packed, Inflater& inflater, Bytes& out,
                            std::string& error) const {
  if (entry.pack == kLoose) {
    Object object;
    ObjectError why;
    if (!read_loose_object(files_, loose_[entry.position], object, why)) {
      error = why.message;
      return false;
    }
    out.resize(object.bytes.size());
    std::memcpy(out.data(), object.bytes.data(), object.bytes.size());
    return true;
  }
  const Pack& pack = *files_.packs[entry.pack];
  const auto fail = [&](const char* what) {
    error = place(pack, entry.offset) + what;
    return false;
  };
  if (entry.length > kMaxObject) return fail("is larger than 128 MiB");
  packed.resize(entry.length);
  if (!pack.read(entry.offset, packed.size(), packed.data())) return fail("cannot be read");
  if (libdeflate_crc32(0, packed.data(), packed.size()) != entry.crc) return fail("damaged data");
  const auto header = parse_packed_header(packed.view(), entry.offset, files_.kind);
  if (!header) return fail("damaged header");
  if (header->size > kMaxObject) return fail("is larger than 128 MiB");
  const std::string_view payload = packed.view().substr(header->length);
  if (!inflater.inflate(payload, static_cast<size_t>(header->size), out))
    return fail("damaged data");
  return true;
}

// ---- Families

FamilyReader::Frame FamilyReader::open(ObjectNumber number) {
  Frame frame{number, {}, objects_.children_begin_[number], objects_.children_begin_[number + 1]};
  if (spare_.empty()) return frame;
  frame.bytes = std::move(spare_.back());
  spare_.pop_back();
  return frame;
}

void FamilyReader::fail_all(
    ObjectNumber number, const std::string& error,
    const std::function<void(ObjectNumber, const std::string&)>& fail) const {
  std::vector<ObjectNumber> all{number};
  for (size_t i = 0; i < all.size(); ++i) {
    fail(all[i], error);
    for (uint32_t c = objects_.children_begin_[all[i]]; c < objects_.children_begin_[all[i] + 1];
         ++c)
      all.push_back(objects_.children_[c]);
  }
}

void FamilyReader::read(ObjectNumber root, const std::function<void(const Member&)>& visit,
                        const std::function<void(ObjectNumber, const std::string&)>& fail) {
  std::string error;
  Frame first = open(root);
  if (!objects_.read_entry(objects_.entries_[root], packed_, inflater_, first.bytes, error))
    return fail_all(root, error, fail);
  visit({root, kNoObject, first.bytes.view()});
  frames_.push_back(std::move(first));
  while (!frames_.empty()) {
    Frame& base = frames_.back();
    if (base.left == base.left_end) {
      spare_.push_back(std::move(base.bytes));
      frames_.pop_back();
      continue;
    }
    const ObjectNumber number = objects_.children_[base.left++];
    const bool last = base.left == base.left_end;
    Frame frame = open(number);
    const bool read =
        objects_.read_entry(objects_.entries_[number], packed_, inflater_, delta_, error);
    const auto sizes = read ? delta_sizes(delta_.view()) : std::nullopt;
    if (sizes && sizes->target > kMaxObject) {
      fail_all(number, "object " + objects_.hex(number) + " is larger than 128 MiB", fail);
    } else if (!read || !apply_delta(base.bytes.view(), delta_.view(), frame.bytes, &parts_)) {
      if (read) error = "object " + objects_.hex(number) + ": a delta does not fit its base";
      fail_all(number, error, fail);
    } else {
      visit({number, base.number, frame.bytes.view(), &parts_.fresh, &parts_.copies, last});
      if (last) {  // nothing needs the base any more
        spare_.push_back(std::move(base.bytes));
        base = std::move(frame);
      } else {
        frames_.push_back(std::move(frame));
      }
      continue;
    }
    spare_.push_back(std::move(frame.bytes));
  }
}

// ---- Single objects

void ObjectCache::keep(ObjectNumber number, std::shared_ptr<const Bytes> bytes) {
  kept_bytes_ += bytes->size();
  kept_[number] = std::move(bytes);
  order_.push_back(number);
  while (kept_bytes_ > kCacheBytes && order_.size() > 1) {
    const auto oldest = kept_.find(order_.front());
    kept_bytes_ -= oldest->second->size();
    kept_.erase(oldest);
    order_.pop_front();
  }
}

std::shared_ptr<const Bytes> ObjectCache::get(ObjectNumber number, std::string& error) {
  if (!objects_.type(number)) {
    error = "object " + objects_.hex(number) + " cannot be read";
    return nullptr;
  }
  std::vector<ObjectNumber> missing;
  std::shared_ptr<const Bytes> bytes;
  for (ObjectNumber at = number; !bytes; at = objects_.entries_[at].base) {
    const auto kept = kept_.find(at);
    if (kept != kept_.end()) {
      bytes = kept->second;
    } else {
      missing.push_back(at);
      if (objects_.entries_[at].base == kNoObject) break;
    }
  }
  for (auto at = missing.rbegin(); at != missing.rend(); ++at) {
    auto made = std::make_shared<Bytes>();
    const auto& entry = objects_.entries_[*at];
    if (!objects_.read_entry(entry, packed_, inflater_, bytes ? delta_ : *made, error))
      return nullptr;
    if (bytes) {
      const auto sizes = delta_sizes(delta_.view());
      if (!sizes || sizes->target > kMaxObject ||
          !apply_delta(bytes->view(), delta_.view(), *made)) {
        error = "object " + objects_.hex(*at) + ": a delta does not fit its base";
        return nullptr;
      }
    }
    bytes = std::move(made);
    keep(*at, bytes);
  }
  return bytes;
}

}  // namespace prodready::git
