// The script for fish: one line an option, with the commands that take it.
#include "app/completion.h"

namespace prodready {
namespace {

const char* const kOpening =
    R"(# Completion of prodready for fish. Load it with: prodready completions fish | source

function __prodready_rules
    set -l program (commandline -opc)[1]
    command $program rules list 2>/dev/null | string replace -r ' .*' ''
end

)";

/// fish knows two escapes within single quotes.
std::string quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

/// Prints the command that is being typed: nothing before its first word, "rules" before its
/// second.
std::string which_command() {
  std::string script =
      "function __prodready_command\n"
      "    set -l words (commandline -opc)\n"
      "    switch \"$words[2]\"\n";
  std::vector<std::string> single;
  for (const std::string& first : first_words()) {
    if (commands_below(first).empty()) {
      single.push_back(first);
      continue;
    }
    script += "        case " + first + "\n            string trim -- \"$words[2] $words[3]\"\n";
  }
  return script + "        case " + joined(single, " ") +
         "\n            echo $words[2]\n"
         "        case '*'\n"
         "            echo audit\n"
         "    end\n"
         "end\n\n"
         "function __prodready_in\n"
         "    contains -- (__prodready_command) $argv\n"
         "end\n\n"
         "function __prodready_starts\n"
         "    test (count (commandline -opc)) -eq 1\n"
         "end\n\n";
}

std::string line(const std::string& condition, const std::string& rest) {
  return "complete -c prodready -n " + quoted(condition) + " " + rest + "\n";
}

/// What follows an option, or stands as an argument.
std::string source_of(const Completion& completion) {
  switch (completion.place) {
    case Place::words:
      return "-a " + quoted(joined(completion.words, " "));
    case Place::file:
      return "-F";
    case Place::folder:
      return "-a '(__fish_complete_directories)'";
    case Place::rule:
      return "-a '(__prodready_rules)'";
    case Place::command:
      return "-a " + quoted(joined(first_words(), " "));
    case Place::anything:
      break;
  }
  return "";
}

std::string commands() {
  std::string script;
  for (const std::string& first : first_words()) {
    const auto below = commands_below(first);
    const char* summary = below.empty() ? "" : "commands";
    for (const CommandInfo& command : all_commands()) {
      if (first == command.words) summary = command.summary;
    }
    script += line("__prodready_starts", "-a " + first + " -d " + quoted(summary));
    for (const CommandInfo* command : below) {
      script += line("__prodready_in " + first,
                     "-a " + std::string(command->words).substr(first.size() + 1) + " -d " +
                         quoted(command->summary));
    }
  }
  return script;
}

std::string condition_of(const std::vector<const CommandInfo*>& commands) {
  std::string condition = "__prodready_in";
  for (const CommandInfo* command : commands) {
    const std::string words = command->words;
    condition += " " + (words.find(' ') == std::string::npos ? words : "\"" + words + "\"");
  }
  return condition;
}

std::string options() {
  std::string script;
  for (const Option& option : all_options()) {
    std::string rest;
    for (const std::string& name : names_of(option))
      rest += name.starts_with("--") ? "-l " + name.substr(2) + " " : "-s " + name.substr(1) + " ";
    if (option.value != nullptr) {
      const Completion value = completion_of(option);
      const std::string source = source_of(value);
      rest += (value.place == Place::file ? "-r " : "-x ") + source + (source.empty() ? "" : " ");
    }
    script += line(condition_of(commands_with(option)), rest + "-d " + quoted(option.help));
  }
  return script;
}

std::string arguments() {
  std::string script;
  for (const CommandInfo& command : all_commands()) {
    const std::string source = source_of(completion_of(command));
    if (!source.empty()) script += line(condition_of({&command}), source);
  }
  return script;
}

}  // namespace

std::string fish_completions() {
  return kOpening + which_command() + "complete -c prodready -f\n" + commands() + options() +
         arguments();
}

}  // namespace prodready
