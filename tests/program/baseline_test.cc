// Accepted findings: what stays accepted, what comes back, and what the exit code says.
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>

#include "catch.h"
#include "program.h"

namespace fs = std::filesystem;

namespace {

const std::string kFile = "tree/.prodready-baseline";

/// A line with a secret made of `seed`.
std::string line(const std::string& seed) {
  char digits[17];
  const uint64_t number = std::hash<std::string>()(seed) | uint64_t{0xc} << 60;
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
  return "key = MARKER_" + std::string(digits) + "\n";
}

/// A text for people with its lines joined.
std::string unwrapped(const Result& result) {
  std::string text;
  for (char c : result.out) {
    if (c != '\n' && (c != ' ' || !text.ends_with(' '))) text += c;
    if (c == '\n' && !text.ends_with(' ')) text += ' ';
  }
  return text;
}

/// The rule of the workspace once more, as a credential of low severity.
void add_credential_rule(const Workspace& w) {
  std::string rule = w.read("rules/debug/marker.toml");
  for (size_t at; (at = rule.find("MARKER_")) != std::string::npos;) rule.replace(at, 7, "TOKEN--");
  for (size_t at; (at = rule.find("\"high\"")) != std::string::npos;)
    rule.replace(at, 6, "\"HIGH\"");
  rule.replace(rule.find("severity = \"HIGH\""), 17, "severity = \"low\"");
  rule.replace(rule.find("unknown = \"HIGH\""), 16, "unknown = \"low\"");
  rule.replace(rule.find("\"HIGH\""), 6, "\"high\"");
  w.write("rules/credentials/token.toml", rule);
}

Result audit(const Workspace& w, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"audit", "tree", "--baseline", kFile};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return w.run(arguments);
}

Result baseline(const Workspace& w, const std::string& command,
                std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"baseline", command, "tree"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return w.run(arguments);
}

nlohmann::json report(const Result& result) { return nlohmann::json::parse(result.out); }

size_t new_findings(const Workspace& w, std::vector<std::string> more = {}) {
  more.insert(more.end(), {"--format", "json"});
  const auto counts = report(audit(w, more)).at("summary");
  size_t count = counts.at("lessCertain").get<size_t>();
  for (const auto& [severity, number] : counts.at("bySeverity").items())
    count += number.get<size_t>();
  return count;
}

}  // namespace

TEST_CASE("what was accepted does not fail the audit, and is still told") {
  const Workspace w;
  const Result created = baseline(w, "create");
  CHECK(created.status == 0);
  CHECK(created.out == "1 finding accepted in " + kFile + "\n");
  CHECK(!contains(w.read(kFile), kSecret));
  CHECK(audit(w).status == 0);
  CHECK(contains(audit(w).out, "READY: no new finding at or above high in 2 files"));
  CHECK(contains(audit(w).out, "1 in the baseline"));
  CHECK(contains(audit(w, {"--fail-on", "new"}).out, "READY: no new finding in 2 files"));
  CHECK(audit(w, {"--fail-on", "new"}).status == 0);
  CHECK(w.run({"audit", "tree"}).status == 1);  // only where it is named
}

TEST_CASE("a baseline is not overwritten by accident") {
  const Workspace w;
  REQUIRE(baseline(w, "create").status == 0);
  const std::string before = w.read(kFile);
  w.write("tree/b.py", line("b"));
  const Result again = baseline(w, "create");
  CHECK(again.status == 2);
  CHECK(contains(again.err, "--force"));
  CHECK(w.read(kFile) == before);
  CHECK(baseline(w, "create", {"--force"}).status == 0);
  CHECK(w.read(kFile) != before);
  CHECK(w.list("tree") == std::vector<std::string>{".prodready-baseline", "b.py", "src"});
}

TEST_CASE("another secret on an accepted line comes back") {
  const Workspace w;
  baseline(w, "create");
  w.write("tree/src/app.py", "first = 1\n" + line("rotated"));
  CHECK(audit(w).status == 1);
  CHECK(audit(w, {"--fail-on", "new"}).status == 1);
  CHECK(new_findings(w) == 1);
}

