// --staged, --since, --diff: only what was changed counts.
#include <filesystem>
#include <string>

#include "catch.h"
#include "git_repository.h"
#include "program.h"

namespace fs = std::filesystem;
using Files = GitRepository::Files;

namespace {

const std::string kMarked = kFindingLine;
const std::string kOther = "key = MARKER_1b2c3d4e5f607182\n";

struct Project {
  Workspace ws;
  GitRepository git{ws.path("repo/.git")};

  Result staged(std::vector<std::string> more = {}) const { return audit("--staged", more); }
  Result audit(const std::string& option, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {option, "repo"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ws.run(arguments);
  }
};

}  // namespace

TEST_CASE("what is staged is audited, not what lies in the folder") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  p.git.stage_files({{"a.txt", "one\n" + kMarked}});
  p.ws.write("repo/a.txt", "one\n");
  p.ws.write("repo/untracked.txt", kMarked);
  const Result found = p.staged();
  CHECK(found.status == 1);
  CHECK(contains(found.out, "a.txt:2:"));
  CHECK_FALSE(contains(found.out, "untracked"));
  CHECK_FALSE(contains(found.out, kSecret));
  SECTION("and the other way round") {
    p.git.stage_files({{"a.txt", "one\ntwo\n"}});
    p.ws.write("repo/a.txt", kMarked);
    CHECK(p.staged().status == 0);
  }
}

TEST_CASE("findings on unchanged lines are counted, not listed") {
  Project p;
  p.git.commit({{"a.txt", kMarked + "two\n"}});
  p.git.stage_files({{"a.txt", "zero\n" + kMarked + "two\n"}});
  const Result old = p.staged();
  CHECK(old.status == 0);
  CHECK(contains(old.out, "READY"));
  CHECK(contains(old.out, "1 on unchanged lines not shown"));
  CHECK_FALSE(contains(old.out, "a.txt:2"));

  p.git.stage_files({{"a.txt", "zero\n" + kMarked + "two\n" + kOther}});
  const Result both = p.staged();
  CHECK(both.status == 1);
  CHECK(contains(both.out, "a.txt:4:"));
  CHECK_FALSE(contains(both.out, "a.txt:2:"));
  CHECK(contains(both.out, "1 on unchanged lines not shown"));

  SECTION("a repeat of an old value on a new line counts") {
    p.git.stage_files({{"a.txt", kMarked + "two\n" + kMarked}});
    CHECK(p.staged().status == 1);
  }
  SECTION("another line end makes another line") {
    p.git.stage_files({{"a.txt", kMarked.substr(0, kMarked.size() - 1) + "\r\ntwo\n"}});
    CHECK(p.staged().status == 1);
  }
}

TEST_CASE("renamed and deleted files bring nothing new") {
  Project p;
  const std::string text = "1\n2\n3\n4\n5\n" + kMarked;
  p.git.commit({{"old.txt", text}, {"gone.txt", kOther}});
  p.git.stage_files({{"new.txt", text}});
  CHECK(p.staged().status == 0);
  CHECK(contains(p.staged().out, "1 on unchanged lines"));
  SECTION("but for the lines that are changed on the way") {
    p.git.stage_files({{"new.txt", text + kOther}});
    const Result found = p.staged();
    CHECK(found.status == 1);
    CHECK(contains(found.out, "new.txt:7:"));
    CHECK_FALSE(contains(found.out, "new.txt:6:"));
  }
  SECTION("deletions alone are nothing to audit") {
    p.git.stage_files({{"old.txt", text}});
    const Result found = p.staged();
    CHECK(found.status == 0);
    CHECK(contains(found.out, "nothing is staged"));
  }
}

TEST_CASE("a finding about a file as such is new with the file's path") {
  Project p;
  p.ws.write("rules/credentials/key-file.toml",
             "title = \"Key file\"\nwhy = \"w\"\nfix = \"f\"\nseverity = \"high\"\n"
             "confidence = \"high\"\nreferences = [\"CWE-312\"]\nfiles = [\"*.key\"]\n"
             "[[bad]]\npath = \"a.key\"\n"
             "[[good]]\nwhy = \"another file\"\npath = \"a.txt\"\n");
  p.git.commit({{"a.key", "one\n"}});
  p.git.stage_files({{"a.key", "one\ntwo\n"}});
  CHECK(p.staged().status == 0);
  CHECK(contains(p.staged().out, "1 on unchanged lines"));
  p.git.stage_files({{"b.key", "one\n"}});
  CHECK(p.staged().status == 1);
}

