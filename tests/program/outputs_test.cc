// Where reports go, and what happens when they cannot.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "program.h"

namespace fs = std::filesystem;

namespace {

bool is_json(const std::string& text) { return nlohmann::json::accept(text); }
bool is_for_people(const std::string& text) { return contains(text, "NOT READY"); }

mode_t mode_of(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

Setup in_child(std::function<void()> function) {
  Setup setup;
  setup.in_child = std::move(function);
  return setup;
}

}  // namespace

TEST_CASE("a report goes to standard output, to files, or to both") {
  const Workspace w;
  SECTION("to standard output, for people") {
    const Result r = w.run({"tree"});
    CHECK(is_for_people(r.out));
    CHECK(r.err.empty());
  }
  SECTION("to standard output, for machines") {
    const Result r = w.run({"tree", "--format", "json"});
    CHECK(is_json(r.out));
    CHECK(r.err.empty());
  }
  SECTION("to a file whose name tells the format; people still see the outcome") {
    const Result r = w.run({"tree", "-o", "r.json"});
    CHECK(is_json(w.read("r.json")));
    CHECK(is_for_people(r.out));
  }
  SECTION("to a file whose format --format tells") {
    const Result r = w.run({"tree", "--format", "json", "-o", "report"});
    CHECK(is_json(w.read("report")));
    CHECK(is_for_people(r.out));
  }
  SECTION("to a file for people") {
    w.run({"tree", "-o", "r.txt"});
    CHECK(is_for_people(w.read("r.txt")));
  }
  SECTION("--format and a file of another format") {
    const Result r = w.run({"tree", "--format", "json", "-o", "terminal=r.txt"});
    CHECK(is_for_people(w.read("r.txt")));
    CHECK(is_json(r.out));
  }
  SECTION("several at once, all the same result") {
    const Result r =
        w.run({"tree", "-o", "a.json", "--output=json=b.txt", "-o", "terminal=c.json", "-ojson=-"});
    CHECK(is_json(w.read("a.json")));
    CHECK(w.read("a.json") == w.read("b.txt"));
    CHECK(w.read("a.json") == r.out);
    CHECK(is_for_people(w.read("c.json")));
  }
  SECTION("quiet: only files and the exit code") {
    const Result r = w.run({"tree", "-q", "-o", "r.json"});
    CHECK(r.status == 1);
    CHECK(r.out.empty());
    CHECK(r.err.empty());
    CHECK(is_json(w.read("r.json")));
    CHECK(is_json(w.run({"tree", "-q", "--format", "json"}).out));
    CHECK(is_for_people(w.run({"tree", "-q", "-o", "-"}).out));
  }
  SECTION("a name with = in it") {
    w.run({"tree", "-o", "./x=y.json"});
    CHECK(is_json(w.read("x=y.json")));
    const Result r = w.run({"tree", "-o", "jsn=y.json"});
    CHECK(r.status == 2);
    CHECK(contains(r.err, "unknown format \"jsn\" (did you mean \"json\"?)"));
  }
}

TEST_CASE("a file report is new, whole, and for whom the umask says") {
  const Workspace w;
  w.run({"tree", "-q", "-o", "r.json"}, in_child([] { umask(027); }));
  CHECK(mode_of(w.path("r.json")) == 0640);
  w.write("old.json", "old");
  fs::permissions(w.path("old.json"), fs::perms(0600));
  w.run({"tree", "-q", "-o", "old.json"}, in_child([] { umask(0); }));
  CHECK(mode_of(w.path("old.json")) == 0600);
  CHECK(is_json(w.read("old.json")));
  CHECK(w.list() == std::vector<std::string>{"clean", "old.json", "r.json", "rules", "tree"});
}

TEST_CASE("through a link the file is replaced, not the link") {
  const Workspace w;
  fs::create_directories(w.path("real"));
  SECTION("an old file") { w.write("real/r.json", "old"); }
  SECTION("no file yet") {}
  fs::create_symlink("real/r.json", w.path("link.json"));
  CHECK(w.run({"tree", "-q", "-o", "link.json"}).status == 1);
  CHECK(fs::is_symlink(w.path("link.json")));
  CHECK(is_json(w.read("real/r.json")));
}

TEST_CASE("a link in the audited tree does not lead a report out of it") {
  const Workspace w;
  w.write("precious", "keep me");
  fs::create_symlink("../precious", w.path("tree/report.json"));
  fs::create_symlink("src/inside.json", w.path("tree/inner.json"));
  const Result r = w.run({".", "-o", "report.json"}, {w.path("tree")});
  CHECK(r.status == 2);
  CHECK(contains(r.err, "links in the audited tree"));
  CHECK(w.read("precious") == "keep me");
  CHECK(w.run({".", "-q", "-o", "inner.json"}, {w.path("tree")}).status == 1);
  CHECK(is_json(w.read("tree/src/inside.json")));
}

TEST_CASE("a target that cannot be written to is refused before the audit") {
  const Workspace w;
  REQUIRE(mkfifo(w.path("fifo").c_str(), 0600) == 0);
  fs::create_symlink("loop", w.path("loop"));
  w.write("tree/.prodready.toml", "jobs = 2\n");
  const std::string rule = w.read("rules/debug/marker.toml");
  const struct {
    std::vector<std::string> outputs;
    const char* message;
  } cases[] = {
      {{"tree"}, "\"tree\": it is a folder"},
      {{"new/"}, "it is a folder"},
      {{"no/such/folder/r.json"}, "the folder: No such file or directory"},
      {{"tree/src/app.py/r.json"}, "Not a directory"},
      {{"fifo"}, "it is neither a file nor a character device"},
      {{"loop"}, "Too many levels of symbolic links"},
      {{"tree/.prodready.toml"}, "this run reads that file"},
      {{"json=rules/debug/marker.toml"}, "it is one of the rules"},
      {{"json=tree/src/app.py"}, "this run reads that file"},
      {{""}, "--output needs the name of a file"},
      {{"json="}, "--output needs the name of a file"},
      {{"/dev/fd/77"}, "no such descriptor"},
      {{"/dev/fd/0"}, "open for reading only"},
      {{std::string(300, 'n')}, "File name too long"},
      {{"a.json", "json=./a.json"},
       "two reports go to the same place: \"a.json\" and \"json=./a.json\""},
      {{"-", "/dev/stdout"}, "two reports go to the same place"},
      {{"ok.json", "tree"}, "it is a folder"},
  };
  for (const auto& c : cases) {
    std::vector<std::string> arguments = {"tree", "tree/src/app.py", "--config",
                                          "tree/.prodready.toml"};
    for (const std::string& output : c.outputs) arguments.insert(arguments.end(), {"-o", output});
    const Result r = w.run(arguments);
    CAPTURE(c.outputs, r.err);
    CHECK(r.status == 2);
    CHECK(r.out.empty());
    CHECK(contains(r.err, c.message));
  }
  CHECK_FALSE(fs::exists(w.path("ok.json")));
  CHECK(w.read("rules/debug/marker.toml") == rule);
}

TEST_CASE("a full device is told and never looks like an outcome") {
  const Workspace w;
  for (const char* tree : {"tree", "clean"}) {
    const Result file = w.run({tree, "-q", "-o", "json=/dev/full"});
    CHECK(file.status == 3);
    CHECK(contains(file.err, "\"json=/dev/full\": No space left on device"));
    for (const char* format : {"json", "terminal"}) {
      const Result out =
          w.run({tree, "--format", format}, in_child([] { dup2(open("/dev/full", O_WRONLY), 1); }));
      CHECK(out.status == 3);
      CHECK(contains(out.err, "standard output: No space left on device"));
    }
  }
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"--help"}, {"version"}, {"rules", "list"}, {"config", "show"}}) {
    CHECK(run_program(command, in_child([] { dup2(open("/dev/full", O_WRONLY), 1); })).status == 3);
  }
}

