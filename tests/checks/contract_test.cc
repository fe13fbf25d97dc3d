#include "checks/contract.h"

#include "check_tree.h"

using prodready::Confidence;
using prodready::Finding;
using prodready::folded_variable;
using prodready::is_library_variable;
using prodready::is_platform_variable;
using prodready::Severity;
using prodready::Variable;

namespace {

std::vector<std::string> names(const Judged& judged) {
  std::vector<std::string> result;
  for (const Variable& variable : judged.contract.variables) result.push_back(variable.name);
  return result;
}

const Variable& variable(const Judged& judged, const std::string& name) {
  const Variable* found = judged.contract.find(name);
  INFO(name);
  REQUIRE(found != nullptr);
  return *found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a variable is one however it is spelled") {
  for (const char* name :
       {"DB_URL", "db.url", "db-url", "Db__Url", "Db:Url", "DB__URL", "db_url"}) {
    INFO(name);
    CHECK(folded_variable(name) == "DB_URL");
  }
  CHECK(folded_variable("DBURL") != "DB_URL");
  CHECK(folded_variable("").empty());
  const Judged judged = judge({{"app.py", "maybe(\"db.url\")\n"},
                               {".env", "DB_URL=x\n"},
                               {".env.example", "DB_URL=\n"},
                               {"README.md", "Set `DB_URL`.\n"}});
  CHECK(names(judged) == Names{"DB_URL"});
  CHECK(variable(judged, "db-url").reads.size() == 1);
  CHECK(variable(judged, "DB_URL").definitions.size() == 1);
  CHECK(variable(judged, "Db__Url").mentions.size() == 2);
  CHECK(judged.contract.find("DB") == nullptr);
}

TEST_CASE("what code reads is required, has a default, or neither") {
  const Judged judged = judge({{"app.py",
                                "need(\"NEEDED\")\nmaybe(\"PLAIN\")\nmaybe(\"GIVEN\", \"8080\")\n"
                                "maybe(\"APP_SECRET\", \"k4x9m2q7z1w8p0\")\n"},
                               {"tests/test_app.py", "need(\"ONLY_TEST\")\n"}});
  struct Case {
    const char* name;
    bool required, has_default, production;
  };
  const Case cases[] = {{"NEEDED", true, false, true},
                        {"PLAIN", false, false, true},
                        {"GIVEN", false, true, true},
                        {"APP_SECRET", false, true, true},
                        {"ONLY_TEST", false, false, false}};
  for (const Case& c : cases) {
    INFO(c.name);
    const Variable& one = variable(judged, c.name);
    CHECK(one.required() == c.required);
    CHECK(one.has_default() == c.has_default);
    CHECK(one.read_in_production_code() == c.production);
  }
  CHECK(variable(judged, "GIVEN").reads[0]->default_value == "8080");
  CHECK(variable(judged, "APP_SECRET").reads[0]->default_value.find("k4x9m2q7z1w8p0") ==
        std::string::npos);
  CHECK(!judged.contract.dynamic);
}

TEST_CASE("an environment's file defines, an example and a text document") {
  const Judged judged = judge(
      {{"app.py", "need(\"A_B\")\n"},
       {".env.production", "A_B=1\n"},
       {".env.example", "A_B=\n# comment\nEXAMPLE_ONLY=\n"},
       {"README.md", "`A_B` and `NOT_A_VARIABLE`\n"},
       {"docker-compose.yml", "services:\n  a:\n    environment:\n      COMPOSE_ONLY_X: 1\n"}});
  CHECK(names(judged) == Names{"A_B", "COMPOSE_ONLY_X", "EXAMPLE_ONLY"});
  CHECK(variable(judged, "A_B").definitions[0]->place.path == ".env.production");
  CHECK(variable(judged, "A_B").mentions.size() == 2);
  CHECK(variable(judged, "EXAMPLE_ONLY").definitions.empty());
  CHECK(variable(judged, "EXAMPLE_ONLY").mentions[0]->example_file);
}

TEST_CASE("what the platform and libraries read is known") {
  for (const char* name : {"PATH", "HOME", "CI", "PORT", "GITHUB_TOKEN", "KUBERNETES_SERVICE_HOST",
                           "npm_package_version", "NODE_ENV", "LC_ALL"}) {
    INFO(name);
    CHECK(is_platform_variable(name));
  }
  for (const char* name : {"DATABASE_URL", "PATHS", "APP_HOME", "MY_GITHUB_TOKEN", ""}) {
    INFO(name);
    CHECK(!is_platform_variable(name));
  }
  for (const char* name : {"JAVA_OPTS", "SPRING_PROFILES_ACTIVE", "AWS_REGION", "PGPASSWORD",
                           "POSTGRES_DB", "ConnectionStrings__Shop"}) {
    INFO(name);
    CHECK(is_library_variable(name));
  }
  for (const char* name : {"DATABASE_URL", "APP_JAVA_OPTS", "STRIPE_KEY"}) {
    INFO(name);
    CHECK(!is_library_variable(name));
  }
}

TEST_CASE("a required variable that a kept list lacks is undocumented") {
  const std::string rule = "env-variable-undocumented";
  const Judged judged = judge({{"src/a.py", "need(\"LISTED\")\nneed(\"FORGOTTEN\")\n"},
                               {"src/b.py", "need(\"FORGOTTEN\")\nneed(\"PATH\")\n"},
                               {".env.example", "LISTED=\n"}},
                              {check_rule(rule)});
  REQUIRE(judged.findings.size() == 1);
  const Finding& finding = judged.findings[0];
  CHECK(finding.path == "src/a.py");
  CHECK(finding.location.start.line == 2);
  CHECK(finding.detail.starts_with("FORGOTTEN is read in 2 places"));
  REQUIRE(finding.related.size() == 1);
  CHECK(finding.related[0].path == "src/b.py");

  const Tree quiet[] = {
      {{"src/a.py", "need(\"A_A\")\n"}, {".env.example", "A_A=\n"}},
      {{"src/a.py", "need(\"A_A\")\n"}, {".env.example", ""}, {".env.production", "A_A=1\n"}},
      {{"src/a.py", "need(\"A_A\")\n"}, {".env.example", ""}, {"README.md", "`A_A`"}},
      {{"src/a.py", "need(\"PORT\")\n"}, {".env.example", "B=\n"}},
      {{"tests/a.py", "need(\"A_A\")\n"}, {".env.example", "B=\n"}},
      {{"src/a.py", "need(\"A_A\")\n"}},  // nobody keeps a list
  };
  for (const Tree& tree : quiet) {
    INFO(tree[0].first << " " << tree.back().first);
    CHECK(judge(tree, {check_rule(rule)}).findings.empty());
  }
}

TEST_CASE("what the program does without is told in one finding, of low severity") {
  const Judged judged =
      judge({{"src/a.py", "maybe(\"A_A\")\nmaybe(\"B_B\", \"x\")\n"}, {".env.example", "C_C=\n"}},
            {check_rule("env-variable-undocumented")});
  REQUIRE(judged.findings.size() == 1);
  CHECK(judged.findings[0].severity <= Severity::low);
  CHECK(judged.findings[0].confidence == Confidence::low);
  CHECK(judged.findings[0].detail == "no file defines or documents A_A and B_B");
}

TEST_CASE("an example that nobody reads is stale, but not when names are computed") {
  const std::string rule = "env-example-stale";
  const Tree tree = {{"src/a.py", "need(\"USED_A\")\n"},
                     {".env.example", "USED_A=\nOLD_A=\nOLD_B=\nJAVA_OPTS=\n"}};
  const Judged stale = judge(tree, {check_rule(rule)});
  REQUIRE(stale.findings.size() == 1);
  CHECK(stale.findings[0].detail == "no code reads OLD_A and OLD_B");
  CHECK(stale.findings[0].location.start.line == 2);
  CHECK(stale.findings[0].severity == Severity::high);
  Tree dynamic = tree;
  dynamic.push_back({"src/b.py", "read_any(name)\n"});
  const Judged unsure = judge(dynamic, {check_rule(rule)});
  CHECK(unsure.contract.dynamic);
  REQUIRE(unsure.findings.size() == 1);
  CHECK(unsure.findings[0].severity == Severity::info);
  CHECK(unsure.findings[0].confidence == Confidence::low);
  CHECK(judge({{".env.example", "OLD_A=\n"}}, {check_rule(rule)}).findings.empty());
}

TEST_CASE("what is set for a service built here, but read by no code, is unread") {
  const std::string compose =
      "services:\n  web:\n    build: .\n    environment:\n      USED_A: 1\n      UNUSED_B: 1\n"
      "  db:\n    image: postgres\n    environment:\n      THEIR_OWN: 1\n";
  const Judged judged = judge({{"src/a.py", "need(\"USED_A\")\n"}, {"docker-compose.yml", compose}},
                              {check_rule("env-variable-unread")});
  REQUIRE(judged.findings.size() == 1);
  CHECK(judged.findings[0].detail == "set for services.web, read by no code here: UNUSED_B");
  CHECK(judged.findings[0].location.start.line == 6);
}

TEST_CASE("what a production manifest sets must be all that the code needs") {
  auto manifest = [](const std::string& last) {
    return "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n"
           "      containers:\n        - name: a\n          env:\n"
           "            - {name: A_A, value: x}\n            - {name: B_B, value: x}\n"
           "            - {name: C_C, value: x}\n" +
           last;
  };
  const std::string code =
      "need(\"A_A\")\nneed(\"B_B\")\nneed(\"C_C\")\nneed(\"D_D\")\nmaybe(\"E_E\")\n";
  const auto rule = check_rule("env-variable-missing");
  const Judged judged = judge({{"src/a.py", code}, {"deploy/prod/app.yml", manifest("")}}, {rule});
  REQUIRE(judged.findings.size() == 1);
  CHECK(judged.findings[0].path == "src/a.py");
  CHECK(judged.findings[0].location.start.line == 4);
  CHECK(judged.findings[0].detail ==
        "the program fails without D_D, and deploy/prod/app.yml does not set it");
  REQUIRE(judged.findings[0].related.size() == 1);
  CHECK(judged.findings[0].related[0].path == "deploy/prod/app.yml");
  const std::string from = "          envFrom:\n            - secretRef: {name: x}\n";
  CHECK(judge({{"src/a.py", code}, {"deploy/prod/app.yml", manifest(from)}}, {rule})
            .findings.empty());
  const std::string fourth = "            - {name: D_D, value: x}\n";
  CHECK(judge({{"src/a.py", code}, {"deploy/prod/app.yml", manifest(fourth)}}, {rule})
            .findings.empty());
}

TEST_CASE("a check does not speak without its rule") {
  CHECK(judge({{"src/a.py", "need(\"A_A\")\n"}, {".env.example", "OLD_A=\n"}}).findings.empty());
}
