// How severe a rule's finding is in a given environment: lowered, never hidden, except where a rule
// has nothing to say. The table is the one in rules/README.md.
#pragma once

#include <optional>
#include <string>

#include "environment/environment.h"
#include "rules/rule.h"

namespace prodready {

struct Grade {
  Severity severity = Severity::info;
  std::string reason;  ///< "lowered from critical: test code"; empty when it is as the rule says
};

/// Nothing when the rule does not speak in this environment.
std::optional<Grade> grade(const Rule& rule, Environment environment);

}  // namespace prodready
