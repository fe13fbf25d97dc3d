// From a command line to the Policy: where the search for .prodready.toml begins, and what the
// process knows.
#pragma once

#include "app/command_line.h"
#include "config/policy.h"

namespace prodready {

/// `start`: the audited root.
Policy policy_for(const CommandLine& line, const std::string& start);

/// The same for an audit: a configuration found in the tree that cannot be used does not stop it.
/// It is audited without, and Policy::config_error says why.
Policy policy_for_audit(const CommandLine& line, const std::string& start);

/// The value of --format, or "terminal". Throws Error for a format that does not exist.
std::string checked_format(const CommandLine& line);
void check_format(const std::string& format);

}  // namespace prodready
