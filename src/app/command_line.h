// argv → CommandLine. CLI11 stays behind this header; what an option is called, does and says in
// --help stands in one table (options.cc).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"

namespace prodready {

enum class Command : uint8_t {
  audit,
  env,
  rules_list,
  rules_check,
  rules_import,
  explain,
  config_show,
  baseline_create,
  baseline_update,
  baseline_prune,
  baseline_show,
  init,
  completions,
  man,
  version,
  help
};

/// What the user typed, as text: values are judged where they are used, together with those of
/// variables and files.
struct CommandLine {
  Command command = Command::audit;
  std::vector<std::string> arguments;  ///< PATH…, FILE…, RULE or DIR
  Command help_topic =
      Command::help;  ///< for `help`: the command asked about, or Command::help for the whole

  PolicyLayer policy;
  std::optional<std::string> config_file;
  bool no_config = false;
  std::optional<std::string> stdin_filename;
  std::optional<std::string> format;
  std::vector<std::string> outputs;
  std::optional<std::string> explain_line;
  bool show_all = false;
  bool quiet = false;
  bool fix = false;
  bool dry_run = false;
  bool staged = false;
  std::optional<std::string> since;
  std::optional<std::string> diff;
  bool history = false;
  bool follow_outside = false;
  std::optional<std::string> out;
  std::optional<std::string> report;
  bool force = false;
  std::optional<std::string> from;
  bool check = false;
  bool pre_commit = false;
  std::vector<std::string> ci;
  std::optional<std::string> action;
  bool help = false;
  bool version = false;
};

/// Throws Error for anything it does not know, naming the nearest thing it does.
CommandLine parse_command_line(const std::vector<std::string>& arguments);

}  // namespace prodready