TEST_CASE("nothing staged is ready, and says so") {
  Project p;
  p.git.commit({{"a.txt", kMarked}});
  p.git.stage_files({{"a.txt", kMarked}});
  const Result none = p.staged();
  CHECK(none.status == 0);
  CHECK(contains(none.out, "READY: nothing is staged"));
  SECTION("an index that does not exist stages deletions only") {
    fs::remove(p.ws.path("repo/.git/index"));
    CHECK(contains(p.staged().out, "nothing is staged"));
  }
  SECTION("nothing but a name (git add -N)") {
    p.git.stage({{"a.txt", p.git.blob(kMarked)}, {"b.txt", p.git.blob(""), 0100644, 0, true}}, 3);
    CHECK(contains(p.staged().out, "nothing is staged"));
  }
}

TEST_CASE("before the first commit everything is new") {
  Project p;
  CHECK(contains(p.staged().out, "nothing is staged"));
  p.git.stage_files({{"a.txt", kMarked}});
  CHECK(p.staged().status == 1);
}

TEST_CASE("files in conflict, links and submodules") {
  Project p;
  p.git.commit({{"a.txt", "ours\n"}});
  const std::string ours = p.git.blob("ours\n");
  SECTION("the other side of a conflict is audited") {
    p.git.stage({{"a.txt", ours, 0100644, 2}, {"a.txt", p.git.blob(kMarked), 0100644, 3}});
    const Result found = p.staged();
    CHECK(found.status == 1);
    CHECK(contains(found.out, "1 file in conflict"));
  }
  SECTION("what a link points to is text") {
    p.git.stage({{"a.txt", p.git.blob(kMarked), 0120000}});
    CHECK(p.staged().status == 1);
  }
  SECTION("a submodule is none of our files") {
    p.git.stage({{"a.txt", ours}, {"sub", std::string(40, '1'), 0160000}});
    CHECK(contains(p.staged().out, "nothing is staged"));
  }
}

TEST_CASE("only what lies below the given paths is audited") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  p.git.stage_files({{"a.txt", kMarked}, {"sub/b.txt", kOther}, {"subway/c.txt", kOther}});
  p.ws.write("repo/sub/b.txt", "");
  p.ws.write("repo/a.txt", "");
  const Result sub = p.ws.run({"--staged", "repo/sub"});
  CHECK(sub.status == 1);
  CHECK(contains(sub.out, "b.txt:1:"));
  CHECK_FALSE(contains(sub.out, "sub/b.txt"));
  CHECK(contains(sub.out, "1 of 1 file"));
  CHECK(contains(p.ws.run({"--staged", "repo/sub", "repo/a.txt"}).out, "2 of 2 files"));
  CHECK(contains(p.ws.run({"--staged", "repo/sub", "repo/a.txt"}).out, "repo/sub/b.txt:1:"));
  CHECK(p.ws.run({"--staged", "repo/sub", "tree"}).status == 2);
  CHECK(contains(p.ws.run({"--staged", "repo", "--exclude", "sub/**"}).out, "2 of 3 files"));
}

TEST_CASE("what a branch adds") {
  Project p;
  const std::string first = p.git.commit({{"a.txt", "one\n"}});
  const std::string base = p.git.commit({{"a.txt", "one\n"}, {"b.txt", "two\n"}});
  const std::string head = p.git.commit({{"a.txt", "one\n" + kMarked}, {"b.txt", "two\n"}});
  // Another branch went on from the base, and has what we do not answer for.
  const std::string other = p.git.commit_tree(p.git.tree(Files{{"a.txt", kOther}}), {base}, 99);
  p.git.ref("refs/heads/other", other);
  p.ws.write("repo/a.txt", kOther);

  const Result since = p.audit("--since=other", {"--format", "json"});
  CHECK(since.status == 1);
  CHECK(contains(since.out, "\"filesScanned\": 1"));
  CHECK(contains(since.out, "\"a.txt\""));
  CHECK(p.audit("--since=" + first).status == 1);
  CHECK(p.audit("--since=HEAD").status == 0);
  CHECK(contains(p.audit("--since=HEAD").out, "nothing adds or changes a file"));
  CHECK(p.audit("--diff=HEAD~2..HEAD~1").status == 0);
  CHECK(p.audit("--diff=HEAD~1..").status == 1);
  CHECK(p.audit("--diff=main..other").status == 1);
  CHECK(p.audit("--diff=other...main").status == 1);
  SECTION("in a repository without a work tree, too") {
    CHECK(p.ws.run({"--diff=HEAD~1..HEAD", "repo/.git"}).status == 1);
  }
}

