// The script for zsh: one call of _arguments a command.
#include "app/completion.h"

namespace prodready {
namespace {

const char* const kOpening = R"zsh(#compdef prodready
# Completion of prodready for zsh. Put it into a folder of $fpath as _prodready, or load it with:
#   source <(prodready completions zsh)

_prodready_rules() {
  local -a rules
  rules=(${${(f)"$($program rules list 2>/dev/null)"}%% *})
  compadd -a rules
}

_prodready() {
  local program=$words[1] command=$words[2]
  local -a commands
)zsh";

/// What stands in brackets or between colons of a specification may hold neither.
std::string spec_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string action(const Completion& completion) {
  switch (completion.place) {
    case Place::words:
      return "(" + joined(completion.words, " ") + ")";
    case Place::file:
      return "_files";
    case Place::folder:
      return "_files -/";
    case Place::rule:
      return "_prodready_rules";
    case Place::command:
      return "(" + joined(first_words(), " ") + ")";
    case Place::anything:
      break;
  }
  return "";
}

std::string option_specs(const Option& option) {
  std::string script;
  for (const std::string& name : names_of(option)) {
    std::string spec = (option.repeatable && option.value != nullptr ? "*" : "") + name;
    if (option.value != nullptr) spec += name.starts_with("--") ? "=" : "+";
    spec += "[" + spec_text(option.help) + "]";
    if (option.value != nullptr)
      spec += ":" + spec_text(option.value) + ":" + action(completion_of(option));
    script += " \\\n        " + shell_quoted(spec);
  }
  return script;
}

std::string arguments_of(const CommandInfo& command) {
  std::string script = "    (" + shell_quoted(command.words) + ")\n      _arguments -s";
  for (const Option* option : options_of(command.command)) script += option_specs(*option);
  if (command.max_arguments > 0)
    script += " \\\n        " + shell_quoted("*:" + spec_text(command.arguments) + ":" +
                                             action(completion_of(command)));
  return script + " ;;\n";
}

std::string described(const std::string& word, const char* summary) {
  return "\n    " + shell_quoted(word + ":" + summary);
}

std::string command_list() {
  std::string script = "  commands=(";
  for (const std::string& first : first_words()) {
    const auto below = commands_below(first);
    std::string summary;
    for (const CommandInfo* command : below)
      summary += (summary.empty() ? "" : ", ") + std::string(command->words);
    for (const CommandInfo& command : all_commands()) {
      if (first == command.words) summary = command.summary;
    }
    script += described(first, summary.c_str());
  }
  return script +
         ")\n"
         "  if ((CURRENT == 2)) && [[ $command != -* ]]; then\n"
         "    _describe -t commands command commands\n"
         "    _files\n"
         "    return\n"
         "  fi\n";
}

std::string which_command() {
  std::string script = "  case $command in\n";
  std::vector<std::string> single;
  for (const std::string& first : first_words()) {
    const auto below = commands_below(first);
    if (below.empty()) {
      single.push_back(first);
      continue;
    }
    script += "    (" + first + ")\n      commands=(";
    for (const CommandInfo* command : below)
      script += described(std::string(command->words).substr(first.size() + 1), command->summary);
    script +=
        ")\n"
        "      if ((CURRENT == 3)); then\n"
        "        _describe -t commands command commands\n"
        "        return\n"
        "      fi\n"
        "      command+=\" $words[3]\"\n"
        "      shift 2 words\n"
        "      ((CURRENT -= 2)) ;;\n";
  }
  return script + "    (" + joined(single, "|") +
         ")\n"
         "      shift words\n"
         "      ((CURRENT -= 1)) ;;\n"
         "    (*) command=audit ;;\n"
         "  esac\n";
}

}  // namespace

std::string zsh_completions() {
  std::string script = kOpening + command_list() + which_command() + "  case $command in\n";
  for (const CommandInfo& command : all_commands()) script += arguments_of(command);
  return script +
         "  esac\n"
         "}\n\n"
         "# Loaded by zsh's own completion the file is the function; sourced it only says so.\n"
         "if [[ $funcstack[1] == _prodready ]]; then _prodready \"$@\"; else compdef _prodready "
         "prodready; fi\n";
}

}  // namespace prodready
