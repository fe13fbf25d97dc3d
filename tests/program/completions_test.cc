// The completions are what the shells themselves make of them, and know all that --help knows.
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "catch.h"
#include "program.h"
#include "shell.h"

namespace {

std::string printed(const std::vector<std::string>& arguments) {
  const Result result = run_program(arguments);
  CAPTURE(arguments, result.err);
  REQUIRE(result.status == 0);
  return result.out;
}

/// "rules list", "explain", …: what `prodready help` lists, without the arguments in capitals.
std::vector<std::string> commands() {
  std::istringstream help(printed({"help"}));
  std::vector<std::string> found;
  bool inside = false;
  for (std::string line; std::getline(help, line);) {
    if (line.empty()) inside = false;
    std::smatch name;
    if (inside && std::regex_search(line, name, std::regex("^  ([a-z]+(?: [a-z]+)?)(?: |$)")))
      found.push_back(name[1]);
    if (line == "Commands:") inside = true;
  }
  REQUIRE(found.size() > 5);
  return found;
}

std::vector<std::string> words_of(const std::string& command) {
  std::istringstream text(command);
  return {std::istream_iterator<std::string>(text), {}};
}

/// The long options of each command, as its --help shows them at the beginnings of lines.
std::map<std::string, std::set<std::string>> options() {
  static const std::regex line("(?:^|\n) +(?:-[a-zA-Z], )?(--[a-z-]+)");
  std::map<std::string, std::set<std::string>> found;
  for (const std::string& command : commands()) {
    if (command == "help") continue;  // `help help` is about everything
    std::vector<std::string> arguments = {"help"};
    for (const std::string& word : words_of(command)) arguments.push_back(word);
    const std::string help = printed(arguments);
    const size_t begin = help.find("\n\n", help.find("Usage:"));
    const std::string list = begin == std::string::npos ? "" : help.substr(begin);
    for (std::sregex_iterator match(list.begin(), list.end(), line), end; match != end; ++match)
      found[command].insert((*match)[1]);
    REQUIRE(found[command].count("--help") == 1);
  }
  REQUIRE(found["audit"].size() > 10);
  return found;
}

/// What bash offers for each of `lines` (the last word is being typed), a line of its own each.
std::vector<std::set<std::string>> in_bash(const Workspace& w,
                                           const std::vector<std::string>& lines) {
  std::string script =
      "source <(prodready completions bash)\n"
      "compopt() { COMPREPLY+=(\"<$2>\"); }\n"
      "tab() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _prodready;"
      " echo \"${COMPREPLY[*]}\"; }\n";
  for (const std::string& line : lines) script += "tab " + line + "\n";
  w.write("tab.bash", script);
  const Output output = shell("bash --norc --noprofile tab.bash", w.path());
  INFO(output.text);
  REQUIRE(output.status == 0);
  std::vector<std::set<std::string>> offers;
  std::istringstream text(output.text);
  for (std::string line; std::getline(text, line);) {
    const std::vector<std::string> words = words_of(line);
    offers.emplace_back(words.begin(), words.end());
  }
  REQUIRE(offers.size() == lines.size());
  return offers;
}

using Set = std::set<std::string>;

const char* const kOwnRules = "rules = [\"rules\"]\nbuiltin-rules = false\n";

}  // namespace

TEST_CASE("bash offers every command and every option that help knows") {
  if (!have("bash", "its completions")) return;
  const Workspace w;
  std::vector<std::string> lines = {"prodready ''"};
  const auto known = options();
  for (const auto& [command, names] : known) lines.push_back("prodready " + command + " --");
  const auto offers = in_bash(w, lines);
  size_t i = 1;
  for (const auto& [command, names] : known) {
    CAPTURE(command);
    CHECK(offers[0].count(words_of(command).front()) == 1);
    Set long_names;
    for (const std::string& name : offers[i++]) {
      if (name.starts_with("--")) long_names.insert(name);
    }
    CHECK(long_names == names);
  }
}

