// Where program code and configuration say nothing: comments, docstrings and heredocs, per
// language. A tolerant scanner: it knows strings well enough not to take "//" in one for a comment.
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace prodready {

/// The parts of `text` that are comments, docstrings (Python) or heredocs (Ruby, PHP, Perl),
/// ascending. The language is decided by `path`; empty for one that is not known.
std::vector<Span> silent_parts(std::string_view path, std::string_view text);

/// The number of the language whose comments silent_parts() takes out; 0: none that is known.
size_t comment_language(std::string_view path);

/// Whether `offset` lies in one of `spans` (ascending, not overlapping).
bool lies_in(const std::vector<Span>& spans, size_t offset);

}  // namespace prodready
