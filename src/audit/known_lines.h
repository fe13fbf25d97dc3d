// Lines that were looked at and showed nothing: in a history the same lines come and go with every
// branch, revert and move.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace prodready {

/// Forgets when it is full; its size is fixed. A digest of 64 bits stands for the lines.
class KnownLines {
 public:
  using Digest = uint64_t;

  /// `kind` tells apart what is judged differently.
  static Digest digest_of(std::string_view lines, uint64_t kind) {
    return std::hash<std::string_view>()(lines) * 0x9e3779b97f4a7c15 + kind + 1;
  }
  bool contains(Digest digest) const { return slots_[place_of(digest)] == digest; }
  void add(Digest digest) { slots_[place_of(digest)] = digest; }

 private:
  static constexpr size_t kSlotsLog = 18;  // 2 MiB
  static size_t place_of(Digest digest) { return digest >> (64 - kSlotsLog); }

  std::vector<Digest> slots_ = std::vector<Digest>(size_t{1} << kSlotsLog);
};

}  // namespace prodready
