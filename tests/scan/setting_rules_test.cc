#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "scan_text.h"

using prodready::Environment;
using prodready::Finding;
using prodready::Rule;
using prodready::Severity;

namespace {

const std::string kDebugKeys = "keys = ['debug']\nvalue = '(?i)^true$'\n";

Rule debug_rule(const std::string& more = "", const std::string& id = "debug-on") {
  return test_rule(id, kDebugKeys + more, "debug");
}

/// "line severity", ascending, of everything found; repeats of a value stand with their first.
std::vector<std::string> found(const std::vector<Rule>& rules, const std::string& path,
                               const std::string& text) {
  std::vector<std::string> lines;
  for (const Finding& finding : scan_text(rules, text, path)) {
    auto add = [&](const prodready::Location& at) {
      lines.push_back(std::to_string(at.start.line) + " " + std::string(name(finding.severity)));
    };
    add(finding.location);
    for (const auto& repeat : finding.repeats) add(repeat);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("one rule finds a setting in every format") {
  struct Case {
    const char* path;
    const char* text;
    uint64_t line, column, end_column;
  };
  const Case cases[] = {
      {".env", "A=1\nDEBUG=true\n", 2, 1, 11},
      {".env", "export DEBUG=\"true\" # on\n", 1, 8, 19},
      {"app.properties", "a.debug = true\n", 1, 1, 15},
      {"app.ini", "[app]\ndebug = true\n", 2, 1, 13},
      {"app.toml", "[app]\ndebug = true # on\n", 2, 1, 13},
      {"app.yml", "app:\n  debug: True\n", 2, 3, 14},
      {"conf/app.json", "{\"app\": {\"debug\": true}}", 1, 11, 23},
      {"main.tf", "app {\n  debug = true\n}\n", 2, 3, 15},
      {"Dockerfile", "FROM a\nENV DEBUG=true\n", 2, 5, 15},
      {"docker-compose.yml", "services:\n  a:\n    environment:\n      - DEBUG=true\n", 4, 9, 19},
      {"docker-compose.yml", "services:\n  a:\n    environment:\n      DEBUG: 'true'\n", 4, 7, 19},
      {"app.service", "[Service]\nEnvironment=DEBUG=true\n", 2, 13, 23},
      {"settings.py", "A = 1\nDEBUG = True\n", 2, 1, 13},
      {"config/app.php", "<?php\nreturn [\n  'debug' => true,\n];\n", 3, 4, 18},
      {"k8s.yml",
       "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - env:\n        - name: DEBUG\n"
       "          value: 'true'\n",
       7, 19, 23},
  };
  for (const Case& c : cases) {
    INFO(c.path << "\n" << c.text);
    const auto findings = scan_text({debug_rule()}, c.text, c.path);
    CHECK(findings.size() == 1);
    if (findings.empty()) continue;
    CHECK(findings[0].location.start.line == c.line);
    CHECK(findings[0].location.start.column == c.column);
    CHECK(findings[0].location.end.column == c.end_column);
    CHECK(findings[0].redacted.empty());
  }
}

TEST_CASE("a setting of another value, in a comment or of another key is none") {
  const char* const texts[][2] = {
      {".env", "DEBUG=false\n"},
      {".env", "# DEBUG=true\n"},
      {".env", "DEBUG_LEVEL=true\n"},
      {".env", "DEBUG=\n"},
      {"app.yml", "# debug: true\n"},
      {"app.yml", "debug:\n  a: true\n"},
      {"app.yml", "debug: truely\n"},
      {"app.toml", "debug = false # true\n"},
      {"settings.py", "'''\nDEBUG = True\n'''\n"},
      {"settings.py", "# DEBUG = True\n"},
      {"notes.txt", "DEBUG=true\n"},
  };
  for (const auto& [path, text] : texts) {
    INFO(path << "\n" << text);
    CHECK(found({debug_rule()}, path, text).empty());
  }
}

TEST_CASE("what only refers to something never fits") {
  const Rule any = test_rule("any", "keys = ['debug']\nvalue = '.'\n", "debug");
  const char* const texts[][2] = {
      {"app.yml", "debug: ${DEBUG}\n"},
      {"app.yml", "debug: '{{ .Values.debug }}'\n"},
      {"main.tf", "debug = var.debug\n"},
      {"main.tf", "debug = local.true\n"},
      {"settings.py", "DEBUG = os.environ[\"DEBUG\"]\n"},
      {"settings.py", "DEBUG = is_debug()\n"},
      {"docker-compose.yml", "services:\n  a:\n    environment:\n      DEBUG: ${DEBUG:?set it}\n"},
      {"k8s.yml",
       "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - env:\n        - name: DEBUG\n"
       "          valueFrom:\n            configMapKeyRef: {name: a, key: b}\n"},
  };
  for (const auto& [path, text] : texts) {
    INFO(path << "\n" << text);
    CHECK(found({any}, path, text).empty());
  }
  CHECK(found({any}, "app.yml", "debug: x\n").size() == 1);
}

TEST_CASE("of a reference with a default the default counts, and the finding says so") {
  for (const char* value : {"${X:-true}", "${X-true}", "${X:=true}", "${X:true}"}) {
    INFO(value);
    const std::string text =
        "services:\n  a:\n    environment:\n      DEBUG: " + std::string(value) + "\n";
    const auto findings = scan_text({debug_rule()}, text, "docker-compose.yml");
    CHECK(findings.size() == 1);
    if (findings.empty()) continue;
    CHECK(std::count(findings[0].reasons.begin(), findings[0].reasons.end(),
                     "it is the default, taken when the variable is not set") == 1);
  }
  CHECK(found({debug_rule()}, "app.yml", "debug: ${X:-false}\n").empty());
  const auto plain = scan_text({debug_rule()}, "debug: true\n", "app.yml");
  REQUIRE(plain.size() == 1);
  for (const std::string& reason : plain[0].reasons)
    CHECK(reason.find("default, taken") == std::string::npos);
}

TEST_CASE("an empty value fits a regex for nothing") {
  const Rule empty = test_rule("empty", "keys = ['password']\nvalue = '^$'\n", "debug");
  CHECK(found({empty}, ".env", "PASSWORD=\n") == Lines{"1 high"});
  CHECK(found({empty}, "app.yml", "password: ''\n") == Lines{"1 high"});
  CHECK(found({empty}, ".env", "PASSWORD=x\n").empty());
}

TEST_CASE("a role holds a rule to what a setting is") {
  const std::string compose =
      "services:\n  a:\n    image: debug\n    command: run debug\n    environment:\n"
      "      MODE: debug\n    build:\n      args:\n        KIND: debug\n    hostname: debug\n";
  struct Case {
    const char* role;
    Lines expected;
  };
  const Case cases[] = {{"image", {"3 high"}},
                        {"command", {"4 high"}},
                        {"variable", {"6 high"}},
                        {"argument", {"9 high"}},
                        {"plain", {"10 high"}}};
  for (const Case& c : cases) {
    INFO(c.role);
    const Rule rule =
        test_rule("r", "role = '" + std::string(c.role) + "'\nvalue = 'debug$'\n", "debug");
    CHECK(found({rule}, "deploy/docker-compose.yml", compose) == c.expected);
  }
  const Rule both =
      test_rule("r", "role = 'variable'\nkeys = ['hostname', 'mode']\nvalue = 'debug$'\n", "debug");
  CHECK(found({both}, "deploy/docker-compose.yml", compose) == Lines{"6 high"});
}

TEST_CASE("formats, files and not_files hold a rule to some configuration") {
  const Rule toml = debug_rule("formats = ['toml', 'dotenv']\n");
  CHECK(found({toml}, "a.toml", "debug = true\n").size() == 1);
  CHECK(found({toml}, ".env", "DEBUG=true\n").size() == 1);
  CHECK(found({toml}, "a.yml", "debug: true\n").empty());
  const Rule files = debug_rule("files = ['conf/*.yml']\nnot_files = ['*-own.yml']\n");
  CHECK(found({files}, "conf/a.yml", "debug: true\n").size() == 1);
  CHECK(found({files}, "other/a.yml", "debug: true\n").empty());
  CHECK(found({files}, "conf/my-own.yml", "debug: true\n").empty());
}

TEST_CASE("another setting must, or must not, stand nearby") {
  struct Case {
    const char* companion;
    const char* text;
    Lines expected;
  };
  const char* const groups = "a:\n  debug: true\n  mode: x\nb:\n  debug: true\n";
  const char* const documents = "debug: true\nmode: x\n---\ndebug: true\n";
  const char* const nested = "a:\n  debug: true\n  inner:\n    mode: x\nb:\n  debug: true\n";
  const char* const neither = "debug: true\n";
  const Case cases[] = {
      {"[[when]]\nkeys = ['mode']\nreach = 'group'\n", groups, {"2 high"}},
      {"[[unless]]\nkeys = ['mode']\nreach = 'group'\n", groups, {"5 high"}},
      {"[[when]]\nkeys = ['mode']\nreach = 'group'\n", nested, {"2 high"}},
      {"[[when]]\nkeys = ['mode']\n", groups, {"2 high", "5 high"}},
      {"[[when]]\nkeys = ['mode']\n", documents, {"1 high"}},
      {"[[unless]]\nkeys = ['mode']\nreach = 'document'\n", documents, {"4 high"}},
      {"[[when]]\nkeys = ['mode']\nreach = 'file'\n", documents, {"1 high", "4 high"}},
      {"[[unless]]\nkeys = ['mode']\nreach = 'file'\n", documents, {}},
      {"[[unless]]\nkeys = ['mode']\n", neither, {"1 high"}},
      {"[[when]]\nkeys = ['mode']\n", neither, {}},
      {"[[when]]\nkeys = ['mode']\nvalue = '^y$'\n", documents, {}},
      {"[[when]]\nkeys = ['mode']\nvalue = '^x$'\n", documents, {"1 high"}},
      {"[[when]]\nkeys = ['mode']\n[[when]]\nkeys = ['other']\n", documents, {}},
      {"[[when]]\nkeys = ['other', 'mode']\n", documents, {"1 high"}},
      {"[[when]]\nkeys = ['debug']\n", neither, {}},  // itself is no company
  };
  for (const Case& c : cases) {
    INFO(c.companion << c.text);
    CHECK(found({debug_rule(c.companion)}, "app.yml", c.text) == c.expected);
  }
}

TEST_CASE("a secret in a setting is redacted everywhere, also beside it") {
  const Rule rule =
      test_rule("password", "keys = ['*password']\nvalue = '^(?P<secret>[a-z0-9]{12,})$'\n");
  const std::string secret = "k4x9m2q7z1w8p0";
  for (const auto& [path, text] : std::vector<std::pair<std::string, std::string>>{
           {"app.yml", "db:\n  password: " + secret + " # " + secret + "\n"},
           {".env", "DB_PASSWORD=\"" + secret + "\"\n"},
           {"app.toml", "[db]\npassword = '" + secret + "'\n"},
           {"app.json", "{\"db\": {\"adminPassword\": \"" + secret + "\"}}"}}) {
    INFO(path);
    const auto findings = scan_text({rule}, text, path);
    CHECK(findings.size() == 1);
    if (findings.empty()) continue;
    CHECK(findings[0].redacted == "…[14]");
    REQUIRE(!findings[0].frame.empty());
    for (const auto& line : findings[0].frame) {
      if (path != "app.yml") CHECK(line.text.find(secret) == std::string::npos);
    }
    const auto& at = findings[0].location;
    CHECK(at.end.column - at.start.column == secret.size());
  }
}

TEST_CASE("a placeholder is no secret in a setting either") {
  const Rule rule = test_rule("p", "keys = ['password']\nvalue = '^(?P<secret>.+)$'\n");
  for (const char* value : {"changeme", "<your-password>", "xxxxxxxx", "${PASSWORD}"}) {
    INFO(value);
    CHECK(found({rule}, ".env", "PASSWORD='" + std::string(value) + "'\n").empty());
  }
  CHECK(found({rule}, ".env", "PASSWORD=hunter2\n").size() == 1);
}

TEST_CASE("what a stage holds that does not ship is development's, unless the rule wants it") {
  const std::string text = "FROM a AS build\nENV DEBUG=true\nFROM b\nRUN x\n";
  CHECK(found({debug_rule()}, "Dockerfile", text) == Lines{"2 info"});
  CHECK(found({debug_rule("build_stages = true\n")}, "Dockerfile", text) == Lines{"2 high"});
  CHECK(found({debug_rule()}, "Dockerfile", "FROM a\nENV DEBUG=true\n") == Lines{"2 high"});
}

TEST_CASE("parts of a file are graded by their own environment") {
  struct Case {
    const char* path;
    const char* text;
    Lines expected;
  };
  const Case cases[] = {
      {"src/main/resources/application.yml",
       "debug: true\n---\nspring:\n  config:\n    activate:\n      on-profile: dev\ndebug: true\n",
       {"1 high", "7 info"}},
      {"docker-compose.yml",
       "services:\n  a:\n    profiles: [dev]\n    environment:\n      DEBUG: 'true'\n",
       {"5 info"}},
      {"application-dev.yml", "debug: true\n", {"1 info"}},
      {"application-prod.yml", "debug: true\n", {"1 high"}},
  };
  for (const Case& c : cases) {
    INFO(c.path << "\n" << c.text);
    CHECK(found({debug_rule()}, c.path, c.text) == c.expected);
  }
}

TEST_CASE("in settings that are code, guards hold a setting back") {
  struct Case {
    const char* path;
    const char* text;
    Lines expected;
  };
  const Case cases[] = {
      {"config.js", "module.exports = {\n  debug: true,\n};\n", {"2 high"}},
      {"config.js",
       "module.exports = {\n  development: {\n    debug: true,\n  },\n};\n",
       {"3 info"}},
      {"config.js",
       "module.exports = {\n  development: {\n    a: 1,\n  },\n  production: {\n"
       "    debug: true,\n  },\n};\n",
       {"6 high"}},
      {"config.py", "class DevelopmentConfig:\n    DEBUG = True\n", {"2 info"}},
      {"config.py", "class ProductionConfig:\n    DEBUG = True\n", {"2 high"}},
      {"config/app.php",
       "<?php\nreturn [\n  'local' => [\n    'debug' => true,\n  ],\n];\n",
       {"4 info"}},
  };
  for (const Case& c : cases) {
    INFO(c.path << "\n" << c.text);
    CHECK(found({debug_rule()}, c.path, c.text) == c.expected);
  }
}

TEST_CASE("of two rules that know one setting the most severe speaks") {
  Rule mild = debug_rule("", "a-mild");
  mild.severity = Severity::medium;
  Rule severe = debug_rule("", "b-severe");
  severe.severity = Severity::critical;
  for (const auto& rules : {std::vector{mild, severe}, std::vector{severe, mild}}) {
    const auto findings = scan_text(rules, "DEBUG=true\nA=1\n", ".env");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule->id == "b-severe");
  }
  // What only guesses does not displace what knows.
  severe.confidence = prodready::Confidence::low;
  const auto findings = scan_text({mild, severe}, "DEBUG=true\n", ".env");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule->id == "a-mild");
  // Two settings are two findings, whatever the rules.
  Rule other = test_rule("other", "keys = ['trace']\nvalue = '^true$'\n", "debug");
  CHECK(scan_text({mild, other}, "DEBUG=true\nTRACE=true\n", ".env").size() == 2);
}

TEST_CASE("a comment in the file accepts a setting") {
  const auto findings =
      scan_text({debug_rule()}, "debug = true # prodready:ignore[debug-on] sandbox\n", "app.toml");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].suppression);
}

TEST_CASE("a setting is reported once, however the file is cut into windows") {
  const prodready::RuleSet rules = prodready::make_rule_set({debug_rule()});
  const prodready::Detector detector(rules, {});
  prodready::FileScanner scanner(detector);
  const std::string text = "debug: true\nfiller: " + std::string(200, 'x') + "\n";
  CHECK(scan_in_windows(scanner, "app.yml", text, 4096, 0).size() == 1);
}
