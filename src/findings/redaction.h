// Making secrets unrecognisable, in the finding itself and in every line shown around it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace prodready {

/// "ghp_…[36]": the first characters of a long secret and the number of bytes left out; only the
/// number for short ones.
std::string redacted(std::string_view secret);

/// Sorted, and what overlaps or touches joined: a secret that two rules found is hidden whole.
std::vector<Span> merged(std::vector<Span> spans);

/// Where `text` holds something that may be a secret, though no rule says so: long mixed tokens,
/// values behind names like `password`, passwords in URLs. Sorted, not overlapping. Errs on the
/// side of hiding.
std::vector<Span> secret_looking(std::string_view text);

}  // namespace prodready
