#include <string>
#include <vector>

#include "catch.h"
#include "scan_text.h"

using prodready::Environment;
using prodready::Finding;
using prodready::Rule;

namespace {

const std::string kPattern = "pattern = 'DEBUG = True'\n";

Rule debug_rule(const std::string& more = "", const std::string& category = "debug") {
  return test_rule("d", kPattern + more, category);
}

/// Lines of the findings; "info" beside those that are held back.
std::vector<std::string> found(const Rule& rule, const std::string& text,
                               const std::string& path = "src/app.py") {
  std::vector<std::string> lines;
  for (const Finding& finding : scan_text({rule}, text, path)) {
    std::vector<prodready::Location> places = finding.repeats;
    places.insert(places.begin(), finding.location);
    for (const auto& at : places) {
      const bool info = finding.severity == prodready::Severity::info;
      lines.push_back(std::to_string(at.start.line) + (info ? " info" : ""));
    }
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("debug rules look into comments and docstrings only if they say so") {
  const std::string text = "# DEBUG = True\n'''\nDEBUG = True\n'''\nDEBUG = True\n";
  CHECK(found(debug_rule(), text) == Lines{"5"});
  CHECK(found(debug_rule("", "environments"), text) == Lines{"5"});
  CHECK(found(debug_rule("comments = true\n"), text) == Lines{"1", "3", "5"});
  CHECK(found(debug_rule("", "credentials"), text) == Lines{"1", "3", "5"});
  CHECK(found(debug_rule(), text, "notes.txt") == Lines{"1", "3", "5"});
}

TEST_CASE("a rule may ask what else the file holds") {
  const std::string flask = "import flask\nDEBUG = True\n";
  const std::string plain = "DEBUG = True\n";
  const std::string has = "file_has = ['import\\s+flask', 'from flask']\n";
  const std::string lacks = "file_lacks = ['import\\s+flask', 'from flask']\n";
  CHECK(found(debug_rule(has), flask) == Lines{"2"});
  CHECK(found(debug_rule(has), plain).empty());
  CHECK(found(debug_rule(has), "DEBUG = True\nfrom flask import x\n") == Lines{"1"});
  CHECK(found(debug_rule(lacks), flask).empty());
  CHECK(found(debug_rule(lacks), plain) == Lines{"1"});
  CHECK(found(debug_rule(has + "file_lacks = ['ready']\n"), flask) == Lines{"2"});
  CHECK(found(debug_rule(has + "file_lacks = ['ready']\n"), flask + "# ready\n").empty());
}

TEST_CASE("file_has and file_lacks hold setting rules too") {
  const std::string keys = "keys = ['debug']\nvalue = '^true$'\n";
  const Rule has = test_rule("s", keys + "file_has = ['flask']\n", "debug");
  const Rule lacks = test_rule("s", keys + "file_lacks = ['flask']\n", "debug");
  CHECK(found(has, "debug: true\n# flask\n", "app.yml") == Lines{"1"});
  CHECK(found(has, "debug: true\n", "app.yml").empty());
  CHECK(found(lacks, "debug: true\n# flask\n", "app.yml").empty());
  CHECK(found(lacks, "debug: true\n", "app.yml") == Lines{"1"});
}

TEST_CASE("a scanner forgets what one file held before it reads the next") {
  const prodready::RuleSet rules = prodready::make_rule_set({debug_rule("file_has = ['flask']\n")});
  const prodready::Detector detector(rules, {});
  prodready::FileScanner scanner(detector);
  const std::string with = "flask\nDEBUG = True\n";
  const std::string without = "DEBUG = True\n";
  CHECK(scan_in_windows(scanner, "a.py", with, 4096, 0).size() == 1);
  CHECK(scan_in_windows(scanner, "b.py", without, 4096, 0).empty());
  CHECK(scan_in_windows(scanner, "c.py", with, 4096, 0).size() == 1);
}

TEST_CASE("a rule may be held to the inside of a block") {
  const Rule rule = debug_rule("within = 'class \\w+\\(BaseSettings\\)'\n");
  CHECK(found(rule, "class A(BaseSettings):\n    DEBUG = True\n") == Lines{"2"});
  CHECK(found(rule, "class A(BaseSettings):\n    class B:\n        DEBUG = True\n") == Lines{"3"});
  CHECK(found(rule, "class A(Other):\n    DEBUG = True\n").empty());
  CHECK(found(rule, "class A(BaseSettings):\n    x = 1\nDEBUG = True\n").empty());
  CHECK(found(rule, "DEBUG = True\n").empty());
}

TEST_CASE("what a guard holds is graded as development, and says why") {
  CHECK(found(debug_rule(), "if settings.DEBUG:\n    DEBUG = True\n") == Lines{"2 info"});
  CHECK(found(debug_rule(), "if x:\n    DEBUG = True\n") == Lines{"2"});
  const auto findings = scan_text({debug_rule()}, "if DEBUG:\n    DEBUG = True\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].environment == Environment::development);
  CHECK(findings[0].environment_reason == "under `if DEBUG:`");
}

TEST_CASE("a rule may know guards of its own") {
  const Rule rule = debug_rule("guards = ['if\\s+feature_x', '^\\s*local\\.']\n");
  CHECK(found(rule, "if feature_x:\n    DEBUG = True\n") == Lines{"2 info"});
  CHECK(found(rule, "local.DEBUG = True\n") == Lines{"1 info"});
  CHECK(found(rule, "if feature_y:\n    DEBUG = True\n") == Lines{"2"});
  CHECK(found(debug_rule(), "if feature_x:\n    DEBUG = True\n") == Lines{"2"});
}

TEST_CASE("the same text guarded and open are two findings") {
  const auto lines = found(debug_rule(), "if DEBUG:\n    DEBUG = True\nDEBUG = True\n");
  CHECK(lines == Lines{"2 info", "3"});
}

TEST_CASE("no guard holds a credential back") {
  const Rule rule = test_rule("t", "pattern = '''(?P<secret>tok_[0-9a-z]{12})'''\n");
  const auto findings = scan_text({rule}, "if DEBUG:\n    a = 'tok_4k9x2m7q1z8w'\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == prodready::Severity::high);
}

TEST_CASE("a guard in a test file does not raise it, nor lower it further") {
  CHECK(found(debug_rule(), "if ENV == 'production':\n    DEBUG = True\n", "tests/a.py") ==
        Lines{"2 info"});
}
