// Builds the Policy: flag > environment variable > .prodready.toml > default, each value with its
// origin.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/policy.h"

namespace prodready {

/// Values given in one place; what is not given is absent. Flags and variables arrive as the text
/// the user wrote.
struct PolicyLayer {
  std::optional<std::string> fail_on, fail_confidence, min_severity, min_confidence, jobs, color,
      fingerprint_key, baseline;
  std::optional<bool> gitignore, inline_ignores, builtin_rules;
  std::optional<std::vector<std::string>> rules, disabled_rules, exclude;
};

struct ConfigRequest {
  PolicyLayer flags;
  std::optional<std::string> config_file;  ///< --config FILE: the only file read
  bool no_config = false;                  ///< --no-config: no file is read
  std::string start;  ///< the audited root: where the search for .prodready.toml begins
  std::function<const char*(const char*)> getenv;  ///< reads the process environment
  std::string today;  ///< YYYY-MM-DD (UTC): decides what has expired
};

/// Looks for .prodready.toml from `start` upward, up to the root of the git work tree (only in
/// `start` itself outside of one). Throws Error "FILE:LINE:COLUMN: …" for anything unknown or of
/// the wrong kind, naming the nearest known word.
Policy load_policy(const ConfigRequest& request);

/// The effective policy as `prodready config show` prints it: TOML, each line with its origin as a
/// comment.
std::string describe_policy(const Policy& policy);

}  // namespace prodready
