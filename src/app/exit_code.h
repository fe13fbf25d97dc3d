// What the shell is told. The same for every output format; where two apply, the higher one wins
// over 1.
#pragma once

#include "findings/audit_result.h"

namespace prodready {

enum class ExitCode : int {
  clean = 0,     ///< everything was looked at, nothing at or above the gate
  findings = 1,  ///< everything was looked at, something at or above the gate
  usage =
      2,  ///< a mistake on the command line, in a configuration or in a rule: nothing was audited,
          ///< or, if the mistake is in a configuration found in the tree, audited without it
  incomplete =
      3,  ///< nothing scanned, something unreadable, a report not written, an internal error
};

/// What a complete or incomplete audit ends with, when nothing else went wrong.
inline ExitCode exit_code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::ready:
      return ExitCode::clean;
    case Verdict::not_ready:
      return ExitCode::findings;
    case Verdict::incomplete:
      break;
  }
  return ExitCode::incomplete;
}

}  // namespace prodready