TEST_CASE("the system's own names for streams are written to as they are") {
  const Workspace w;
  CHECK(is_json(w.run({"tree", "-o", "json=/dev/stdout"}).out));
  const Result r = w.run({"tree", "-q", "-o", "json=/dev/stderr"});
  CHECK(r.out.empty());
  CHECK(is_json(r.err));
  CHECK(w.run({"tree", "-q", "-o", "json=/dev/null"}).status == 1);
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("what a failed write leaves is the old report, and nothing else") {
  const Workspace w;
  for (int i = 0; i < 50; ++i) w.write("tree/more/" + std::to_string(i) + ".py", kFindingLine);
  w.write("r.json", "old");
  const Result r = w.run({"tree", "-q", "-o", "r.json"}, in_child([] {
                           const rlimit limit{4096, 4096};
                           setrlimit(RLIMIT_FSIZE, &limit);
                         }));
  CHECK(r.status == 3);
  CHECK(contains(r.err, "\"r.json\": File too large"));
  CHECK(w.read("r.json") == "old");
  CHECK(w.list() == std::vector<std::string>{"clean", "r.json", "rules", "tree"});
}

TEST_CASE("a closed pipe does not look clean") {
  const Workspace w;
  for (const bool ignored : {false, true}) {
    const Result r = w.run({"clean", "-o", "r.json"}, in_child([ignored] {
                             int ends[2];
                             if (pipe(ends) != 0) _exit(126);
                             close(ends[0]);
                             dup2(ends[1], 1);
                             if (ignored) signal(SIGPIPE, SIG_IGN);
                           }));
    CHECK(r.status == (ignored ? 3 : 128 + SIGPIPE));
    CHECK(is_json(w.read("r.json")));  // files come first
  }
}

TEST_CASE("closed standard streams do no harm") {
  const Workspace w;
  const Result all =
      w.run({"tree", "-o", "r.json"}, in_child([] { close(0), close(1), close(2); }));
  CHECK(all.status == 3);  // the report on standard output is lost
  CHECK(is_json(w.read("r.json")));
  const Result quiet =
      w.run({"tree", "-q", "-o", "r.json"}, in_child([] { close(0), close(1), close(2); }));
  CHECK(quiet.status == 1);
  CHECK(is_json(w.read("r.json")));
  CHECK(w.run({"tree"}, in_child([] { close(2); })).status == 1);
  CHECK(w.run({"--nonsense"}, in_child([] { close(2); })).status == 2);
}

TEST_CASE("reports of this run are not audited") {
  const Workspace w;
  w.run({"tree", "-q", "-o", "tree/r.json"});
  const std::string first = w.read("tree/r.json");
  w.run({"tree", "-q", "-o", "tree/r.json"});
  w.run({"tree", "-q", "-o", "tree/r.json"});
  CHECK(contains(w.read("tree/r.json"), "\"filesScanned\": 2,"));
  CHECK(contains(first, "\"filesScanned\": 2,"));
  const std::string out = w.write("tree/out.json", "");
  w.run({"tree", "--format", "json"}, in_child([&out] { dup2(open(out.c_str(), O_WRONLY), 1); }));
  CHECK(contains(w.read("tree/out.json"), "\"filesScanned\": 3,"));  // r.json is none of its own
}

TEST_CASE("a signal ends the program as that signal, without a report or remains") {
  const Workspace w;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const Result r = run_and_signal(
        {"-", "--no-builtin-rules", "--rules", w.path("rules"), "-o", w.path("r.json")}, signal);
    CHECK(r.status == 128 + signal);
    CHECK(w.list() == std::vector<std::string>{"clean", "rules", "tree"});
  }
}

