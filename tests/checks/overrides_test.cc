#include "check_tree.h"

using prodready::Finding;
using prodready::Severity;

namespace {

prodready::Rule debug_rule() {
  return make_rule("debug-on", "keys = ['debug']\nvalue = '(?i)^true$'\n", "high", "debug");
}

prodready::Rule optimization_rule() {
  return make_rule("optimization-off", "keys = ['optimization']\nvalue = '^false$'\n", "medium",
                   "debug");
}

}  // namespace

TEST_CASE("an unsafe value for all is withdrawn where production sets a safe one") {
  struct Case {
    Tree tree;
    const char* place;  ///< of what overrides
  };
  const Case cases[] = {
      {{{"app/settings/base.py", "A = 1\nDEBUG = True\n"},
        {"app/settings/production.py", "from .base import *\nDEBUG = False\n"}},
       "app/settings/production.py:2"},
      {{{"application.yml", "app:\n  debug: true\n"},
        {"application-prod.yml", "app:\n  debug: false\n"}},
       "application-prod.yml:2"},
      {{{"application.properties", "app.debug=true\n"},
        {"application-prod.yml", "app:\n  debug: false\n"}},
       "application-prod.yml:2"},
      {{{".env", "DEBUG=true\n"}, {".env.production", "DEBUG=false\n"}}, ".env.production:1"},
      {{{"appsettings.json", "{\"debug\": true}"},
        {"appsettings.Production.json", "{\"Debug\": false}"}},
       "appsettings.Production.json:1"},
      {{{"application.yml",
         "debug: true\n---\nspring.config.activate.on-profile: prod\ndebug: false\n"}},
       "application.yml:4"},
  };
  for (const Case& c : cases) {
    INFO(c.place);
    const Judged judged = judge(c.tree, {debug_rule()});
    CHECK(judged.findings.size() == 1);
    if (judged.findings.empty()) continue;
    const Finding& finding = judged.findings[0];
    CHECK(finding.path == c.tree[0].first);
    CHECK(finding.severity == Severity::info);
    CHECK(std::count(finding.reasons.begin(), finding.reasons.end(),
                     "lowered from high: overridden in " + std::string(c.place)) == 1);
    CHECK(finding.related.size() == 1);
    if (finding.related.empty()) continue;
    CHECK(finding.related[0].path + ":" + std::to_string(finding.related[0].location.start.line) ==
          c.place);
    CHECK(finding.related[0].text == "production sets it safe here");
  }
}

TEST_CASE("Angular's options are overridden by the production configuration of the same file") {
  auto angular = [](const std::string& production) {
    return "{\"projects\": {\"shop\": {\"architect\": {\"build\": {\n\"options\": {\n"
           "\"optimization\": false\n},\n\"configurations\": {\"production\": {\n"
           "\"optimization\": " +
           production + "\n}}}}}}}\n";
  };
  const Judged safe = judge({{"angular.json", angular("true")}}, {optimization_rule()});
  REQUIRE(safe.findings.size() == 1);
  CHECK(safe.findings[0].location.start.line == 3);
  CHECK(safe.findings[0].severity == Severity::info);
  REQUIRE(safe.findings[0].related.size() == 1);
  CHECK(safe.findings[0].related[0].location.start.line == 6);
  const Judged unsafe = judge({{"angular.json", angular("false")}}, {optimization_rule()});
  CHECK(unsafe.findings.size() == 2);
  for (const Finding& finding : unsafe.findings) CHECK(finding.severity == Severity::medium);
}

TEST_CASE("an unsafe value stays where nothing that production reads makes it safe") {
  const Tree trees[] = {
      {{"settings/base.py", "DEBUG = True\n"}},
      {{"settings/base.py", "DEBUG = True\n"}, {"settings/production.py", "DEBUG = True\n"}},
      {{"settings/base.py", "DEBUG = True\n"}, {"settings/local.py", "DEBUG = False\n"}},
      {{"settings/base.py", "DEBUG = True\n"}, {"settings/test.py", "DEBUG = False\n"}},
      {{"settings/base.py", "DEBUG = True\n"}, {"other/production.py", "DEBUG = False\n"}},
      {{"settings/base.py", "DEBUG = True\n"}, {"settings/production.py", "TRACE = False\n"}},
      {{"settings/base.py", "DEBUG = True\n"},
       {"settings/production.py", "DEBUG = os.environ['DEBUG']\n"}},
      {{"application.yml", "a:\n  debug: true\n"},
       {"application-prod.yml", "b:\n  debug: false\n"}},
      {{"application.yml", "debug: true\n"}, {"application-staging.yml", "debug: false\n"}},
  };
  for (const Tree& tree : trees) {
    INFO(tree.back().first << "\n" << tree.back().second);
    const Judged judged = judge(tree, {debug_rule()});
    REQUIRE(!judged.findings.empty());
    CHECK(judged.findings[0].path == tree[0].first);
    CHECK(judged.findings[0].severity == Severity::high);
    CHECK(judged.findings[0].related.empty());
  }
}

TEST_CASE("an override of one rule's key says nothing about another's") {
  const prodready::Rule trace =
      make_rule("trace-on", "keys = ['trace']\nvalue = '^true$'\n", "high", "debug");
  const Judged judged =
      judge({{".env", "DEBUG=true\nTRACE=true\n"}, {".env.production", "DEBUG=no\n"}},
            {debug_rule(), trace});
  REQUIRE(judged.of("debug-on").size() == 1);
  REQUIRE(judged.of("trace-on").size() == 1);
  CHECK(judged.of("debug-on")[0]->severity == Severity::info);
  CHECK(judged.of("trace-on")[0]->severity == Severity::high);
}

TEST_CASE("production that turns back on what the base turns off is named as that") {
  const Judged judged = judge({{"settings/base.py", "DEBUG = False\n"},
                               {"settings/production.py", "A = 1\nDEBUG = True\n"}},
                              {debug_rule()});
  REQUIRE(judged.findings.size() == 1);
  const Finding& finding = judged.findings[0];
  CHECK(finding.path == "settings/production.py");
  CHECK(finding.severity == Severity::high);
  CHECK(finding.detail == "production turns back on what settings/base.py:1 turns off");
  REQUIRE(finding.related.size() == 1);
  CHECK(finding.related[0].path == "settings/base.py");

  const Judged alone = judge({{"settings/production.py", "DEBUG = True\n"}}, {debug_rule()});
  REQUIRE(alone.findings.size() == 1);
  CHECK(alone.findings[0].detail.empty());
}
