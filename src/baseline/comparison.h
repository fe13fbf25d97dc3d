// Findings against the baseline: which are accepted, which are new, and which entries have nothing
// left to accept. Linear in both.
#pragma once

#include <string>
#include <vector>

#include "baseline/baseline.h"
#include "baseline/reach.h"
#include "findings/audit_result.h"

namespace prodready {

/// What became of an entry of the baseline.
enum class EntryFate : uint8_t {
  unseen,     ///< not found, but not looked for either: kept
  unchanged,  ///< found where it was; of a foreign entry: it accepts a finding
  moved,      ///< its value is in another file now
  fixed,      ///< not found any more
};

/// Why a foreign entry accepts nothing.
enum class Mismatch : uint8_t {
  none,         ///< it accepts something
  not_audited,  ///< outside of what was audited
  no_file,
  other_value,  ///< there is a finding, of another value
  no_finding,   ///< there is none in this file, or on this line
};

struct BaselineComparison {
  std::vector<EntryFate> fates;      ///< of Baseline::entries
  std::vector<std::string> moved;    ///< where to, in the repository; of those that moved
  std::vector<Mismatch> mismatches;  ///< of Baseline::foreign
  std::vector<FixedEntry> fixed;     ///< sorted
};

/// Sets Finding::baseline of each of `findings`, which may be in any order; the result does not
/// depend on it. Suppressed ones give way to the others.
BaselineComparison compare(const Baseline& baseline, const Reach& reach,
                           std::vector<Finding>& findings);

}  // namespace prodready
