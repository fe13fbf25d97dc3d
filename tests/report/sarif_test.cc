// SARIF as GitHub wants it, and within its limits.
#include <random>
#include <set>

#include "catch.h"
#include "read_formats.h"
#include "report/gzip_budget.h"

using namespace prodready;

TEST_CASE("SARIF: the shape that GitHub wants") {
  const Json run = sarif_run(sample::followed());
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["automationDetails"]["id"] == "prodready/");
  REQUIRE(run["results"].size() == 15);
  std::set<std::string> identities;
  for (const Json& result : run["results"]) {
    identities.insert(result["partialFingerprints"]["primaryLocationLineHash"]);
    const Json region = result["locations"][0]["physicalLocation"]["region"];
    for (const char* member : {"startLine", "startColumn", "endLine", "endColumn"})
      CHECK(region[member] >= 1);
    const size_t index = result["ruleIndex"];
    CHECK(run["tool"]["driver"]["rules"][index]["id"] == result["ruleId"]);
  }
  CHECK(identities.size() == 15);
  const Json& rules = run["tool"]["driver"]["rules"];
  CHECK(rules[0]["properties"]["security-severity"] == "9.5");
  CHECK(rules[0]["properties"]["tags"] ==
        Json({"credentials", "security", "external/cwe/cwe-798"}));
  CHECK(rules[2]["properties"]["problem.severity"] == "warning");
  CHECK_FALSE(rules[2]["properties"].contains("security-severity"));
  // The worst come first, what is accepted last and with its reason.
  CHECK(run["results"][0]["level"] == "error");
  CHECK(run["results"][0]["baselineState"] == "new");
  CHECK(run["results"][2]["baselineState"] == "updated");
  CHECK(run["results"][0]["suppressions"] == Json::array());
  CHECK(run["results"][13]["suppressions"][0]["kind"] == "inSource");
  CHECK(run["results"][13]["suppressions"][0]["justification"] == "documented example");
  CHECK(run["results"][14]["suppressions"][0]["kind"] == "external");
  CHECK(run["results"][0]["relatedLocations"].size() == 20);
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("SARIF: no member for suppressions where there are none") {
  AuditResult result = sample::everyday();
  result.suppressed.clear();
  const Json run = sarif_run(result);
  for (const Json& finding : run["results"]) CHECK_FALSE(finding.contains("suppressions"));
}

TEST_CASE("SARIF: addresses carry any path, messages hold no link") {
  AuditResult result = sample::clean();
  result.findings.push_back(sample::aws_finding("a b/100%/\xff\"<#?>:\n.py", 3));
  result.findings[0].detail = "[click](http://evil.example)";
  const Json run = sarif_run(result);
  const Json& physical = run["results"][0]["locations"][0]["physicalLocation"];
  CHECK(physical["artifactLocation"]["uri"] == "a%20b/100%25/%EF%BF%BD%22%3C%23%3F%3E%3A%0A.py");
  CHECK(physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%");
  CHECK_FALSE(contains(run["results"][0]["message"]["text"], "]("));
}

TEST_CASE("SARIF: what GitHub would refuse is left out, the least severe first, and told") {
  AuditResult result = sample::many(25'002);
  result.findings.back().severity = Severity::low;
  result.findings.front().path = "worst.py";
  const Json run = sarif_run(result);
  CHECK(run["results"].size() == 25'000);
  CHECK(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
        "worst.py");
  const Json& notification = run["invocations"][0]["toolExecutionNotifications"][0];
  CHECK(notification["descriptor"]["id"] == "results-left-out");
  CHECK(contains(notification["message"]["text"], "2 results are left out"));
  for (const Json& rule : run["tool"]["driver"]["rules"])
    CHECK(rule["shortDescription"]["text"].get<std::string>().size() <= 1024);
}

TEST_CASE("SARIF: texts and tags within the bounds") {
  Rule rule = sample::aws_key();
  rule.title = rule.why = std::string(3000, 'x') + "\xe2\x82\xac";
  for (int i = 0; i < 30; ++i) rule.references.push_back("CWE-" + std::to_string(i));
  AuditResult result = sample::clean();
  result.findings.push_back(sample::finding(rule, "a", {1, 1}, 2));
  const Json run = sarif_run(result);
  const Json& shown = run["tool"]["driver"]["rules"][0];
  CHECK(shown["shortDescription"]["text"].get<std::string>().size() <= 1024);
  CHECK(shown["fullDescription"]["text"].get<std::string>().size() <= 1024);
  CHECK(shown["properties"]["tags"].size() == 10);
}

TEST_CASE(
    "a limit after compression is kept with what does not compress, and used with what does") {
  std::mt19937 random(7);
  std::string noise;
  for (int i = 0; i < 10'000; ++i) noise += static_cast<char>(random());
  GzipBudget strict(1'000'000);
  size_t taken = 0;
  while (strict.take(noise) && taken < 1000) {
    ++taken;
    for (char& c : noise) c = static_cast<char>(random());
  }
  CHECK(taken > 80);
  CHECK(taken <= 100);
  GzipBudget roomy(1'000'000);
  const std::string dull(10'000, 'a');
  for (int i = 0; i < 2000; ++i) REQUIRE(roomy.take(dull));
}
