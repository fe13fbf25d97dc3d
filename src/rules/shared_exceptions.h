// What many rules let through, written once: rules name it in `allow_shared`, and have its regex
// among their `allow` once they are read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prodready {

struct SharedException {
  std::string name;
  std::string meaning;  ///< ends "unless it is …"
  std::string pattern;  ///< free-spacing already removed
};

const std::vector<SharedException>& shared_exceptions();

/// nullptr: there is none of this name, or of this regex.
const SharedException* shared_exception_named(std::string_view name);
const SharedException* shared_exception_of(std::string_view pattern);

}  // namespace prodready
