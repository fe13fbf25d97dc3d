// Paths as the path of a URI: how any bytes are carried in ASCII, without loss.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// Percent-encodes everything but letters, digits, '-', '.', '_', '~' and '/'.
std::string uri_path(std::string_view path);

}  // namespace prodready
