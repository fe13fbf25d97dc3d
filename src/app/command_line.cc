#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <sstream>

#include "app/options.h"
#include "text/error.h"
#include "text/suggest.h"

namespace prodready {
namespace {

using Words = std::vector<std::string>;

/// The words of all commands, for "did you mean": "audit", "rules", "rules list", …
Words command_words() {
  Words words;
  for (const CommandInfo& command : all_commands()) {
    const std::string name = command.words;
    words.push_back(name);
    if (name.find(' ') != std::string::npos) words.push_back(name.substr(0, name.find(' ')));
  }
  return words;
}

/// The second words that may follow `first`; empty when it is no command or a command of one word.
Words second_words(const std::string& first) {
  Words words;
  for (const CommandInfo& command : all_commands()) {
    const std::string name = command.words;
    if (name.starts_with(first + " ")) words.push_back(name.substr(first.size() + 1));
  }
  return words;
}

std::string joined(const Words& words, const char* separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

bool asks_for_help(const std::string& word) { return word == "-h" || word == "--help"; }

/// Takes the command off the front of `words`. What is no command belongs to `audit`: `prodready
/// src` audits src.
std::optional<Command> take_command(Words& words) {
  if (words.empty()) return Command::audit;
  for (const CommandInfo& command : all_commands()) {
    const Words name = CLI::detail::split(command.words, ' ');
    if (words.size() < name.size() || !std::equal(name.begin(), name.end(), words.begin()))
      continue;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(name.size()));
    return command.command;
  }
  const std::string first = words.front();
  const Words seconds = second_words(first);
  if (seconds.empty()) return Command::audit;
  if (words.size() == 1)
    throw Error("\"" + first + "\" needs one more word: " + joined(seconds, " or "));
  if (asks_for_help(words[1])) return std::nullopt;
  throw Error("unknown command \"" + first + " " + words[1] + "\"" +
              did_you_mean(words[1], seconds) + "; there is " + joined(seconds, " and "));
}

/// CLI11 parses the options of one command; all else it hands back, so that paths go through it
/// unchanged.
class Parser {
 public:
  Parser(Command command, CommandLine& line) : command_(command), line_(line) {
    app_.set_help_flag("");
    app_.allow_extras();
    for (const Option& option : all_options()) {
      if (option.commands.contains(command)) add(option);
    }
  }

  void parse(Words words) {
    const auto dashes = std::find(words.begin(), words.end(), "--");
    Words options(words.begin(), dashes);
    const Words rest(dashes == words.end() ? dashes : dashes + 1, words.end());
    check_empty_values(options);
    std::reverse(options.begin(), options.end());  // CLI11 takes a vector from its end
    try {
      app_.parse(options);
    } catch (const CLI::ParseError& error) {
      throw Error(explain(error));
    }
    for (const std::string& word : app_.remaining()) {
      if (word.size() > 1 && word[0] == '-') unknown_option(word);
      line_.arguments.push_back(word);
    }
    line_.arguments.insert(line_.arguments.end(), rest.begin(), rest.end());
  }

