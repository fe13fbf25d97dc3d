// Everything that a report may tell: the one argument of every report format.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "config/policy.h"
#include "findings/finding.h"
#include "source/coverage.h"

namespace prodready {

/// Something the user should know about the run itself.
struct Notification {
  enum class Level : uint8_t { note, warning, error };
  Level level = Level::note;
  std::string code;  ///< stable, kebab-case: "file-unreadable"
  std::string path;  ///< may be empty
  std::string message;
};

/// Findings that are not in `findings`, and why: nothing is hidden silently.
struct Hidden {
  uint64_t below_min_severity = 0;
  uint64_t below_min_confidence = 0;
};

struct AuditResult {
  std::string root;  ///< as the user named it, for display
  std::vector<Finding>
      findings;  ///< to be shown, sorted: severity descending, then path, location, rule id
  std::vector<Finding> suppressed;  ///< with their suppression; the same order
  Hidden hidden;
  Coverage coverage;
  std::vector<Notification> notifications;
  Policy policy;
  size_t rule_count = 0;
  double seconds = 0;
  bool nothing_to_audit = false;  ///< no regular file was found under the given paths
};

/// Whether a finding is certain enough to fail the audit (Policy::fail_confidence).
bool is_certain(const Policy& policy, const Finding& finding);

/// The other findings, which are listed last.
uint64_t count_less_certain(const AuditResult& result);

/// Counts of the certain `findings` by severity, index = Severity.
std::array<uint64_t, 5> count_by_severity(const AuditResult& result);

enum class Verdict : uint8_t {
  ready,       ///< complete, nothing at or above the gate
  not_ready,   ///< complete, something at or above the gate
  incomplete,  ///< something could not be looked at; wins over not_ready
};
std::string_view name(Verdict verdict);  ///< camelCase, as in JSON
Verdict verdict(const AuditResult& result);

}  // namespace prodready
