// --history: every finding that the repository ever held, once, with where it came from.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch.h"
#include "git_pack.h"
#include "git_repository.h"
#include "program.h"

namespace fs = std::filesystem;
using Files = GitRepository::Files;
using Json = nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

const std::string kMarked = kFindingLine;
const std::string kOther = "key = MARKER_1b2c3d4e5f607182\n";
const std::string kThird = "key = MARKER_2c3d4e5f60718293\n";

struct Project {
  explicit Project(bool sha256 = false) : git(ws.path("repo/.git"), sha256) {}

  Workspace ws;
  GitRepository git;

  Result run(const Strings& more = {}) const {
    Strings arguments = {"--history", "repo"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ws.run(arguments);
  }
  Json report(int status, const Strings& more = {}) const {
    Strings arguments = {"--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Result result = run(arguments);
    INFO(result.out << result.err);
    REQUIRE(result.status == status);
    CHECK_FALSE(contains(result.out, kSecret));
    return Json::parse(result.out);
  }
  /// The findings of a report with this many.
  Json findings(size_t count, int status = 1) const {
    Json found = report(status)["findings"];
    INFO(found.dump(1));
    REQUIRE(found.size() == count);
    return found;
  }
  Json only_finding(int status = 1) const { return findings(1, status)[0]; }
};

Strings commits(const Json& places) {
  Strings ids;
  for (const Json& place : places) ids.push_back(place["commit"]);
  return ids;
}

Strings introduced(const Json& finding) { return commits(finding["history"]["introduced"]); }
Strings removed(const Json& finding) { return commits(finding["history"]["removed"]); }
bool present(const Json& finding) { return finding["history"]["present"]; }
std::string path(const Json& finding) { return finding["location"]["path"]; }

std::string failures(const Json& report) { return report["coverage"]["failures"].dump(); }

std::string object_path(const std::string& id) {
  return "objects/" + id.substr(0, 2) + "/" + id.substr(2);
}

}  // namespace

TEST_CASE("a secret that was taken away again is found, with both commits") {
  Project p;
  const std::string before = p.git.commit({{"a.txt", "one\n"}});
  const std::string in = p.git.commit({{"a.txt", "one\n" + kMarked}});
  p.git.commit({{"a.txt", "one\n" + kMarked + "more\n"}});
  const std::string out = p.git.commit({{"a.txt", "one\nmore\n"}});
  const Json finding = p.only_finding();
  CHECK(path(finding) == "a.txt");
  CHECK(finding["location"]["startLine"] == 2);
  CHECK(introduced(finding) == Strings{in});
  CHECK(removed(finding) == Strings{out});
  CHECK_FALSE(present(finding));
  const Json& place = finding["history"]["introduced"][0];
  CHECK(place["path"] == "a.txt");
  CHECK(place["date"] == "2023-11-15T00:15:20+02:00");
  CHECK(finding["history"]["object"] == p.git.blob("one\n" + kMarked));
  SECTION("a person reads the same") {
    const Result result = p.run();
    CHECK(contains(result.out, "a.txt:2:"));
    CHECK(contains(result.out, in.substr(0, 8)));
    CHECK_FALSE(contains(result.out, kSecret));
  }
  SECTION("what lies in the folder does not count") {
    p.ws.write("repo/b.txt", kOther);
    p.only_finding();
  }
}

TEST_CASE("what HEAD still has is shown from there") {
  Project p;
  const std::string in = p.git.commit({{"a.txt", kMarked}});
  p.git.commit({{"a.txt", "one\ntwo\n" + kMarked}});
  const Json finding = p.only_finding();
  CHECK(present(finding));
  CHECK(finding["location"]["startLine"] == 3);
  CHECK(introduced(finding) == Strings{in});
  CHECK(removed(finding).empty());
}

TEST_CASE("a value that comes back has come in twice") {
  Project p;
  const std::string first = p.git.commit({{"a.txt", kMarked}});
  const std::string out = p.git.commit({{"a.txt", "one\n"}});
  const std::string second = p.git.commit({{"a.txt", kMarked}});
  const Json finding = p.only_finding();
  CHECK(introduced(finding) == Strings{first, second});
  CHECK(removed(finding) == Strings{out});
  CHECK(present(finding));
}

TEST_CASE("a renamed file keeps its findings") {
  Project p;
  const std::string in = p.git.commit({{"old.txt", kMarked}});
  p.git.commit({{"new.txt", kMarked}});
  const Json there = p.only_finding();
  CHECK(path(there) == "new.txt");
  CHECK(introduced(there) == Strings{in});
  CHECK(there["history"]["introduced"][0]["path"] == "old.txt");
  CHECK(removed(there).empty());
  CHECK(present(there));
  const std::string out = p.git.commit({{"other.txt", "one\n"}});
  const Json gone = p.only_finding();
  CHECK(removed(gone) == Strings{out});
  CHECK(gone["history"]["removed"][0]["path"] == "new.txt");
  CHECK_FALSE(present(gone));
}

TEST_CASE("merges bring only what no parent has") {
  Project p;
  const auto commit = [&](const Files& files, const Strings& parents, int minute) {
    return p.git.commit_tree(p.git.tree(files), parents, minute);
  };
  const std::string base = commit({{"a.txt", "one\n"}}, {}, 1);
  const std::string left = commit({{"a.txt", "one\n" + kMarked}}, {base}, 2);
  const std::string right = commit({{"a.txt", "one\n"}, {"b.txt", kOther}}, {base}, 3);
  const auto merged = [&](const Files& files, const Strings& parents) {
    const std::string merge = commit(files, parents, 9);
    p.git.ref("refs/heads/main", merge);
    return merge;
  };
  SECTION("what both sides brought came in there") {
    merged({{"a.txt", "one\n" + kMarked}, {"b.txt", kOther}}, {left, right});
    const Json found = p.findings(2);
    CHECK(introduced(found[0]) == Strings{left});
    CHECK(introduced(found[1]) == Strings{right});
    CHECK(present(found[0]));
    CHECK(present(found[1]));
  }
  SECTION("what is in neither came in with the merge") {
    const std::string merge = merged({{"a.txt", "one\n"}, {"c.txt", kThird}}, {base, base});
    const Json found = p.findings(3);
    const auto third = std::find_if(found.begin(), found.end(),
                                    [](const Json& finding) { return path(finding) == "c.txt"; });
    REQUIRE(third != found.end());
    CHECK(introduced(*third) == Strings{merge});
  }
  SECTION("an octopus takes all of them over") {
    const std::string third = commit({{"a.txt", "one\n"}, {"c.txt", kThird}}, {base}, 4);
    merged({{"a.txt", "one\n" + kMarked}, {"b.txt", kOther}, {"c.txt", kThird}},
           {left, right, third});
    const Json found = p.findings(3);
    CHECK(introduced(found[0]) == Strings{left});
    CHECK(introduced(found[1]) == Strings{right});
    CHECK(introduced(found[2]) == Strings{third});
  }
}

TEST_CASE("one value on two branches came in twice") {
  Project p;
  const std::string base = p.git.commit({{"b.txt", "one\n"}});
  const std::string here = p.git.commit({{"a.txt", kMarked}});
  const std::string there =
      p.git.commit_tree(p.git.tree(Files{{"a.txt", "zero\n" + kMarked}}), {base}, 50);
  p.git.ref("refs/heads/other", there);
  const Json finding = p.only_finding();
  CHECK(introduced(finding) == Strings{here, there});
  CHECK(present(finding));
  CHECK(finding["location"]["startLine"] == 1);
}

TEST_CASE("no ref is needed") {
  Project p;
  const std::string base = p.git.commit({{"a.txt", "one\n"}});
  const std::string lost = p.git.commit_tree(p.git.tree(Files{{"a.txt", kMarked}}), {base}, 7);
  SECTION("a stash") { p.git.ref("refs/stash", lost); }
  SECTION("only the reflog has it") {
    p.git.write("logs/HEAD", base + " " + lost + " A <a@example.com> 1700000000 +0000\treset\n");
  }
  SECTION("nothing has it") {}
  const Json finding = p.only_finding();
  CHECK(path(finding) == "a.txt");
  CHECK(introduced(finding) == Strings{lost});
  CHECK_FALSE(present(finding));
}

TEST_CASE("a blob that no commit has is named as git stores it") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  const std::string blob = p.git.blob(kMarked);
  const Json finding = p.only_finding();
  CHECK(path(finding) == ".git/" + object_path(blob));
  CHECK(introduced(finding).empty());
  CHECK_FALSE(present(finding));
}

