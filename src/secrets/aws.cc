#include "secrets/aws.h"

#include <cstdint>

#include "secrets/encodings.h"
#include "text/ascii.h"

namespace prodready {

// 80 bits behind the prefix: one that is set in ids with an account, 40 of the account, 39 more.
// Found by A. Steele (2020) and T. Be'ery (2023), "A short note on AWS KEY ID".
std::string aws_account_id(std::string_view access_key_id) {
  constexpr size_t kLength = 20;
  constexpr size_t kPrefix = 4;
  constexpr uint64_t kNewForm = 1ull << 47;
  constexpr uint64_t kMask = 0x7fffffffff80;
  constexpr uint64_t kLargest = 999'999'999'999;
  if (access_key_id.size() != kLength) return {};
  for (const char c : access_key_id) {
    if (is_lower(c)) return {};
  }
  const auto bytes = decode_base32(access_key_id.substr(kPrefix));
  if (!bytes) return {};
  uint64_t number = 0;
  for (size_t i = 0; i < 6; ++i) number = number << 8 | static_cast<uint8_t>((*bytes)[i]);
  const uint64_t account = (number & kMask) >> 7;
  if ((number & kNewForm) == 0 || account > kLargest) return {};
  std::string digits = std::to_string(account);
  return std::string(12 - digits.size(), '0') + digits;
}

}  // namespace prodready
