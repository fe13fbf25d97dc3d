// Fixes meet the file system: shown as a diff, or written below the audited folder.
#pragma once

#include <string>
#include <vector>

#include "fixes/fixes.h"

namespace prodready {

/// The fixes as one diff. Throws Error for a file that cannot be read.
std::string diff_of(const std::vector<Fix>& fixes, const std::string& root);

/// Writes them; files appear whole or keep what they held, links are not followed. Says on standard
/// error what was done. Throws Error for the first that cannot be written.
void apply_fixes(const std::vector<Fix>& fixes, const std::string& root);

}  // namespace prodready
