#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "catch.h"
#include "golden.h"
#include "sample.h"
#include "text/escape.h"

using namespace prodready;
using Json = nlohmann::json;

TEST_CASE("the whole JSON report") {
  check_golden("everyday.json", sample::json(sample::everyday()));
}

TEST_CASE("findings and suppressed findings stand in one order; only the former are counted") {
  const Json report = Json::parse(sample::json(sample::everyday()));
  std::vector<std::string> places;
  for (const Json& finding : report["findings"]) {
    places.push_back(finding["severity"].get<std::string>() + " " +
                     finding["location"]["path"].get<std::string>() +
                     (finding["suppressions"].empty() ? "" : " suppressed"));
  }
  CHECK(places.size() == 15);
  CHECK(places.front() == "critical docs/setup.md suppressed");
  CHECK(places[11] == "high dev/settings.py suppressed");
  CHECK(places.back() == "medium tests/test_pay.py");
  CHECK(report["summary"]["bySeverity"]["critical"] == 10);
  CHECK(report["summary"]["suppressed"] == 2);
  CHECK(report["findings"][0]["suppressions"][0]["kind"] == "inSource");
  CHECK(report["findings"][11]["suppressions"][0]["kind"] == "external");
}

TEST_CASE("a report on a hostile tree is valid UTF-8 JSON and acts nowhere") {
  const std::string text = sample::json(sample::hostile());
  std::istringstream in(text);
  std::string harmful;
  for (std::string line; std::getline(in, line);) {
    const size_t start = line.find_first_not_of(' ');
    const bool harmless = printable(line) == line && line.find("##vso[") == std::string::npos &&
                          line.find("##[") == std::string::npos &&
                          line.compare(start, 2, "::") != 0;
    if (!harmless) harmful += line + "\n";
  }
  CHECK(harmful == "");
  CHECK(text.back() == '\n');
}

TEST_CASE("escaping changes the text of the report, not its content") {
  AuditResult result = sample::everyday();
  const std::string path =
      "##vso[x] \x1b\n\xc2\x9b\xe2\x80\xae\xf3\xa0\x81\x81 \xe4\xbd\xa0\xf0\x9f\x98\x80\"\\";
  result.findings[0].path = path;
  result.findings[0].severity = Severity::critical;
  const std::string text = sample::json(result);
  const Json report = Json::parse(text);
  const auto& findings = report["findings"];
  CHECK(std::any_of(findings.begin(), findings.end(),
                    [&](const Json& f) { return f["location"]["path"] == path; }));
  CHECK(text.find("\xe4\xbd\xa0\xf0\x9f\x98\x80") !=
        std::string::npos);  // what is seen stays readable
}

TEST_CASE("a path that is not UTF-8 is carried without loss") {
  AuditResult result = sample::clean();
  result.findings.push_back(sample::aws_finding("bad\xff\xfe\x80 utf8.env", 3));
  result.findings[0].repeats = {{{9, 1}, {9, 21}}};
  result.coverage.failures = {{"\xff", "cannot open"}};
  const Json report = Json::parse(sample::json(result));
  const Json location = report["findings"][0]["location"];
  CHECK(location["path"] == "bad\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd utf8.env");
  CHECK(location["pathBase64"] == base64("bad\xff\xfe\x80 utf8.env"));
  CHECK(location["uri"] == "bad%FF%FE%80%20utf8.env");
  CHECK(report["findings"][0]["repeats"][0]["uri"] == location["uri"]);
  CHECK(report["coverage"]["failures"][0]["pathBase64"] == "/w==");
}

TEST_CASE("an empty report has all its parts") {
  const Json report = Json::parse(sample::json({}));
  CHECK(report["findings"] == Json::array());
  CHECK(report["rules"] == Json::array());
  CHECK(report["notifications"] == Json::array());
  CHECK(report["coverage"]["complete"] == false);
  CHECK(report["summary"]["verdict"] == "incomplete");
}

TEST_CASE("nothing in a report depends on time or on the number of threads") {
  AuditResult result = sample::everyday();
  const std::string before = sample::json(result);
  result.seconds = 99;
  result.policy.jobs = 17;
  result.policy.color = ColorMode::always;
  CHECK(sample::json(result) == before);
}

TEST_CASE("the key of the fingerprints is in no report") {
  AuditResult result = sample::everyday();
  result.policy.fingerprint_key = "k3y-0f-the-hash";
  CHECK(sample::json(result).find("k3y-0f") == std::string::npos);
  CHECK(sample::terminal(result).find("k3y-0f") == std::string::npos);
}

TEST_CASE("formats and version") {
  CHECK(find_format("sarif")->write == write_sarif);
  CHECK(find_format("terminal")->write == nullptr);
  CHECK(find_format("sarf") == nullptr);
  CHECK(format_of_file("a.sarif.json")->name == "sarif");
  CHECK(format_of_file("a.json")->name == "json");
  CHECK(format_of_file("a.xml") == nullptr);
  CHECK(!version().empty());
}
