// Other tools' files of accepted findings. Read only: "prodready baseline create --from FILE" turns
// them into one of ours.
#pragma once

#include <string>
#include <string_view>

#include "baseline/baseline.h"

namespace prodready {

/// Lines "file:rule:line" and "commit:file:rule:line", comments. Throws Error "FILE:LINE: …" for
/// anything else.
Baseline parse_gitleaks_ignore(std::string_view text, const std::string& file);

/// A report of gitleaks, a baseline of detect-secrets, or SARIF, known by what is in it. Throws
/// Error.
Baseline parse_foreign_json(std::string_view text, const std::string& file);

}  // namespace prodready
