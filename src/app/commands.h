// The commands, one file each. They write to standard output, and throw Error for what the user can
// mend.
#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace prodready {

ExitCode run_audit(const CommandLine& line);         // audit_command.cc
ExitCode show_env(const CommandLine& line);          // env_command.cc
ExitCode list_rules(const CommandLine& line);        // rules_command.cc
ExitCode check_rules(const CommandLine& line);       // rules_command.cc
ExitCode import_rules(const CommandLine& line);      // import_command.cc
ExitCode explain_rule(const CommandLine& line);      // explain_command.cc
ExitCode show_config(const CommandLine& line);       // config_command.cc
ExitCode create_baseline(const CommandLine& line);   // baseline_command.cc
ExitCode update_baseline(const CommandLine& line);   // baseline_command.cc
ExitCode prune_baseline(const CommandLine& line);    // baseline_command.cc
ExitCode show_baseline(const CommandLine& line);     // baseline_command.cc
ExitCode set_up(const CommandLine& line);            // init_command.cc
ExitCode show_completions(const CommandLine& line);  // completions_command.cc
ExitCode show_manual();                              // man_command.cc
ExitCode show_version();                             // help_command.cc
ExitCode show_help(const CommandLine& line);         // help_command.cc

}  // namespace prodready
