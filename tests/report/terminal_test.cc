#include <algorithm>
#include <sstream>
#include <vector>

#include "catch.h"
#include "golden.h"
#include "report/display_width.h"
#include "sample.h"
#include "text/escape.h"

using namespace prodready;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Everything that a style may be.
std::vector<TerminalStyle> styles() {
  std::vector<TerminalStyle> styles;
  for (const bool rich : {false, true}) {
    for (const bool unicode : {false, true}) {
      for (const int width : {0, 40, 100, 10'000}) {
        TerminalStyle style;
        style.color = style.hyperlinks = style.show_all = rich;
        style.unicode = unicode;
        style.width = width;
        style.absolute_root = "/home/me";
        styles.push_back(style);
      }
    }
  }
  return styles;
}

/// `line` without the escape sequences that a report may hold: colours and links.
std::string without_sequences(const std::string& line) {
  std::string text;
  for (size_t at = 0; at < line.size(); ++at) {
    if (line.compare(at, 5, "\x1b]8;;") == 0) {
      at = line.find("\x1b\\", at) + 1;
    } else if (line.compare(at, 2, "\x1b[") == 0 &&
               line.find_first_not_of("0123456789;", at + 2) == line.find('m', at)) {
      at = line.find('m', at);
    } else {
      text += line[at];
    }
  }
  return text;
}

bool is_harmless(const std::string& line, const TerminalStyle& style) {
  const std::string text = style.color ? without_sequences(line) : line;
  for (const char* command : {"##vso[", "##[", "##teamcity["}) {
    if (contains(line, command)) return false;
  }
  const size_t start = text.find_first_not_of(" \xc2\xa0");
  if (start != std::string::npos && text.compare(start, 2, "::") == 0) return false;
  const auto is_ascii = [](char c) { return c >= 0x20 && c < 0x7f; };
  return printable(text) == text &&
         (style.unicode || std::all_of(text.begin(), text.end(), is_ascii));
}

}  // namespace

TEST_CASE("the whole report") {
  check_golden("everyday.txt", sample::terminal(sample::everyday()));
}

TEST_CASE("the whole report in colour, with links and time") {
  TerminalStyle style;
  style.color = style.hyperlinks = style.show_time = true;
  style.absolute_root = "/home/me/pay";
  check_golden("everyday-rich.txt", sample::terminal(sample::everyday(), style));
}

TEST_CASE("the whole report on a narrow terminal that knows ASCII only") {
  TerminalStyle style;
  style.unicode = false;
  style.width = 40;
  check_golden("everyday-narrow.txt", sample::terminal(sample::everyday(), style));
}

TEST_CASE("the whole report on a hostile tree") {
  check_golden("hostile.txt", sample::terminal(sample::hostile()));
}

TEST_CASE("nothing from a hostile tree acts on the terminal or on the CI system") {
  std::string harmful;
  for (const TerminalStyle& style : styles()) {
    for (const std::string& line : lines_of(sample::terminal(sample::hostile(), style))) {
      if (!is_harmless(line, style)) harmful += line + "\n";
    }
  }
  CHECK(harmful == "");
}

TEST_CASE("prose keeps to the width; only places may be longer") {
  TerminalStyle style;
  style.width = 40;
  std::string too_long;
  for (const std::string& line : lines_of(sample::terminal(sample::everyday(), style))) {
    if (!contains(line, "-->") && display_width(line) > 40) too_long += line + "\n";
  }
  CHECK(too_long == "");
}

TEST_CASE("colours and links are there only if asked for, and change no word") {
  const std::string plain = sample::terminal(sample::everyday());
  CHECK(!contains(plain, "\x1b"));
  TerminalStyle style;
  style.color = style.hyperlinks = true;
  style.absolute_root = "/home/me";
  std::string rich;
  for (const std::string& line : lines_of(sample::terminal(sample::everyday(), style)))
    rich += without_sequences(line) + "\n";
  CHECK(rich == plain);
}

