// Every format through the program: chosen by name or by the file's ending, over a tree whose file
// names attack the readers of reports.
#include <nlohmann/json.hpp>
#include <sstream>

#include "catch.h"
#include "hostile_names.h"
#include "program.h"
#include "text/escape.h"

using Json = nlohmann::json;

namespace {

const std::vector<std::string> kFormats = {
    "terminal", "concise",        "json",  "jsonl",      "sarif",  "github", "markdown",
    "gitlab",   "gitlab-secrets", "junit", "checkstyle", "rdjson", "sonar",  "csv"};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void write_hostile_tree(const Workspace& w) {
  for (const std::string& name : hostile_names()) w.write("hostile/" + name, kFindingLine);
}

}  // namespace

TEST_CASE("all formats at once, from one audit, on hostile names") {
  const Workspace w;
  write_hostile_tree(w);
  std::vector<std::string> arguments = {"hostile", "-q"};
  for (const std::string& format : kFormats)
    arguments.insert(arguments.end(), {"-o", format + "=out/" + format});
  std::filesystem::create_directories(w.path("out"));
  const Result result = w.run(arguments);
  CAPTURE(result.err);
  REQUIRE(result.status == 1);
  for (const std::string& format : kFormats) {
    CAPTURE(format);
    const std::string text = w.read("out/" + format);
    CHECK(prodready::is_valid_utf8(text));
    CHECK_FALSE(contains(text, kSecret));
    CHECK(text.back() == '\n');
    for (std::string line : lines_of(text)) {
      if (line.ends_with('\r')) line.pop_back();
      CHECK(prodready::printable(line) == line);
      if (format != "github") CHECK_FALSE(line.starts_with("::"));
    }
    const Result alone = w.run({"hostile", "--format", format, "--jobs", "7"});
    if (format != "gitlab-secrets") CHECK(alone.out == text);
  }
  const size_t files = hostile_names().size();
  CHECK(Json::parse(w.read("out/sarif"))["runs"][0]["results"].size() == files);
  CHECK(Json::parse(w.read("out/gitlab")).size() == files);
  CHECK(Json::parse(w.read("out/rdjson"))["diagnostics"].size() == files);
  CHECK(lines_of(w.read("out/csv")).size() == files + 1);
  CHECK(lines_of(w.read("out/github")).size() <= 12);
}

TEST_CASE("the ending of a file tells the format where only one format has it") {
  const Workspace w;
  w.run({"tree", "-q", "-o", "r.sarif", "-o", "r.sarif.json", "-o", "r.jsonl", "-o", "r.csv", "-o",
         "r.md", "-o", "checkstyle=r.xml"});
  CHECK(contains(w.read("r.sarif"), "\"version\": \"2.1.0\""));
  CHECK(w.read("r.sarif") == w.read("r.sarif.json"));
  CHECK(lines_of(w.read("r.jsonl")).size() == 3);
  CHECK(w.read("r.csv").starts_with("\"severity\","));
  CHECK(w.read("r.md").starts_with("## NOT READY"));
  CHECK(contains(w.read("r.xml"), "<checkstyle"));
  w.run({"tree", "-q", "--format", "junit", "-o", "plain.xml"});
  CHECK(contains(w.read("plain.xml"), "<testsuites"));
}

TEST_CASE("a format that does not exist is named, with the nearest that does") {
  const Workspace w;
  const Result wrong = w.run({"tree", "--format", "sarf"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.err, "unknown format \"sarf\" (did you mean \"sarif\"?)"));
  const Result elsewhere = w.run({"env", "--format", "sarif"});
  CHECK(elsewhere.status == 2);
  CHECK(contains(elsewhere.err, "there is terminal, json"));
  const std::string help = run_program({"audit", "--help"}).out;
  for (const std::string& format : kFormats) CHECK(contains(help, "\n  " + format + " "));
}

TEST_CASE("columns: code points, bytes and from zero, as each format wants them") {
  const Workspace w;
  w.write("tree/src/app.py",
          "# h\xc3\xa9 \xf0\x9f\x98\x80\nk\xc3\xa9y \xf0\x9f\x98\x80 = MARKER_8f3a91c0d27e55b1\n");
  std::filesystem::remove_all(w.path("tree/.env"));
  const Json sarif = Json::parse(w.run({"tree", "--format", "sarif"}).out);
  const Json region = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
  CHECK(region == Json({{"startLine", 2}, {"startColumn", 16}, {"endLine", 2}, {"endColumn", 32}}));
  const Json rdjson = Json::parse(w.run({"tree", "--format", "rdjson"}).out);
  CHECK(rdjson["diagnostics"][0]["location"]["range"] ==
        Json({{"start", {{"line", 2}, {"column", 20}}}, {"end", {{"line", 2}, {"column", 36}}}}));
  const Json sonar = Json::parse(w.run({"tree", "--format", "sonar"}).out);
  CHECK(sonar["issues"][0]["primaryLocation"]["textRange"]["startColumn"] == 15);
}

TEST_CASE("the one report with times in it has those that SOURCE_DATE_EPOCH says") {
  const Workspace w;
  Setup setup;
  setup.environment = {{"SOURCE_DATE_EPOCH", "1700000000"}};
  const Result one = w.run({"tree", "--format", "gitlab-secrets"}, setup);
  CHECK(Json::parse(one.out)["scan"]["end_time"] == "2023-11-14T22:13:20");
  CHECK(w.run({"tree", "--format", "gitlab-secrets"}, setup).out == one.out);
}