TEST_CASE("messages and names are audited") {
  Project p;
  const std::string base = p.git.commit({{"a.txt", "one\n"}});
  SECTION("of a commit") {
    const std::string commit =
        p.git.commit_tree(p.git.tree(Files{{"a.txt", "one\n"}}), {base}, 5, "fix\n\n" + kMarked);
    const Json finding = p.only_finding();
    CHECK(path(finding) == ".git/" + object_path(commit));
    CHECK(introduced(finding) == Strings{commit});
    CHECK(finding["location"]["startLine"] == 3);
  }
  SECTION("of a tag") {
    const std::string tag =
        p.git.object("tag", "object " + base +
                                "\ntype commit\ntag v1\ntagger A <a@example.com> 1700000000 "
                                "+0000\n\n" +
                                kMarked);
    p.git.ref("refs/tags/v1", tag);
    CHECK(path(p.only_finding()) == ".git/" + object_path(tag));
  }
  SECTION("of a ref") {
    p.git.ref("refs/heads/MARKER_" + std::string(kSecret), base);
    const Json finding = p.only_finding();
    CHECK(path(finding) == ".git/refs");
    CHECK(present(finding));
  }
}

TEST_CASE("what is staged and not committed has its path in the index") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  p.git.stage_files({{"a.txt", "one\n"}, {"src/b.txt", kMarked}});
  const Json finding = p.only_finding();
  CHECK(path(finding) == "src/b.txt");
  CHECK(introduced(finding).empty());
}

