#include "secrets/claims.h"

#include <nlohmann/json.hpp>

namespace prodready {

std::string Claims::text_of(std::string_view name) const {
  const auto found = text.find(name);
  return found == text.end() ? std::string() : found->second;
}

std::optional<int64_t> Claims::number_of(std::string_view name) const {
  const auto found = numbers.find(name);
  if (found == numbers.end()) return std::nullopt;
  return found->second;
}

std::optional<Claims> read_claims(std::string_view json) {
  // A number beyond this is no time in seconds, and would not fit.
  constexpr double kLargest = 9e15;
  const auto root = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
  if (!root.is_object()) return std::nullopt;
  Claims claims;
  for (const auto& [name, value] : root.items()) {
    claims.names.insert(name);
    if (value.is_string()) {
      claims.text.emplace(name, value.get_ref<const std::string&>());
    } else if (value.is_number()) {
      const auto number = value.get<double>();
      if (number > -kLargest && number < kLargest) {
        claims.numbers.emplace(name, static_cast<int64_t>(number));
      }
    }
  }
  return claims;
}

}  // namespace prodready
