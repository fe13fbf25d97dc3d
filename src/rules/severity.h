// The two axes of every finding: how bad it is (severity), and how sure it is (confidence).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace prodready {

enum class Severity : uint8_t { info, low, medium, high, critical };
enum class Confidence : uint8_t { low, medium, high };

std::string_view name(Severity severity);
std::string_view name(Confidence confidence);
std::optional<Severity> parse_severity(std::string_view name);
std::optional<Confidence> parse_confidence(std::string_view name);

/// `severity` lowered by `steps`, at least info.
Severity lowered(Severity severity, int steps);

}  // namespace prodready