TEST_CASE("bash offers what may stand at a place") {
  if (!have("bash", "its completions")) return;
  const Workspace w;
  w.write(".prodready.toml", kOwnRules);
  const struct {
    const char* line;
    Set offers;
  } cases[] = {
      {"prodready conf", {"config"}},
      {"prodready config ''", {"show"}},
      {"prodready config s", {"show"}},
      {"prodready help config ''", {"show"}},
      {"prodready audit --fail-on ne", {"never", "new"}},
      {"prodready audit --fail-on = hi", {"high"}},
      {"prodready audit --color =", {"always", "auto", "never"}},
      {"prodready src --fail-confidence m", {"medium"}},
      {"prodready completions ''", {"bash", "fish", "zsh"}},
      {"prodready audit --format sar", {"sarif"}},
      {"prodready env --format ''", {"json", "terminal"}},
      {"prodready rules import --format no", {"noseyparker"}},
      {"prodready rules import --out ''", {"<dirnames>"}},
      {"prodready rules check ''", {"<dirnames>"}},
      {"prodready audit src/", {"<default>"}},
      {"prodready audit -o sarif = x", {"<default>"}},
      {"prodready audit --jobs ''", {}},
      {"prodready explain mar", {"marker"}},
      {"prodready man ''", {}},
  };
  std::vector<std::string> lines;
  for (const auto& c : cases) lines.push_back(c.line);
  const auto offers = in_bash(w, lines);
  for (size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(lines[i]);
    CHECK(offers[i] == cases[i].offers);
  }
}

TEST_CASE("the words that are offered for a value are those that it may have") {
  if (!have("bash", "its completions")) return;
  const Workspace w;
  const std::vector<std::string> flags = {"--fail-on", "--fail-confidence", "--min-severity",
                                          "--min-confidence", "--color"};
  std::vector<std::string> lines;
  for (const std::string& flag : flags) lines.push_back("prodready config show " + flag + " ''");
  const auto offers = in_bash(w, lines);
  for (size_t i = 0; i < flags.size(); ++i) {
    // "unknown severity "?"; use critical, high or never"
    const std::string message = w.run({"config", "show", flags[i], "?"}).err;
    const std::string list = message.substr(message.find("; use ") + 6);
    Set words;
    static const std::regex word("[a-z]+");
    for (std::sregex_iterator match(list.begin(), list.end(), word), end; match != end; ++match) {
      if (match->str() != "or") words.insert(match->str());
    }
    CAPTURE(flags[i], message);
    CHECK(offers[i] == words);
  }
}

TEST_CASE("zsh completes commands, options, values and rules") {
  if (!have("zsh", "its completions")) return;
  const Workspace w;
  w.write(".prodready.toml", kOwnRules);
  w.write("tab.zsh",
          "zmodload zsh/zpty\n"
          "zpty -b z zsh -f -i\n"
          "zpty -w z \"PS1= PS2= RPS1=; unsetopt zle_bracketed_paste; autoload -U compinit;"
          " compinit -u -D; source <(prodready completions zsh); bindkey '^I' complete-word;"
          " unsetopt auto_list list_beep;"
          " show() { print -r -- \\\"[\\$BUFFER]\\\"; BUFFER=; zle .accept-line; };"
          " zle -N show; bindkey '^X' show; print re''ady\"\n"
          "zpty -r z out $'*ready\\r\\n*'\n"
          "for line; do\n"
          "  zpty -n -w z \"$line\"$'\\t\\x18'\n"
          "  zpty -r z out '*\\[*\\]*'\n"
          "  print -r -- \"${${out##*\\[}%%\\]*}|\"\n"
          "done\n"
          "zpty -d z\n");
  const std::pair<const char*, const char*> cases[] = {
      {"prodready expl", "prodready explain |"},
      {"prodready rules im", "prodready rules import |"},
      {"prodready config show --min-sev", "prodready config show --min-severity=|"},
      {"prodready src --min-sev", "prodready src --min-severity=|"},
      {"prodready audit --fail-on=cri", "prodready audit --fail-on=critical |"},
      {"prodready audit --fail-on cri", "prodready audit --fail-on critical |"},
      {"prodready rules import --format no", "prodready rules import --format noseyparker |"},
      {"prodready explain mar", "prodready explain marker |"},
      {"prodready completions z", "prodready completions zsh |"},
      {"prodready audit tree/src/ap", "prodready audit tree/src/app.py |"},
  };
  std::string command = "timeout 60 zsh -f tab.zsh", expected;
  for (const auto& [typed, completed] : cases) {
    command += " " + quoted(typed);
    expected += std::string(completed) + "\n";
  }
  CHECK(shell(command, w.path()).text == expected);
}

