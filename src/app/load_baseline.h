// The baseline of a run, and how it is kept out of what is audited.
#pragma once

#include <string>

#include "baseline/baseline.h"
#include "config/policy.h"
#include "source/source.h"

namespace prodready {

/// The baseline that `policy` names, or none. Throws Error.
Baseline load_baseline(const Policy& policy);

/// A baseline holds what is accepted: it is not audited itself.
void leave_out(const std::string& file, SourceRequest& request);

}  // namespace prodready
