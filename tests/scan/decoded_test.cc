// Secrets that stand encoded in a file: found by what they mean, shown where they are written.
#include <cstdio>
#include <string>
#include <vector>

#include "catch.h"
#include "scan_text.h"
#include "text/escape.h"

using prodready::base64;
using prodready::Finding;
using prodready::Rule;

namespace {

const std::string kToken = "tok_4k9x2m7q1z8wv5b3n6c0";

Rule token_rule() {
  return test_rule("my-token", "pattern = '''\\b(?P<secret>tok_[0-9a-z]{20})\\b'''");
}

Rule named_rule() {
  return test_rule("shopline-key", "names = ['shopline']\nvalue = '[0-9a-f]{32}'\n");
}

Rule password_rule() {
  return test_rule("password",
                   "keys = ['*password*']\nvalue = '.{3,}'\norigin = 'chosen'\ncode = true\n"
                   "anchor = ['(?i)passw']\n");
}

/// Each byte as `format` writes it.
std::string escaped(const std::string& text, const char* format) {
  std::string result;
  for (const char c : text) {
    char unit[16];
    std::snprintf(unit, sizeof unit, format, static_cast<unsigned>(static_cast<unsigned char>(c)));
    result += unit;
  }
  return result;
}

struct Case {
  const char* encoding;
  std::string text;
};

/// The text of a location that stands on one line.
std::string at(const std::string& text, const prodready::Location& location) {
  size_t begin = 0;
  for (uint64_t line = 1; line < location.start.line; ++line) begin = text.find('\n', begin) + 1;
  return text.substr(begin + location.start.column - 1,
                     location.end.column - location.start.column);
}

std::string everything(const Finding& finding) {
  std::string all = finding.redacted + finding.detail + finding.fingerprint;
  for (const auto& line : finding.frame) all += line.text;
  for (const auto& reason : finding.reasons) all += reason;
  return all;
}

bool says(const Finding& finding, const std::string& reason) {
  for (const std::string& text : finding.reasons) {
    if (text.find(reason) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a secret is found in each encoding, and the finding says in which") {
  const std::string plain = "key=" + kToken + " of shop";
  for (const Case& c :
       {Case{"base64", base64(plain)}, Case{"hex", escaped(plain, "%02x")},
        Case{"hex", escaped(plain, "\\x%02x")}, Case{"percent", escaped(plain, "%%%02X")},
        Case{"Unicode", escaped(plain, "\\u%04x")}, Case{"HTML", escaped(plain, "&#%u;")},
        Case{"HTML", escaped(plain, "&#x%x;")}}) {
    INFO(c.encoding << ": " << c.text);
    const std::string text = "first = 1\nvalue = \"" + c.text + "\"\n";
    const auto findings = scan_text({token_rule()}, text);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule->id == "my-token");
    CHECK(findings[0].location.start.line == 2);
    CHECK(findings[0].occurrences == 1);
    CHECK(says(findings[0], "it is written in "));
    CHECK(says(findings[0], c.encoding));
  }
}

TEST_CASE("the place of the finding is where the secret is written, and it is hidden there") {
  const std::string plain = "key=" + kToken + " of shop";
  for (const char* format : {"%02x", "%%%02X", "\\u%04x", "&#%u;"}) {
    const std::string encoded = escaped(kToken, format);
    const std::string text = "value = \"" + escaped(plain, format) + "\"\n";
    INFO(text);
    const auto findings = scan_text({token_rule()}, text);
    REQUIRE(findings.size() == 1);
    CHECK(at(text, findings[0].location) == encoded);
    CHECK(everything(findings[0]).find(encoded) == std::string::npos);
    CHECK(everything(findings[0]).find(kToken) == std::string::npos);
  }
}

TEST_CASE("of base64 the characters that hold a part of the secret are the place") {
  const std::string encoded = base64("key=" + kToken + " of shop");
  const std::string text = "data:\n  app: " + encoded + "\n";
  const auto findings = scan_text({token_rule()}, text, "secret.yml");
  REQUIRE(findings.size() == 1);
  const std::string shown = at(text, findings[0].location);
  CHECK(encoded.find(shown) == 4);
  CHECK(shown.size() % 4 == 0);
  CHECK(shown.size() >= kToken.size() * 4 / 3);
  CHECK(everything(findings[0]).find(shown) == std::string::npos);
}

TEST_CASE("a secret is found two encodings deep, not deeper") {
  const std::string one = base64("key=" + kToken + " of shop");
  const std::string two = base64("data: " + one + "\n");
  const std::string three = base64("data: " + two + "\n");
  CHECK(scan_text({token_rule()}, "x: " + one).size() == 1);
  const auto findings = scan_text({token_rule()}, "x: " + two);
  REQUIRE(findings.size() == 1);
  CHECK(at("x: " + two, findings[0].location).size() > kToken.size());
  CHECK(everything(findings[0]).find(at("x: " + two, findings[0].location)) == std::string::npos);
  CHECK(scan_text({token_rule()}, "x: " + three).empty());
  const auto mixed = scan_text({token_rule()}, "x: " + escaped(one, "%%%02X"));
  CHECK(mixed.size() == 1);
}

TEST_CASE("a secret that stands there plainly is found once, as it is written") {
  const std::string text = "\"note\": \"\\u0041 " + kToken + "\"\n";
  const auto findings = scan_text({token_rule()}, text);
  REQUIRE(findings.size() == 1);
  CHECK(at(text, findings[0].location) == kToken);
  CHECK(findings[0].occurrences == 1);
}

TEST_CASE("the same secret plain and encoded is one finding with two places") {
  const auto findings = scan_text(
      {token_rule()}, "a = '" + kToken + "'\nb = '" + base64("x " + kToken + " y") + "'\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].occurrences == 2);
  CHECK(findings[0].location.start.line == 1);
}

TEST_CASE("rules of names see decoded text") {
  const std::string key = "4f9a02c7d81be6035ac4f17e92b80d36";
  const auto named =
      scan_text({named_rule()}, "x: " + base64("SHOPLINE_KEY=" + key + "\n"), "app.yml");
  REQUIRE(named.size() == 1);
  CHECK(everything(named[0]).find(key) == std::string::npos);
  const auto password = scan_text(
      {password_rule()}, "x: " + base64("DB_USER=joe\nDB_PASSWORD=kU7!velo-93\n"), "app.yml");
  REQUIRE(password.size() == 1);
  CHECK(password[0].rule->id == "password");
  CHECK(everything(password[0]).find("velo") == std::string::npos);
}

TEST_CASE("a value of configuration that is base64 is found by its key") {
  const std::string text = "kind: Secret\ndata:\n  DB_PASSWORD: " + base64("kU7!velo-93!") + "\n";
  const auto findings = scan_text({password_rule()}, text, "k8s/secret.yml");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].location.start.line == 3);
  CHECK(everything(findings[0]).find(base64("kU7!velo-93!")) == std::string::npos);
}

TEST_CASE("only secrets are looked for in decoded text") {
  const Rule debug = test_rule("debug", "pattern = 'DEBUG = True'\n", "debug");
  const Rule whole = test_rule("whole", "pattern = 'tok_[0-9a-z]{20}'\n");
  CHECK(scan_text({debug}, "x = '" + base64("DEBUG = True # and more of it") + "'").empty());
  CHECK(scan_text({whole}, "x = '" + base64("key=" + kToken + " of shop") + "'").empty());
}

TEST_CASE("filters and comments hold for encoded secrets") {
  const std::string filler = base64("key=tok_xxxxxxxxxxxxxxxxxxxx of shop");
  CHECK(scan_text({token_rule()}, "x = '" + filler + "'").empty());
  const std::string text =
      "x = '" + base64("key=" + kToken + " of shop") + "'  # prodready:ignore[my-token] sandbox\n";
  const auto findings = scan_text({token_rule()}, text);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].suppression);
}

