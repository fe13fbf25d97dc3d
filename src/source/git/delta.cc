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

struct Copy {
  uint64_t offset = 0;
  uint64_t size = 0;
};

/// The operands of a copy: the bits of `op` say which bytes of offset and size follow.
std::optional<Copy> take_copy(std::string_view delta, uint8_t op, size_t& at) {
  Copy copy;
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

/// Gathers what is new while the target grows.
class Fresh {
 public:
  explicit Fresh(std::vector<Span>* spans) : spans_(spans) {
    if (spans_ != nullptr) spans_->clear();
  }
  void copied(uint64_t from, size_t to, size_t size) {
    if (spans_ != nullptr && from != next_) mark(to, to);
    next_ = from + size;
  }
  void inserted(size_t to, size_t size) {
    if (spans_ != nullptr) mark(to, to + size);
  }
  void finish(uint64_t base_size, size_t target_size) { copied(base_size, target_size, 0); }

 private:
  void mark(size_t begin, size_t end) {
    if (!spans_->empty() && spans_->back().end == begin) {
      spans_->back().end = end;
    } else {
      spans_->push_back({begin, end});
    }
  }
  std::vector<Span>* spans_;
  uint64_t next_ = 0;  ///< where in the base the last copy ended
};

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

bool apply_delta(std::string_view base, std::string_view delta, Bytes& target,
                 std::vector<Span>* fresh_spans) {
  const auto sizes = delta_sizes(delta);
  if (!sizes || sizes->base != base.size()) return false;
  target.resize(sizes->target);
  Fresh fresh(fresh_spans);
  size_t to = 0;
  for (size_t at = sizes->header; at < delta.size();) {
    const auto op = static_cast<uint8_t>(delta[at++]);
    const size_t room = target.size() - to;
    if (op & 0x80) {
      const auto copy = take_copy(delta, op, at);
      if (!copy || copy->size > room || copy->offset > base.size() ||
          copy->size > base.size() - copy->offset)
        return false;
      std::memcpy(target.data() + to, base.data() + copy->offset, copy->size);
      fresh.copied(copy->offset, to, copy->size);
      to += copy->size;
    } else {
      if (op == 0 || op > room || op > delta.size() - at) return false;
      std::memcpy(target.data() + to, delta.data() + at, op);
      fresh.inserted(to, op);
      to += op;
      at += op;
    }
  }
  fresh.finish(base.size(), to);
  return to == target.size();
}

}  // namespace prodready::git