TEST_CASE("a rule links to its first https reference, if it has one") {
  TerminalStyle style;
  style.hyperlinks = true;
  const std::string text = sample::terminal(sample::everyday(), style);
  CHECK(contains(text,
                 "[\x1b]8;;https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                 "id_credentials_access-keys.html\x1b\\aws"));
  CHECK(contains(text, "high[django-debug]"));
}

TEST_CASE("a clean tree gets a plain answer") {
  CHECK(sample::terminal(sample::clean()) ==
        "READY: no finding in 1,204 files\n"
        "scanned 1,204 of 1,204 files (18 MB) · skipped none\n");
}

TEST_CASE("a tree whose findings are not shown is not called free of findings") {
  AuditResult result = sample::clean();
  result.hidden = {12, 0};
  CHECK(sample::terminal(result) ==
        "READY: no finding at or above high in 1,204 files\n"
        "scanned 1,204 of 1,204 files (18 MB) · skipped none\n"
        "12 below --min-severity low not shown\n");
}

TEST_CASE("findings below the gate are told beside the answer") {
  AuditResult result = sample::clean();
  result.findings.push_back(sample::finding(sample::env_file(), ".env", {1, 1}, 0));
  CHECK(contains(sample::terminal(result),
                 "\nREADY: no finding at or above high in 1,204 files · 1 medium\n"));
}

TEST_CASE("without a gate nobody is told to be ready") {
  AuditResult result = sample::everyday();
  result.policy.fail_on = std::nullopt;
  CHECK(contains(sample::terminal(result),
                 "\nNO GATE: 10 critical, 1 high, 2 medium · gate: --fail-on never\n"));
}

TEST_CASE("a gate that was not set by a flag names its origin") {
  AuditResult result = sample::everyday();
  result.policy.origins["fail-on"] = "PRODREADY_FAIL_ON";
  CHECK(contains(sample::terminal(result), "gate: --fail-on high (PRODREADY_FAIL_ON)\n"));
  result.policy.origins["fail-on"] = "--fail-on";
  CHECK(contains(sample::terminal(result), "gate: --fail-on high\n"));
}

TEST_CASE("an empty tree is no clean tree") {
  AuditResult result;
  result.root = "./x";
  result.nothing_to_audit = true;
  SECTION("no file at all") {
    CHECK(sample::terminal(result) ==
          "INCOMPLETE: nothing to audit: no file was found under ./x\n"
          "scanned 0 of 0 files (0 bytes) · skipped none\n");
  }
  SECTION("everything is ignored by git") {
    result.coverage.skipped[SkipReason::git_ignored] = {12, 0, {"a"}};
    CHECK(sample::terminal(result).starts_with(
        "INCOMPLETE: nothing to audit: no file was found under ./x "
        "(--no-gitignore to scan what git ignores)\n"));
  }
  SECTION("nothing but binary files") {
    result.nothing_to_audit = false;
    result.coverage.discovered = 3;
    result.coverage.skipped[SkipReason::binary] = {3, 0, {"a"}};
    CHECK(sample::terminal(result) ==
          "INCOMPLETE: none of 3 files could be scanned\n"
          "scanned 0 of 3 files (0 bytes) · skipped 3 (3 binary)\n");
  }
}

TEST_CASE("what could not be read is listed, and counted where the list ends") {
  AuditResult result = sample::clean();
  for (int i = 10; i < 23; ++i)
    result.coverage.failures.push_back({"f" + std::to_string(i), "cannot open: Permission denied"});
  const std::string text = sample::terminal(result);
  CHECK(text.starts_with(
      "INCOMPLETE: 13 files or folders could not be read · no finding in what was scanned"));
  CHECK(contains(text, "\nnot read: 13 files or folders\n  f10: cannot open: Permission denied\n"));
  CHECK(contains(text, "  f19: cannot open: Permission denied\n  … 3 more (--all to show)\n"));
  TerminalStyle all;
  all.show_all = true;
  CHECK(contains(sample::terminal(result, all), "f22"));
}

TEST_CASE("what was accepted is counted and listed") {
  AuditResult result = sample::clean();
  for (uint64_t i = 1; i < 8; ++i) {
    result.suppressed.push_back(sample::aws_finding("a.py", i + 1));
    result.suppressed.back().suppression =
        Suppression{SuppressionKind::in_source, i == 1 ? "" : "test key", "a.py:1"};
  }
  const std::string text = sample::terminal(result);
  CHECK(contains(text,
                 "\n7 suppressed (by comments)\n  aws-access-key-id a.py:2: no reason given\n"));
  CHECK(contains(text, "  aws-access-key-id a.py:6: test key\n  … 2 more (--all to show)\n"));
}

TEST_CASE("whatever the tree's own configuration hides is told") {
  AuditResult result = sample::clean();
  Policy& policy = result.policy;
  policy.config_file = ".prodready.toml";
  SECTION("a file that the user named") {
    CHECK(contains(sample::terminal(result), "\npolicy: .prodready.toml\n"));
  }
  policy.config_in_tree = true;
  SECTION("a harmless one") {
    CHECK(contains(sample::terminal(result),
                   "\npolicy: .prodready.toml found in the audited tree (it hides nothing)\n"));
  }
  SECTION("one that hides") {
    policy.loosened = {"fail-on = \"never\" (.prodready.toml:2)",
                       "min-confidence = \"high\" (.prodready.toml:3)"};
    policy.origins = {{"fail-on", "--fail-on"},
                      {"min-confidence", ".prodready.toml:3"},
                      {"exclude", ".prodready.toml:4"}};
    policy.exclude = {"docs/**", "vendor/**"};
    policy.disabled_rules = {"env-file"};
    policy.ignores.resize(2);
    policy.expired_ignores.push_back(
        {"env-file", {}, "", "later", ".prodready.toml:9", "", "2025-01-31"});
    result.coverage.skipped[SkipReason::excluded] = {12, 1, {"docs/a"}};
    TerminalStyle style;
    style.width = 400;
    const std::string text = sample::terminal(result, style);
    CHECK(contains(text,
                   "\nexpired: [[ignore]] at .prodready.toml:9 held until 2025-01-31 and hides "
                   "nothing any more\n"));
    // The flag --fail-on overruled the file.
    CHECK(contains(text,
                   "\npolicy: .prodready.toml found in the audited tree (min-confidence = \"high\" "
                   "(.prodready.toml:3); "
                   "excluded 12 files and 1 folder by docs/**, vendor/**; disabled env-file; 2 "
                   "[[ignore]] entries)\n"));
  }
}

TEST_CASE("every finding has its frame if all are asked for") {
  TerminalStyle style;
  style.show_all = true;
  const std::string text = sample::terminal(sample::everyday(), style);
  CHECK(contains(text, "--> tests/test_pay.py:5:12"));
  CHECK(contains(text, "= why: lowered from critical: test file"));
  CHECK(!contains(text, "--all"));
}
