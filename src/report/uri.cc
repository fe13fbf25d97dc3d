#include "report/uri.h"

#include "text/ascii.h"

namespace prodready {

std::string uri_path(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    if (is_word(c) || c == '-' || c == '.' || c == '~' || c == '/') {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 0xf]};
    }
  }
  return uri;
}

}  // namespace prodready
