// A file that is made where there was none: never through a link, never over what is there.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// Whether something of that name is there, or in its way. `path` is relative to `root`.
bool is_taken(const std::string& root, const std::string& path);

/// Makes the folders on the way, too. Throws Error if it cannot.
void write_new_file(const std::string& root, const std::string& path, std::string_view text,
                    bool executable);

}  // namespace prodready
