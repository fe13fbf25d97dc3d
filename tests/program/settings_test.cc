#include <nlohmann/json.hpp>

#include "catch.h"
#include "program.h"

using Json = nlohmann::json;

namespace {

std::string repeated(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

/// Every level twice the one above: 2^40 in the end.
std::string alias_bomb() {
  std::string text = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string above = "*a" + std::to_string(i - 1);
    text +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + above + ", " + above + "]\n";
  }
  return text;
}

struct Case {
  const char* name;
  std::string text;
};

const std::vector<Case>& unreadable() {
  static const std::vector<Case> cases = {
      {"app.yml", "a: [1,\nb: }\n" + std::string(kFindingLine)},
      {"tabs.yml", "a:\n\t- b\n\t\tc: {\n" + std::string(kFindingLine)},
      {"conf/app.json", "{\"a\": 1,, \n" + std::string(kFindingLine)},
      {"config/deep.json", repeated("[", 100000) + "\n" + kFindingLine},
      {"config/deep-map.json",
       repeated("{\"a\":", 5000) + "1" + repeated("}", 5000) + "\n" + kFindingLine},
      {"deep.yml", "a: " + repeated("[", 100000) + "\n" + kFindingLine},
      {"bomb.yml", alias_bomb() + kFindingLine},
      {"deep.toml", "a = " + repeated("[", 100000) + "\n" + kFindingLine},
      {"app.toml", "a = = 1\n" + std::string(kFindingLine)},
      {"web.config", "<a><b></a>\n" + std::string(kFindingLine)},
  };
  return cases;
}

}  // namespace

TEST_CASE("configuration that cannot be read as such is scanned as text, and a note says so") {
  for (const Case& c : unreadable()) {
    INFO(c.name);
    const Workspace workspace;
    workspace.write(std::string("tree/") + c.name, c.text);
    const Result result = workspace.run({"tree", "--format", "json"});
    INFO(result.err);
    CHECK(result.status == 1);
    const Json json = Json::parse(result.out, nullptr, false);
    REQUIRE(!json.is_discarded());
    bool found = false;
    for (const Json& finding : json["findings"]) found = found || contains(finding.dump(), c.name);
    CHECK(found);
    size_t notes = 0;
    for (const Json& note : json["notifications"]) {
      if (!contains(note.dump(), c.name)) continue;
      ++notes;
      CHECK(note["level"] == "note");
      CHECK(contains(note.dump(), "not read as configuration"));
    }
    CHECK(notes == 1);
    CHECK(!contains(result.out, kSecret));
  }
}

TEST_CASE("the terminal tells how many, and the verdict does not change") {
  const Workspace workspace;
  workspace.write("clean/app.yml", "a: [1,\nb: }\n");
  const Result result = workspace.run({"clean"});
  INFO(result.out << result.err);
  CHECK(result.status == 0);
}

TEST_CASE("readable configuration leaves no note") {
  const Workspace workspace;
  workspace.write("clean/app.yml", "a: &x 1\nb: *x\n");
  workspace.write("clean/app.json", "{\"a\": [1, {\"b\": null}]}");
  workspace.write("clean/app.toml", "[a]\nb = 1\n");
  const Result result = workspace.run({"clean", "--format", "json"});
  const Json json = Json::parse(result.out, nullptr, false);
  REQUIRE(!json.is_discarded());
  CHECK(json.value("notifications", Json::array()).empty());
}
