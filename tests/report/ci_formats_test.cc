// The other formats of CI systems: shape, escapes, caps and order.
#include <pugixml.hpp>
#include <set>

#include "catch.h"
#include "read_formats.h"

using namespace prodready;

namespace {

pugi::xml_document xml(const std::string& text) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_full);
  CHECK(parsed.description() == std::string("No error"));
  return document;
}

}  // namespace

TEST_CASE("GitLab code quality: fingerprints are unique, suppressed findings are not there") {
  const Json report = Json::parse(render("gitlab", sample::everyday()));
  REQUIRE(report.size() == 13);
  std::set<std::string> fingerprints;
  for (const Json& issue : report) fingerprints.insert(issue["fingerprint"]);
  CHECK(fingerprints.size() == 13);
  CHECK(report[0]["location"]["lines"]["begin"] == 41);
  CHECK(report[0]["description"] == "aws-access-key-id: AWS access key id hard-coded (AKIA…[16])");
  CHECK(report[0]["severity"] == "critical");
}

TEST_CASE("GitLab secret detection: credentials only, times without a zone") {
  AuditResult result = sample::everyday();
  result.started = 1'700'000'000;
  result.finished = 1'700'000'061;
  const Json report = Json::parse(render("gitlab-secrets", result));
  CHECK(report["scan"]["start_time"] == "2023-11-14T22:13:20");
  CHECK(report["scan"]["end_time"] == "2023-11-14T22:14:21");
  CHECK(report["scan"]["status"] == "success");
  REQUIRE(report["vulnerabilities"].size() == 11);
  std::set<std::string> ids;
  for (const Json& entry : report["vulnerabilities"]) ids.insert(entry["id"]);
  CHECK(ids.size() == 11);
  const Json first = report["vulnerabilities"][0];
  CHECK(first["raw_source_code_extract"] == "AWS_KEY = \"AKIA…[16]\"");
  CHECK(first["location"]["commit"]["sha"] == "0000000");
  CHECK(first["identifiers"][1] == Json({{"type", "cwe"}, {"name", "CWE-798"}, {"value", "798"}}));
  const Json followed = Json::parse(render("gitlab-secrets", sample::followed()));
  CHECK(followed["vulnerabilities"][0]["location"]["commit"]["sha"] ==
        "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d");
}

TEST_CASE(
    "JUnit: numbers are those of the tests; clean, suppressed and incomplete have their forms") {
  for (const AuditResult& result : {sample::everyday(), sample::clean(), sample::hostile(),
                                    sample::followed(), AuditResult{}}) {
    const pugi::xml_document document = xml(render("junit", result));
    const pugi::xml_node all = document.child("testsuites");
    unsigned tests = 0, failures = 0, skipped = 0, errors = 0;
    for (const pugi::xml_node suite : all.children("testsuite")) {
      unsigned in_suite = 0, failed = 0;
      for (const pugi::xml_node test : suite.children("testcase")) {
        ++in_suite;
        failed += test.child("failure") ? 1 : 0;
        skipped += test.child("skipped") ? 1 : 0;
        errors += test.child("error") ? 1 : 0;
      }
      CHECK(in_suite > 0);
      CHECK(suite.attribute("tests").as_uint() == in_suite);
      CHECK(suite.attribute("failures").as_uint() == failed);
      tests += in_suite;
      failures += failed;
    }
    CHECK(all.attribute("tests").as_uint() == tests);
    CHECK(all.attribute("failures").as_uint() == failures);
    CHECK(all.attribute("skipped").as_uint() == skipped);
    CHECK(skipped == result.suppressed.size());
    CHECK(errors == (verdict(result) == Verdict::incomplete ? 1 : 0));
  }
}

TEST_CASE("Checkstyle: one element a file") {
  const pugi::xml_document document = xml(render("checkstyle", sample::everyday()));
  std::set<std::string> files;
  size_t errors = 0;
  for (const pugi::xml_node file : document.child("checkstyle").children("file")) {
    CHECK(files.insert(file.attribute("name").value()).second);
    for (const pugi::xml_node error : file.children("error")) {
      ++errors;
      CHECK(std::string(error.attribute("source").value()).starts_with("prodready."));
    }
  }
  CHECK(errors == 13);
  CHECK(files.contains("services/pay/settings.py"));
}

TEST_CASE("rdjson: columns in bytes where they are known, otherwise lines") {
  AuditResult result = sample::clean();
  Finding finding = sample::aws_finding("a.py", 3);
  result.findings.push_back(finding);
  finding.location = {{3, 5, 8}, {3, 25, 28}};
  result.findings.push_back(finding);
  result.findings.push_back(sample::finding(sample::env_file(), ".env", {1, 1}, 0));
  const Json diagnostics = Json::parse(render("rdjson", result))["diagnostics"];
  CHECK(diagnostics[0]["location"]["range"]["start"] == Json({{"line", 3}}));
  CHECK(diagnostics[1]["location"]["range"]["start"] == Json({{"line", 3}, {"column", 8}}));
  CHECK(diagnostics[1]["location"]["range"]["end"] == Json({{"line", 3}, {"column", 28}}));
  CHECK_FALSE(diagnostics[2]["location"].contains("range"));
}

