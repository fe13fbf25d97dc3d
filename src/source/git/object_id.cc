#include "source/git/object_id.h"

#include "text/ascii.h"

namespace prodready::git {
namespace {

/// A history has half a million ids in hex: digits and letters take turns, no branch can be
/// foreseen.
constexpr auto kHexValues = [] {
  std::array<int8_t, 256> values{};
  for (size_t c = 0; c < values.size(); ++c)
    values[c] = static_cast<int8_t>(hex_value(static_cast<char>(c)));
  return values;
}();

int value_of(char c) { return kHexValues[static_cast<uint8_t>(c)]; }

}  // namespace

std::optional<ObjectId> id_from_hex(std::string_view hex, HashKind kind) {
  if (hex.size() != 2 * id_size(kind)) return std::nullopt;
  ObjectId id;
  for (size_t i = 0; i < hex.size(); i += 2) {
    const int high = value_of(hex[i]), low = value_of(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[i / 2] = static_cast<uint8_t>(high * 16 + low);
  }
  return id;
}

std::string hex(const ObjectId& id, HashKind kind) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < id_size(kind); ++i) {
    text += kDigits[id.bytes[i] >> 4];
    text += kDigits[id.bytes[i] & 15];
  }
  return text;
}

}  // namespace prodready::git
