// Which environment reads a file: the first thing to know about a finding, because a debug switch
// is a defect only where production reads it. Decided from the path (the classes of the readiness
// survey: first match wins, letter case ignored) and, for generated code, from a marker in its
// first lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prodready {

enum class Environment : uint8_t {
  production,
  staging,
  development,
  test,
  example,
  documentation,
  ci,
  vendored,  ///< third-party or generated code
  unknown,
};
inline constexpr int kEnvironmentCount = 9;

std::string_view name(Environment environment);
std::optional<Environment> parse_environment(std::string_view name);

struct FileEnvironment {
  Environment environment = Environment::unknown;
  std::string reason;  ///< what in the path or the text decided it; empty for unknown
};

/// `path` is relative to the root, '/'-separated; `head` is the beginning of the file's text (1 KiB
/// is enough).
FileEnvironment classify(std::string_view path, std::string_view head);

}  // namespace prodready
