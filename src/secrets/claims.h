// The top-level members of a JSON object: all that tokens with a JSON part need.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace prodready {

struct Claims {
  std::map<std::string, std::string, std::less<>> text;
  std::map<std::string, int64_t, std::less<>> numbers;  // fractions are cut off
  std::set<std::string, std::less<>> names;             // of members of every type

  bool has(std::string_view name) const { return names.find(name) != names.end(); }
  std::string text_of(std::string_view name) const;
  std::optional<int64_t> number_of(std::string_view name) const;
};

/// Empty unless `json` is one valid JSON object (RFC 8259).
std::optional<Claims> read_claims(std::string_view json);

}  // namespace prodready
