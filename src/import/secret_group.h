// Which groups of a pattern are the secret. Every scanner has a rule of its own for it.
#pragma once

#include <string>
#include <vector>

#include "import/foreign_rule.h"
#include "import/syntax.h"

namespace prodready::importing {

/// Numbers of the captures, of which the first that takes part in a match is the secret; empty: the
/// whole match is. Adds to `losses` where the other scanner would say otherwise. Throws
/// Untranslatable for a group that does not exist.
std::vector<int> secret_groups(const ForeignRule& foreign, const Pattern& pattern,
                               std::vector<std::string>& losses);

}  // namespace prodready::importing
