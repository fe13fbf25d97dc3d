// What the user types, what they are told, and the exit code.
#include <unistd.h>

#include "catch.h"
#include "program.h"

namespace fs = std::filesystem;

TEST_CASE("the exit code tells the outcome") {
  const Workspace w;
  fs::create_directories(w.path("empty"));
  const struct {
    std::vector<std::string> arguments;
    int status;
  } cases[] = {
      {{"tree"}, 1},
      {{"audit", "tree"}, 1},
      {{"clean"}, 0},
      {{"tree", "--fail-on", "critical"}, 0},
      {{"tree", "--fail-on", "never"}, 0},
      {{"tree", "--fail-on=info"}, 1},
      {{"tree", "--exclude", "app.py"}, 0},
      {{"tree", "--disable-rule", "marker"}, 0},
      {{"tree", "clean"}, 1},
      {{"tree/src/app.py"}, 1},
      {{"tree/src/other.py"}, 0},
      {{"tree/src/app.py", "tree/src/app.py", "tree", "tree/src"}, 1},
      {{"empty"}, 3},
      {{"tree", "--exclude", "*"}, 3},
  };
  for (const auto& c : cases) {
    for (const char* format : {"terminal", "json"}) {
      std::vector<std::string> arguments = c.arguments;
      arguments.insert(arguments.end(), {"--format", format});
      const Result result = w.run(arguments);
      CAPTURE(arguments, result.out, result.err);
      CHECK(result.status == c.status);
      CHECK_FALSE(contains(result.out + result.err, kSecret));
    }
  }
}

TEST_CASE("without a path the current folder is audited") {
  const Workspace w;
  CHECK(w.run({}, {w.path("tree")}).status == 1);
  CHECK(w.run({}, {w.path("clean")}).status == 0);
  CHECK(w.run({"audit"}, {w.path("clean")}).status == 0);
}

TEST_CASE("mistakes are told in one line that names the way out, and nothing is audited") {
  const Workspace w;
  w.write("audti", "");
  const struct {
    std::vector<std::string> arguments;
    const char* message;
  } cases[] = {
      {{"--fial-on", "high"}, "unknown option \"--fial-on\" (did you mean \"--fail-on\"?)"},
      {{"--fial-on=high"}, "unknown option \"--fial-on\" (did you mean \"--fail-on\"?)"},
      {{"--fail", "high"}, "unknown option \"--fail\""},  // no abbreviations
      {{"--Format", "json"}, "unknown option \"--Format\" (did you mean \"--format\"?)"},
      {{"-x"}, "unknown option \"-x\""},
      {{"-qx", "tree"}, "unknown option \"-x\""},
      {{"aduit", "tree"}, "no such file or folder: \"aduit\" (did you mean \"audit\"?)"},
      {{"nowhere"}, "no such file or folder: \"nowhere\""},
      {{"tree", "nowhere"}, "no such file or folder: \"nowhere\""},
      {{"tree", ""}, "an empty path"},
      {{"--all", "explain", "marker"},
       "\"explain\" is a command, and a command stands before the options"},
      {{"rules"}, "\"rules\" needs one more word: list or check"},
      {{"rules", "lsit"}, "unknown command \"rules lsit\" (did you mean \"list\"?)"},
      {{"config"}, "\"config\" needs one more word: show"},
      {{"help", "explian"}, "unknown command \"explian\" (did you mean \"explain\"?)"},
      {{"explain"}, "\"explain\" needs RULE"},
      {{"explain", "a", "b"}, "unexpected argument \"b\""},
      {{"explain", "markre"}, "unknown rule \"markre\" (did you mean \"marker\"?)"},
      {{"rules", "list", "x"}, "unexpected argument \"x\""},
      {{"rules", "list", "--exclude", "x"}, "\"rules list\" takes no option --exclude"},
      {{"tree", "--format", "jsn"}, "unknown format \"jsn\" (did you mean \"json\"?)"},
      {{"tree", "--format", "json", "--format", "json"}, "--format is given more than once"},
      {{"tree", "--format", "json", "--format=terminal"}, "--format is given more than once"},
      {{"tree", "--jobs", "1", "-j", "2"}, "--jobs is given more than once"},
      {{"tree", "--format="}, "--format needs a value"},
      {{"--config=", "tree"}, "--config needs a value"},
      {{"tree", "--jobs"}, "--jobs needs a value"},
      {{"tree", "-o"}, "--output needs a value"},
      {{"tree", "--quiet=no"}, "--quiet takes no value"},
      {{"tree", "--jobs", "0"}, "--jobs: \"0\" is no number of worker threads; use 1 to 1024"},
      {{"tree", "--jobs", "-1"}, "--jobs: \"-1\""},
      {{"tree", "--jobs", "1e9"}, "--jobs: \"1e9\""},
      {{"tree", "--fail-on", "nonsense"}, "--fail-on: unknown severity \"nonsense\""},
      {{"tree", "--fail-on", "HIGH"},
       "--fail-on: unknown severity \"HIGH\" (did you mean \"high\"?)"},
      {{"tree", "--min-confidence", "hihg"},
       "--min-confidence: unknown confidence \"hihg\" (did you mean \"high\"?)"},
      {{"tree", "--min-severity", "critical"},
       "hides findings that fail-on \"high\" (default) is to fail on"},
      {{"tree", "--color", "rainbow"}, "--color: unknown colour mode \"rainbow\""},
      {{"tree", "--disable-rule", "markr"},
       "--disable-rule: unknown rule \"markr\" (did you mean \"marker\"?)"},
      {{"tree", "--exclude", ""}, "--exclude: an empty value"},
      {{"tree", "--config", "a", "--no-config"}, "--config and --no-config contradict each other"},
      {{"tree", "--config", "nowhere.toml"},
       "nowhere.toml: cannot read the configuration: no such file"},
      {{"tree", "--stdin-filename", "x"}, "--stdin-filename needs the path -"},
      {{"-", "-"}, "standard input (-) is given more than once"},
      {{"tree", "--explain", "src/app.py"}, "--explain wants PATH:LINE, not \"src/app.py\""},
      {{"tree", "--explain", "src/app.py:0"}, "--explain wants PATH:LINE"},
      {{"tree", "--explain", "src/app.py:2", "-o", "x.json"}, "--explain writes no report"},
      {{"tree", "--rules", "nowhere"}, "nowhere"},
      {{"config", "show", "nowhere"}, "no such file or folder: \"nowhere\""},
  };
  for (const auto& c : cases) {
    // Not every command takes --rules; those that do not fail before they would miss them.
    const bool takes_rules =
        c.arguments[0] != "help" && c.arguments[0] != "rules" && c.arguments.back() != "config";
    const Result result = takes_rules ? w.run(c.arguments) : run_program(c.arguments, {w.path()});
    CAPTURE(c.arguments, result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(result.err.rfind("prodready: ", 0) == 0);
    CHECK(contains(result.err, c.message));
    CHECK(result.err.find('\n') == result.err.size() - 1);
  }
}

TEST_CASE("no rules at all is a mistake, not a clean audit") {
  const Workspace w;
  const Result result = run_program({"tree", "--no-builtin-rules"}, {w.path()});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "there is no rule to audit with"));
}