TEST_CASE("an accepted secret may move within its file, and with its file") {
  const Workspace w;
  baseline(w, "create");
  w.write("tree/src/app.py", "\n\n\n" + std::string(kFindingLine));
  CHECK(audit(w, {"--fail-on", "new"}).status == 0);
  fs::create_directories(w.path("tree/lib"));
  fs::rename(w.path("tree/src/app.py"), w.path("tree/lib/renamed.py"));
  CHECK(audit(w, {"--fail-on", "new"}).status == 0);
  CHECK(!contains(audit(w).out, "fixed"));
}

TEST_CASE("a copy of an accepted secret is new while the first one stays") {
  const Workspace w;
  baseline(w, "create");
  w.write("tree/src/copy.py", kFindingLine);
  CHECK(audit(w, {"--fail-on", "new"}).status == 1);
  CHECK(new_findings(w) == 1);
}

TEST_CASE("one entry accepts one move, not any number of copies") {
  const Workspace w;
  baseline(w, "create");
  fs::rename(w.path("tree/src/app.py"), w.path("tree/src/one.py"));
  w.write("tree/src/two.py", kFindingLine);
  CHECK(new_findings(w) == 1);
}

TEST_CASE("a secret that moves from tests to production is new") {
  const Workspace w;
  fs::create_directories(w.path("tree/tests"));
  fs::rename(w.path("tree/src/app.py"), w.path("tree/tests/test_app.py"));
  baseline(w, "create");
  CHECK(audit(w, {"--fail-on", "new"}).status == 0);
  fs::rename(w.path("tree/tests/test_app.py"), w.path("tree/src/app.py"));
  CHECK(audit(w, {"--fail-on", "new"}).status == 1);
}

TEST_CASE("what is gone is told, pruned, and not forgotten before") {
  const Workspace w;
  baseline(w, "create");
  const std::string before = w.read(kFile);
  CHECK(baseline(w, "prune", {"--check"}).status == 0);
  w.write("tree/src/app.py", "first = 1\n");
  CHECK(contains(audit(w).out, "1 of it fixed"));
  const Result check = baseline(w, "prune", {"--check"});
  CHECK(check.status == 1);
  CHECK(contains(check.out, "fixed: src/app.py marker"));
  CHECK(w.read(kFile) == before);
  CHECK(baseline(w, "prune").status == 0);
  CHECK(w.read(kFile) == before.substr(0, before.find('\n') + 1));
  CHECK(baseline(w, "prune", {"--check"}).status == 0);
}

TEST_CASE("pruning accepts nothing new, and keeps what has moved") {
  const Workspace w;
  w.write("tree/b.py", line("b"));
  baseline(w, "create");
  fs::rename(w.path("tree/b.py"), w.path("tree/c.py"));
  w.write("tree/new.py", line("new"));
  baseline(w, "prune");
  CHECK(new_findings(w) == 1);
}

TEST_CASE("update accepts what is new and drops what is gone; twice is once") {
  const Workspace w;
  w.write("tree/b.py", line("b"));
  baseline(w, "create");
  w.write("tree/b.py", "nothing = 1\n");
  w.write("tree/c.py", line("c"));
  fs::rename(w.path("tree/src/app.py"), w.path("tree/src/moved.py"));
  const Result updated = baseline(w, "update");
  CHECK(updated.status == 0);
  CHECK(updated.out == "1 added, 1 moved, 1 dropped in " + kFile + "\n");
  const std::string once = w.read(kFile);
  CHECK(new_findings(w) == 0);
  CHECK(contains(once, "\nsrc/moved.py marker v1:"));
  CHECK(baseline(w, "update").out == "0 added, 0 moved, 0 dropped in " + kFile + "\n");
  CHECK(w.read(kFile) == once);
  CHECK(baseline(w, "create", {"--force"}).status == 0);
  CHECK(w.read(kFile) == once);
}

TEST_CASE("show lists the entries and what became of them") {
  const Workspace w;
  w.write("tree/b.py", line("b"));
  baseline(w, "create");
  w.write("tree/b.py", "nothing = 1\n");
  w.write("tree/c.py", line("c"));
  const Result shown = baseline(w, "show");
  CHECK(shown.status == 0);
  CHECK(shown.out == kFile +
                         ": baseline of prodready, 2 entries\n"
                         "marker\n"
                         "  b.py: 1 fixed\n"
                         "  src/app.py: 1 unchanged\n"
                         "1 finding not in it\n");
}