TEST_CASE("links, and files that become links or folders") {
  Project p;
  const std::string marked = p.git.blob(kMarked), one = p.git.blob("one\n");
  const auto commit = [&](const std::string& tree, const Strings& parents, int minute) {
    const std::string id = p.git.commit_tree(tree, parents, minute);
    p.git.ref("refs/heads/main", id);
    return id;
  };
  using Tree = std::vector<GitRepository::Entry>;
  SECTION("what a link points to is text") {
    const std::string in = commit(p.git.tree(Tree{{"120000", "link", marked}}), {}, 1);
    const Json finding = p.only_finding();
    CHECK(path(finding) == "link");
    CHECK(introduced(finding) == Strings{in});
    CHECK(present(finding));
  }
  SECTION("a file that becomes a folder is gone") {
    const std::string in = commit(p.git.tree(Tree{{"100644", "a", marked}}), {}, 1);
    const std::string inner = p.git.tree(Tree{{"100644", "b", one}});
    const std::string out = commit(p.git.tree(Tree{{"40000", "a", inner}}), {in}, 2);
    const Json finding = p.only_finding();
    CHECK(introduced(finding) == Strings{in});
    CHECK(removed(finding) == Strings{out});
  }
  SECTION("a change of the mode is none of the text") {
    const std::string in = commit(p.git.tree(Tree{{"100644", "a", marked}}), {}, 1);
    commit(p.git.tree(Tree{{"100755", "a", marked}}), {in}, 2);
    const Json finding = p.only_finding();
    CHECK(introduced(finding) == Strings{in});
    CHECK(removed(finding).empty());
    CHECK(present(finding));
  }
}

TEST_CASE("a comment in a later version accepts what is older") {
  Project p;
  p.git.commit({{"a.py", kMarked}});
  CHECK(p.run().status == 1);
  p.git.commit(
      {{"a.py", kMarked.substr(0, kMarked.size() - 1) + "  # prodready:ignore -- test\n"}});
  const Result result = p.run();
  INFO(result.out);
  CHECK(result.status == 0);
}

TEST_CASE("paths that are excluded or accepted") {
  Project p;
  p.git.commit({{"gen/a.txt", kMarked}, {"b.txt", "one\n"}});
  p.git.commit({{"b.txt", "one\n"}});
  CHECK(p.report(0, {"--exclude", "gen/**"})["findings"].empty());
  CHECK(p.report(1, {"--exclude", "other/**"})["findings"].size() == 1);
  p.ws.write("repo/.prodready.toml",
             "[[ignore]]\nrule = \"marker\"\npaths = [\"gen/**\"]\nreason = \"a test\"\n");
  CHECK(p.run().status == 0);
}