TEST_CASE("after -- everything is a path") {
  const Workspace w;
  w.write("--fail-on", kFindingLine);
  CHECK(w.run({"--", "--fail-on"}).status == 1);
  CHECK(w.run({"audit", "--", "--fail-on", "clean"}).status == 1);
  CHECK(contains(w.run({"--", "--nowhere"}).err, "no such file or folder: \"--nowhere\""));
}

TEST_CASE("names that look like something else are paths all the same") {
  const Workspace w;
  for (const char* name :
       {"[a,b]", "@file", "a=b", "{}", "%%", "a b", "\xc3\xa4", "rules.py", "[[xx]]"}) {
    CAPTURE(name);
    w.write("odd/" + std::string(name), kFindingLine);
    CHECK(w.run({name}, {w.path("odd")}).status == 1);
    CHECK(w.run({"--exclude", name, name, "../clean/main.py"}, {w.path("odd")}).status != 2);
    fs::remove(w.path("odd/" + std::string(name)));
  }
  w.write("audit", kFindingLine);  // a command's name wins; the file has another spelling
  CHECK(w.run({"./audit"}).status == 1);
}

TEST_CASE("many paths are audited once each") {
  const Workspace w;
  std::vector<std::string> arguments = {"--format", "json"};
  for (int i = 0; i < 500; ++i)
    arguments.push_back(w.write("many/" + std::to_string(i) + ".txt", kFindingLine));
  for (int i = 0; i < 100; ++i) arguments.push_back("many/" + std::to_string(i) + ".txt");
  const Result result = w.run(arguments);
  CHECK(result.status == 1);
  CHECK(contains(result.out, "\"filesScanned\": 500,"));
}

TEST_CASE("help and version need nothing else") {
  const struct {
    std::vector<std::string> arguments;
    const char* text;
  } cases[] = {
      {{"--help"}, "Examples:\n"},
      {{"-h"}, "Commands:\n"},
      {{"help"}, "Exit codes:\n"},
      {{"help", "rules"}, "rules check DIR"},
      {{"rules", "--help"}, "rules check DIR"},
      {{"audit", "--help"}, "prodready audit [OPTION…] [PATH…]"},
      {{"rules", "check", "-h"}, "prodready rules check [OPTION…] DIR"},
      {{"help", "config", "show"}, "prodready config show [OPTION…] [PATH]"},
      {{"nowhere", "--help"}, "Commands:\n"},
      {{"--version"}, "prodready "},
      {{"version"}, "prodready "},
      {{"-V"}, "prodready "},
  };
  for (const auto& c : cases) {
    const Result result = run_program(c.arguments);
    CAPTURE(c.arguments);
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    CHECK(contains(result.out, c.text));
  }
}

