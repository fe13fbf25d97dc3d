#include "source/git/delta.h"

#include <cstring>

namespace prodready::git {
namespace {

/// Little-endian, seven bits a byte.
std::optional<uint64_t> take_size(std::string_view delta, size_t& at) {
  uint64_t value = 0;
  for (unsigned shift = 0; at < delta.size() && shift < 63; shift += 7) {
    const auto byte = static_cast<uint8_t>(delta[at++]);
    value |= uint64_t{byte & 0x7fu} << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

/// The operands of a copy: the bits of `op` say which bytes of offset and size follow.
struct CopyFrom {
  uint64_t offset = 0;
  uint64_t size = 0;
};

std::optional<CopyFrom> take_copy(std::string_view delta, uint8_t op, size_t& at) {
  CopyFrom copy;
  for (unsigned bit = 0; bit < 7; ++bit) {
    if ((op >> bit & 1) == 0) continue;
    if (at == delta.size()) return std::nullopt;
    const uint64_t byte = static_cast<uint8_t>(delta[at++]);
    if (bit < 4) {
      copy.offset |= byte << (8 * bit);
    } else {
      copy.size |= byte << (8 * (bit - 4));
    }
  }
  if (copy.size == 0) copy.size = 0x10000;
  return copy;
}

/// Most runs are short: where there is room for it, a fixed number of bytes is copied at once.
void copy_bytes(std::string_view from, size_t at, Bytes& target, size_t to, size_t size) {
  constexpr size_t kShort = 32;
  if (size <= kShort && from.size() - at >= kShort && target.size() - to >= kShort) {
    std::memcpy(target.data() + to, from.data() + at, kShort);
  } else {
    std::memcpy(target.data() + to, from.data() + at, size);
  }
}

void add_copy(std::vector<Copy>& copies, const Copy& copy) {
  if (!copies.empty() && copies.back().to + copies.back().length == copy.to &&
      copies.back().from + copies.back().length == copy.from) {
    copies.back().length += copy.length;
  } else {
    copies.push_back(copy);
  }
}

/// What is between the copies, before the first and behind the last, unless nothing is on either
/// side.
void fill_fresh(DeltaParts& parts, size_t base_size, size_t target_size) {
  parts.fresh.clear();
  size_t to = 0, from = 0;
  const auto up_to = [&](const Copy& copy) {
    if (copy.to != to || copy.from != from) parts.fresh.push_back({to, copy.to});
    to = copy.to + copy.length;
    from = copy.from + copy.length;
  };
  for (const Copy& copy : parts.copies) up_to(copy);
  up_to({target_size, base_size, 0});
}

}  // namespace

std::optional<DeltaSizes> delta_sizes(std::string_view delta) {
  DeltaSizes sizes;
  const auto base = take_size(delta, sizes.header);
  if (!base) return std::nullopt;
  const auto target = take_size(delta, sizes.header);
  if (!target) return std::nullopt;
  sizes.base = *base;
  sizes.target = *target;
  return sizes;
}

bool apply_delta(std::string_view base, std::string_view delta, Bytes& target, DeltaParts* parts) {
  const auto sizes = delta_sizes(delta);
  if (!sizes || sizes->base != base.size()) return false;
  target.resize(sizes->target);
  if (parts != nullptr) parts->copies.clear();
  size_t to = 0;
  for (size_t at = sizes->header; at < delta.size();) {
    const auto op = static_cast<uint8_t>(delta[at++]);
    const size_t room = target.size() - to;
    if (op & 0x80) {
      const auto copy = take_copy(delta, op, at);
      if (!copy || copy->size > room || copy->offset > base.size() ||
          copy->size > base.size() - copy->offset)
        return false;
      copy_bytes(base, copy->offset, target, to, copy->size);
      if (parts != nullptr)
        add_copy(parts->copies, {to, static_cast<size_t>(copy->offset), copy->size});
      to += copy->size;
    } else {
      if (op == 0 || op > room || op > delta.size() - at) return false;
      copy_bytes(delta, at, target, to, op);
      to += op;
      at += op;
    }
  }
  if (to != target.size()) return false;
  if (parts != nullptr) fill_fresh(*parts, base.size(), target.size());
  return true;
}

}  // namespace prodready::git