TEST_CASE("what git cannot answer is said in words") {
  Project p;
  const auto error_of = [&](const std::string& option, const std::string& path = "repo") {
    const Result result = p.ws.run({option, path});
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(contains(error_of("--since=main"), "no commit, branch or tag \"main\""));
  p.git.commit({{"a.txt", "one\n"}});
  CHECK(contains(error_of("--since=mian"), "did you mean \"main\"?"));
  CHECK(contains(error_of("--diff=main"), "BASE..HEAD"));
  CHECK(contains(error_of("--staged", "tree"), "not in a git repository"));
  CHECK(contains(error_of("--staged", "repo/.git"), "bare"));
  p.git.ref("refs/heads/alone", p.git.commit_tree(p.git.tree(Files{}), {}, 9));
  CHECK(contains(error_of("--since=alone"), "no commit in common"));
  p.git.write("index", "DIRC");
  CHECK(contains(error_of("--staged"), "not an index"));
  p.git.write("HEAD", "ref: refs/heads/unborn\n");
  CHECK(contains(error_of("--since=main"), "\"unborn\", which has no commit yet"));

  SECTION("a .git file that leads out of the tree") {
    p.ws.write("linked/.git", "gitdir: ../repo/.git\n");
    CHECK(contains(error_of("--since=main", "linked"), "--follow-outside"));
  }
  SECTION("options that contradict each other") {
    for (const std::vector<std::string>& more : {std::vector<std::string>{"--since=main"},
                                                 {"--diff=a..b"},
                                                 {"--fix"},
                                                 {"--explain=a:1"},
                                                 {"-"}}) {
      std::vector<std::string> arguments = {"--staged"};
      arguments.insert(arguments.end(), more.begin(), more.end());
      CHECK(p.ws.run(arguments).status == 2);
    }
    CHECK(p.ws.run({"--follow-outside", "repo"}).status == 2);
  }
}

TEST_CASE("linked work trees are followed when asked, and for hooks of git") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  p.ws.write("linked/.git", "gitdir: " + p.ws.path("repo/.git/worktrees/w") + "\n");
  const GitRepository own(p.ws.path("repo/.git/worktrees/w"));
  p.git.write("worktrees/w/commondir", "../..\n");
  fs::remove_all(p.ws.path("repo/.git/worktrees/w/objects"));
  own.stage({{"a.txt", p.git.blob(kMarked)}});
  CHECK(p.ws.run({"--staged", "linked"}).status == 2);
  CHECK(p.ws.run({"--staged", "--follow-outside", "linked"}).status == 1);
  Setup hook;
  hook.environment["GIT_DIR"] = p.ws.path("repo/.git/worktrees/w");
  CHECK(p.ws.run({"--staged", "linked"}, hook).status == 1);
}

TEST_CASE("`git commit -a` has an index of its own") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  p.git.stage_files({{"a.txt", kMarked}});
  fs::rename(p.ws.path("repo/.git/index"), p.ws.path("repo/.git/index.lock"));
  p.git.stage_files({{"a.txt", "one\n"}});
  CHECK(p.staged().status == 0);
  Setup hook;
  hook.environment["GIT_INDEX_FILE"] = "repo/.git/index.lock";
  CHECK(p.ws.run({"--staged", "repo"}, hook).status == 1);
  SECTION("one of another repository is none of ours") {
    fs::rename(p.ws.path("repo/.git/index.lock"), p.ws.path("index"));
    hook.environment["GIT_INDEX_FILE"] = "index";
    CHECK(p.ws.run({"--staged", "repo"}, hook).status == 0);
  }
}

TEST_CASE("objects that are missing make the audit incomplete") {
  Project p;
  p.git.commit({{"a.txt", "one\n"}});
  p.git.stage({{"a.txt", std::string(40, '1')}, {"b.txt", p.git.blob(kMarked)}});
  const Result found = p.staged();
  CHECK(found.status == 3);
  CHECK(contains(found.out, "cannot read from git: object 1111"));
  CHECK(contains(found.out, "b.txt:1:"));
}

TEST_CASE("any number of jobs gives the same report on changes") {
  Project p;
  Files files;
  for (int i = 0; i < 100; ++i)
    files["f" + std::to_string(i) + ".txt"] = std::to_string(i) + "\n" + kMarked;
  p.git.stage_files(files);
  const Result one = p.staged({"--format", "json", "--jobs", "1"});
  CHECK(one.status == 1);
  CHECK(p.staged({"--format", "json", "--jobs", "7"}).out == one.out);
}