TEST_CASE("any number of jobs gives the same report on a history") {
  Project p;
  Files files;
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(i);
    files["f" + number + ".txt"] = number + "\n" + kMarked;
    if (i % 3 == 0) files.erase("f" + std::to_string(i / 2) + ".txt");
    p.git.commit(files);
  }
  const Result one = p.run({"--format", "json", "--jobs", "1"});
  CHECK(one.status == 1);
  CHECK(p.run({"--format", "json", "--jobs", "4"}).out == one.out);
}

TEST_CASE("a repository with SHA-256") {
  Project p(true);
  const std::string in = p.git.commit({{"a.txt", kMarked}});
  const std::string out = p.git.commit({{"a.txt", "one\n"}});
  REQUIRE(in.size() == 64);
  const Json finding = p.only_finding();
  CHECK(introduced(finding) == Strings{in});
  CHECK(removed(finding) == Strings{out});
  SECTION("packed, too") {
    GitPack pack(true);
    const std::string long_text = std::string(200, 'x') + "\n";
    const std::string base = pack.add(GitPack::blob, long_text);
    const std::string lost = pack.add_id_delta(GitPack::blob, base, long_text, long_text + kOther);
    pack.write(p.git.git_dir(), "1");
    const Json found = p.findings(2);
    CHECK(path(found[0]) == ".git/" + object_path(lost));
  }
}

TEST_CASE("a history that is not all there is not ready") {
  Project p;
  const std::string first = p.git.commit({{"a.txt", "one\n"}});
  const std::string second = p.git.commit({{"a.txt", "one\n" + kMarked}});
  const std::string git_dir = p.git.git_dir() + "/";
  SECTION("a shallow clone") {
    fs::remove(git_dir + object_path(first));
    p.git.write("shallow", second + "\n");
    CHECK(contains(p.run().out, "shallow clone"));
    const Json report = p.report(3);
    CHECK(contains(failures(report), "git fetch --unshallow"));
    CHECK_FALSE(contains(failures(report), "a parent of"));
    CHECK(report["coverage"]["history"]["shallow"] == true);
  }
  SECTION("a parent is missing") {
    fs::remove(git_dir + object_path(first));
    CHECK(contains(failures(p.report(3)), "a parent of commit " + second + " is missing"));
  }
  SECTION("a tree is missing") {
    const std::string tree = p.git.tree(Files{{"a.txt", "one\n"}});
    fs::remove(git_dir + object_path(tree));
    CHECK(contains(failures(p.report(3)), "object " + tree + " is missing"));
  }
  SECTION("a blob is missing") {
    const std::string blob = p.git.blob("one\n");
    fs::remove(git_dir + object_path(blob));
    CHECK(contains(failures(p.report(3)), "object " + blob + " is missing"));
  }
  SECTION("a loose object is damaged") {
    const std::string blob = p.git.blob("one\n");
    p.git.write(object_path(blob), "nothing that git wrote");
    CHECK(contains(failures(p.report(3)), object_path(blob).substr(8)));
  }
  SECTION("a pack is damaged") {
    GitPack pack;
    pack.add(GitPack::blob, std::string(300, 'a'));
    pack.add(GitPack::blob, kOther);
    pack.entries[0].crc ^= 1;
    pack.write(p.git.git_dir(), "1");
    const Json report = p.report(3);
    CHECK(contains(failures(report), "pack-1.pack at 12: damaged data"));
    CHECK(report["findings"].size() == 2);  // the other object of the pack, too
    return;
  }
  SECTION("a pack without an index") {
    p.git.write("objects/pack/pack-2.pack", "PACK");
    CHECK(contains(failures(p.report(3)), "pack-2.pack has no index"));
  }
  const Json found = p.findings(1, 3);
  CHECK(path(found[0]) == "a.txt");
  CHECK(present(found[0]));
}

TEST_CASE("a history of nothing is not ready") {
  Project p;
  CHECK(contains(p.run().out, "nothing to audit"));
  const Json report = p.report(3);
  CHECK(report["findings"].empty());
  CHECK(report["coverage"]["history"]["commits"] == 0);
}

