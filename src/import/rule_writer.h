// A rule as the text of a rule file.
#pragma once

#include <string>

#include "rules/rule.h"

namespace prodready::importing {

std::string to_toml(const Rule& rule);

/// A TOML string of any kind that holds exactly `text`, which is UTF-8.
std::string toml_string(std::string_view text);

}  // namespace prodready::importing
