#include "scan/detector.h"

#include <random>

#include "catch.h"
#include "scan_text.h"

using prodready::Finding;

namespace {

prodready::Rule token_rule() {
  return test_rule("my-token", "pattern = '''\\b(?P<secret>tok_[0-9a-z]{12})\\b'''");
}

const std::string kToken = "tok_4k9x2m7q1z8w";

}  // namespace

TEST_CASE("a finding stands where its secret stands") {
  const auto findings = scan_text({token_rule()}, "a = 1\nbé = '" + kToken + "'\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].location.start.line == 2);
  CHECK(findings[0].location.start.column == 7);
  CHECK(findings[0].location.end.line == 2);
  CHECK(findings[0].location.end.column == 7 + kToken.size());
  CHECK(findings[0].redacted == "…[16]");
  CHECK(findings[0].environment == prodready::Environment::unknown);
}

TEST_CASE("no field of a finding holds the secret, nor the one beside it") {
  const std::string other = "tok_9s3d5f7g1h2j";
  const auto findings =
      scan_text({token_rule()}, "x = '" + other + "'\na = '" + kToken + "', '" + other + "'\n");
  REQUIRE(findings.size() == 2);
  for (const Finding& finding : findings) {
    std::string all = finding.redacted + finding.fingerprint + finding.environment_reason;
    for (const auto& line : finding.frame) all += line.text;
    for (const auto& reason : finding.reasons) all += reason;
    CHECK(all.find(kToken) == std::string::npos);
    CHECK(all.find(other) == std::string::npos);
  }
}

TEST_CASE("repeats of one value in a file are one finding") {
  const auto findings = scan_text({token_rule()}, kToken + "\n" + kToken + "\n" + kToken + "\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].occurrences == 3);
  REQUIRE(findings[0].repeats.size() == 2);
  CHECK(findings[0].repeats[1].start.line == 3);
}

TEST_CASE("secrets that share a delimiter are both found") {
  const auto rule = test_rule("quoted", "pattern = '''[\"](?P<secret>tok_[0-9a-z]{12})[\"]'''");
  CHECK(scan_text({rule}, "\"tok_4k9x2m7q1z8w\"tok_9s3d5f7g1h2j\"").size() == 2);
}

TEST_CASE("a line break delimits a secret") {
  const auto rule = test_rule(
      "delimited",
      "pattern = '''[^0-9a-z](?P<secret>tok_[0-9a-z]{12})[^0-9a-z]'''\nanchor = ['tok_']");
  CHECK(scan_text({rule}, "a\ntok_4k9x2m7q1z8w\nb\n").size() == 1);
}

TEST_CASE("a match stays on its line unless the rule has reach") {
  const std::string text = "key:\n  tok_4k9x2m7q1z8w\n";
  const std::string pattern =
      "pattern = '''key:\\s*(?P<secret>tok_[0-9a-z]{12})'''\nanchor = ['tok_']\n";
  CHECK(scan_text({test_rule("one-line", pattern)}, text).empty());
  CHECK(scan_text({test_rule("two-lines", pattern + "reach = 64\n")}, text).size() == 1);
}

TEST_CASE("filters drop what is no secret") {
  CHECK(scan_text({token_rule()}, "tok_xxxxxxxxxxxx").empty());
  const auto sequence = scan_text({token_rule()}, "tok_123456789abc");
  REQUIRE(sequence.size() == 1);
  CHECK(sequence[0].confidence == prodready::Confidence::low);
  const std::string keys = "pattern = '''\\b(?P<secret>tok_[0-9a-z]{12})\\b'''\n";
  CHECK(scan_text({test_rule("a", keys + "allow = ['^tok_4k']")}, kToken).empty());
  CHECK(scan_text({test_rule("a", keys + "allow_line = ['^#']")}, "# " + kToken).empty());
  const prodready::Rule shared = test_rule(
      "a", "pattern = 'pw=(?P<secret>\\S+)'\nanchor = ['pw=']\nallow_shared = ['stock-words']");
  CHECK(scan_text({shared}, "pw=our-secret-password").empty());
  CHECK(scan_text({shared}, "pw=Umqwq67E5Fm8").size() == 1);
  CHECK(scan_text({test_rule("a", keys + "allow_line = ['^#']")}, "x " + kToken).size() == 1);
  CHECK(scan_text({test_rule("a", keys + "min_entropy = 3.8")}, kToken).size() == 1);
  CHECK(scan_text({test_rule("a", keys + "min_entropy = 3.9")}, kToken).empty());
  CHECK(scan_text({test_rule("a", keys + "placeholders = false")}, "tok_xxxxxxxxxxxx").size() == 1);
}

TEST_CASE("a rule with files looks only there, with or without an anchor") {
  const std::string with_anchor = "pattern = 'DEBUG = True'\nfiles = ['settings/*.py']\n";
  CHECK(
      scan_text({test_rule("d", with_anchor, "debug")}, "DEBUG = True", "a/settings/x.py").size() ==
      1);
  CHECK(scan_text({test_rule("d", with_anchor, "debug")}, "DEBUG = True", "a/other/x.py").empty());
  const std::string without = "pattern = '(?m)^[A-Z]+=[0-9]+$'\nfiles = ['.env']\n";
  CHECK(scan_text({test_rule("d", without, "debug")}, "A=1\nB=2", "x/.env").size() == 2);
  CHECK(scan_text({test_rule("d", without + "once = true\n", "debug")}, "A=1\nB=2", "x/.env")
            .size() == 1);
  CHECK(scan_text({test_rule("d", without, "debug")}, "A=1\nB=2", "x/env").empty());
}

TEST_CASE("an anchor that tokens begin with finds what an anchor in any text finds") {
  const std::string pattern = R"(pattern = '\b(?P<secret>acme_[a-z]{14})\b'
anchor = )";
  const std::vector<prodready::Rule> by_token = {
      test_rule("t", pattern + R"(['\bacme_[a-z]{11}'])")};
  const std::vector<prodready::Rule> by_text = {test_rule("t", pattern + "['acme_']")};
  for (const char* text :
       {"acme_qwertzuiopasdf", "x = 'acme_qwertzuiopasdf'", "K=acme_qwertzuiopasdf;",
        "a/b.acme_qwertzuiopasdf", "acme_qwertzuiopasdf acme_yxcvbnmlkjhgfd\n", "https://h/acme_x",
        "xacme_qwertzuiopasdf", "_acme_qwertzuiopasdf", "ACME_qwertzuiopasdf", "acme_qwertzuiop",
        "key-acme_qwertzuiopasdf.acme_yxcvbnmlkjhgfd"}) {
    INFO(text);
    const std::vector<Finding> found = scan_text(by_token, text),
                               expected = scan_text(by_text, text);
    REQUIRE(found.size() == expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].location == expected[i].location);
      CHECK(found[i].value_id == expected[i].value_id);
    }
  }
  CHECK(scan_text(by_token, "key-acme_qwertzuiopasdf.acme_yxcvbnmlkjhgfd").size() == 2);
}