TEST_CASE("--history wants one repository and nothing else") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  p.ws.write("repo/a.txt", "one\n");
  const auto error_of = [&](const Strings& arguments) {
    Strings all = {"--history"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Result result = p.ws.run(all);
    INFO(result.out);
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(contains(error_of({"clean"}), "needs the top folder of a git repository"));
  CHECK(contains(error_of({"repo", "clean"}), "--history audits one repository"));
  CHECK_FALSE(error_of({"repo/a.txt"}).empty());
  CHECK_FALSE(error_of({"-"}).empty());
  for (const char* other : {"--staged", "--since=main", "--diff=a..b", "--fix", "--explain=a:1"}) {
    INFO(other);
    CHECK_FALSE(error_of({other, "repo"}).empty());
  }
}

TEST_CASE("a tree that holds itself many times over comes to an end") {
  Project p;
  std::string tree = p.git.tree(Files{{"a.txt", kMarked}});
  for (int level = 0; level < 10; ++level) {
    std::vector<GitRepository::Entry> entries;
    for (char name = '0'; name <= '9'; ++name)
      entries.push_back({"40000", std::string(1, name), tree});
    tree = p.git.tree(entries);
  }
  p.git.ref("refs/heads/main", p.git.commit_tree(tree, {}, 1));
  CHECK(contains(failures(p.report(3)), "too many files"));
}

// ---- Deltas: of a version that is packed as a change of a clean one only what changed is looked
// at first. What makes a finding of lines that did not change must not be lost.

namespace {

/// Two versions of one file in a pack, the second as a change of the first. The built-in rules.
Json findings_of_change(const std::string& name, const std::string& base,
                        const std::string& target) {
  Project p;
  const auto tree_of = [&](const std::string& blob) {
    return p.git.tree(std::vector<GitRepository::Entry>{{"100644", name, blob}});
  };
  GitPack pack;
  const std::string first = pack.add(GitPack::blob, base);
  const std::string second = pack.add_delta(GitPack::blob, first, base, target);
  pack.write(p.git.git_dir(), "1");
  const std::string commit = p.git.commit_tree(tree_of(first), {}, 1);
  p.git.ref("refs/heads/main", p.git.commit_tree(tree_of(second), {commit}, 2));
  Setup setup;
  setup.cwd = p.ws.path("repo");
  const Result result = run_program({"audit", "--history", ".", "--format", "json"}, setup);
  INFO(result.out << result.err);
  REQUIRE((result.status == 0 || result.status == 1));
  return Json::parse(result.out)["findings"];
}

std::string lines(const std::string& stem, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += stem + std::to_string(i) + " = " + std::to_string(i) + "\n";
  return text;
}

bool has_rule(const Json& findings, const std::string& rule) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Json& finding) { return finding["ruleId"] == rule; });
}

/// What looks like the lines of a private key.
std::string key_lines(int count) {
  std::string text;
  uint32_t state = 12345;
  for (int i = 0; i < count * 64; ++i) {
    state = state * 1664525 + 1013904223;
    text += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[state >> 26];
    if (i % 64 == 63) text += '\n';
  }
  return text;
}

const std::string kBegin = std::string("-----BEGIN RSA PRI") + "VATE KEY-----\n";
const std::string kEnd = std::string("-----END RSA PRI") + "VATE KEY-----\n";

}  // namespace

TEST_CASE("a change that makes a finding of older lines is seen") {
  const std::string above = lines("a", 400), below = lines("b", 400);
  SECTION("a private key whose first line comes last") {
    const std::string key = key_lines(25);
    const std::string base = above + "-----BEGIN CERTIFICATE-----\n" + key + kEnd + below;
    const std::string target = above + kBegin + key + kEnd + below;
    CHECK(has_rule(findings_of_change("notes.txt", above, target), "private-key"));
    CHECK(has_rule(findings_of_change("notes.txt", base, target), "private-key"));
  }
  SECTION("a private key whose last line comes last") {
    const std::string key = key_lines(25);
    const std::string target = above + kBegin + key + kEnd + below;
    CHECK(has_rule(findings_of_change("notes.txt", above + kBegin + below, target), "private-key"));
  }
  SECTION("a key above its value") {
    std::string settings;
    for (int i = 0; i < 400; ++i) settings.append("a").append(std::to_string(i)).append(": 1\n");
    const std::string value = "    q7Rw2Zk9TnV4xB8mJ3cL6hD1\n";
    CHECK(has_rule(findings_of_change("notes.yaml", settings + "label:\n" + value,
                                      settings + "password:\n" + value),
                   "password-literal"));
  }
  SECTION("whichever way it is packed, the report says the same") {
    const std::string secret = std::string("ghp_") + "Zx81kQm4TbN0aVr7LcYd52hPwEsUf93GjoXi";
    const std::string target = above + "token = \"" + secret + "\"\n" + below;
    const Json as_change = findings_of_change("a.py", above + below, target);
    const Json from_nothing = findings_of_change("a.py", "x\n", target);
    REQUIRE(as_change.size() == 1);
    REQUIRE(from_nothing.size() == 1);
    CHECK(as_change[0]["fingerprint"] == from_nothing[0]["fingerprint"]);
    CHECK(as_change[0]["location"] == from_nothing[0]["location"]);
  }
}

