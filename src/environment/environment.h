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

/// The environment that a single name stands for ("prod", "Development", "uat"), as it is used for
/// profiles, stages, configuration blocks and keys; unknown for any other word.
Environment environment_named(std::string_view word);

/// Whether a part of such a file may belong to another environment: production reads the file, or
/// nobody knows who does.
bool is_open(const FileEnvironment& file);

/// What a part of a file is graded by: the part's own environment where the file is read by
/// production or by nobody knows whom; else the file's.
const FileEnvironment& effective(const FileEnvironment& file, const FileEnvironment& part);

/// The path without the words that name an environment or the settings shared by all: files of one
/// family say the same things for different environments. "config/settings/base.py" and
/// "config/settings/production.py" are of the family "config/settings/.py", "application-prod.yml"
/// and "application.yml" of "application.yml".
std::string family_of(std::string_view path);

/// `path` is relative to the root, '/'-separated; `head` is the beginning of the file's text (1 KiB
/// is enough).
FileEnvironment classify(std::string_view path, std::string_view head);

}  // namespace prodready
