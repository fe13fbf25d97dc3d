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
  uint64_t line = 0;  ///< in the file at `path`; 0: none
};

/// Findings that are not in `findings`, and why: nothing is hidden silently.
struct Hidden {
  uint64_t below_min_severity = 0;
  uint64_t below_min_confidence = 0;
  uint64_t on_unchanged_lines = 0;  ///< in changed files, where only what was changed is judged
};

/// What was audited.
enum class Scope : uint8_t {
  files,    ///< what lies in folders and files
  staged,   ///< what the next commit would change
  changes,  ///< what lies between two commits
  history,  ///< everything that the repository ever held
};
std::string_view name(Scope scope);  ///< camelCase, as in JSON

/// An entry of the baseline that is not found any more.
struct FixedEntry {
  std::string path;
  std::string rule_id;
  std::string fingerprint;
};

struct AuditResult {
  std::string root;  ///< as the user named it, for display
  /// The audited folder in its git work tree, "services/pay/", or empty: CI systems want paths from
  /// the repository's top.
  std::string work_tree_prefix;
  std::vector<Finding>
      findings;  ///< to be shown, sorted: severity descending, then path, location, rule id
  std::vector<Finding> suppressed;  ///< with their suppression; the same order
  Scope scope = Scope::files;
  std::string base;  ///< Scope::changes: the ids of the commits compared, hex
  std::string head;
  std::vector<FixedEntry> fixed;  ///< of the baseline, sorted
  Hidden hidden;
  Coverage coverage;
  std::vector<Notification> notifications;
  Policy policy;
  size_t rule_count = 0;
  double seconds = 0;
  int64_t started = 0;  ///< seconds since 1970; only a format that demands a time shows them
  int64_t finished = 0;
  bool nothing_to_audit = false;  ///< no regular file was found under the given paths
};

/// Whether a finding is certain enough to fail the audit (Policy::fail_confidence).
bool is_certain(const Policy& policy, const Finding& finding);

/// Whether the baseline has the finding: it never fails the audit.
bool is_accepted(const Finding& finding);

/// Findings that are neither certain nor accepted; they are listed behind the certain ones.
uint64_t count_less_certain(const AuditResult& result);

/// Findings that the baseline has, listed last of all.
uint64_t count_accepted(const AuditResult& result);

/// Counts by severity of the certain `findings` that are not accepted, index = Severity.
std::array<uint64_t, 5> count_by_severity(const AuditResult& result);

enum class Verdict : uint8_t {
  ready,       ///< complete, nothing at or above the gate
  not_ready,   ///< complete, something at or above the gate
  incomplete,  ///< something could not be looked at; wins over not_ready
};
std::string_view name(Verdict verdict);  ///< camelCase, as in JSON
Verdict verdict(const AuditResult& result);

}  // namespace prodready
