#include <nlohmann/json.hpp>

#include "catch.h"
#include "program.h"

using Json = nlohmann::json;

namespace {

const char* const kIdiom =
    "title = \"need()\"\n"
    "kind = \"read\"\n"
    "pattern = '''need(?P<required>\\()\"(?P<name>\\w+)\"(, \"(?P<default>[^\"]*)\")?'''\n"
    "[[match]]\n"
    "text = 'need(\"A\")'\n"
    "[[no_match]]\n"
    "why = \"no name\"\n"
    "text = 'need(a)'\n";

const char* const kUndocumented =
    "title = \"Environment variable nobody documents\"\n"
    "why = \"Nobody sets it.\"\n"
    "fix = \"Document it.\"\n"
    "severity = \"high\"\n"
    "confidence = \"high\"\n"
    "check = true\n"
    "[[bad]]\n"
    "finds = \"a.py:1\"\n"
    "[bad.tree]\n"
    "\"a.py\" = 'need(\"A_A\")'\n"
    "\".env.example\" = \"B_B=\"\n"
    "[[good]]\n"
    "why = \"documented\"\n"
    "[good.tree]\n"
    "\"a.py\" = 'need(\"A_A\")'\n"
    "\".env.example\" = \"A_A=\"\n";

/// A workspace with an idiom and the check of the contract; the program in env/.
struct Contract : Workspace {
  Contract() {
    write("rules/variables/python-need.toml", kIdiom);
    write("rules/environments/env-variable-undocumented.toml", kUndocumented);
    write("env/src/app.py", "need(\"DB_URL\")\nneed(\"DB_URL\")\n");
    write("env/.env.example", "DB_URL=\nOLD_ONE=\n");
    write("env/.env.production", "DB_URL=postgres://x:k4x9m2q7z1w8p0@db.acme.io/shop\n");
  }
};

Json parsed(const Result& result) {
  INFO(result.out << result.err);
  Json json = Json::parse(result.out, nullptr, false);
  REQUIRE(!json.is_discarded());
  return json;
}

const Json* named(const Json& variables, const std::string& name) {
  for (const Json& variable : variables) {
    if (variable["name"] == name) return &variable;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("env shows what is read, where it is set and where it is documented") {
  const Contract workspace;
  const Result result = workspace.run({"env", "env"});
  INFO(result.out << result.err);
  CHECK(result.status == 0);
  CHECK(contains(result.out, "DB_URL"));
  CHECK(contains(result.out, "src/app.py:1 +1"));
  CHECK(contains(result.out, "required"));
  CHECK(contains(result.out, "production"));
  CHECK(contains(result.out, ".env.example:1"));
  CHECK(contains(result.out, "Defined or documented, read by no code here:"));
  CHECK(contains(result.out, "OLD_ONE"));
  CHECK(contains(result.out, "1 variable read, 1 variable defined or documented but not read."));
  CHECK(!contains(result.out, "k4x9m2q7z1w8p0"));
}

TEST_CASE("env as JSON holds every place, and no value") {
  const Contract workspace;
  const Result result = workspace.run({"env", "env", "--format", "json"});
  CHECK(result.status == 0);
  CHECK(!contains(result.out, "k4x9m2q7z1w8p0"));
  CHECK(!contains(result.out, "acme"));
  const Json json = parsed(result);
  CHECK(json["schemaVersion"] == "1.0");
  CHECK(json["$schema"] == "urn:prodready:schema:contract:1.0");
  CHECK(json["findings"].empty());
  CHECK(json["dynamicReads"].empty());
  CHECK(json["variables"].size() == 2);
  const Json* url = named(json["variables"], "DB_URL");
  REQUIRE(url != nullptr);
  CHECK((*url)["required"] == true);
  CHECK((*url)["hasDefault"] == false);
  CHECK((*url)["platform"] == false);
  REQUIRE((*url)["reads"].size() == 2);
  CHECK((*url)["reads"][1]["idiom"] == "python-need");
  REQUIRE((*url)["definitions"].size() == 1);
  CHECK((*url)["definitions"][0]["environment"] == "production");
  CHECK((*url)["definitions"][0]["value"] == "literal");
  CHECK((*url)["definitions"][0]["format"] == "dotenv");
  REQUIRE((*url)["documented"].size() == 1);
  CHECK((*url)["documented"][0]["exampleFile"] == true);
  const Json* old = named(json["variables"], "OLD_ONE");
  REQUIRE(old != nullptr);
  CHECK((*old)["reads"].empty());
}

TEST_CASE("env fails with findings about the contract, and with those only") {
  const Contract workspace;
  workspace.write("env/src/new.py", "need(\"FORGOTTEN\")\n" + std::string(kFindingLine));
  const Result table = workspace.run({"env", "env"});
  INFO(table.out);
  CHECK(table.status == 1);
  CHECK(contains(table.out, "FORGOTTEN"));
  CHECK(!contains(table.out, "Marker left in"));
  const Json json = parsed(workspace.run({"env", "env", "--format=json"}));
  REQUIRE(json["findings"].size() == 1);
  CHECK(json["findings"][0]["ruleId"] == "env-variable-undocumented");
}

TEST_CASE("env without a folder looks at the one it stands in") {
  const Contract workspace;
  Setup setup;
  setup.cwd = workspace.path("env");
  const Result result = workspace.run({"env"}, setup);
  CHECK(result.status == 0);
  CHECK(contains(result.out, "DB_URL"));
}

TEST_CASE("env where nothing is read says so") {
  const Contract workspace;
  const Result result = workspace.run({"env", "clean"});
  CHECK(result.status == 0);
  CHECK(contains(result.out, "0 variables read"));
  CHECK(parsed(workspace.run({"env", "clean", "--format", "json"}))["variables"].empty());
}

TEST_CASE("env does not take what it does not know") {
  const Contract workspace;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"env", "env", "--format", "xml"},
        std::vector<std::string>{"env", "nowhere"},
        std::vector<std::string>{"env", "env", "--no-such-flag"},
        std::vector<std::string>{"env", "env", "clean"}}) {
    INFO(arguments.back());
    const Result result = workspace.run(arguments);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(!result.err.empty());
  }
}

TEST_CASE("names that a tree chose cannot steer the terminal") {
  const Contract workspace;
  workspace.write("env/src/\x1b[31mred\nline.py", "need(\"DB_URL\")\n");
  const Result result = workspace.run({"env", "env"});
  CHECK(!contains(result.out, "\x1b"));
  CHECK(!contains(result.out, "\nline.py"));
  CHECK(named(parsed(workspace.run({"env", "env", "--format", "json"}))["variables"], "DB_URL"));
}
