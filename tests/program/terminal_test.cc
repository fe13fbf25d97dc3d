// Colour, hyperlinks, characters and width: what decides them.
#include <fcntl.h>
#include <unistd.h>

#include "catch.h"
#include "program.h"

namespace {

bool is_colored(const std::string& text) { return contains(text, "\x1b["); }

using Variables = std::map<std::string, std::string>;

Setup with(Variables variables, bool terminal = false) {
  Setup setup;
  setup.environment = std::move(variables);
  setup.terminal = terminal;
  return setup;
}

}  // namespace

TEST_CASE("colour: the flag, then the variables, then the file, then the terminal") {
  const Workspace w;
  const Variables tty = {{"TERM", "xterm-256color"}};
  const struct {
    Variables variables;
    bool terminal;
    std::vector<std::string> flags;
    const char* config;
    bool colored;
  } cases[] = {
      {{}, false, {}, "", false},
      {tty, true, {}, "", true},
      {{}, true, {}, "", false},  // a terminal that nobody names
      {{{"TERM", "dumb"}}, true, {}, "", false},
      {{{"TERM", "xterm"}, {"NO_COLOR", "1"}}, true, {}, "", false},
      {{{"TERM", "xterm"}, {"NO_COLOR", ""}}, true, {}, "", true},
      {{{"FORCE_COLOR", "1"}}, false, {}, "", true},
      {{{"FORCE_COLOR", "0"}}, false, {}, "", false},
      {{{"CLICOLOR_FORCE", "1"}}, false, {}, "", true},
      {{{"CLICOLOR_FORCE", "0"}}, false, {}, "", false},
      {{{"NO_COLOR", "1"}, {"FORCE_COLOR", "1"}}, false, {}, "", false},
      {{{"GITHUB_ACTIONS", "true"}}, false, {}, "", true},
      {{{"GITHUB_ACTIONS", "true"}, {"NO_COLOR", "1"}}, false, {}, "", false},
      {{{"NO_COLOR", "1"}}, false, {"--color", "always"}, "", true},
      {{{"FORCE_COLOR", "1"}}, false, {"--color", "never"}, "", false},
      {tty, true, {"--color", "never"}, "", false},
      {{{"PRODREADY_COLOR", "always"}, {"NO_COLOR", "1"}}, false, {}, "", true},
      {{}, false, {}, "color = \"always\"\n", true},
      {{{"NO_COLOR", "1"}}, false, {}, "color = \"always\"\n", false},
      {tty, true, {}, "color = \"never\"\n", false},
      {tty, true, {"--color=auto"}, "", true},
  };
  for (const auto& c : cases) {
    w.write("tree/.prodready.toml", c.config);
    std::vector<std::string> arguments = {"tree"};
    arguments.insert(arguments.end(), c.flags.begin(), c.flags.end());
    const Result r = w.run(arguments, with(c.variables, c.terminal));
    CAPTURE(c.variables, c.terminal, c.flags, c.config, r.out, r.err);
    CHECK(r.status == 1);
    CHECK(is_colored(r.out) == c.colored);
  }
}

TEST_CASE("GitHub's log gets colours, a file that its shell writes does not") {
  const Workspace w;
  Setup setup = with({{"GITHUB_ACTIONS", "true"}});
  const std::string out = w.path("out.txt");
  setup.in_child = [&out] { dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), 1); };
  w.run({"tree"}, setup);
  CHECK_FALSE(is_colored(w.read("out.txt")));
}

TEST_CASE("reports in files are the same everywhere") {
  const Workspace w;
  w.run({"tree", "-q", "-o", "plain.txt"});
  w.run({"tree", "-o", "other.txt"},
        with({{"FORCE_COLOR", "1"}, {"LC_ALL", "C"}, {"COLUMNS", "50"}, {"TERM", "xterm"}}, true));
  CHECK(w.read("plain.txt") == w.read("other.txt"));
  w.run({"tree", "-q", "-o", "colored.txt", "--color", "always"});
  CHECK(is_colored(w.read("colored.txt")));
}

TEST_CASE("JSON is never coloured") {
  const Workspace w;
  CHECK_FALSE(is_colored(w.run({"tree", "--format", "json", "--color", "always"}).out));
}

TEST_CASE("hyperlinks are for terminals, or for those who ask") {
  const Workspace w;
  const auto has_links = [](const Result& r) { return contains(r.out, "\x1b]8;"); };
  CHECK_FALSE(has_links(w.run({"tree"})));
  CHECK_FALSE(has_links(w.run({"tree", "--color", "always"})));
  CHECK(has_links(w.run({"tree"}, with({{"TERM", "xterm"}}, true))));
  CHECK_FALSE(
      has_links(w.run({"tree"}, with({{"TERM", "xterm"}, {"FORCE_HYPERLINK", "0"}}, true))));
  CHECK(has_links(w.run({"tree"}, with({{"FORCE_HYPERLINK", "1"}}))));
}

TEST_CASE("without a UTF-8 locale the report is ASCII") {
  const Workspace w;
  const auto is_ascii = [](const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  };
  CHECK(is_ascii(w.run({"tree"}, with({{"LC_ALL", "C"}})).out));
  CHECK(is_ascii(w.run({"tree"}, with({{"LC_ALL", ""}, {"LANG", ""}})).out));
  CHECK_FALSE(is_ascii(w.run({"tree"}, with({{"LC_ALL", ""}, {"LC_CTYPE", "en_US.utf8"}})).out));
}
