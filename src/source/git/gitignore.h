// One .gitignore or .git/info/exclude: its patterns, and what they say about a path. The meaning is
// git's own, oddities included (gitignore(5), dir.c, wildmatch.c). The user's global excludes are
// deliberately not read: a report has to be the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prodready {

/// More than this is no ignore file but an attack on our memory.
inline constexpr size_t kMaxIgnoreFile = 4 * 1024 * 1024;

struct IgnoreRule {
  uint32_t begin = 0;  ///< of the pattern in the file's text
  uint32_t length = 0;
  uint32_t literal = 0;       ///< so many bytes at its start are no wildcards
  bool negative = false;      ///< "!": not ignored after all
  bool folders_only = false;  ///< "/" at the end
  bool name_only = false;     ///< no other "/": matches the last component at any depth
  bool suffix = false;        ///< "*" and nothing special behind it
};

struct IgnoreFile {
  std::string text;
  std::vector<IgnoreRule> rules;
};

/// Why one is not obeyed.
inline constexpr std::string_view kIgnoreFileTooLarge =
    "is too large to be obeyed (more than 4 MiB)";

enum class IgnoreMatch : uint8_t { none, ignored, kept };

IgnoreFile parse_ignore_file(std::string text);

/// What the last matching rule says. `path` is relative to the folder of the ignore file.
IgnoreMatch match(const IgnoreFile& file, std::string_view path, bool folder);

}  // namespace prodready
