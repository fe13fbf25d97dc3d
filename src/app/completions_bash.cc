// The script for bash (4 or later, without the package bash-completion). Words are compared, never
// expanded as `compgen -W` would.
#include "app/completion.h"

namespace prodready {
namespace {

const char* const kHelpers =
    R"(# Completion of prodready for bash. Load it with: source <(prodready completions bash)

# Those of the words that begin with what is typed.
_prodready_words() {
  local word
  for word; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}

_prodready_rules() {
  local rule
  while read -r rule _; do _prodready_words "$rule"; done < <("${COMP_WORDS[0]}" rules list 2>/dev/null)
}

_prodready_second_words() {
  case $1 in
)";

const char* const kOpening = R"(  esac
}

_prodready() {
  local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  # --name=value comes as three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]}
  fi
)";

std::string command_words() {
  return "  if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then\n"
         "    _prodready_words " +
         joined(first_words(), " ") +
         "\n    return\n"
         "  fi\n";
}

/// "rules | config": the first words of commands that have two.
std::string groups() {
  std::vector<std::string> words;
  for (const std::string& word : first_words()) {
    if (!commands_below(word).empty()) words.push_back(word);
  }
  return joined(words, " | ");
}

std::string second_words() {
  std::string script;
  for (const std::string& first : first_words()) {
    std::vector<std::string> words;
    for (const CommandInfo* command : commands_below(first))
      words.push_back(std::string(command->words).substr(first.size() + 1));
    if (!words.empty())
      script += "    " + first + ") _prodready_words " + joined(words, " ") + " ;;\n";
  }
  return script;
}

/// Sets `command`; what is none belongs to audit.
std::string which_command() {
  std::vector<std::string> single;
  for (const std::string& word : first_words()) {
    if (commands_below(word).empty()) single.push_back(word);
  }
  return "  case $command in\n"
         "    " +
         groups() +
         ")\n"
         "      if ((COMP_CWORD == 2)); then\n"
         "        _prodready_second_words \"$command\"\n"
         "        return\n"
         "      fi\n"
         "      command+=\" ${COMP_WORDS[2]}\" ;;\n"
         "    " +
         joined(single, " | ") +
         ") ;;\n"
         "    *) command=audit ;;\n"
         "  esac\n";
}

std::string offer(const Completion& completion) {
  switch (completion.place) {
    case Place::words:
      return "_prodready_words " + joined(completion.words, " ");
    case Place::file:
      return "compopt -o default";
    case Place::folder:
      return "compopt -o dirnames";
    case Place::rule:
      return "_prodready_rules";
    case Place::command:
      return "if ((COMP_CWORD == 2)); then _prodready_words " + joined(first_words(), " ") +
             "; else _prodready_second_words \"$previous\"; fi";
    case Place::anything:
      break;
  }
  return ":";
}

std::string values() {
  std::string script = "  case \"$command:$previous\" in\n";
  for (const Option& option : all_options()) {
    if (option.value == nullptr) continue;
    std::vector<std::string> places;
    for (const CommandInfo* command : commands_with(option)) {
      for (const std::string& name : names_of(option))
        places.push_back("'" + std::string(command->words) + ":" + name + "'");
    }
    script += "    " + joined(places, " | ") + ")\n      " + offer(completion_of(option)) +
              "\n      return ;;\n";
  }
  return script + "  esac\n";
}

std::string options() {
  std::string script = "  if [[ $cur == -* ]]; then\n    case $command in\n";
  for (const CommandInfo& command : all_commands()) {
    std::vector<std::string> names;
    for (const Option* option : options_of(command.command)) {
      for (const std::string& name : names_of(*option)) names.push_back(name);
    }
    script += "      '" + std::string(command.words) + "') _prodready_words " + joined(names, " ") +
              " ;;\n";
  }
  return script + "    esac\n    return\n  fi\n";
}

std::string arguments() {
  std::string script = "  case $command in\n";
  for (const CommandInfo& command : all_commands()) {
    if (command.max_arguments > 0)
      script +=
          "    '" + std::string(command.words) + "') " + offer(completion_of(command)) + " ;;\n";
  }
  return script + "  esac\n";
}

}  // namespace

std::string bash_completions() {
  return kHelpers + second_words() + kOpening + command_words() + which_command() + values() +
         options() + arguments() +
         "}\n\n"
         "# Where no word fits, bash completes names of files.\n"
         "complete -o bashdefault -o default -F _prodready prodready\n";
}

}  // namespace prodready
