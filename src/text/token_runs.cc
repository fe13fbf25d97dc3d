#include "text/token_runs.h"

#include <algorithm>

#include "text/bit_runs.h"
#include "text/bytes16.h"

namespace prodready {
namespace {

[[gnu::always_inline]] inline Bytes16 token_characters(Bytes16 bytes) {
  return bytes.lowered().between('a', 'z') | bytes.between('-', '9') | bytes.equal('+') |
         bytes.equal('=') | bytes.equal('_') | bytes.equal('~');
}

/// `run` has 16 bytes at least.
bool has_digits(std::string_view run, size_t wanted) {
  for (size_t at = 0; wanted > 0 && at < run.size(); at += 16) {
    const size_t begin = std::min(at, run.size() - 16);  // the last sixteen overlap those before
    uint64_t digits = Bytes16::load(run.data() + begin).between('0', '9').bits() >> (at - begin);
    for (; digits != 0 && wanted > 0; digits &= digits - 1) --wanted;
  }
  return wanted == 0;
}

}  // namespace

bool has_digit(std::string_view run) { return has_digits(run, 1); }

void find_token_runs(std::string_view text, size_t min_length, size_t min_digits,
                     std::vector<Span>& runs) {
  BitRuns tracker(std::max(min_length, kMinTokenRun));
  auto visit = [&](Span run) {
    if (has_digits(part(text, run), min_digits)) runs.push_back(run);
  };
  for_each_block<0>(text, [&](const char* bytes, size_t offset) {
    tracker.add(block_bits(bytes, token_characters), offset, visit);
  });
  tracker.finish(text.size(), visit);
}

}  // namespace prodready
