// The lines of prodready's own file: "PATH RULE FINGERPRINT VALUE-ID[ history]", the path
// percent-encoded so that no name can break a line, hide in it or look like a conflict marker.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "baseline/baseline.h"

namespace prodready {

/// Whether the text begins like a file of ours, of any version, even in the middle of a merge.
bool is_own_format(std::string_view text);

/// Throws Error "FILE:LINE: …".
std::vector<BaselineEntry> parse_own_format(std::string_view text, const std::string& file,
                                            const std::string& fingerprint_key);

/// Sorted, each fingerprint once.
std::vector<BaselineEntry> merged(std::vector<BaselineEntry> entries);

/// "v1:" and 32 hex digits.
bool is_fingerprint(std::string_view text);

/// Nothing for a '%' without two hex digits.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace prodready
