#include "scan/pairs.h"

#include <string>
#include <vector>

#include "catch.h"
#include "scan_text.h"

using prodready::Finding;
using prodready::join_pairs;
using prodready::Rule;
using prodready::Severity;

namespace {

struct Rules {
  Rule id, secret, other;
  Rules() {
    id.id = "key-id";
    id.title = "Key id";
    secret.id = "key-secret";
    secret.title = "Key secret";
    secret.pair = "key-id";
    other.id = "other";
    other.title = "Other";
  }
};

Finding finding(const Rule& rule, uint64_t line, Severity severity = Severity::high) {
  Finding result;
  result.rule = &rule;
  result.path = "src/app.py";
  result.severity = severity;
  result.location = {{line, 1}, {line, 9}};
  return result;
}

/// "secret@3+1 other@4": rule and line of each finding, and the lines of its related places.
std::string joined(std::vector<Finding> findings, size_t first = 0) {
  join_pairs(findings, first);
  std::string text;
  for (const Finding& f : findings) {
    text += (text.empty() ? "" : " ") + f.rule->id + "@" + std::to_string(f.location.start.line);
    for (const auto& related : f.related) text += "+" + std::to_string(related.location.start.line);
  }
  return text;
}

}  // namespace

TEST_CASE("two halves of one credential are one finding with two places") {
  const Rules r;
  std::vector<Finding> findings = {finding(r.id, 1), finding(r.secret, 2)};
  join_pairs(findings, 0);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule->id == "key-secret");
  REQUIRE(findings[0].related.size() == 1);
  CHECK(findings[0].related[0].path == "src/app.py");
  CHECK(findings[0].related[0].location.start.line == 1);
  CHECK(findings[0].related[0].text == "its other half: Key id");
}

TEST_CASE("halves are joined in any order, on one line, and up to twenty lines apart") {
  const Rules r;
  CHECK(joined({finding(r.secret, 1), finding(r.id, 2)}) == "key-secret@1+2");
  CHECK(joined({finding(r.secret, 1), finding(r.id, 1)}) == "key-secret@1+1");
  CHECK(joined({finding(r.id, 1), finding(r.other, 5), finding(r.secret, 21)}) ==
        "other@5 key-secret@21+1");
  CHECK(joined({finding(r.id, 1), finding(r.secret, 22)}) == "key-id@1 key-secret@22");
  CHECK(joined({finding(r.secret, 1), finding(r.id, 21)}) == "key-secret@1+21");
  CHECK(joined({finding(r.secret, 1), finding(r.id, 22)}) == "key-secret@1 key-id@22");
}

TEST_CASE("a half alone stays as it is") {
  const Rules r;
  CHECK(joined({}) == "");
  CHECK(joined({finding(r.secret, 1)}) == "key-secret@1");
  CHECK(joined({finding(r.id, 1)}) == "key-id@1");
  CHECK(joined({finding(r.secret, 1), finding(r.other, 2)}) == "key-secret@1 other@2");
  CHECK(joined({finding(r.id, 1), finding(r.id, 2)}) == "key-id@1 key-id@2");
}

TEST_CASE("of several other halves the nearest is joined") {
  const Rules r;
  CHECK(joined({finding(r.id, 1), finding(r.id, 8), finding(r.secret, 10), finding(r.id, 14)}) ==
        "key-id@1 key-secret@10+8 key-id@14");
  CHECK(joined({finding(r.id, 1), finding(r.secret, 10), finding(r.id, 12)}) ==
        "key-id@1 key-secret@10+12");
}

TEST_CASE("each of two credentials gets its own half") {
  const Rules r;
  CHECK(joined({finding(r.id, 1), finding(r.secret, 2), finding(r.id, 11),
                finding(r.secret, 12)}) == "key-secret@2+1 key-secret@12+11");
}

TEST_CASE("two secrets of one id both name it") {
  const Rules r;
  CHECK(joined({finding(r.id, 1), finding(r.secret, 2), finding(r.secret, 3)}) ==
        "key-secret@2+1 key-secret@3+1");
}

TEST_CASE("of two halves that name each other the more severe one stays, or else the later") {
  Rules r;
  r.id.pair = "key-secret";
  CHECK(joined({finding(r.id, 1), finding(r.secret, 2)}) == "key-secret@2+1");
  CHECK(joined({finding(r.secret, 1), finding(r.id, 2)}) == "key-id@2+1");
  CHECK(joined({finding(r.id, 1, Severity::critical), finding(r.secret, 2)}) == "key-id@1+2");
  CHECK(joined({finding(r.id, 1, Severity::low), finding(r.secret, 2)}) == "key-secret@2+1");
  CHECK(joined({finding(r.secret, 1, Severity::critical), finding(r.id, 2)}) == "key-secret@1+2");
}

TEST_CASE("no credential is lost among halves that name each other") {
  Rules r;
  r.id.pair = "key-secret";
  for (const auto& findings : std::vector<std::vector<Finding>>{
           {finding(r.id, 1), finding(r.secret, 5), finding(r.id, 6)},
           {finding(r.id, 1), finding(r.id, 2), finding(r.secret, 3)},
           {finding(r.secret, 1), finding(r.id, 4), finding(r.secret, 5)},
           {finding(r.id, 1), finding(r.secret, 2), finding(r.id, 3), finding(r.secret, 4)}}) {
    std::vector<Finding> after = findings;
    join_pairs(after, 0);
    // Every place is still told, as a finding's own or as a related one.
    for (const Finding& f : findings) {
      bool told = false;
      for (const Finding& left : after) {
        told = told || left.location == f.location;
        for (const auto& related : left.related) told = told || related.location == f.location;
      }
      INFO("line " << f.location.start.line);
      CHECK(told);
    }
  }
}

TEST_CASE("an accepted half and an open one are kept apart") {
  const Rules r;
  std::vector<Finding> findings = {finding(r.id, 1), finding(r.secret, 2)};
  findings[0].suppression = prodready::Suppression{};
  join_pairs(findings, 0);
  CHECK(findings.size() == 2);
  findings[1].suppression = prodready::Suppression{};
  join_pairs(findings, 0);
  CHECK(findings.size() == 1);
}

TEST_CASE("findings of another file stay out of it") {
  const Rules r;
  CHECK(joined({finding(r.id, 1), finding(r.secret, 2)}, 1) == "key-id@1 key-secret@2");
  CHECK(joined({finding(r.id, 1), finding(r.id, 3), finding(r.secret, 4)}, 1) ==
        "key-id@1 key-secret@4+3");
}

TEST_CASE("halves that the rules find in a file are joined") {
  const Rule id = test_rule("shop-id", "pattern = '\\b(?P<secret>sid_[0-9a-z]{12})\\b'");
  const Rule secret =
      test_rule("shop-secret", "pattern = '\\b(?P<secret>sec_[0-9a-z]{12})\\b'\npair = 'shop-id'");
  const std::string text = "a = 'sid_4k9x2m7q1z8w'\nb = 'sec_9s3d5f7g1h2j'\n";
  const auto findings = scan_text({id, secret}, text);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule->id == "shop-secret");
  REQUIRE(findings[0].related.size() == 1);
  CHECK(findings[0].related[0].location.start.line == 1);
  for (const auto& line : findings[0].frame) {
    CHECK(line.text.find("4k9x2m7q1z8w") == std::string::npos);
    CHECK(line.text.find("9s3d5f7g1h2j") == std::string::npos);
  }
  CHECK(scan_text({id}, text).size() == 1);
}
