#include "app/init_config.h"

#include <algorithm>
#include <string_view>

#include "app/completion.h"
#include "config/keys.h"

namespace prodready {
namespace {

constexpr size_t kWidth = 100;

/// Comment lines, wrapped.
std::string comment(std::string_view text) {
  std::string out;
  size_t column = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (column == 0 || column + 1 + end > kWidth) {
      out += column == 0 ? "#" : "\n#";
      column = 1;
    }
    out += " " + std::string(text.substr(0, end));
    column += 1 + end;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "\n";
}

const Option* option_of(const std::string& flag) {
  for (const Option& option : all_options()) {
    if (names_of(option).back() == flag && option.commands.contains(Command::audit)) return &option;
  }
  return nullptr;
}

/// What the flag's help says, with the flag.
std::string about(const char* flag, const char* lead = "") {
  const Option* option = option_of(flag);
  return comment(lead + std::string(option ? option->help : "") + " [" + flag + "]");
}

/// A value for a key whose default is nothing that could be written.
std::string example_of(const std::string& key) {
  return key == "jobs" ? "4" : "\".prodready-" + key + "\"";
}

std::string words() {
  const Policy defaults;
  std::string text;
  for (const WordKey& key : word_keys()) {
    const std::string name = key.key;
    if (name == "fingerprint-key") continue;  // may be a secret: it has a variable
    const std::string value = key.show(defaults);
    text += "\n" + about(key.flag) + (name == "fail-on" ? "" : "#") + name + " = " +
            (value.empty() ? example_of(name) : value) + "\n";
  }
  return text;
}

std::string switches() {
  const Policy defaults;
  std::string text;
  for (const SwitchKey& key : switch_keys()) {
    const bool on = defaults.*key.value;
    text += "\n" + about(key.flag, on ? "false: " : "true: ") + "#" + key.key + " = " +
            (on ? "true" : "false") + "\n";
  }
  return text;
}

/// Whether a path can stand in a glob and in a comment as it is.
bool is_plain(const std::string& path) {
  return std::all_of(path.begin(), path.end(), [](unsigned char c) {
    return std::isalnum(c) ||
           std::string_view("/._-+@ ").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

std::string excludes(const Stack& stack) {
  std::string lines;
  for (const ForeignFolder& folder : stack.foreign) {
    if (is_plain(folder.path)) lines += "  \"/" + folder.path + "/\",  # " + folder.what + "\n";
  }
  return lines.empty() ? "#exclude = []\n" : "exclude = [\n" + lines + "]\n";
}

std::string lists(const Stack& stack) {
  std::string text;
  for (const ListKey& key : list_keys()) {
    const std::string name = key.key;
    text += "\n" + about(key.flag) + (name == "exclude" ? excludes(stack) : "#" + name + " = []\n");
  }
  return text;
}

const char* const kIgnore = R"(
# Findings that somebody looked at and accepted; they are counted and listed in every report.
# A rule, paths or a fingerprint say which; the reason is required, owner and expires (its last day) are not.
#[[ignore]]
#rule = "github-token"
#paths = ["docs/tutorial.md"]
#reason = "revoked token in the text of a screenshot"
#owner = "team-docs"
#expires = "2030-12-31"
)";

}  // namespace

std::string initial_config(const Stack& stack) {
  const std::string found = describe(stack);
  return comment(
             "What prodready audits here and what it fails on. Each key stands here with its "
             "default; "
             "flags and PRODREADY_* variables win over it. prodready config show prints what is in "
             "effect.") +
         (found.empty() ? "" : comment("Written by prodready init for: " + found)) + words() +
         switches() + lists(stack) + kIgnore;
}

}  // namespace prodready
