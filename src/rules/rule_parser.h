// One rule file → one Rule. Strict: an unknown key, a wrong type, a regex that RE2 refuses, a
// missing example are errors with file, line and a way out.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule.h"

namespace prodready {

/// `file` is `…/<category>/<id>.toml`: category and id are read from it. Throws Error.
Rule parse_rule(std::string_view text, const std::string& file);

}  // namespace prodready
