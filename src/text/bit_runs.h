// Long runs of ones in a stream of bits that comes in blocks of 64.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "text/bytes16.h"
#include "text/span.h"

namespace prodready {

class BitRuns {
 public:
  /// `min_length` is 16 at least: a shorter one would visit most words of a text.
  explicit BitRuns(size_t min_length)
      : min_length_(min_length), beyond_16_(std::min<size_t>(min_length - 16, 16)) {}

  /// Calls visit(Span) for the runs that end in the block at `offset`, ascending.
  template <typename Visit>
  void add(uint64_t bits, size_t offset, Visit visit) {
    const size_t leading = static_cast<size_t>(std::countr_one(bits));
    if (leading == kBlockBytes) return;
    if (offset + leading - begin_ >= min_length_) visit(Span{begin_, offset + leading});
    const size_t trailing = static_cast<size_t>(std::countl_one(bits));
    begin_ = offset + kBlockBytes - trailing;

    // What does not touch the block's begin; each bit left stands for enough ones from there on.
    const uint64_t inner = bits & (bits + 1);
    uint64_t starts = inner & inner >> 1;
    starts &= starts >> 2;
    starts &= starts >> 4;
    starts &= starts >> 8;
    starts &= starts >> beyond_16_;
    while (starts != 0) {
      const int begin = std::countr_zero(starts);
      const int end = begin + std::countr_one(inner >> begin);
      if (end == static_cast<int>(kBlockBytes)) return;
      if (static_cast<size_t>(end - begin) >= min_length_)
        visit(Span{offset + static_cast<size_t>(begin), offset + static_cast<size_t>(end)});
      starts = starts >> end << end;
    }
  }

  /// The run that the text ends with.
  template <typename Visit>
  void finish(size_t text_size, Visit visit) {
    if (begin_ < text_size && text_size - begin_ >= min_length_) visit(Span{begin_, text_size});
  }

 private:
  size_t min_length_;
  size_t beyond_16_;  ///< how much longer than 16, as far as a block is looked at
  size_t begin_ = 0;  ///< of the run that the last block ends with; its end if there is none
};

}  // namespace prodready
