// What may stand at each place of the command line, read from the tables of options.cc: what the
// completions of every shell and the man page are made from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/options.h"

namespace prodready {

enum class Place : uint8_t { anything, words, file, folder, rule, command };

/// What a value or an argument is: one of `words`, or a thing that the shell can look up.
struct Completion {
  Place place = Place::anything;
  std::vector<std::string> words{};
};

Completion completion_of(const Option& option);
/// Of the arguments that stand behind a command's options.
Completion completion_of(const CommandInfo& command);

/// "-o,--output" → {"-o", "--output"}
std::vector<std::string> names_of(const Option& option);
std::vector<const CommandInfo*> commands_with(const Option& option);
std::vector<const Option*> options_of(Command command);

/// The first words of all commands, each once; and what may follow one, none for most.
std::vector<std::string> first_words();
std::vector<const CommandInfo*> commands_below(const std::string& first_word);

// One a shell. The script completes by itself: it asks prodready for nothing but the ids of rules.
std::string bash_completions();  // completions_bash.cc
std::string zsh_completions();   // completions_zsh.cc
std::string fish_completions();  // completions_fish.cc

/// 'text', so that a POSIX shell takes it as it is.
std::string shell_quoted(const std::string& text);
std::string joined(const std::vector<std::string>& words, const std::string& separator);

}  // namespace prodready