TEST_CASE("encoded secrets beside each other are each found and hidden") {
  const std::string other = "tok_9s3d5f7g1h2jk4l6p8q0";
  const std::string text =
      "a = '" + base64("x " + kToken + " y") + "', '" + base64("x " + other + " y") + "'";
  const auto findings = scan_text({token_rule()}, text);
  REQUIRE(findings.size() == 2);
  for (const Finding& finding : findings) {
    for (const Finding& one : findings)
      CHECK(everything(finding).find(at(text, one.location)) == std::string::npos);
  }
}

TEST_CASE("what was decided about encoded text is explained at the line that holds it") {
  const auto rules = prodready::make_rule_set({token_rule()});
  const prodready::Detector detector(rules, {});
  const std::string text =
      "one\ntwo\nthree: " + base64("first\nkey=tok_xxxxxxxxxxxxxxxxxxxx of shop\n") + "\n";
  const auto explained = [&](uint64_t line) {
    prodready::Trace trace;
    trace.line = line;
    prodready::FileScanner scanner(detector, &trace);
    scan_in_windows(scanner, "src/app.yml", text, text.size(), 0);
    return trace.entries.size();
  };
  CHECK(explained(1) == 0);
  CHECK(explained(2) == 0);
  CHECK(explained(3) > 0);
}

TEST_CASE("a reason is told once, however deep the encoding") {
  const std::string one = base64("key=" + kToken + " of shop");
  const auto findings = scan_text({token_rule()}, "x: " + base64("data: " + one + "\n"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].reasons.size() == 1);
}

TEST_CASE("more encoded text than is decoded of one file is said") {
  const Rule rule = token_rule();
  const auto rules = prodready::make_rule_set({rule});
  const prodready::Detector detector(rules, {});
  const auto problems = [&](size_t lines) {
    std::string plain;
    for (int i = 0; i < 200; ++i)
      plain += "a line of plain text, number " + std::to_string(i) + "\n";
    const std::string line = "x = '" + base64(plain) + "'\n";
    std::string text;
    while (text.size() < lines * line.size()) text += line;
    prodready::FileScanner scanner(detector);
    scan_in_windows(scanner, "src/data.py", text, text.size(), 0);
    return scanner.take_facts().problems;
  };
  CHECK(problems(1).empty());
  const auto told = problems(3500);
  REQUIRE(told.size() == 1);
  CHECK(told[0].path == "src/data.py");
  CHECK(told[0].message == "more encoded text than is decoded of one file");
}

TEST_CASE("a secret in a window's context is reported by the window that it begins in") {
  std::string text(600, '\n');
  text += "value = '" + base64("key=" + kToken + " of shop") + "'\n";
  text += std::string(600, '\n');
  const auto rules = prodready::make_rule_set({token_rule()});
  const prodready::Detector detector(rules, {});
  for (size_t core : {300u, 590u, 610u, 620u, 5000u}) {
    prodready::FileScanner scanner(detector);
    INFO(core);
    const auto findings = scan_in_windows(scanner, "src/app.py", text, core, 400);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].occurrences == 1);
    CHECK(findings[0].location.start.line == 601);
  }
}
