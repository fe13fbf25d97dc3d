// The RuleSet that the build compiled, as one blob in the executable.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule_set.h"

namespace prodready {

/// Reading a blob reads no rule, copies no database (the result refers to the blob), and leaves the
/// examples out unless they are asked for.
std::string serialise(const RuleSet& rules);
RuleSet deserialise(std::string_view blob, bool with_examples);

/// One rule of it.
Rule read_record(std::string_view record, bool with_examples);

}  // namespace prodready
