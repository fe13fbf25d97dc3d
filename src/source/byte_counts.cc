#include "source/byte_counts.h"

#include <algorithm>
#include <cstdint>

namespace prodready {
namespace {

/// Sums `test(byte)` (0 or 1). A lane of the inner loop adds at most 255 times, so that one byte
/// holds its sum.
template <typename Test>
size_t count_if_byte(std::string_view text, Test test) {
  constexpr size_t kLanes = 32;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const uint8_t* const end = bytes + text.size();
  size_t total = 0;
  while (static_cast<size_t>(end - bytes) >= kLanes) {
    const size_t rounds = std::min<size_t>(static_cast<size_t>(end - bytes) / kLanes, 255);
    uint8_t sums[kLanes] = {};
    for (size_t round = 0; round < rounds; ++round, bytes += kLanes) {
      for (size_t lane = 0; lane < kLanes; ++lane) {
        sums[lane] = static_cast<uint8_t>(sums[lane] + test(bytes[lane]));
      }
    }
    for (const uint8_t sum : sums) total += sum;
  }
  for (; bytes < end; ++bytes) total += test(*bytes);
  return total;
}

uint8_t lowest(const uint8_t* lanes, size_t count) {
  uint8_t low = 0xff;
  for (size_t i = 0; i < count; ++i) low = std::min(low, lanes[i]);
  return low;
}

}  // namespace

size_t count_line_feeds(std::string_view text) {
  return count_if_byte(text, [](uint8_t c) -> uint8_t { return c == '\n'; });
}

size_t count_nuls(std::string_view text) {
  return count_if_byte(text, [](uint8_t c) -> uint8_t { return c == 0; });
}

size_t count_controls(std::string_view text) {
  return count_if_byte(text, [](uint8_t c) -> uint8_t {
    const bool whitespace = static_cast<uint8_t>(c - '\b') <= '\r' - '\b';
    return static_cast<uint8_t>(((c < 0x20) & !whitespace & (c != 0x1b)) | (c == 0x7f));
  });
}

// Runs for every file, so it does not count: three running minima tell whether the count is more
// than 0. (The second one also meets ESC; that is sorted out at the end.)
bool has_controls(std::string_view text) {
  constexpr size_t kLanes = 32;
  if (text.size() < kLanes) return count_controls(text) != 0;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  uint8_t below_backspace[kLanes];
  uint8_t above_return[kLanes];
  uint8_t del[kLanes];
  std::fill_n(below_backspace, kLanes, uint8_t{0xff});
  std::fill_n(above_return, kLanes, uint8_t{0xff});
  std::fill_n(del, kLanes, uint8_t{0xff});
  const auto look = [&](const uint8_t* block) {
    for (size_t i = 0; i < kLanes; ++i) {
      const uint8_t c = block[i];
      below_backspace[i] = std::min(below_backspace[i], c);
      above_return[i] = std::min(above_return[i], static_cast<uint8_t>(c - 0x0e));
      del[i] = std::min(del[i], static_cast<uint8_t>(c - 0x7f));
    }
  };
  for (size_t at = 0; at + kLanes <= text.size(); at += kLanes) look(bytes + at);
  look(bytes + text.size() - kLanes);  // the rest, overlapping
  const bool suspect = lowest(below_backspace, kLanes) < '\b' ||
                       lowest(above_return, kLanes) < 0x20 - 0x0e || lowest(del, kLanes) == 0;
  return suspect && count_controls(text) != 0;
}

}  // namespace prodready