TEST_CASE("help fits into 100 columns and shows every option with its text") {
  const std::string help = run_program({"--help"}).out;
  for (const char* option : {"--fail-on SEVERITY", "-o, --output [FORMAT=]FILE", "-j, --jobs N",
                             "--no-gitignore", "--rules DIR"}) {
    CHECK(contains(help, option));
  }
  size_t begin = 0;
  for (size_t end = help.find('\n'); end != std::string::npos;
       begin = end + 1, end = help.find('\n', begin)) {
    CHECK(end - begin <= 106);  // bytes; some characters take three
  }
}

TEST_CASE("what comes from the command line cannot act on the terminal") {
  const Workspace w;
  const std::string evil = "\x1b]0;gone\x07\n::set-output name=x::y\xe2\x80\xae\xc2\x9b";
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{evil},
                                             {"--" + evil},
                                             {"explain", evil},
                                             {"tree", "--format", evil},
                                             {"tree", "-o", evil + "/x"},
                                             {"tree", "--config", evil},
                                             {"tree", "--rules", evil},
                                             {"tree", "--fail-on", evil},
                                             {"tree", "--explain", evil}}) {
    const Result result = w.run(arguments);
    CAPTURE(arguments);
    CHECK(result.status == 2);
    CHECK_FALSE(contains(result.err, "\x1b"));
    CHECK_FALSE(contains(result.err, "\n::"));
    CHECK_FALSE(contains(result.err, "\xe2\x80\xae"));
    CHECK_FALSE(contains(result.err, "\xc2\x9b"));
  }
}

TEST_CASE("standard input is a path") {
  const Workspace w;
  Setup setup;
  setup.input = kFindingLine;
  const Result result =
      w.run({"--stdin-filename", "config/prod.py", "--format", "json", "-"}, setup);
  CHECK(result.status == 1);
  CHECK(contains(result.out, "\"path\": \"config/prod.py\""));
  setup.input = "nothing\n";
  CHECK(w.run({"-"}, setup).status == 0);
}

TEST_CASE("--explain tells what happened on a line, with the path as a report names it") {
  const Workspace w;
  for (const char* place : {"src/app.py:2", "tree/src/app.py:2"}) {
    const Result result = w.run({"tree", "--explain", place});
    CAPTURE(place, result.err);
    CHECK(result.status == 0);
    CHECK(contains(result.out, "marker"));
    CHECK_FALSE(contains(result.out, kSecret));
  }
}

TEST_CASE("rules are listed, checked and explained") {
  const Workspace w;
  const Result list = w.run({"rules", "list"});
  CHECK(list.status == 0);
  CHECK(contains(list.out, "marker  high      debug         Marker left in\n"));
  const Result json = w.run({"rules", "list", "--format", "json"});
  CHECK(json.status == 0);
  CHECK(contains(json.out, "\"id\": \"marker\""));
  const Result good = run_program({"rules", "check", "rules"}, {w.path()});
  CAPTURE(good.err);
  CHECK(good.status == 0);
  CHECK(good.out == "1 rule, 2 examples: all hold\n");
  const Result page = w.run({"explain", "marker"});
  CHECK(page.status == 0);
  for (const char* part : {"marker: Marker left in", "Remove it.", "MARKER_0a1b2c3d4e5f6071",
                           "CWE-489", "prodready:ignore[marker]", "too short"}) {
    CHECK(contains(page.out, part));
  }
}

TEST_CASE("rules check names each example that does not hold") {
  const Workspace w;
  std::string rule = w.read("rules/debug/marker.toml");
  w.write("rules/debug/other.toml", rule.replace(rule.find("text = \"key = MARKER_0a1b\""), 26,
                                                 "text = \"MARKER_0a1b2c3d4e5f6071\""));
  const Result result = run_program({"rules", "check", "rules"}, {w.path()});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "rules/debug/other.toml:"));
  CHECK(contains(result.out, "do not hold"));
}

TEST_CASE("a wrong rule is told with file and line") {
  const Workspace w;
  w.write("rules/debug/broken.toml", "title = \"x\"\nsevrity = \"high\"\n");
  const Result result = w.run({"tree"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "rules/debug/broken.toml:"));
}

TEST_CASE("a file that cannot be read makes the audit incomplete") {
  const Workspace w;
  fs::permissions(w.path("tree/src/other.py"), fs::perms::none);
  Setup setup;
  if (geteuid() == 0) {
    // Root reads everything: become nobody, if nobody may run the executable.
    setup.in_child = [] {
      if (setgid(65534) != 0 || setuid(65534) != 0) _exit(127);
    };
    if (run_program({"--version"}, setup).status == 127) return;
  }
  const Result json = w.run({"tree", "--format", "json"}, setup);
  CAPTURE(json.out, json.err);
  CHECK(json.status == 3);
  CHECK(contains(json.out, "src/other.py"));
  CHECK(contains(json.out, "\"ruleId\": \"marker\""));  // what could be looked at is reported
  CHECK(contains(json.err,
                 "prodready: incomplete: 1 file or folders could not be read: src/other.py"));
  CHECK(w.run({"tree"}, setup).status == 3);
  CHECK(w.run({"tree", "--fail-on", "never", "-q"}, setup).status == 3);
}
