#include "secrets/documented_keys.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/digest.h"

namespace prodready {
namespace {

constexpr size_t kShortestKey = 20;
constexpr size_t kLongestKey = 300;

/// The first eight bytes of SHA-256, sorted: AWS, Stripe and Google documentation and samples, the
/// storage and Cosmos DB emulators of Azure, the local stack of Supabase.
constexpr std::array<uint64_t, 27> kDigests = {
    0x0011cc25eb432071, 0x0b476bdf9acf2123, 0x1a5d44a2dca19669, 0x2037abcaffb2b777,
    0x27a9a42931dff7eb, 0x2cafc0970149a84f, 0x37f8f09bdf12c2f2, 0x3a8b61d0f636b007,
    0x3f370c9dd8225c63, 0x49f777db995e8260, 0x4c98242dcadc8b29, 0x70541e07fd4f900b,
    0x78314b11be2e5815, 0x7e8de44ea9ecf6d5, 0x8731261cb72d8626, 0xa19f89ab3555eac1,
    0xa6c814bc555ae62c, 0xaa6547439583c3a2, 0xb1471f544ceeea31, 0xc6ea27c534f993d3,
    0xdc0fcf046c61640c, 0xe21b597ba6b9cafa, 0xe4a5542bb7fd7b67, 0xea9bb1082cf95663,
    0xeb540d2b6ee2a0a4, 0xf2d6ca16515033e5, 0xf56e323494a6ffc2,
};

}  // namespace

bool is_documented_key(std::string_view value) {
  if (value.size() < kShortestKey || value.size() > kLongestKey) return false;
  const auto digest = sha256(value);
  uint64_t head = 0;
  for (size_t i = 0; i < 8; ++i) head = head << 8 | static_cast<uint8_t>(digest[i]);
  return std::binary_search(kDigests.begin(), kDigests.end(), head);
}

}  // namespace prodready
