// Filters: what stands between a regex match and a finding. Each is a small pure function with a
// name; it keeps a candidate or says why not, so that --explain can print every decision.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "environment/environment.h"
#include "rules/rule.h"
#include "scan/compiled_rules.h"

namespace prodready {

struct Candidate {
  const Rule& rule;
  const CompiledRule& compiled;
  std::string_view value;  ///< the secret, or the whole match where the rule has none
  std::string_view line;   ///< the line the match starts on, at most 1 KiB around it
};

/// Why a filter drops a candidate; empty: it keeps it.
using Reason = std::string;

struct Filter {
  std::string_view name;
  Reason (*drop)(const Candidate&);
};

/// In the order they are asked; the first that drops decides.
const std::vector<Filter>& filters();

/// Shannon entropy of `text` in bits per byte.
double entropy(std::string_view text);

/// Why `value` stands for a secret rather than being one ("template reference ${…}"), or "".
Reason placeholder_reason(std::string_view value);

/// "a sequence like 12345678 or abcdefgh" where the value holds one of eight or more; or "".
Reason sequence_reason(std::string_view value);

}  // namespace prodready