TEST_CASE(
    "the same tree gives the same bytes, however it is named and with any number of threads") {
  const Workspace w;
  for (int i = 0; i < 40; ++i)
    w.write("tree/d" + std::to_string(i % 7) + "/" + std::to_string(i), kFindingLine);
  const std::string once = w.run({"tree", "--format", "json", "--jobs", "1"}).out;
  REQUIRE(is_json(once));
  for (const char* jobs : {"2", "8", "64"})
    CHECK(w.run({"tree", "--format", "json", "--jobs", jobs}).out == once);

  const auto findings = [&](const std::string& root, const std::string& cwd) {
    return nlohmann::json::parse(w.run({root, "--format", "json"}, {cwd}).out)
        .at("findings")
        .dump();
  };
  fs::create_directory_symlink("tree", w.path("link"));
  const std::string expected = findings("tree", w.path());
  CHECK(findings(".", w.path("tree")) == expected);
  CHECK(findings("tree/", w.path()) == expected);
  CHECK(findings(w.path("tree"), "/") == expected);
  CHECK(findings("link", w.path()) == expected);
}

TEST_CASE("names that are no text end up in valid JSON and in harmless lines") {
  const Workspace w;
  for (const char* name : {"bad\xff\xfe.py", "esc\x1b[2J.py", "line\n::error::x.py", "quote\"\\.py",
                           "rtl\xe2\x80\xae.py"}) {
    w.write(std::string("tree/") + name, kFindingLine);
  }
  const Result json = w.run({"tree", "--format", "json"});
  CHECK(json.status == 1);
  CHECK(is_json(json.out));
  CHECK(nlohmann::json::parse(json.out).at("findings").size() == 6);
  const Result people = w.run({"tree", "--all"});
  CHECK_FALSE(contains(people.out, "\x1b"));
  CHECK_FALSE(contains(people.out, "\n::"));
  CHECK_FALSE(contains(people.out, "\xe2\x80\xae"));
}

TEST_CASE("the surroundings of the process do not change the report") {
  const Workspace w;
  const std::string expected = w.run({w.path("tree"), "--format", "json"}).out;
  const std::vector<std::map<std::string, std::string>> environments = {
      {{"LC_ALL", "xx_YY"}, {"LANG", "xx"}},
      {{"TMPDIR", "/nonexistent"}},
      {{"HOME", "/dev/null"}, {"COLUMNS", "0"}},
      {{"COLUMNS", "1000000000"}},
      {{"CI", "true"}},
      {{"GIT_DIR", "/nonexistent"}, {"NO_COLOR", "1"}}};
  for (const auto& environment : environments) {
    Setup setup;
    setup.environment = environment;
    CHECK(w.run({w.path("tree"), "--format", "json"}, setup).out == expected);
  }
  const auto limited = [](int resource, rlim_t value) {
    return in_child([=] {
      const rlimit limit{value, value};
      setrlimit(static_cast<decltype(RLIMIT_AS)>(resource), &limit);
    });
  };
  CHECK(w.run({w.path("tree"), "--format", "json"}, limited(RLIMIT_NOFILE, 24)).out == expected);
  CHECK(w.run({w.path("tree"), "--format", "json"}, limited(RLIMIT_STACK, 512 << 10)).out ==
        expected);
  const std::string gone = w.path("gone");
  fs::create_directory(gone);
  Setup setup = in_child([gone] {
    if (chdir(gone.c_str()) != 0 || rmdir(gone.c_str()) != 0) _exit(126);
  });
  CHECK(w.run({w.path("tree"), "--format", "json"}, setup).out == expected);
}
