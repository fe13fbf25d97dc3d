#include "rules/severity.h"

#include <algorithm>
#include <array>

namespace prodready {
namespace {

constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high",
                                                         "critical"};
constexpr std::array<std::string_view, 3> kConfidences = {"low", "medium", "high"};

template <typename Enum, size_t n>
std::optional<Enum> parse(const std::array<std::string_view, n>& names, std::string_view name) {
  auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(Severity severity) { return kSeverities[static_cast<size_t>(severity)]; }
std::string_view name(Confidence confidence) {
  return kConfidences[static_cast<size_t>(confidence)];
}
std::optional<Severity> parse_severity(std::string_view name) {
  return parse<Severity>(kSeverities, name);
}
std::optional<Confidence> parse_confidence(std::string_view name) {
  return parse<Confidence>(kConfidences, name);
}

Severity lowered(Severity severity, int steps) {
  return static_cast<Severity>(std::max(0, static_cast<int>(severity) - steps));
}

}  // namespace prodready