TEST_CASE("an audit that did not look calls nothing fixed") {
  const Workspace w;
  w.write("tree/b.py", line("b"));
  w.write("tree/sub/c.py", line("c"));
  baseline(w, "create");
  const std::string before = w.read(kFile);
  SECTION("other paths") {
    w.write("tree/sub/c.py", "nothing = 1\n");
    const Result r = w.run({"audit", "tree/src", "tree/b.py", "--baseline", kFile});
    CHECK(!contains(r.out, "fixed"));
  }
  SECTION("excluded") {
    w.write("tree/b.py", "nothing = 1\n");
    CHECK(!contains(audit(w, {"--exclude", "b.py"}).out, "fixed"));
    CHECK(baseline(w, "prune", {"--check", "--exclude", "*.py"}).status == 3);
    CHECK(baseline(w, "prune", {"--exclude", "b.py"}).status == 0);
    CHECK(w.read(kFile) == before);
  }
  SECTION("binary now") {
    w.write("tree/b.py", std::string("\0\1\2\3\0\0\0\0", 8) + line("b"));
    CHECK(!contains(audit(w).out, "fixed"));
  }
  SECTION("unreadable") {
    w.write("tree/b.py", "nothing = 1\n");
    chmod(w.path("tree/sub").c_str(), 0);
    Setup mortal;
    mortal.in_child = [] {  // root may read everything, unless it gives that away
      for (const int right : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH}) {
        if (geteuid() == 0 && prctl(PR_CAPBSET_DROP, right, 0, 0, 0) != 0) _exit(126);
      }
    };
    const Result r = w.run({"audit", "tree", "--baseline", kFile}, mortal);
    const Result pruned = w.run({"baseline", "prune", "tree", "--check"}, mortal);
    chmod(w.path("tree/sub").c_str(), 0755);
    CHECK(r.status == 3);
    CHECK(!contains(r.out, "fixed"));
    CHECK(pruned.status == 3);
    CHECK(contains(pruned.out, "0 entries"));
    CHECK(w.read(kFile) == before);
  }
  SECTION("but a file that is gone is") {
    fs::remove(w.path("tree/b.py"));
    CHECK(contains(audit(w).out, "1 of it fixed"));
  }
  SECTION("a link in its place is not followed") {
    fs::remove(w.path("tree/b.py"));
    fs::create_symlink(w.path("clean/main.py"), w.path("tree/b.py"));
    CHECK(contains(audit(w).out, "1 of it fixed"));
  }
}

TEST_CASE("--fail-on new fails on anything certain, however slight, and only on what is new") {
  const Workspace w;
  add_credential_rule(w);
  baseline(w, "create");
  w.write("tree/slight.py", "TOKEN--8f3a91c0d27e55b1\n");
  CHECK(audit(w).status == 0);
  CHECK(audit(w, {"--fail-on", "new"}).status == 1);
  CHECK(contains(audit(w, {"--fail-on", "new"}).out, "gate: --fail-on new"));
  CHECK(audit(w, {"--fail-on", "never"}).status == 0);
  CHECK(audit(w, {"--fail-on", "low"}).status == 1);
}

TEST_CASE("--fail-on new needs a baseline") {
  const Workspace w;
  const Result r = w.run({"audit", "tree", "--fail-on", "new"});
  CHECK(r.status == 2);
  CHECK(contains(r.err, "fail-on \"new\" (--fail-on) needs a baseline"));
  const Result missing = audit(w, {"--fail-on", "new"});
  CHECK(missing.status == 2);
  CHECK(contains(missing.err, "prodready baseline create"));
  CHECK(baseline(w, "update").status == 2);
  CHECK(baseline(w, "prune").status == 2);
  CHECK(baseline(w, "show").status == 2);
}

TEST_CASE("a baseline of another key is an error, not an audit where everything is new") {
  const Workspace w;
  REQUIRE(baseline(w, "create", {"--fingerprint-key", "one"}).status == 0);
  CHECK(audit(w, {"--fingerprint-key", "one"}).status == 0);
  for (const std::vector<std::string>& key :
       {std::vector<std::string>{}, std::vector<std::string>{"--fingerprint-key", "two"}}) {
    const Result r = audit(w, key);
    CHECK(r.status == 2);
    CHECK(contains(r.err, kFile + ":1: "));
    CHECK(contains(r.err, "--fingerprint-key"));
  }
}