TEST_CASE("a change of configuration is seen where it stands") {
  const std::string secret = "q7Rw2Zk9TnV4xB8mJ3cL6hD1";
  std::string services;
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(i);
    services += "  web" + number + ":\n    image: app:1." + number + "\n    labels:\n      a: b\n" +
                "      c: d\n      e: f\n    environment:\n      LEVEL: info\n      MODE: fast\n" +
                "      SIZE: 12\n      OTHER: x\n      MORE: y\n";
  }
  const std::string head = "services:\n" + services, tail = services + "volumes:\n  data: {}\n";
  const auto web = [](const std::string& block, const std::string& value) {
    return "  web:\n    image: app:1\n    " + block + ":\n      A: 1\n      B: 2\n      C: 3\n" +
           "      D: 4\n      DB_PASSWORD: " + value + "\n      E: 5\n      F: 6\n";
  };
  SECTION("a value") {
    const Json found = findings_of_change("compose.yaml", head + web("environment", "${X}") + tail,
                                          head + web("environment", secret) + tail);
    REQUIRE(found.size() == 1);
    CHECK(contains(found[0]["location"]["snippet"], "DB_PASSWORD"));
  }
  SECTION("the name of the block above it") {
    const auto debug = [&](const std::string& block) {
      return head + "  web:\n    image: app:1\n    " + block +
             ":\n      A: 1\n      B: 2\n      C: 3\n      D: 4\n      FLASK_DEBUG: \"1\"\n";
    };
    const Json whole = findings_of_change("compose.yaml", "x\n", debug("environment"));
    const Json change = findings_of_change("compose.yaml", debug("labels"), debug("environment"));
    REQUIRE(whole.size() == 1);
    CHECK(std::any_of(change.begin(), change.end(), [&](const Json& finding) {
      return finding["fingerprint"] == whole[0]["fingerprint"];
    }));
  }
  SECTION("of other formats") {
    const std::string above = "{\n" + std::string(40, ' ') + "\n  \"a\": {\n";
    std::string members;
    for (int i = 0; i < 200; ++i) members += "    \"k" + std::to_string(i) + "\": \"v\",\n";
    const auto json = [&](const std::string& value) {
      return above + members + "    \"password\": \"" + value + "\"\n  }\n}\n";
    };
    CHECK(has_rule(findings_of_change("appsettings.json", json("${X}"), json(secret)),
                   "password-literal"));
  }
}

TEST_CASE("a finding goes with its lines from version to version") {
  const std::string secret = std::string("ghp_") + "Zx81kQm4TbN0aVr7LcYd52hPwEsUf93GjoXi";
  const std::string above = lines("a", 100), between = lines("b", 100), below = lines("c", 100);
  const std::string line = "token = \"" + secret + "\"\n";
  Project p;
  GitPack pack;
  Strings blobs, texts, commits_of;
  const auto add = [&](const std::string& text) {
    blobs.push_back(texts.empty()
                        ? pack.add(GitPack::blob, text)
                        : pack.add_delta(GitPack::blob, blobs.back(), texts.back(), text));
    texts.push_back(text);
  };
  add(above + line + between + below);                            // 0
  add("new = 1\n" + above + line + between + below);              // 1: moved down
  add("new = 1\n" + above + "x = 1\n" + line + between + below);  // 2: a line beside it changed
  add("new = 1\n" + above + "x = 1\n" + between + line + below);  // 3: moved further
  add("new = 1\n" + above + "x = 1\n" + between + below);         // 4: gone
  add("new = 2\n" + above + "x = 1\n" + between + below);         // 5
  add("new = 2\n" + above + "x = 1\n" + between + below + line);  // 6: back again
  pack.write(p.git.git_dir(), "1");
  for (size_t i = 0; i < blobs.size(); ++i) {
    const std::string tree =
        p.git.tree(std::vector<GitRepository::Entry>{{"100644", "a.py", blobs[i]}});
    commits_of.push_back(
        p.git.commit_tree(tree, commits_of.empty() ? Strings{} : Strings{commits_of.back()},
                          static_cast<int>(i) + 1));
  }
  p.git.ref("refs/heads/main", commits_of.back());
  Setup setup;
  setup.cwd = p.ws.path("repo");
  const Result result = run_program({"audit", "--history", ".", "--format", "json"}, setup);
  const Json found = Json::parse(result.out)["findings"];
  REQUIRE(found.size() == 1);
  CHECK(introduced(found[0]) == Strings{commits_of[0], commits_of[6]});
  CHECK(removed(found[0]) == Strings{commits_of[4]});
  CHECK(present(found[0]));
}

