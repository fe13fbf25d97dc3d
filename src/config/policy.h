// What this run was told to do, from flags, PRODREADY_* variables and .prodready.toml (in this
// order of precedence), and for each value where it came from.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/severity.h"

namespace prodready {

enum class ColorMode : uint8_t { automatic, always, never };

/// [[ignore]] in .prodready.toml: findings that were looked at and accepted. What it hides is
/// counted and listed.
struct IgnoreEntry {
  std::string rule;                ///< rule id, or empty for any
  std::vector<std::string> paths;  ///< globs (text/glob.h), or empty for any
  std::string fingerprint;         ///< of a finding, or the id of its value; or empty
  std::string reason;              ///< required
  std::string
      origin;  ///< ".prodready.toml:12", relative to the audited root when it was found in the tree
  std::string owner;    ///< who accepted it; may be empty
  std::string expires;  ///< last day it holds, YYYY-MM-DD; empty: for ever
};

struct Policy {
  std::optional<Severity> fail_on = Severity::high;  ///< the gate; nothing: never fail on findings
  bool fail_on_new = false;  ///< fail on every finding that the baseline does not have; `fail_on`
                             ///< is then the lowest severity
  std::string baseline;      ///< file with accepted findings, which never fail; or empty
  Confidence fail_confidence = Confidence::medium;  ///< less certain findings never fail
  Severity min_severity = Severity::low;            ///< findings below are counted, not shown
  Confidence min_confidence = Confidence::low;
  unsigned jobs = 0;  ///< worker threads; 0: one for each processor this process may use
  bool gitignore = true;
  bool inline_ignores = true;
  bool builtin_rules = true;
  std::vector<std::string> rules;  ///< folders of the user's own rules
  std::vector<std::string>
      disabled_rules;                ///< their findings are counted as suppressed by configuration
  std::vector<std::string> exclude;  ///< path globs, counted as skipped
  std::vector<IgnoreEntry> ignores;  ///< those that hold today
  std::string today;  ///< YYYY-MM-DD (UTC): what says "until" holds to that day; empty: for ever
  std::vector<IgnoreEntry> expired_ignores;  ///< hide nothing any more; the report says so
  std::string fingerprint_key;  ///< key of the value hash in fingerprints; empty: the built-in one
  ColorMode color = ColorMode::automatic;

  std::string config_file;      ///< the file that was read, or empty
  bool config_in_tree = false;  ///< found in the audited tree rather than named by the user
  /// The audited root inside the folder of a configuration that was found above it, with a trailing
  /// '/', otherwise empty: globs of `exclude` and `ignores` match this + path.
  std::string config_prefix;
  std::string config_error;  ///< why a configuration found in the tree was not used; empty: it was
  std::vector<std::string>
      loosened;  ///< what a configuration found in the tree makes weaker than default
  std::map<std::string, std::string> origins;  ///< key (as in .prodready.toml) → "default",
                                               ///< "--fail-on", "PRODREADY_FAIL_ON", "path:line"
};

/// The gate as --fail-on spells it: "high", "new", "never".
inline std::string_view gate_name(const Policy& policy) {
  if (policy.fail_on_new) return "new";
  return policy.fail_on ? name(*policy.fail_on) : "never";
}

}  // namespace prodready
