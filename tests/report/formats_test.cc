// What holds for every format, and what the JSON and terminal reports tell.
#include <algorithm>
#include <map>
#include <set>

#include "catch.h"
#include "read_formats.h"
#include "text/escape.h"

using namespace prodready;

namespace {

/// Lines that do something to a terminal or to a CI system, or are no text at all.
std::string harmful_lines(std::string_view format, const std::string& text) {
  std::string harmful;
  for (std::string line : lines_of(text)) {
    if (format == "csv" && line.ends_with('\r')) line.pop_back();
    const size_t start = line.find_first_not_of(" \xc2\xa0");
    const bool commands =
        format != "github" && start != std::string::npos && line.compare(start, 2, "::") == 0;
    const bool harmless = printable(line) == line && !contains(line, "##vso[") &&
                          !contains(line, "##[") && !contains(line, "##teamcity[") && !commands;
    if (!harmless) harmful += line + "\n";
  }
  return harmful;
}

}  // namespace

TEST_CASE("every format: what is hostile acts nowhere") {
  for (const ReportFormat& format : report_formats()) {
    CAPTURE(format.name);
    const std::string text = render(format.name, sample::hostile());
    CHECK(harmful_lines(format.name, text) == "");
    CHECK(is_valid_utf8(text));
    CHECK(text.back() == '\n');
  }
}

TEST_CASE("every format: nothing depends on time or on the number of threads") {
  for (const ReportFormat& format : report_formats()) {
    CAPTURE(format.name);
    AuditResult result = sample::followed();
    const std::string before = render(format.name, result);
    result.seconds = 99;
    result.policy.jobs = 17;
    CHECK(render(format.name, result) == before);
    result.finished = 1'700'000'000;
    CHECK((render(format.name, result) == before) == (format.name != "gitlab-secrets"));
  }
}

TEST_CASE("every format says that an audit is incomplete, or has no place for it") {
  AuditResult result = sample::clean();
  result.coverage.failures = {{"locked.env", "cannot open: Permission denied"}};
  const std::set<std::string_view> silent = {"gitlab", "rdjson", "sonar", "csv"};
  for (const ReportFormat& format : report_formats()) {
    CAPTURE(format.name);
    const std::string text = render(format.name, result);
    const bool says = contains(text, "locked.env") || contains(text, "could not be read");
    CHECK(says != silent.contains(format.name));
  }
}

