// From a command line to the Policy: where the search for .prodready.toml begins, and what the
// process knows.
#pragma once

#include "app/command_line.h"
#include "config/policy.h"

namespace prodready {

/// `start`: the audited root.
Policy policy_for(const CommandLine& line, const std::string& start);

/// Whether the user decided about the configuration, rather than leave it to what lies in the tree.
bool names_config(const CommandLine& line);

/// The value of --format, or "terminal". Throws Error for a format that does not exist.
std::string checked_format(const CommandLine& line);
void check_format(const std::string& format, Command command);

}  // namespace prodready
