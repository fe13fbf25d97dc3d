// The blocks around a place in program code, seen by indentation alone: a line that stands further
// left opens the block. That holds for every language people indent, and for configuration too.
#pragma once

#include <string_view>
#include <vector>

namespace prodready {

/// The lines that open the blocks around `offset`, innermost first, trimmed; where such a line is
/// only
/// `{`, the line before it stands in its place. Looks back at most kMaxBlockDistance bytes.
std::vector<std::string_view> opening_lines(std::string_view text, size_t offset);
inline constexpr size_t kMaxBlockDistance = 16384;

/// The preprocessor conditions around `offset` (`#if DEBUG`), innermost first. A condition whose
/// `#else` or `#elif` stands before `offset` is left out.
std::vector<std::string_view> conditions(std::string_view text, size_t offset);

/// The lines directly above the line at `offset` that are attributes or annotations:
/// `#[cfg(test)]`,
/// `@Profile("dev")`, `[Conditional("DEBUG")]`.
std::vector<std::string_view> attributes(std::string_view text, size_t offset);

}  // namespace prodready