TEST_CASE("globs are asked again when the path changes, and only then") {
  const prodready::RuleSet rules = prodready::make_rule_set(
      {test_rule("t", "pattern = 'acme_(?P<secret>[a-z]{8})'\nnot_files = ['*.md', 'docs/*']"),
       test_rule("p", "files = ['keys/**', '*.pem']")});
  const prodready::Detector detector(rules, {});
  prodready::FileScanner scanner(detector);
  auto found = [&](const std::string& path) {
    std::string ids;
    for (const Finding& finding : scan_in_windows(scanner, path, "acme_qwertzui", 100, 0))
      ids += finding.rule->id;
    return ids;
  };
  CHECK(found("a.txt") == "t");
  CHECK(found("a.txt") == "t");
  CHECK(found("a.md").empty());
  CHECK(found("a.md").empty());
  CHECK(found("docs/a.txt").empty());
  CHECK(found("b/keys/a.txt") == "pt");
  CHECK(found("keys") == "t");
  CHECK(found("a.pem") == "pt");
  CHECK(found("a.txt") == "t");
}

TEST_CASE("a path rule reports the file itself, also an empty one") {
  const auto findings = scan_text({test_rule("state", "files = ['*.tfstate']", "environments")}, "",
                                  "infra/prod.tfstate");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].frame.empty());
  CHECK(findings[0].location.start.line == 1);
}