TEST_CASE("every format: thirty thousand findings take room in proportion, or less") {
  const AuditResult large = sample::many(30'000);
  const std::map<std::string_view, size_t> capped = {
      {"terminal", 100'000}, {"github", 100'000}, {"markdown", 1 << 20}, {"sarif", 50'000'000}};
  for (const ReportFormat& format : report_formats()) {
    CAPTURE(format.name);
    const size_t size = render(format.name, large).size();
    const auto cap = capped.find(format.name);
    CHECK(size < (cap == capped.end() ? 60'000'000 : cap->second));
    if (cap == capped.end()) CHECK(size > 30'000 * 60);
  }
}

TEST_CASE("every JSON format is JSON, also when there is nothing to report") {
  for (const char* format : {"json", "sarif", "gitlab", "gitlab-secrets", "rdjson", "sonar"}) {
    CAPTURE(format);
    CHECK(Json::accept(render(format, sample::hostile())));
    CHECK(Json::accept(render(format, sample::clean())));
    CHECK(Json::accept(render(format, {})));
  }
}

TEST_CASE("a path in a folder of the repository is told from the repository's top") {
  AuditResult result = sample::everyday();
  result.work_tree_prefix = "apps/shop/";
  for (const char* format : {"sarif", "gitlab", "gitlab-secrets", "junit", "checkstyle", "rdjson",
                             "sonar", "csv", "github"}) {
    CAPTURE(format);
    CHECK(contains(render(format, result), "apps/shop/services/pay/settings.py"));
  }
}

TEST_CASE("JSONL: one object a line, the summary last, nothing that JSON does not have") {
  const std::vector<std::string> lines = lines_of(render("jsonl", sample::followed()));
  const Json whole = Json::parse(render("json", sample::followed()));
  std::map<std::string, size_t> types;
  for (const std::string& line : lines) ++types[Json::parse(line).at("type")];
  CHECK(types ==
        std::map<std::string, size_t>{
            {"finding", 15}, {"fixed", 1}, {"rule", 3}, {"notification", 1}, {"summary", 1}});
  Json first = Json::parse(lines.front());
  first.erase("type");
  CHECK(first == whole["findings"][0]);
  const Json last = Json::parse(lines.back());
  CHECK(last["type"] == "summary");
  CHECK(last["summary"] == whole["summary"]);
  CHECK(last["coverage"] == whole["coverage"]);
}

TEST_CASE("JSON: baseline and history") {
  const Json report = Json::parse(render("json", sample::followed()));
  CHECK(report["target"]["scope"] == "history");
  CHECK(report["summary"]["byBaselineState"] ==
        Json({{"new", 4}, {"unchanged", 3}, {"moved", 3}, {"changed", 3}}));
  CHECK(report["summary"]["hidden"]["onUnchangedLines"] == 5);
  CHECK(report["fixed"][0]["path"] == "old/settings.py");
  CHECK(report["coverage"]["history"]["shallow"] == true);
  const auto with_history =
      std::find_if(report["findings"].begin(), report["findings"].end(),
                   [](const Json& finding) { return finding.contains("history"); });
  REQUIRE(with_history != report["findings"].end());
  CHECK((*with_history)["history"]["introduced"][0]["date"] == "2024-05-01T09:30:00+02:00");
  CHECK((*with_history)["history"]["introductions"] == 7);
  const Json suppression = report["findings"][0]["suppressions"][0];
  CHECK(suppression["owner"] == "ops");
  CHECK(suppression["until"] == "2027-01-31");
}

TEST_CASE("terminal: baseline and history") {
  TerminalStyle wide;
  wide.width = 1000;
  const std::string text = sample::terminal(sample::followed(), wide);
  CHECK(
      contains(text, "= history: introduced in 1a2b3c4d5e6f on 2024-05-01 and 6 more, removed in"));
  CHECK(contains(text, "9f8e7d6c5b4a on 2024-06-02; not in the files of HEAD"));
  CHECK(contains(text, "= baseline: new"));
  CHECK(contains(text, "baseline: 4 new, 3 unchanged, 3 moved, 3 changed, 1 fixed"));
  CHECK(contains(text, "5 on unchanged lines not shown"));
  CHECK(contains(text, "history: 120 commits, 480 trees, 900 blobs, 3 tags (5.0 MB), a shallow"));
  CHECK(contains(text, "by ops, until 2027-01-31"));
}

TEST_CASE("what is less certain than the gate fails nowhere") {
  AuditResult result = sample::clean();
  result.findings.push_back(sample::aws_finding("a.py", 3));
  result.findings[0].confidence = Confidence::low;
  const Json run = sarif_run(result);
  CHECK(run["results"][0]["level"] == "note");
  CHECK(run["results"][0]["properties"]["precision"] == "low");
  CHECK(Json::parse(render("gitlab", result))[0]["severity"] == "info");
  CHECK(Json::parse(render("rdjson", result))["diagnostics"][0]["severity"] == "INFO");
  CHECK(Json::parse(render("gitlab-secrets", result))["vulnerabilities"][0]["severity"] == "Info");
  CHECK(Json::parse(render("sonar", result))["rules"][0]["severity"] == "INFO");
  CHECK(contains(render("github", result), "::notice file=a.py"));
  CHECK(contains(render("checkstyle", result), "severity=\"info\""));
  CHECK(contains(render("concise", result), "[less certain]"));
  CHECK(csv_rows(render("csv", result))[1][2] == "no");
  const std::string junit = render("junit", result);
  CHECK_FALSE(contains(junit, "<failure"));
  CHECK(contains(junit, "not counted by the gate"));
}
