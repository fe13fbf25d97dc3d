// Everything an audit finds, before it is judged: in files, in what changed, or in a history.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/suppressions.h"
#include "baseline/reach.h"
#include "checks/contract.h"
#include "findings/audit_result.h"
#include "scan/detector.h"
#include "source/changed_files.h"
#include "source/source.h"

namespace prodready {

struct Found {
  std::vector<Finding> findings;       ///< in no particular order
  SuppressionUse suppressions;         ///< what comments were of use
  ReadFiles read_files;                ///< of those that the baseline speaks of
  std::optional<FileChanges> changes;  ///< when only changes were asked for
  Facts facts;
  Contract contract;  ///< refers to `facts`
};

/// Reads what `request` asks for. Sets scope, coverage and what there is to say about them in
/// `result`, whose policy and root are known.
Found find_all(const SourceRequest& request, const Detector& detector, const Baseline& baseline,
               Progress& progress, AuditResult& result);

}  // namespace prodready
