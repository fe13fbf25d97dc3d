// The manual page in man(7), which groff and mandoc both read, from the same tables as --help.
#include <string>
#include <string_view>

#include "app/commands.h"
#include "app/completion.h"
#include "app/standard_output.h"
#include "config/keys.h"
#include "report/report.h"
#include "text/utf8.h"

namespace prodready {
namespace {

/// Plain text: nothing in it acts. Dashes stay dashes, so that options can be copied.
std::string roff(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    const std::string_view bytes = text.substr(0, point.length);
    text.remove_prefix(point.length);
    if (bytes == "\\") {
      out += "\\e";
    } else if (bytes == "-") {
      out += "\\-";
    } else if (bytes == "'") {
      out += "\\(aq";
    } else if (bytes == "…") {
      out += "...";
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string section(const std::string& name) { return ".SH " + name + "\n"; }
std::string entry(const std::string& head, std::string_view text) {
  return ".TP\n" + head + "\n" + roff(text) + "\n";
}

/// Lines as they are.
std::string verbatim(std::string_view lines) {
  std::string out = ".PP\n.nf\n.RS 4\n";
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    out += roff(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return out + ".RE\n.fi\n";
}

std::string usage(const CommandInfo& command) {
  std::string text = bold(command.words);
  return *command.arguments == '\0' ? text : text + " " + italic(command.arguments);
}

std::string synopsis() {
  std::string text = section("SYNOPSIS");
  for (const CommandInfo& command : all_commands()) {
    text += (&command == &all_commands().front() ? "" : ".br\n") + bold("prodready") + " " +
            bold(command.words) + " [" + italic("OPTION…") + "]";
    if (*command.arguments != '\0') text += " " + italic(command.arguments);
    text += "\n";
  }
  return text;
}

std::string commands() {
  std::string text = section("COMMANDS");
  for (const CommandInfo& command : all_commands())
    text += entry(usage(command), std::string(command.summary) + ".");
  return text;
}

/// "audit, env and config show"; nothing for an option that the audit has to itself.
std::string takers(const Option& option) {
  const auto commands = commands_with(option);
  if (commands.size() == all_commands().size()) return "";
  if (commands.size() == 1 && commands.front()->command == Command::audit) return "";
  std::vector<std::string> words;
  for (const CommandInfo* command : commands) words.push_back(command->words);
  return " (" + joined(words, ", ") + ")";
}

std::string options() {
  std::string text =
      section("OPTIONS") + "Those of " + bold("audit") + ", unless other commands are named.\n";
  std::string group;
  for (const Option& option : all_options()) {
    if (group != option.group) text += ".SS " + std::string(option.group) + "\n";
    group = option.group;
    std::string head;
    for (const std::string& name : names_of(option))
      head += (head.empty() ? "" : ", ") + bold(name);
    if (option.value != nullptr) head += " " + italic(option.value);
    text += entry(head, option.help + takers(option) + ".");
  }
  return text;
}

std::string formats() {
  std::string text = section("FORMATS") + "Of the reports of " + bold("audit") + ".\n";
  for (const ReportFormat& format : report_formats())
    text += entry(bold(format.name), std::string(format.purpose) + ".");
  return text;
}

/// From the lines "  0  what it means" of --help.
std::string exit_status() {
  std::string text = section("EXIT STATUS");
  std::string_view lines = exit_codes_of(Command::audit);
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    text += entry(bold(line.substr(2, 1)), std::string(line.substr(5)) + ".");
  }
  return text;
}

std::string environment() {
  std::string text = section("ENVIRONMENT") +
                     "A variable stands behind a flag and before the configuration file.\n";
  const auto variable = [&text](const char* key, const char* flag) {
    text += entry(bold(variable_name(key)),
                  "The key " + std::string(key) + ", as " + flag + " gives it.");
  };
  for (const WordKey& key : word_keys()) variable(key.key, key.flag);
  for (const SwitchKey& key : switch_keys()) variable(key.key, key.flag);
  for (const ListKey& key : list_keys()) variable(key.key, key.flag);
  text += entry(bold("PRODREADY_CONFIG"), "The configuration file, as --config gives it.");
  return text + entry(bold("NO_COLOR") + ", " + bold("FORCE_COLOR"),
                      "Colours in the terminal report, where --color does not say.");
}

std::string examples() {
  std::string text = section("EXAMPLES") + "In the order of the commands.\n";
  for (const CommandInfo& command : all_commands()) {
    if (*command.examples != '\0') text += verbatim(command.examples);
  }
  return text;
}

}  // namespace

ExitCode show_manual() {
  return print(
      ".TH PRODREADY 1 \"\" \"prodready " + std::string(version()) + "\" \"User Commands\"\n" +
      section("NAME") + "prodready \\- finds what does not belong into production\n" + synopsis() +
      section("DESCRIPTION") +
      "Audits a repository: hard\\-coded credentials, debug switches left on, environments that "
      "are not kept apart.\n"
      "Nothing leaves the machine, no report shows a secret, and an audit that could not look\n"
      "never says that all is well.\n" +
      ".PP\n" + bold("prodready") + " " + italic("PATH") + " is short for " +
      bold("prodready audit") + " " + italic("PATH") + ".\n" + commands() + options() + formats() +
      exit_status() + environment() + section("FILES") +
      entry(bold(".prodready.toml"),
            "The configuration, in the audited folder or above it up to the top of the git work "
            "tree; prodready init writes one.") +
      examples());
}

}  // namespace prodready