TEST_CASE("lines that showed nothing in a text are looked at again in configuration") {
  const std::string document = "openapi: 3.0.0\ninfo: x\n", settings = "name: x\ninfo: x\n";
  std::string filler;
  for (int i = 0; i < 200; ++i) filler += "k" + std::to_string(i) + ": v\n";
  const std::string debug = "FLASK_DEBUG: \"1\"\n";
  const Strings texts = {document + filler, document + filler + debug, settings + filler,
                         settings + filler + debug};
  Project p;
  GitPack pack;
  std::string blob, commit;
  for (size_t i = 0; i < texts.size(); ++i) {
    blob = i == 0 ? pack.add(GitPack::blob, texts[0])
                  : pack.add_delta(GitPack::blob, blob, texts[i - 1], texts[i]);
    const std::string tree =
        p.git.tree(std::vector<GitRepository::Entry>{{"100644", "app.yaml", blob}});
    commit = p.git.commit_tree(tree, commit.empty() ? Strings{} : Strings{commit},
                               static_cast<int>(i) + 1);
  }
  pack.write(p.git.git_dir(), "1");
  p.git.ref("refs/heads/main", commit);
  Setup setup;
  setup.cwd = p.ws.path("repo");
  const Result result = run_program({"audit", "--history", ".", "--format", "json"}, setup);
  const Json found = Json::parse(result.out)["findings"];
  REQUIRE(found.size() == 1);
  CHECK(contains(found[0]["location"]["snippet"], "FLASK_DEBUG"));
  CHECK(introduced(found[0]) == Strings{commit});
}

TEST_CASE("comments that accept a finding count in the version that has them") {
  const std::string above = lines("a", 100), below = lines("b", 100);
  const std::string secret = std::string("ghp_") + "Zx81kQm4TbN0aVr7LcYd52hPwEsUf93GjoXi";
  const std::string text = above + "token = \"" + secret + "\"\n" + below;
  const auto is_accepted = [&](const std::string& later) {
    const Json found = findings_of_change("a.py", text, later);
    REQUIRE(found.size() == 1);
    return !found[0]["suppressions"].empty();
  };
  CHECK_FALSE(is_accepted("x = 1\n" + text));
  CHECK(is_accepted("# prodready:ignore-file it is revoked\n" + text));
  CHECK(
      is_accepted("# prodready:ignore-start it is revoked\n" + text + "# prodready:ignore-end\n"));
}

TEST_CASE("a base that was not looked at under the same path says nothing about a file") {
  const std::string base = lines("a", 60) + kFindingLine + lines("b", 60);
  const std::string target = "one more\n" + base;
  Project p;
  GitPack pack;
  const std::string first = pack.add(GitPack::blob, base);
  const std::string second = pack.add_delta(GitPack::blob, first, base, target);
  pack.write(p.git.git_dir(), "1");
  const auto folder = [&](const std::string& blob) {
    return p.git.tree(std::vector<GitRepository::Entry>{{"100644", "app.txt", blob}});
  };
  const std::string tree = p.git.tree(std::vector<GitRepository::Entry>{
      {"40000", "src", folder(second)}, {"40000", "vendor", folder(first)}});
  p.git.ref("refs/heads/main", p.git.commit_tree(tree, {}, 1));
  const Json report = p.report(1, {"--exclude", "vendor/"});
  REQUIRE(report["findings"].size() == 1);
  CHECK(path(report["findings"][0]) == "src/app.txt");
}
