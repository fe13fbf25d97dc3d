// The parts of a text around given places, for a first look at what changed between two versions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace prodready {

/// Appends the lines that touch `places` (sorted), with some lines around them: whatever stands on
/// few lines is seen whole, and so are blocks of long lines without spaces (keys, base64). Of very
/// long lines some KiB. Parts that do not meet are separated by an empty line.
void append_excerpt(std::string_view text, const std::vector<Span>& places, std::string& out);

}  // namespace prodready