 private:
  void add(const Option& option) {
    // The values come through a callback: CLI11's own conversion would take "[a,b]" apart.
    const CLI::callback_t take = [this, &option](const CLI::results_t& values) {
      if (values.size() > 1 && !option.repeatable)
        throw Error(long_name(option.names) + " is given more than once");
      for (const std::string& value : values) {
        if (value.starts_with('-') && app_.get_option_no_throw(value))
          throw Error(long_name(option.names) + " needs a value");
        option.set(line_, value);
      }
      return true;
    };
    if (option.value == nullptr) {
      app_.add_flag_callback(
              option.names, [this, &option] { option.set(line_, ""); }, option.help)
          ->disable_flag_override()
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    } else {
      app_.add_option(option.names, take, option.help)
          ->type_size(1)
          ->expected(1)
          ->allow_extra_args(false)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
  }

  static std::string long_name(const std::string& names) { return names.substr(names.find("--")); }

  /// `--config= x` would make CLI11 take the next word for the value.
  void check_empty_values(const Words& words) const {
    for (const std::string& word : words) {
      if (!word.starts_with("--") || word.back() != '=' || word.find('=') != word.size() - 1)
        continue;
      if (const CLI::Option* option = app_.get_option_no_throw(word.substr(0, word.size() - 1))) {
        throw Error(option->get_name() + wants(*option));
      }
    }
  }

  static const char* wants(const CLI::Option& option) {
    return option.get_items_expected_max() == 0 ? " takes no value" : " needs a value";
  }

  /// CLI11 begins its messages with the option's name.
  std::string explain(const CLI::ParseError& error) const {
    const std::string message = error.what();
    const std::string name = message.substr(0, message.find_first_of(": "));
    const CLI::Option* option =
        app_.get_option_no_throw(name.starts_with('-') ? name : "--" + name);
    return option ? option->get_name() + wants(*option) : message;
  }

  [[noreturn]] void unknown_option(const std::string& word) const {
    const std::string name = word.substr(0, word.find('=', 2));
    Words known;
    for (const CLI::Option* option : app_.get_options()) {
      for (const std::string& n : option->get_lnames()) known.push_back("--" + n);
    }
    const bool elsewhere =
        std::any_of(all_options().begin(), all_options().end(), [&](const Option& option) {
          const Words names = CLI::detail::split(option.names, ',');
          return std::find(names.begin(), names.end(), name) != names.end();
        });
    if (elsewhere)
      throw Error("\"" + std::string(info(command_).words) + "\" takes no option " + name);
    throw Error("unknown option \"" + name + "\"" + did_you_mean(name, known));
  }

  Command command_;
  CommandLine& line_;
  CLI::App app_;
};

void check_arguments(const CommandLine& line) {
  const CommandInfo& command = info(line.command);
  const std::string usage =
      "; usage: prodready " + std::string(command.words) + " " + command.arguments;
  if (line.arguments.size() < command.min_arguments) {
    throw Error("\"" + std::string(command.words) + "\" needs " + command.arguments + usage);
  }
  if (line.arguments.size() > command.max_arguments) {
    throw Error("unexpected argument \"" + line.arguments[command.max_arguments] + "\"" + usage);
  }
}

/// `help rules check` → rules_check; `help` and `help rules` → the whole.
Command help_topic(const Words& words) {
  const std::string topic = joined(words, " ");
  if (topic.empty() || (words.size() == 1 && !second_words(topic).empty())) return Command::help;
  for (const CommandInfo& command : all_commands()) {
    if (topic == command.words) return command.command;
  }
  throw Error("unknown command \"" + topic + "\"" + did_you_mean(topic, command_words()));
}

/// A word that stands for a path but names none may be a mistyped command.
void check_path(const std::string& path) {
  if (path.empty()) throw Error("an empty path");
  if (path == "-") return;
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  const bool missing = status.type() == std::filesystem::file_type::not_found ||
                       error == std::errc::filename_too_long;
  if (!missing) return;
  const Words words = command_words();
  if (std::find(words.begin(), words.end(), path) != words.end()) {
    throw Error("\"" + path +
                "\" is a command, and a command stands before the options; for a file of that name "
                "write ./" +
                path);
  }
  throw Error("no such file or folder: \"" + path + "\"" + did_you_mean(path, words));
}

std::vector<const char*> changes_asked(const CommandLine& line) {
  std::vector<const char*> asked;
  if (line.staged) asked.push_back("--staged");
  if (line.since) asked.push_back("--since");
  if (line.diff) asked.push_back("--diff");
  if (line.history) asked.push_back("--history");
  return asked;
}

/// --staged, --since, --diff and --history audit something else than what lies in the paths.
void check_changes(const CommandLine& line, bool standard_input) {
  const std::vector<const char*> asked = changes_asked(line);
  if (line.follow_outside && asked.empty())
    throw Error("--follow-outside needs --staged, --since, --diff or --history");
  if (asked.empty()) return;
  const std::string option = asked.front();
  if (asked.size() > 1) throw Error(option + " and " + asked[1] + " exclude each other");
  if (standard_input) throw Error(option + " audits what git knows, not standard input (-)");
  if (line.fix) throw Error(option + " changes no file; leave out --fix");
  if (line.explain_line)
    throw Error(option + " and --explain do not go together: --explain reads the file itself");
}

void check_audit(const CommandLine& line) {
  for (const std::string& path : line.arguments) check_path(path);
  const auto inputs = std::count(line.arguments.begin(), line.arguments.end(), "-");
  if (inputs > 1) throw Error("standard input (-) is given more than once");
  if (line.stdin_filename && inputs == 0) throw Error("--stdin-filename needs the path -");
  if (line.stdin_filename && line.stdin_filename->empty())
    throw Error("--stdin-filename needs a value");
  if (line.dry_run && !line.fix) throw Error("--dry-run needs --fix");
  if (line.fix && line.arguments.size() > 1) throw Error("--fix takes one folder");
  check_changes(line, inputs > 0);
  if (!line.explain_line) return;
  if (line.format || !line.outputs.empty())
    throw Error("--explain writes no report; leave out --format and --output");
}

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments) {
  CommandLine line;
  Words words = arguments;
  const std::optional<Command> command = take_command(words);
  if (!command) words.clear();  // `rules --help`
  line.command = command.value_or(Command::help);
  Parser(line.command, line).parse(words);
  if (line.config_file && line.no_config)
    throw Error("--config and --no-config contradict each other");
  if (line.version) {
    line.command = Command::version;
  } else if (line.help) {
    // The bare program's help is about everything, a command's about itself.
    line.help_topic =
        arguments.front() == info(line.command).words || line.command != Command::audit
            ? line.command
            : Command::help;
    line.command = Command::help;
  } else {
    check_arguments(line);
    if (line.command == Command::help) line.help_topic = help_topic(line.arguments);
    if (line.command == Command::audit) check_audit(line);
  }
  return line;
}

}  // namespace prodready
