// A packed object that is written as a change of another one: parts copied from the base, parts
// that are new (gitformat-pack(5), "Deltified representation").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "source/git/bytes.h"
#include "text/span.h"

namespace prodready::git {

struct DeltaSizes {
  uint64_t base = 0;
  uint64_t target = 0;
  size_t header = 0;  ///< where the instructions begin
};
/// Nothing if `delta` does not begin with two sizes.
std::optional<DeltaSizes> delta_sizes(std::string_view delta);

/// A run of bytes taken from the base.
struct Copy {
  size_t to = 0;    ///< in the target
  size_t from = 0;  ///< in the base
  size_t length = 0;
  bool operator==(const Copy&) const = default;
};

/// What a target is put together of.
struct DeltaParts {
  /// Ascending in `to`. Neighbours that continue each other, in the target and in the base, are
  /// one.
  std::vector<Copy> copies;
  /// The parts of the target that the base does not have, in order: inserted bytes, and an empty
  /// span where copied parts meet that do not in the base.
  std::vector<Span> fresh;
};

/// Makes `target` of `base`, and tells its `parts` if they are wanted. False if the delta does not
/// fit the base or does not add up.
bool apply_delta(std::string_view base, std::string_view delta, Bytes& target,
                 DeltaParts* parts = nullptr);

}  // namespace prodready::git
