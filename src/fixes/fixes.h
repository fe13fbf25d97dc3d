// The findings that can be mended without judgement: ignore entries, and the example file of the
// contract. Everything is appended; nothing that a person wrote is changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checks/contract.h"
#include "findings/finding.h"

namespace prodready {

/// Lines to be put at the end of a file, which is made if it is not there.
struct Fix {
  std::string path;  ///< relative to the root
  std::vector<std::string> lines;
};

/// One entry a file, sorted by path. `findings` are those that nobody accepted.
std::vector<Fix> plan_fixes(const Contract& contract, const std::vector<Finding>& findings);

/// What `text` becomes.
std::string applied(const Fix& fix, std::string_view text);

/// The change as a unified diff (`--- a/…`, `+++ b/…`), which `git apply` takes.
std::string unified_diff(const Fix& fix, std::string_view text, bool creates);

}  // namespace prodready
