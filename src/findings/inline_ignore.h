// Suppressions in the audited file: `prodready:ignore[rule-id] reason` in any comment syntax, on
// the finding's line or on the line above it. Several ids are separated by commas; without brackets
// it holds for every rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "findings/finding.h"

namespace prodready {

/// The suppression that holds for a finding of `rule_id` at `at` in `text`, a file's text around
/// it; `line` is the line number there. Its reason is what follows the brackets, without the
/// comment's end.
std::optional<Suppression> inline_ignore(std::string_view text, size_t at, uint64_t line,
                                         std::string_view path, std::string_view rule_id);

}  // namespace prodready