TEST_CASE("of two rules that find the same secret the surer one speaks") {
  auto vague = test_rule("a-vague", "pattern = '''token=(?P<secret>[a-z0-9_]{16})'''");
  vague.confidence = prodready::Confidence::low;
  const auto findings = scan_text({vague, token_rule()}, "token=" + kToken);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule->id == "my-token");
}

TEST_CASE("a rule that reports once does not displace what others find further down") {
  auto once = test_rule("a-once", "pattern = '''(?P<secret>tok_[a-z0-9]{12})'''\nonce = true\n");
  const auto findings = scan_text({once, token_rule()}, kToken + "\ntok_9s3d5f7g1h2j\n");
  CHECK(findings.size() == 3);
}

TEST_CASE("a secret that overlaps another is hidden on each of its lines") {
  auto block = test_rule(
      "block",
      "pattern = '''(?s)(?P<secret>BEGIN.{1,200}END)'''\nreach = 300\nanchor = ['BEGIN']\n");
  auto once = test_rule("a-once", "pattern = '''(?P<secret>tok_[a-z0-9]{12})'''\nonce = true\n");
  for (const Finding& finding :
       scan_text({block, once}, "BEGIN\ntok_4k9x2m7q1z8w\nplain words of it\nEND\n")) {
    for (const auto& line : finding.frame)
      CHECK(line.text.find("plain words") == std::string::npos);
  }
}

TEST_CASE("an inline comment suppresses and keeps the finding") {
  const auto findings =
      scan_text({token_rule()}, kToken + " # prodready:ignore[my-token] sandbox\n" + kToken + "\n");
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].suppression);
  CHECK(!findings[1].suppression);
}

TEST_CASE("a rule does not speak where its table says none") {
  const std::string keys = "pattern = 'DEBUG = True'\nenvironments = { test = 'none' }\n";
  CHECK(scan_text({test_rule("d", keys, "debug")}, "DEBUG = True", "tests/a.py").empty());
  CHECK(scan_text({test_rule("d", keys, "debug")}, "DEBUG = True", "a.py").size() == 1);
}

TEST_CASE("the cut of a file into windows does not change what is found") {
  std::mt19937 random(20261121);
  std::string text;
  for (int i = 0; i < 400; ++i) {
    text += std::string(random() % 60, 'x') + (random() % 3 ? " " : "\n");
    if (random() % 4 == 0)
      text += "tok_" + std::to_string(100000000000 + random() % 899999999999) + " ";
  }
  const prodready::RuleSet rules = prodready::make_rule_set({token_rule()});
  const prodready::Detector detector(rules, {});
  auto scan = [&](size_t core, size_t context) {
    prodready::FileScanner scanner(detector);
    std::vector<std::string> lines;
    for (const Finding& f : scan_in_windows(scanner, "a.txt", text, core, context)) {
      std::string line = std::to_string(f.location.start.line) + ":" +
                         std::to_string(f.location.start.column) + f.fingerprint;
      for (const auto& repeat : f.repeats) line += " " + std::to_string(repeat.start.line);
      lines.push_back(line);
    }
    return lines;
  };
  const auto whole = scan(text.size(), 0);
  REQUIRE(whole.size() > 50);
  for (size_t core : {7u, 64u, 100u, 1000u, 4096u}) {
    INFO("core " << core);
    CHECK(scan(core, 2048) == whole);
  }
}

TEST_CASE("the prefilter loses nothing that the regex alone would find") {
  std::mt19937 random(4);
  const std::vector<prodready::Rule> rules = {
      token_rule(),
      test_rule("mail", "pattern = '''(?i)(?P<secret>[a-z]{3,9}@corp\\.(?:net|org))'''"),
      test_rule("pair", "pattern = '''(?:left|right)=(?P<secret>[0-9]{4})'''")};
  const char* pieces[] = {"tok_", "4k9x2m7q1z8w", " ",     "\n",     "@corp.", "net", "org",
                          "ORG",  "bob",          "left=", "right=", "2719",   "=",   "x"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += pieces[random() % std::size(pieces)];
    for (const prodready::Rule& rule : rules) {
      prodready::Rule unhindered = rule;
      unhindered.files = {"*"};
      unhindered.anchors.clear();
      prodready::RuleSet
          reference;  // no anchors derived: the regex runs over the whole text, line by line
      reference.rules = prodready::RuleList({unhindered});
      reference.index = index_of(reference.rules);
      size_t expected = 0;
      const prodready::Detector naive(reference, {});
      for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        prodready::FileScanner scanner(naive);
        for (const Finding& f :
             scan_in_windows(scanner, "a.txt", text.substr(begin, end - begin), 1 << 20, 0))
          expected += f.occurrences;
        begin = end + 1;
      }
      size_t found = 0;
      for (const Finding& f : scan_text({rule}, text)) found += f.occurrences;
      INFO("round " << round << " rule " << rule.id << "\n" << text);
      CHECK(found == expected);
    }
  }
}