TEST_CASE("a configuration may name the baseline; one found in the tree loosens the policy") {
  const Workspace w;
  baseline(w, "create");
  w.write("tree/.prodready.toml", "baseline = \".prodready-baseline\"\n");
  const Result r = w.run({"audit", "tree"});
  CHECK(r.status == 0);
  CHECK(contains(unwrapped(r), "baseline = \".prodready-baseline\" (.prodready.toml:1)"));
  CHECK(w.run({"audit", "tree", "--no-config"}).status == 1);
  CHECK(contains(w.run({"config", "show", "tree"}).out, ".prodready.toml:1"));
  // The commands work on the same file.
  w.write("tree/b.py", line("b"));
  CHECK(w.run({"audit", "tree"}).status == 1);
  CHECK(baseline(w, "update").status == 0);
  CHECK(w.run({"audit", "tree"}).status == 0);
  // A broken one in the tree does not stop the audit.
  w.write(kFile, "<<<<<<< HEAD\n");
  const Result broken = w.run({"audit", "tree"});
  CHECK(broken.status == 2);
  CHECK(contains(unwrapped(broken), "merge conflict"));
  CHECK(contains(unwrapped(broken), "2 high"));
}

TEST_CASE("a configuration found in the tree cannot reach for files outside of it") {
  const Workspace w;
  baseline(w, "create");
  fs::rename(w.path(kFile), w.path("outside"));
  SECTION("by its path") { w.write("tree/.prodready.toml", "baseline = \"../outside\"\n"); }
  SECTION("by an absolute path") {
    w.write("tree/.prodready.toml", "baseline = \"" + w.path("outside") + "\"\n");
  }
  SECTION("by a link") {
    fs::create_symlink("../outside", w.path("tree/link"));
    w.write("tree/.prodready.toml", "baseline = \"link\"\n");
  }
  SECTION("by a folder that is a link") {
    fs::create_directory_symlink("..", w.path("tree/up"));
    w.write("tree/.prodready.toml", "baseline = \"up/outside\"\n");
  }
  const Result r = w.run({"audit", "tree"});
  CHECK(r.status == 2);
  CHECK(contains(unwrapped(r), "outside of this configuration's folder"));
  CHECK(contains(r.out, "1 high"));
  CHECK(w.run({"audit", "tree", "--no-config", "--baseline", "outside"}).status == 0);
}

TEST_CASE("files with hostile names are accepted like any other, and cannot write entries") {
  const Workspace w;
  const std::vector<std::string> names = {"a b.py", "new\nline.py", "\x1b[31mred.py", "caf\xE9.py",
                                          "#x.py",  "100%.py",      "<<<<<<< HEAD"};
  for (const std::string& name : names) w.write("tree/" + name, line(name));
  baseline(w, "create");
  const std::string text = w.read(kFile);
  CHECK(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) == names.size() + 2);
  CHECK(new_findings(w) == 0);
  const Result shown = baseline(w, "show");
  CHECK(!contains(shown.out, "\x1b"));
  CHECK(contains(shown.out, "new\\x0aline.py"));
}

TEST_CASE("the baseline is left out of the audit, and harmless where it is not") {
  const Workspace w;
  baseline(w, "create");
  CHECK(contains(audit(w).out, "1 own report or baseline"));
  // With all the built-in rules.
  const Result r = run_program({"audit", w.path("tree"), "--format", "json"});
  CHECK(!contains(r.out, "\".prodready-baseline\""));
}

TEST_CASE("a report does not overwrite the baseline") {
  const Workspace w;
  baseline(w, "create");
  const std::string before = w.read(kFile);
  CHECK(audit(w, {"-o", "json=" + kFile}).status == 2);
  CHECK(w.read(kFile) == before);
}

TEST_CASE("only what is ours is written") {
  const Workspace w;
  const std::string ignore = "src/app.py:generic-api-key:2\n";
  w.write(kFile, ignore);
  for (const char* command : {"update", "prune"}) {
    const Result r = baseline(w, command);
    CHECK(r.status == 2);
    CHECK(contains(r.err, "baseline create --from"));
  }
  CHECK(w.read(kFile) == ignore);
}

