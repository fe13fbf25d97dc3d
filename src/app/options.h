// The commands and options of prodready, once: parsing, --help and "did you mean" are all made from
// these tables.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "app/command_line.h"

namespace prodready {

/// Which commands take an option.
class Commands {
 public:
  constexpr Commands(std::initializer_list<Command> commands) {
    for (Command command : commands) bits_ |= bit(command);
  }
  constexpr Commands operator|(Commands other) const {
    other.bits_ |= bits_;
    return other;
  }
  constexpr bool contains(Command command) const { return (bits_ & bit(command)) != 0; }

 private:
  static constexpr uint32_t bit(Command command) { return 1u << static_cast<unsigned>(command); }
  uint32_t bits_ = 0;
};

struct Option {
  const char* group;  ///< headline in --help
  const char* names;  ///< "-o,--output"
  const char* value;  ///< what follows it, "FILE"; nullptr: nothing does
  bool repeatable;
  Commands commands;
  void (*set)(CommandLine& line, const std::string& value);
  const char* help;
};

struct CommandInfo {
  Command command;
  const char* words;      ///< "rules list"
  const char* arguments;  ///< "[PATH…]", or ""
  size_t min_arguments;
  size_t max_arguments;
  const char* summary;
  const char* examples;  ///< for --help, lines "command  # what it does"
};

const std::vector<Option>& all_options();
const std::vector<CommandInfo>& all_commands();
const CommandInfo& info(Command command);

/// Lines "  0  what it means", or "".
const char* exit_codes_of(Command command);  // help_command.cc

}  // namespace prodready
