// .prodready.toml and PRODREADY_* variables, through the whole program.
#include <sys/stat.h>

#include "catch.h"
#include "program.h"

TEST_CASE("the configuration of the tree is found and obeyed") {
  const Workspace w;
  w.write("tree/.prodready.toml", "fail-on = \"critical\"\n");
  CHECK(w.run({"tree"}).status == 0);
  CHECK(w.run({}, {w.path("tree")}).status == 0);
  CHECK(w.run({"tree", "--no-config"}).status == 1);
  CHECK(w.run({"tree", "--fail-on", "low"}).status == 1);
  CHECK(contains(w.run({"tree"}).out,
                 ".prodready.toml"));  // it weakens the audit: the report says so
}

TEST_CASE("a configuration of the tree that cannot be used is told, and hides nothing") {
  const Workspace w;
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"# comment\nfail_on = \"high\"\n",
       ":2:11: unknown key \"fail_on\" (did you mean \"fail-on\"?)"},
      {"disable-rules = [\"*\"]\nexclude = [\"**\"]\n", ".prodready.toml:1: unknown rule \"*\""},
      {"\n[[ignore]]\nrule = \"markre\"\nreason = \"r\"\n",
       ".prodready.toml:2: unknown rule \"markre\" (did you mean \"marker\"?)"},
      {"rules = [\"src\"]\n", "holds no rules"},
      {"fail-on = \"never\"\njobs = 0\n", "use 1 to 1024"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    w.write("tree/.prodready.toml", c.text);
    const Result people =
        w.run({"tree", "--color", "never", "--all"}, {{}, {}, {{"COLUMNS", "200"}}});
    CAPTURE(people.out, people.err);
    CHECK(people.status == 2);
    CHECK(contains(people.out, c.message));
    CHECK(contains(people.out, "marker"));
    const Result quiet = w.run({"tree", "-q"});
    CHECK(quiet.status == 2);
    CHECK(contains(quiet.err, c.message));
    CHECK(contains(w.run({"tree", "--format", "json"}).out, "\"ruleId\": \"marker\""));
    CHECK(w.run({"config", "show", "tree"}).status == 2);
  }
}

TEST_CASE("a configuration that the user named must be usable") {
  const Workspace w;
  w.write("bad.toml", "fail_on = \"high\"\n");
  const std::string message =
      "prodready: bad.toml:1:11: unknown key \"fail_on\" (did you mean \"fail-on\"?)\n";
  Setup setup;
  setup.environment["PRODREADY_CONFIG"] = "bad.toml";
  for (const Result& result : {w.run({"tree", "--config", "bad.toml"}), w.run({"tree"}, setup)}) {
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(result.err == message);
  }
}

TEST_CASE("an ignore hides what it names, and the report counts it") {
  const Workspace w;
  w.write("tree/.prodready.toml",
          "[[ignore]]\nrule = \"marker\"\npaths = [\"src/*\"]\nreason = \"invented\"\n");
  const Result result = w.run({"tree", "--format", "json"});
  CHECK(result.status == 0);
  CHECK(contains(result.out, "\"suppressed\": 1"));
  CHECK(contains(result.out, "invented"));
}

TEST_CASE("an expired ignore hides nothing any more") {
  const Workspace w;
  w.write("tree/.prodready.toml",
          "[[ignore]]\nrule = \"marker\"\nreason = \"invented\"\nexpires = 2026-06-15\n");
  const auto on = [](const std::string& epoch) {
    Setup setup;
    setup.environment["SOURCE_DATE_EPOCH"] = epoch;
    return setup;
  };
  CHECK(w.run({"tree"}, on("1781567999")).status == 0);  // the last second of that day, in UTC
  const Result late = w.run({"tree"}, on("1781568000"));
  CHECK(late.status == 1);
  CHECK(contains(late.out, "2026-06-15"));
}

TEST_CASE("variables stand between the file and the flags") {
  const Workspace w;
  w.write("tree/.prodready.toml", "fail-on = \"low\"\n");
  Setup setup;
  setup.environment["PRODREADY_FAIL_ON"] = "never";
  CHECK(w.run({"tree"}, setup).status == 0);
  CHECK(w.run({"tree", "--fail-on", "high"}, setup).status == 1);
  setup.environment["PRODREADY_FAIL_ON"] = "";
  CHECK(w.run({"tree"}, setup).status == 1);
  setup.environment["PRODREADY_FAIL_ON"] = "nvr";
  const Result wrong = w.run({"tree"}, setup);
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.err, "PRODREADY_FAIL_ON: unknown severity \"nvr\""));
}

TEST_CASE("config show prints every value with its origin") {
  const Workspace w;
  w.write("tree/.prodready.toml",
          "min-confidence = \"low\"\n[[ignore]]\nrule = \"marker\"\nreason = \"r\"\n");
  Setup setup;
  setup.environment = {{"PRODREADY_JOBS", "3"}, {"PRODREADY_FINGERPRINT_KEY", "do-not-show"}};
  const Result result = w.run({"config", "show", "tree", "--fail-on", "low"}, setup);
  CAPTURE(result.out);
  CHECK(result.status == 0);
  for (const char* part :
       {"# configuration file: tree/.prodready.toml\n", "fail-on = \"low\"", "# --fail-on\n",
        "jobs = 3", "# PRODREADY_JOBS\n", "# .prodready.toml:1\n", "# default\n", "[[ignore]]",
        "# .prodready.toml:2\n"}) {
    CHECK(contains(result.out, part));
  }
  CHECK_FALSE(contains(result.out, "do-not-show"));
  CHECK(w.run({"config", "show", "tree", "--disable-rule", "nonsense"}).status == 2);
}

TEST_CASE("a configuration that is no readable file is told at once") {
  const Workspace w;
  const std::string config = w.path("tree/.prodready.toml");
  SECTION("a FIFO") {
    REQUIRE(mkfifo(config.c_str(), 0600) == 0);
    const Result found = w.run({"tree", "-q"});
    CHECK(found.status == 2);
    CHECK(
        contains(found.err,
                 "tree/.prodready.toml: cannot read the configuration: it is not a regular file"));
    CHECK(w.run({"clean", "--config", config}).status == 2);
    CHECK(w.run({"tree", "--no-config", "-q"}).status == 1);
  }
  SECTION("a folder") {
    std::filesystem::create_directory(config);
    CHECK(contains(w.run({"tree", "-q"}).err, "it is a folder"));
  }
  SECTION("a device") { CHECK(w.run({"tree", "--config", "/dev/zero"}).status == 2); }
}

TEST_CASE("a fingerprint key changes fingerprints, and is never shown") {
  const Workspace w;
  const Result plain = w.run({"tree", "--format", "json"});
  Setup setup;
  setup.environment["PRODREADY_FINGERPRINT_KEY"] = "my-own-key";
  const Result keyed = w.run({"tree", "--format", "json"}, setup);
  const Result flag = w.run({"tree", "--format", "json", "--fingerprint-key", "my-own-key"});
  CHECK(plain.out != keyed.out);
  CHECK(keyed.out == flag.out);
  CHECK_FALSE(contains(keyed.out, "my-own-key"));
}
