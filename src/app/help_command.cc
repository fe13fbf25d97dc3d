#include <algorithm>
#include <string>

#include "app/commands.h"
#include "app/options.h"
#include "app/standard_output.h"
#include "report/report.h"
#include "text/utf8.h"

namespace prodready {
namespace {

constexpr size_t kWidth = 100;
constexpr size_t kTextColumn = 35;

/// "  NAMES            text, wrapped and aligned"
std::string entry(const std::string& names, std::string_view text) {
  std::string out = "  " + names;
  size_t column = 2 + count_code_points(names);
  if (column + 2 > kTextColumn) {
    out += "\n";
    column = 0;
  }
  out.append(kTextColumn - column, ' ');
  column = kTextColumn;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const size_t length = count_code_points(text.substr(0, end));
    if (column > kTextColumn && column + 1 + length > kWidth) {
      out += "\n" + std::string(kTextColumn, ' ');
      column = kTextColumn;
    }
    if (column > kTextColumn) out += ' ';
    column += length + (column > kTextColumn ? 1 : 0);
    out += text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "\n";
}

/// "-o,--output" with its value → "-o, --output FILE"; a lone long name is indented to stand below
/// the others.
std::string names_of(const Option& option) {
  std::string names = option.names;
  const size_t comma = names.find(',');
  names = comma == std::string::npos ? "    " + names : names.replace(comma, 1, ", ");
  return option.value == nullptr ? names : names + " " + option.value;
}

std::string options_of(Command command) {
  std::string out;
  std::string group;
  for (const Option& option : all_options()) {
    if (!option.commands.contains(command)) continue;
    if (group != option.group) out += std::string("\n") + option.group + ":\n";
    group = option.group;
    out += entry(names_of(option), option.help);
  }
  return out;
}

std::string formats() {
  std::string out = "\nFormats:\n";
  for (const ReportFormat& format : report_formats()) {
    std::string text(format.purpose);
    for (const std::string_view& ending : format.endings)
      text.append(&ending == &format.endings.front() ? "; for files *" : ", *").append(ending);
    out += entry(std::string(format.name), text);
  }
  return out;
}

std::string indented(std::string_view lines) {
  std::string out;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    out += "  " + std::string(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return out;
}

std::string usage_of(const CommandInfo& command, bool options) {
  std::string usage = std::string("prodready ") + command.words + (options ? " [OPTION…]" : "");
  return *command.arguments == '\0' ? usage : usage + " " + command.arguments;
}

const char* const kExitCodes =
    "  0  everything was looked at, nothing at or above --fail-on\n"
    "  1  everything was looked at, something at or above --fail-on\n"
    "  2  a mistake on the command line, in the configuration or in a rule; nothing was audited\n"
    "  3  incomplete: nothing scanned, something unreadable, a report not written\n";

const char* const kImportExitCodes =
    "  0  every rule is imported, exactly or approximated\n"
    "  1  some rule is refused; the others are imported\n"
    "  2  a mistake on the command line, or a file that is no rule file; nothing was written\n"
    "  3  a rule could not be written\n";

const char* const kBaselineExitCodes =
    "  0  done\n"
    "  1  with --check: an entry could be dropped\n"
    "  2  a mistake on the command line, in the configuration or in the baseline; nothing was "
    "written\n"
    "  3  incomplete: something unreadable, so that nothing is called fixed; or not written\n";

bool is_about_baseline(Command command) {
  return command == Command::baseline_create || command == Command::baseline_update ||
         command == Command::baseline_prune || command == Command::baseline_show;
}

std::string exit_codes(Command command) {
  const std::string codes = exit_codes_of(command);
  return codes.empty() ? "" : "\nExit codes:\n" + codes;
}

std::string whole_help() {
  std::string out =
      "prodready finds what does not belong into production: hard-coded credentials, debug "
      "switches left on,\n"
      "environments that are not kept apart. Nothing leaves the machine, no report shows a "
      "secret.\n\n";
  out += "Examples:\n" + indented(info(Command::audit).examples) + "\nCommands:\n";
  for (const CommandInfo& command : all_commands()) {
    std::string words = command.words;
    if (*command.arguments != '\0') words += std::string(" ") + command.arguments;
    out += entry(words, command.summary);
  }
  out += "  \"prodready PATH\" is short for \"prodready audit PATH\".\n";
  return out + options_of(Command::audit) + formats() + exit_codes(Command::audit) +
         "\nEvery setting can also stand in .prodready.toml or in a variable, PRODREADY_FAIL_ON "
         "for --fail-on.\n";
}

std::string help_of(const CommandInfo& command) {
  std::string out = std::string(command.words) + ": " + command.summary + "\n\nUsage:\n  " +
                    usage_of(command, true) + "\n";
  if (*command.examples != '\0') out += "\nExamples:\n" + indented(command.examples);
  const bool reports = command.command == Command::audit;
  return out + options_of(command.command) + (reports ? formats() : "") +
         exit_codes(command.command);
}

}  // namespace

const char* exit_codes_of(Command command) {
  if (command == Command::audit) return kExitCodes;
  if (is_about_baseline(command)) return kBaselineExitCodes;
  return command == Command::rules_import ? kImportExitCodes : "";
}

ExitCode show_help(const CommandLine& line) {
  return print(line.help_topic == Command::help ? whole_help() : help_of(info(line.help_topic)));
}

ExitCode show_version() { return print("prodready " + std::string(version()) + "\n"); }

}  // namespace prodready
