// The parts of a text around given places, for a first look at what changed between two versions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace prodready {

/// The lines that touch `places` (sorted), with some lines around them: whatever stands on few
/// lines is seen whole, and so are blocks of long lines without spaces (keys, base64). Of very long
/// lines some KiB. Ascending; the parts do not meet.
///
/// A part that `is_known`, if given, knows is left out.
std::vector<Span> excerpt_parts(
    std::string_view text, const std::vector<Span>& places,
    const std::function<bool(std::string_view part)>& is_known = nullptr);

/// Appends the parts, with an empty line between two.
void append_excerpt(std::string_view text, const std::vector<Span>& parts, std::string& out);

}  // namespace prodready
