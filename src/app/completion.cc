#include "app/completion.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "report/report.h"

namespace prodready {
namespace {

using Words = std::vector<std::string>;

const Words kSeverities = {"critical", "high", "medium", "low", "info"};
const Words kImportFormats = {"auto",  "gitleaks",   "noseyparker", "kingfisher",
                              "titus", "trufflehog", "trivy"};

Words audit_formats() {
  Words names;
  for (const ReportFormat& format : report_formats()) names.emplace_back(format.name);
  return names;
}

/// By the word that stands for the value in --help.
Completion completion_of_placeholder(const std::string& placeholder) {
  static const std::map<std::string, Completion> known = {
      {"SEVERITY", {Place::words, kSeverities}},
      {"CONFIDENCE", {Place::words, {"high", "medium", "low"}}},
      {"FORMAT", {Place::words, {"terminal", "json"}}},
      {"WHEN", {Place::words, {"auto", "always", "never"}}},
      {"SERVICE", {Place::words, {"github", "gitlab"}}},
      {"SHELL", {Place::words, {"bash", "zsh", "fish"}}},
      {"PATH", {Place::file}},
      {"FILE", {Place::file}},
      {"[FORMAT=]FILE", {Place::file}},
      {"DIR", {Place::folder}},
      {"RULE", {Place::rule}},
      {"ID", {Place::rule}},
      {"COMMAND", {Place::command}},
  };
  const auto found = known.find(placeholder);
  return found == known.end() ? Completion{} : found->second;
}

}  // namespace

Completion completion_of(const Option& option) {
  const std::string name = names_of(option).back();
  Completion completion = completion_of_placeholder(option.value);
  if (name == "--fail-on") completion.words.insert(completion.words.end(), {"new", "never"});
  if (name == "--report") completion.words = {"text", "json"};
  if (name == "--format" && option.commands.contains(Command::audit))
    completion.words = audit_formats();
  if (name == "--format" && option.commands.contains(Command::rules_import))
    completion.words = kImportFormats;
  return completion;
}

Completion completion_of(const CommandInfo& command) {
  std::string placeholder = command.arguments;
  for (const std::string_view decoration : {"[", "]", "…"}) {
    for (size_t at; (at = placeholder.find(decoration)) != std::string::npos;)
      placeholder.erase(at, decoration.size());
  }
  return completion_of_placeholder(placeholder);
}

std::vector<std::string> names_of(const Option& option) {
  const std::string names = option.names;
  const size_t comma = names.find(',');
  if (comma == std::string::npos) return {names};
  return {names.substr(0, comma), names.substr(comma + 1)};
}

std::vector<const CommandInfo*> commands_with(const Option& option) {
  std::vector<const CommandInfo*> commands;
  for (const CommandInfo& command : all_commands()) {
    if (option.commands.contains(command.command)) commands.push_back(&command);
  }
  return commands;
}

std::vector<const Option*> options_of(Command command) {
  std::vector<const Option*> options;
  for (const Option& option : all_options()) {
    if (option.commands.contains(command)) options.push_back(&option);
  }
  return options;
}

std::vector<std::string> first_words() {
  Words words;
  for (const CommandInfo& command : all_commands()) {
    const std::string name = command.words;
    const std::string first = name.substr(0, name.find(' '));
    if (std::find(words.begin(), words.end(), first) == words.end()) words.push_back(first);
  }
  return words;
}

std::vector<const CommandInfo*> commands_below(const std::string& first_word) {
  std::vector<const CommandInfo*> commands;
  for (const CommandInfo& command : all_commands()) {
    if (std::string_view(command.words).starts_with(first_word + " ")) commands.push_back(&command);
  }
  return commands;
}

std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string joined(const Words& words, const std::string& separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

}  // namespace prodready
