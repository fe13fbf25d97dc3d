// The lines shown around a finding: cut to a bounded width and redacted while the text is still at
// hand.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "findings/finding.h"
#include "text/span.h"

namespace prodready {

/// The line that `mark` starts on (underlined) and its neighbours if they are not blank. `secrets`
/// are all secrets known in `text`, sorted, not overlapping; they and whatever else looks like a
/// secret are redacted. `line` is the 1-based number of the line that the mark starts on.
std::vector<FrameLine> make_frame(std::string_view text, Span mark, uint64_t line,
                                  const std::vector<Span>& secrets);

}  // namespace prodready