TEST_CASE("entries of gitleaks and detect-secrets accept what they are about, and no more") {
  const Workspace w;
  add_credential_rule(w);
  const std::string value = "8f3a91c0d27e55b1", other = "0123456789abcdef";
  const std::string sha1 = "951f500754a7765dbaae6015135d092506808fa4";
  w.write("t/a.py", "\ntoken = TOKEN--" + value + "\n");
  const auto item = [&](const std::string& secret, int number) {
    return "[{\"RuleID\":\"generic-api-key\",\"File\":\"./a.py\",\"StartLine\":" +
           std::to_string(number) + ",\"Secret\":\"" + secret + "\",\"Commit\":\"\"}]";
  };
  const auto status = [&](const std::string& file) {
    w.write("accepted", file);
    return w.run({"audit", "t", "--baseline", "accepted", "--fail-on", "new"}).status;
  };
  SECTION("by line") {
    CHECK(status("a.py:generic-api-key:2\n") == 0);
    CHECK(status("a.py:generic-api-key:1\n") == 1);
    CHECK(status("b.py:generic-api-key:2\n") == 1);
    CHECK(status(item("REDACTED", 2)) == 0);
    CHECK(status(item("REDACTED", 1)) == 1);
    CHECK(status("cd5226711335c68be1e720b318b7bc3135a30eb2:a.py:generic-api-key:2\n") == 0);
  }
  SECTION("by value, whatever the line") {
    CHECK(status(item(value, 7)) == 0);
    CHECK(status(item(other, 2)) == 1);
  }
  SECTION("detect-secrets") {
    const auto secrets = [](const std::string& hash) {
      return "{\"results\":{\"a.py\":[{\"type\":\"Secret "
             "Keyword\",\"hashed_secret\":\"" +
             hash + "\",\"line_number\":2,\"is_secret\":true}]}}";
    };
    CHECK(status(secrets("fe5567e8d769550852182cdf69d74bb16dff8e29")) == 1);
    CHECK(status(secrets(sha1)) == 0);
  }
  SECTION("a debug switch on the line is not accepted by a scanner of secrets") {
    w.write("t/a.py", "\n" + std::string(kFindingLine));
    CHECK(status("a.py:generic-api-key:2\n") == 1);
  }
}

TEST_CASE("--from takes over what another tool accepted, and accounts for each entry") {
  const Workspace w;
  add_credential_rule(w);
  w.write("t/a.py", "TOKEN--8f3a91c0d27e55b1\n");
  w.write("t/b.py", "TOKEN--0123456789abcdef\n");
  w.write("t/new.py", "TOKEN--fedcba9876543210\n");
  const auto item = [](const std::string& file, int number, const std::string& secret) {
    return "{\"RuleID\":\"generic-api-key\",\"File\":\"" + file +
           "\",\"StartLine\":" + std::to_string(number) + ",\"Secret\":\"" + secret + "\"}";
  };
  w.write("gitleaks.json", "[" + item("a.py", 1, "8f3a91c0d27e55b1") + "," +
                               item("b.py", 1, "another one") + "," + item("gone.py", 1, "x") +
                               "," + item("a.py", 9, "REDACTED") + "]");
  const Result r = w.run({"baseline", "create", "t", "--from", "gitleaks.json"});
  CHECK(r.status == 0);
  CHECK(r.out ==
        "gitleaks.json: report of gitleaks\n"
        "  [1]: b.py:1 (generic-api-key) accepts nothing: another value is found there\n"
        "  [2]: gone.py:1 (generic-api-key) accepts nothing: there is no such file\n"
        "  [3]: a.py:9 (generic-api-key) accepts nothing: nothing is found there\n"
        "4 entries: 1 matched, 3 not matched\n"
        "1 finding accepted in t/.prodready-baseline\n");
  const Result shown = w.run({"baseline", "show", "t"});
  CHECK(contains(shown.out, "  a.py: 1 unchanged\n2 findings not in it\n"));
  CHECK(w.run({"baseline", "create", "t", "--from", "t/.prodready-baseline", "--force"}).status ==
        2);
}

