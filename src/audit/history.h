// The audit of a repository's history: every finding once, with the commits that brought it and
// took it away.
#pragma once

#include <vector>

#include "audit/history_scan.h"
#include "findings/finding.h"
#include "source/source.h"

namespace prodready {

struct HistoryAudit {
  std::vector<Finding> findings;  ///< in no particular order; each has its History
  Coverage coverage;
};

/// `request` names one folder, the top of a repository. Throws Error when it is none.
HistoryAudit audit_history(const SourceRequest& request, const Detector& detector, size_t workers,
                           Progress& progress);

}  // namespace prodready
