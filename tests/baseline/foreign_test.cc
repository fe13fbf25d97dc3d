// Other tools' files, in the shapes that those tools write; the values are made up.
#include "baseline/baseline.h"
#include "catch.h"
#include "text/digest.h"
#include "text/error.h"

using namespace prodready;

namespace {

Baseline parse(const std::string& text) { return parse_baseline(text, "f", ""); }

const std::string kFingerprint = "v1:" + std::string(32, 'a');

std::string sarif(const std::string& tool, const std::string& result) {
  return "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"" + tool +
         "\"}},\"results\":[" + result + "]}]}";
}

}  // namespace

TEST_CASE(".gitleaksignore: fingerprints with a commit and without, comments, other slashes") {
  const Baseline read = parse(
      "# accepted in 2024\n"
      "\n"
      "src/app.py:generic-api-key:12\n"
      "  cd5226711335c68be1e720b318b7bc3135a30eb2:cmd/main.go:aws-access-token:37  \n"
      "src\\win\\app.cs:generic-api-key:3\n"
      "odd:name.txt:generic-api-key:4\n");
  CHECK(read.format == BaselineFormat::gitleaks_ignore);
  REQUIRE(read.foreign.size() == 4);
  CHECK(read.foreign[0].path == "src/app.py");
  CHECK(read.foreign[0].kind == "generic-api-key");
  CHECK(read.foreign[0].line == 12);
  CHECK(read.foreign[0].commit.empty());
  CHECK(read.foreign[0].place == "3");
  CHECK(read.foreign[1].commit == "cd5226711335c68be1e720b318b7bc3135a30eb2");
  CHECK(read.foreign[1].path == "cmd/main.go");
  CHECK(read.foreign[2].path == "src/win/app.cs");
  CHECK(read.foreign[3].path == "odd:name.txt");
  CHECK(!read.wants_sha1());
}

TEST_CASE("a line that is no fingerprint of gitleaks is an error with its place") {
  for (const char* line : {"src/app.py", "a:b", "a:rule:x", "a:rule:0", ":rule:3", "a::3", "::"})
    CHECK_THROWS_WITH(parse("# c\n" + std::string(line)), Catch::StartsWith("f:2: "));
}

TEST_CASE("a report of gitleaks is bound to values, or to lines where they are redacted") {
  const auto item = [](const std::string& secret) {
    return "{\"RuleID\":\"generic-api-key\",\"Description\":\"d\",\"StartLine\":7,\"EndLine\":7,"
           "\"StartColumn\":3,\"EndColumn\":20,\"Match\":\"m\",\"Secret\":\"" +
           secret +
           "\",\"File\":\"src/a.py\",\"SymlinkFile\":\"\",\"Commit\":\"\",\"Entropy\":3.5,"
           "\"Tags\":[],\"Fingerprint\":\"src/a.py:generic-api-key:7\"}";
  };
  const Baseline read =
      parse("[" + item("made-up-1") + "," + item("REDACTED") + "," + item("made...") + "," +
            item("REDACT") + ",{\"RuleID\":\"x\",\"File\":3}]");
  CHECK(read.format == BaselineFormat::gitleaks_report);
  REQUIRE(read.foreign.size() == 4);
  CHECK(read.foreign[0].sha1 == sha1_hex("made-up-1"));
  for (size_t i = 1; i < 4; ++i) {
    CHECK(read.foreign[i].sha1.empty());
    CHECK(read.foreign[i].line == 7);
  }
  REQUIRE(read.notes.size() == 1);
  CHECK(read.notes[0].find("1 left out") == 0);
  CHECK(parse("[]").foreign.empty());
}

TEST_CASE("a baseline of detect-secrets is bound to values, whole or slim") {
  const std::string sha1 = sha1_hex("made-up-2");
  const Baseline read = parse(
      "{\"version\":\"1.5.0\",\"plugins_used\":[{\"name\":\"KeywordDetector\",\"keyword_exclude\":"
      "\"\"}],\"filters_used\":[],\"results\":{\"config\\\\a.py\":[{\"type\":\"Secret Keyword\","
      "\"filename\":\"config\\\\a.py\",\"hashed_secret\":\"" +
      sha1 +
      "\",\"is_verified\":false,\"line_number\":4,\"is_secret\":true}],\"b.py\":[{\"type\":\"Hex "
      "High Entropy String\",\"filename\":\"b.py\",\"hashed_secret\":\"" +
      sha1 +
      "\",\"is_verified\":false},{\"type\":\"x\",\"hashed_secret\":\"short\"}]},\"generated_at\":"
      "\"2026-01-02T03:04:05Z\"}");
  CHECK(read.format == BaselineFormat::detect_secrets);
  REQUIRE(read.foreign.size() == 2);
  CHECK(read.wants_sha1());
  const ForeignEntry& slim = read.foreign[0];
  CHECK(slim.path == "b.py");
  CHECK(slim.line == 0);
  CHECK(slim.sha1 == sha1);
  CHECK(read.foreign[1].path == "config/a.py");
  CHECK(read.foreign[1].labelled_real);
  CHECK(read.notes.size() == 1);
}

TEST_CASE("SARIF: ours by its fingerprints, others' by place") {
  const std::string place =
      "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/a%20b.py\"},"
      "\"region\":{\"startLine\":3,\"startColumn\":5,\"endColumn\":9}}}]";
  const std::string prints = "\"partialFingerprints\":{\"x/v1\":\"" + kFingerprint + "\"}";
  const Baseline ours =
      parse(sarif("prodready", "{\"ruleId\":\"r\"," + prints + "," + place + "}"));
  REQUIRE(ours.foreign.size() == 1);
  CHECK(ours.foreign[0].fingerprint == kFingerprint);
  CHECK(ours.foreign[0].path == "src/a b.py");

  const Baseline others = parse(sarif("other", "{\"ruleId\":\"r\"," + prints + "," + place +
                                                   "},{\"baselineState\":\"absent\"," + place +
                                                   "},{\"ruleId\":\"no place\"}"));
  REQUIRE(others.foreign.size() == 1);
  CHECK(others.foreign[0].fingerprint.empty());
  CHECK(others.foreign[0].line == 3);
  CHECK(others.foreign[0].column == 5);
  CHECK(others.foreign[0].end_column == 9);
  CHECK(others.notes.size() == 1);
}

TEST_CASE("JSON that is no baseline, broken or hostile, is an error") {
  CHECK_THROWS_WITH(parse("{\"a\":1}"), Catch::Contains("no baseline"));
  CHECK_THROWS_WITH(parse("[1]"), Catch::Contains("no baseline"));
  CHECK_THROWS_WITH(parse("[\n{\"RuleID\": }"), Catch::StartsWith("f:2: "));
  CHECK_THROWS_WITH(parse("[1e999]"), Catch::Contains("JSON"));
  CHECK_THROWS_WITH(parse("[\"\xff\"]"), Catch::Contains("JSON"));
  CHECK_THROWS_WITH(parse(std::string(100000, '[')), Catch::Contains("nested too deeply"));
  CHECK(parse("{\"results\":{\"a\":3,\"b\":[4,null,[]]}}").foreign.empty());
  CHECK(parse("{\"runs\":[3,{\"results\":[5,{\"locations\":{}}]}]}").foreign.empty());
}