TEST_CASE("Sonar: columns from zero, no empty range, every rule of an issue is there") {
  const Json report = Json::parse(render("sonar", sample::everyday()));
  std::set<std::string> rules;
  for (const Json& rule : report["rules"]) CHECK(rules.insert(rule["id"]).second);
  for (const Json& issue : report["issues"]) {
    CHECK(rules.contains(issue["ruleId"].get<std::string>()));
    if (!issue["primaryLocation"].contains("textRange")) continue;
    const Json range = issue["primaryLocation"]["textRange"];
    CHECK(range["startColumn"] < range["endColumn"]);
  }
  CHECK(report["issues"][0]["primaryLocation"]["textRange"] ==
        Json({{"startLine", 41}, {"endLine", 41}, {"startColumn", 11}, {"endColumn", 31}}));
  CHECK(rules.contains("aws-access-key-id:medium"));  // the one in a test
}

TEST_CASE("CSV: as many cells in each line, quotes and formulas are text") {
  AuditResult result = sample::everyday();
  result.findings[0].path = "=cmd|' /C calc'!A0";
  result.findings[1].path = "a\"b,c;d\n.py";
  const std::string text = render("csv", result);
  const auto rows = csv_rows(text);
  REQUIRE(rows.size() == 16);
  for (const auto& row : rows) CHECK(row.size() == rows[0].size());
  CHECK(contains(text, "\"'=cmd|' /C calc'!A0\""));
  CHECK(contains(text, "\"a\"\"b,c;d\\x0a.py\""));
  CHECK(csv_rows(render("csv", sample::hostile())).size() == 10);
}

TEST_CASE("GitHub: ten of a kind at most, the worst, and a notice about the others") {
  AuditResult result = sample::many(30);
  for (size_t i = 20; i < 30; ++i) result.findings[i].severity = Severity::info;
  const std::string text = render("github", result);
  CHECK(count(text, "\n::error ") + 1 == 10);
  CHECK(count(text, "::notice ") == 10);
  CHECK(contains(text, "::notice title=prodready::11 more findings are not annotated here."));
  CHECK(contains(text, "\nNOT READY: "));
}

TEST_CASE("GitHub: nothing ends a property or a command but its end") {
  AuditResult result = sample::clean();
  result.findings.push_back(sample::aws_finding("a,line=9:%0A::error::x\n::warning::.py", 3));
  const std::vector<std::string> lines = lines_of(render("github", result));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with(
      "::error file=a%2Cline=9%3A%250A%3A%3Aerror%3A%3Ax\\x0a%3A%3Awarning%3A%3A.py,line=3,"
      "endLine=3,col=12,endColumn=31,title=aws-access-key-id::AWS access key id hard-coded"));
}

TEST_CASE("Markdown: tables keep their shape, names are code, the page stays below 1 MiB") {
  AuditResult result = sample::many(50);
  result.findings[0].path = "a|b`c<script>@someone #1 [x](http://evil.example).py";
  result.findings[0].detail = "<img src=x> @team http://evil.example www.evil.example | end";
  const std::string text = render("markdown", result);
  for (const std::string& line : lines_of(text)) {
    if (!line.starts_with("| critical")) continue;
    CHECK(count(line, " | ") == 4);
  }
  CHECK(count(text, "<script") == 0);
  CHECK(count(text, "<img") == 0);
  CHECK(count(text, "http://") == 0);
  CHECK(count(text, "www.") == 0);
  CHECK(contains(text, "](src/file1.py#L3)"));
  CHECK(contains(text, "<details><summary>30 more findings</summary>"));

  const std::string large = render("markdown", sample::many(100'000));
  CHECK(large.size() < 1 << 20);
  CHECK(contains(large, " more are left out here"));
  CHECK(count(large, "<details>") == count(large, "</details>"));
}

TEST_CASE("concise: one line a finding, as compilers write them") {
  const std::vector<std::string> lines = lines_of(render("concise", sample::everyday()));
  CHECK(lines[0] ==
        "services/pay/settings.py:41:12: critical aws-access-key-id: AWS access key id hard-coded "
        "(AKIA…[16])");
  REQUIRE(lines.size() == 15);
  CHECK(lines[11].starts_with(".env: medium env-file: "));
  CHECK(lines[13].starts_with("NOT READY: 10 critical"));
}