TEST_CASE("a trace tells every decision about a line") {
  const prodready::RuleSet rules = prodready::make_rule_set({token_rule()});
  const prodready::Detector detector(rules, {});
  prodready::Trace trace{2, {}};
  prodready::FileScanner scanner(detector, &trace);
  const std::string text = kToken + "\ntok_xxxxxxxxxxxx " + kToken + "\n";
  scan_in_windows(scanner, "a.txt", text, text.size(), 0);
  std::string all;
  for (const std::string& entry : trace.entries) all += entry + "\n";
  CHECK(all.find("column 1: my-token: dropped by the filter placeholder: filler") !=
        std::string::npos);
  CHECK(all.find("anchor found") != std::string::npos);
}

TEST_CASE("of a rule that reports once a file, an accepted place does not hide the next") {
  const auto once =
      test_rule("once", "pattern = '''(?P<secret>tok_[a-z0-9]{12})'''\nonce = true\n");
  const auto findings = scan_text(
      {once}, "tok_4k9x2m7q1z8w # prodready:ignore[once] r\ntok_5k9x2m7q1z8w\ntok_6k9x2m7q1z8w\n");
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].suppression);
  CHECK(!findings[1].suppression);
  CHECK(findings[1].location.start.line == 2);
}

TEST_CASE("a rule about the file itself is accepted by a marker for the file") {
  const auto rule = test_rule("key-file", "files = ['*.key']\n");
  CHECK(scan_text({rule}, "# prodready:ignore-file[key-file] r\nx\n", "a.key")[0].suppression);
  CHECK(!scan_text({rule}, "# prodready:ignore[key-file] r\nx\n", "a.key")[0].suppression);
}

TEST_CASE("the cut of a file into windows does not change what is accepted") {
  std::mt19937 random(20261121);
  std::string text = "# prodready:ignore-file[my-token] r id=00000000\n";
  for (int i = 0; i < 300; ++i) {
    switch (random() % 8) {
      case 0:
        text += "# prodready:ignore[my-token] r\n";
        break;
      case 1:
        text += "# prodready:ignore-start[my-token] r\n";
        break;
      case 2:
        text += "# prodready:ignore-end\n";
        break;
      case 3:
        text += "// secretlint-disable-next-line\n";
        break;
      case 4:
        text += "// secretlint-disable\n";
        break;
      case 5:
        text += "// secretlint-enable\n";
        break;
      default:
        text += "tok_" + std::to_string(100000000000 + random() % 899999999999) + "\n";
    }
  }
  const prodready::RuleSet rules = prodready::make_rule_set({token_rule()});
  const prodready::Detector detector(rules, {});
  const auto scan = [&](size_t core, size_t context) {
    prodready::FileScanner scanner(detector);
    std::vector<std::string> lines;
    for (const Finding& finding : scan_in_windows(scanner, "a.py", text, core, context)) {
      lines.push_back(std::to_string(finding.location.start.line) + " " +
                      (finding.suppression ? finding.suppression->origin : "shown"));
    }
    for (const auto& file : scanner.take_markers()) {
      for (const auto& marker : file.lines)
        lines.push_back(std::to_string(marker.at.line) + (marker.used ? " used" : " unused"));
    }
    return lines;
  };
  const auto whole = scan(text.size(), 0);
  CHECK(whole.size() > 100);
  for (size_t core : {200, 333, 1000, 4096}) {
    CAPTURE(core);
    CHECK(scan(core, 120) == whole);
  }
}
