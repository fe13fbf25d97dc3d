// Parts of a configuration file that can be read by themselves: with the lines above them that say
// where in the file's structure they stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "settings/setting.h"
#include "text/span.h"

namespace prodready {

/// The changed `places` (sorted) of a file with what stands below them in the file's structure:
/// where the name of a block or section changed, everything in it means something else. At most 16
/// KiB of each.
std::vector<Span> with_blocks(SettingsFormat format, std::string_view text,
                              const std::vector<Span>& places);

/// Whether indentation says all that there is to say about structure. YAML without a template.
bool has_outline(SettingsFormat format);

/// Appends `parts` (whole lines, ascending) and, above each, the lines that it is indented under.
/// Of Kubernetes manifests also what stands at the top of each document, which says what it is.
void append_outline(SettingsFormat format, std::string_view text, const std::vector<Span>& parts,
                    std::string& out);

}  // namespace prodready
