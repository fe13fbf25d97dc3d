#include "catch.h"
#include "sample.h"

using namespace prodready;

TEST_CASE("the gate decides between ready and not ready") {
  AuditResult result = sample::clean();
  CHECK(verdict(result) == Verdict::ready);

  result.findings.push_back(sample::finding(sample::env_file(), ".env", {1, 1}, 0));  // medium
  CHECK(verdict(result) == Verdict::ready);
  result.policy.fail_on = Severity::medium;
  CHECK(verdict(result) == Verdict::not_ready);
  result.policy.fail_on = std::nullopt;
  CHECK(verdict(result) == Verdict::ready);
}

TEST_CASE("suppressed findings do not reach the gate") {
  AuditResult result = sample::clean();
  result.suppressed.push_back(sample::aws_finding("a.py", 3));
  CHECK(verdict(result) == Verdict::ready);
  CHECK(count_by_severity(result) == std::array<uint64_t, 5>{});
}

TEST_CASE("whatever could not be looked at makes the audit incomplete, whatever was found") {
  AuditResult result = sample::everyday();
  SECTION("a failure") { result.coverage.failures = {{"a", "cannot open: Permission denied"}}; }
  SECTION("no file") { result.nothing_to_audit = true; }
  SECTION("nothing scanned") { result.coverage.scanned = 0; }
  SECTION("an error in the run") {
    result.notifications = {{Notification::Level::error, "x", "", "x"}};
  }
  CHECK(verdict(result) == Verdict::incomplete);
}

TEST_CASE("a warning does not make the audit incomplete") {
  AuditResult result = sample::clean();
  result.notifications = {{Notification::Level::warning, "x", "", "x"}};
  CHECK(verdict(result) == Verdict::ready);
}

TEST_CASE("findings are counted by their own severity, not by the rule's") {
  const std::array<uint64_t, 5> expected = {0, 0, 2, 1, 10};
  CHECK(count_by_severity(sample::everyday()) == expected);
}

TEST_CASE("verdicts are named as in JSON") {
  CHECK(name(Verdict::ready) == "ready");
  CHECK(name(Verdict::not_ready) == "notReady");
  CHECK(name(Verdict::incomplete) == "incomplete");
}
