// From 32-bit keys to entries, of which a key may have several: small, and quick to say that there
// is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace prodready {

template <typename Entry>
class KeyTable {
 public:
  bool empty() const { return nodes_.empty(); }

  void add(uint32_t key, Entry entry) {
    if (2 * (nodes_.size() + 1) > slots_.size()) grow();
    nodes_.push_back({std::move(entry), key, kNone});
    link(static_cast<uint32_t>(nodes_.size() - 1));
  }

  /// Calls visit(entry) for the entries of `key`, in the order they were added.
  template <typename Visit>
  void for_each(uint32_t key, Visit visit) const {
    if (slots_.empty()) return;
    for (uint32_t at = slots_[slot_of(key)].first; at != kNone; at = nodes_[at].next)
      visit(nodes_[at].entry);
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Node {
    Entry entry;
    uint32_t key;
    uint32_t next;  ///< of the same key
  };
  struct Slot {
    uint32_t key = 0;
    uint32_t first = kNone, last = kNone;  ///< nodes of the key; none: the slot is free
  };

  size_t slot_of(uint32_t key) const {
    const size_t mask = slots_.size() - 1;
    size_t slot = (key * 2654435761u >> 8) & mask;
    while (slots_[slot].first != kNone && slots_[slot].key != key) slot = (slot + 1) & mask;
    return slot;
  }

  void link(uint32_t node) {
    Slot& slot = slots_[slot_of(nodes_[node].key)];
    if (slot.first == kNone) {
      slot = {nodes_[node].key, node, node};
    } else {
      nodes_[slot.last].next = node;
      slot.last = node;
    }
  }

  void grow() {
    const size_t size = slots_.empty() ? 64 : 2 * slots_.size();
    slots_.assign(size, {});
    for (uint32_t node = 0; node < nodes_.size(); ++node) {
      nodes_[node].next = kNone;
      link(node);
    }
  }

  std::vector<Node> nodes_;
  std::vector<Slot> slots_;  ///< a power of two, at most half of them used
};

}  // namespace prodready