TEST_CASE("fish completes commands, options, values and rules") {
  if (!have("fish", "its completions")) return;
  const Workspace w;
  w.write(".prodready.toml", kOwnRules);
  w.write("tab.fish",
          "prodready completions fish | source\n"
          "for line in $argv\n"
          "    complete -C $line | string replace -r '\\t.*' '' | string join ' '\n"
          "    echo\n"
          "end\n");
  const std::pair<const char*, const char*> cases[] = {
      {"prodready expl", "explain"},
      {"prodready rules ", "check import list"},
      {"prodready config show --min-sev", "--min-severity"},
      {"prodready audit --fail-on cri", "critical"},
      {"prodready rules import --format no", "noseyparker"},
      {"prodready explain mar", "marker"},
      {"prodready completions ", "bash fish zsh"},
      {"prodready audit tree/src/ap", "tree/src/app.py"},
      {"prodready rules check tree/", "tree/src/"},
  };
  for (const auto& [typed, completed] : cases) {
    CAPTURE(typed);
    const Output output = shell("fish --no-config tab.fish " + quoted(typed), w.path());
    CHECK(words_of(output.text) == words_of(completed));
  }
}

TEST_CASE("every option stands in the completions of zsh and fish and in the manual page") {
  const std::string zsh = printed({"completions", "zsh"});
  const std::string fish = printed({"completions", "fish"});
  const std::string manual = std::regex_replace(printed({"man"}), std::regex("\\\\-"), "-");
  for (const auto& [command, names] : options()) {
    CAPTURE(command);
    CHECK(contains(zsh, "('" + command + "')"));
    CHECK(contains(manual, "\\fB" + command + "\\fR"));
    for (const std::string& name : names) {
      CAPTURE(name);
      CHECK(std::regex_search(zsh, std::regex("'\\*?" + name + "[=\\[]")));
      CHECK(std::regex_search(fish, std::regex("__prodready_in[^\n]*" + command + "[^\n]* -l " +
                                               name.substr(2) + " ")));
      CHECK(contains(manual, "\\fB" + name + "\\fR"));
    }
  }
}

TEST_CASE("the manual page is one that its readers have nothing to say against") {
  const Workspace w;
  w.write("prodready.1", printed({"man"}));
  if (have("groff", "the manual page with groff"))
    CHECK(shell("groff -man -ww -Tutf8 prodready.1 >/dev/null", w.path()).text == "");
  if (have("mandoc", "the manual page with mandoc"))
    // No date: the page is the same whenever it is made.
    CHECK(shell("mandoc -T lint -W warning prodready.1 | grep -v 'missing date'", w.path()).text ==
          "");
  if (have("man", "the manual page with man")) {
    const Output page = shell("MANWIDTH=100 man -l prodready.1 | col -bx", w.path());
    CHECK(contains(page.text, "--fail-on SEVERITY"));
    CHECK(contains(page.text, "prodready rules import [OPTION...] FILE..."));
    CHECK(contains(page.text, "PRODREADY_FAIL_ON"));
  }
}

TEST_CASE("a shell that is not known is told") {
  const Result result = run_program({"completions", "fishes"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "unknown shell \"fishes\" (did you mean \"fish\"?)"));
}