TEST_CASE("--from says which accepted secrets are real ones, and what it did not look at") {
  const Workspace w;
  add_credential_rule(w);
  w.write("t/sub/a.py", "TOKEN--8f3a91c0d27e55b1\n");
  w.write("t/b.py", "TOKEN--8f3a91c0d27e55b1\n");
  const auto item = [](const std::string& label) {
    return "[{\"type\":\"Hex High Entropy "
           "String\",\"hashed_secret\":\"951f500754a7765dbaae6015135d092506808fa4\"" +
           label + "}]";
  };
  w.write(".secrets.baseline",
          "{\"version\":\"1.5.0\",\"results\":{\"sub/a.py\":" + item(",\"is_secret\":true") +
              ",\"b.py\":" + item("") + ",\"c.py\":[{\"type\":\"x\"}]}}");
  const Result r = w.run({"baseline", "create", "t", "--from", ".secrets.baseline"});
  CHECK(contains(r.out, "2 entries: 2 matched, 0 not matched\n"));
  CHECK(contains(r.out, "1 of them labelled a real secret"));
  CHECK(contains(r.out, "1 left out: hashed_secret is no SHA-1"));
  CHECK(contains(r.out, "2 findings accepted"));
  const Result part = w.run({"audit", "t/sub", "--baseline", "t/.prodready-baseline"});
  CHECK(!contains(part.out, "fixed"));
}

TEST_CASE("a report of ours is a baseline of what it shows") {
  const Workspace w;
  const auto finding = report(w.run({"audit", "tree", "--format", "json"})).at("findings").at(0);
  const std::string print = finding.at("fingerprint");
  w.write("ours.sarif",
          "{\"runs\":[{\"tool\":{\"driver\":{\"name\":\"prodready\"}},\"results\":[{\"ruleId\":"
          "\"marker\",\"partialFingerprints\":{\"f/v1\":\"" +
              print +
              "\"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/"
              "app.py\"}}}]}]}]}");
  CHECK(w.run({"audit", "tree", "--baseline", "ours.sarif", "--fail-on", "new"}).status == 0);
  w.write("tree/src/app.py", line("another"));
  CHECK(w.run({"audit", "tree", "--baseline", "ours.sarif", "--fail-on", "new"}).status == 1);
}

TEST_CASE("whatever a tree holds: create, then audit, and nothing is new") {
  const Workspace w;
  std::mt19937 random(7);
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 30; ++i) {
      std::string text;
      for (unsigned n = random() % 4; n > 0; --n) text += line(std::to_string(random() % 40));
      w.write(
          "tree/d" + std::to_string(random() % 5) + "/f" + std::to_string(random() % 20) + ".py",
          text);
    }
    CHECK(baseline(w, round == 0 ? "create" : "update").status == 0);
    const std::string text = w.read(kFile);
    CHECK(new_findings(w) == 0);
    CHECK(audit(w, {"--fail-on", "new"}).status == 0);
    CHECK(baseline(w, "prune", {"--check"}).status == 0);
    CHECK(baseline(w, "update", {"--jobs", "3"}).status == 0);
    CHECK(w.read(kFile) == text);
    // Lines in any order and twice, as a union merge leaves them, mean the same.
    const size_t header = text.find('\n') + 1;
    w.write(kFile, text + text.substr(header));
    CHECK(new_findings(w) == 0);
    baseline(w, "create", {"--force"});
    CHECK(w.read(kFile) == text);
  }
}

TEST_CASE("the same report for any number of workers") {
  const Workspace w;
  for (int i = 0; i < 40; ++i) w.write("tree/f" + std::to_string(i) + ".py", line("same"));
  baseline(w, "create");
  for (int i = 0; i < 40; i += 2) fs::remove(w.path("tree/f" + std::to_string(i) + ".py"));
  for (int i = 0; i < 60; ++i) w.write("tree/g" + std::to_string(i) + ".py", line("same"));
  const std::string one = audit(w, {"--jobs", "1", "--format", "json"}).out;
  CHECK(audit(w, {"--jobs", "7", "--format", "json"}).out == one);
  CHECK(new_findings(w) == 40);
}

TEST_CASE("100,000 entries about one place and one value are no burden") {
  const Workspace w;
  baseline(w, "create");
  std::string text = w.read(kFile);
  const std::string value = text.substr(text.rfind(' ') + 1, 35);
  char digits[33];
  for (int i = 0; i < 100000; ++i) {
    std::snprintf(digits, sizeof digits, "%032x", i);
    text += "src/app.py marker v1:" + std::string(digits) + " " + value + "\n";
  }
  w.write(kFile, text);
  std::string many;
  for (int i = 0; i < 3000; ++i) {
    many += line(std::to_string(i));
  }
  w.write("tree/src/app.py", many);
  const Result r = audit(w, {"--format", "json"});
  CHECK(r.status == 1);
  CHECK(report(r).at("summary").at("bySeverity").at("high") == 3000);
}
