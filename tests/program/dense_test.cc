// Files made to be slow: thousands of matches on one line, in one document, in one map. Work a
// match that grows with its surroundings makes them take minutes, and the test's time limit ends
// it.
#include <nlohmann/json.hpp>

#include "catch.h"
#include "program.h"

using Json = nlohmann::json;

namespace {

std::string numbered(int times, const std::string& before, const std::string& after) {
  std::string text;
  for (int i = 0; i < times; ++i) text += before + std::to_string(i) + after;
  return text;
}

/// The number of findings of a file, repeats included, with the built-in rules.
uint64_t places_in(const Workspace& w, const std::string& file) {
  const Result result = run_program({"audit", "--no-config", "--format", "json", "--min-severity",
                                     "info", "--min-confidence", "low", file},
                                    {.cwd = w.path()});
  const Json report = Json::parse(result.out);
  uint64_t places = 0;
  for (const Json& finding : report["findings"]) places += finding["occurrences"].get<uint64_t>();
  return places;
}

}  // namespace

TEST_CASE("a line with tens of thousands of variables is audited") {
  const Workspace w;
  w.write("app.js", numbered(30000, "a=process.env.X", "||'d';") + "eval(b)");
  const Result result =
      run_program({"env", "--no-config", "--format", "json", "app.js"}, {.cwd = w.path()});
  CHECK(Json::parse(result.out)["variables"].size() > 4000);
}

TEST_CASE("a document with thousands of unsafe settings is audited") {
  const Workspace w;
  w.write("pods.yaml",
          "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n" +
              numbered(2500, "  - name: c", "\n    securityContext:\n      privileged: true\n"));
  w.write("docker-compose.yml",
          "services:\n" + numbered(2500, "  s", ":\n    image: redis\n    privileged: true\n"));
  CHECK(places_in(w, "pods.yaml") >= 2500);
  CHECK(places_in(w, "docker-compose.yml") >= 2500);
}
