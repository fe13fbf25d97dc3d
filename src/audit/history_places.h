// Where in a history its findings stand: which commits brought them and which took them away,
// whether they are still there, and from which version of the file they are best shown.
#pragma once

#include <vector>

#include "audit/history_scan.h"
#include "findings/finding.h"

namespace prodready {

/// One finding to report: a value of one rule in one file, wherever that was renamed to.
struct PlacedFinding {
  uint32_t finding = 0;  ///< index in HistoryScan::findings
  Sighting shown;        ///< the version to show: where it is now, or else where it came in
  History history;
};

/// `head`: the tree of HEAD's commit, or kNoObject.
std::vector<PlacedFinding> place_findings(const git::AllObjects& objects,
                                          const git::CommitChanges& changes,
                                          const HistoryScan& scan, git::ObjectNumber head);

}  // namespace prodready
