// .gitignore, the index and the places they may come from.
#include <sys/stat.h>

#include <cstdio>
#include <set>
#include <string>

#include "catch.h"
#include "source/source.h"
#include "tree.h"

using namespace prodready;
using test::Run;
using test::Strings;
using test::Tree;

TEST_CASE("outside of a work tree .gitignore hides nothing") {
  const Tree tree;
  tree.write(".gitignore", "*\n");
  tree.write("file");
  CHECK(test::run(tree.path()).paths() == (Strings{".gitignore", "file"}));
  SECTION("a stray .git makes no work tree") {
    tree.make_folder(".git");
    CHECK(test::run(tree.path()).paths() == (Strings{".gitignore", "file"}));
    tree.write(".git/HEAD", "ref: refs/heads/main\n");
    CHECK(test::run(tree.path()).paths() == (Strings{".gitignore", "file"}));
  }
  SECTION("nor does a FIFO in the place of HEAD") {
    tree.make_folder(".git/objects");
    tree.make_folder(".git/refs");
    REQUIRE(mkfifo((tree / ".git/HEAD").c_str(), 0600) == 0);
    CHECK(test::run(tree.path()).paths() == (Strings{".gitignore", "file"}));
  }
}

TEST_CASE("in a work tree .gitignore hides what is not tracked") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write(".gitignore", "*.log\n/build/\n");
  tree.write("a.log");
  tree.write("tracked.log");
  tree.write("build/out/x");
  tree.write("build/kept/y");
  tree.write("build/kept/z");
  tree.write("src/a.c");
  tree.write("src/build/b.c");
  tree.git("add -f tracked.log build/kept/y");

  const Strings visible = {".gitignore", "build/kept/y", "src/a.c", "src/build/b.c", "tracked.log"};
  const Run run = test::run(tree.path());
  CHECK(run.paths() == visible);
  CHECK(run.skipped(SkipReason::git_ignored).files == 2);
  CHECK(run.skipped(SkipReason::git_ignored).directories == 1);
  CHECK(run.skipped(SkipReason::git_ignored).examples ==
        (std::set<std::string>{"a.log", "build/kept/z", "build/out"}));

  SECTION("unless told not to") {
    SourceRequest request;
    request.paths = {tree.path()};
    request.gitignore = false;
    CHECK(test::run(request).files.size() == 8);
  }
  SECTION("what is named is audited") {
    SourceRequest request;
    request.paths = {tree / "a.log", tree / "build"};
    CHECK(test::run(request).paths() ==
          (Strings{"a.log", "build/kept/y", "build/kept/z", "build/out/x"}));
    request.paths = {tree.path(), tree / "build/out", tree / "a.log"};
    CHECK(test::run(request).paths() ==
          (Strings{".gitignore", "a.log", "build/kept/y", "build/out/x", "src/a.c", "src/build/b.c",
                   "tracked.log"}));
  }
  SECTION("an empty index tracks nothing") {
    REQUIRE(remove((tree / ".git/index").c_str()) == 0);
    CHECK(test::run(tree.path()).paths() == (Strings{".gitignore", "src/a.c", "src/build/b.c"}));
  }
}

TEST_CASE("auditing one folder obeys what stands above it") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write(".gitignore", "*.log\n/a/b/secret\nname\n");
  tree.write("a/.gitignore", "!kept.log\n/b/own\n");
  tree.write("a/b/.gitignore", "here\n");
  tree.write(".git/info/exclude", "from-exclude\n");
  for (const char* file : {"x.log", "kept.log", "secret", "own", "here", "name", "from-exclude",
                           "tracked.log", "plain", "c/secret"}) {
    tree.write("a/b/" + std::string(file));
  }
  tree.git("add -f a/b/tracked.log");
  const Strings visible = {".gitignore", "c/secret", "kept.log", "plain", "tracked.log"};
  CHECK(test::run(tree / "a/b").paths() == visible);

  SECTION("several folders at once") {
    tree.write("d/x.log");
    tree.write("d/y");
    SourceRequest request;
    request.paths = {tree / "a/b", tree / "d"};
    CHECK(test::run(request).paths() == (Strings{"a/b/.gitignore", "a/b/c/secret", "a/b/kept.log",
                                                 "a/b/plain", "a/b/tracked.log", "d/y"}));
    request.paths = {tree / "a/b", tree / "a/b/c"};
    CHECK(test::run(request).paths() == visible);
  }
  SECTION("a folder that is ignored itself") {
    tree.write("name/file");
    tree.write("name/x.log");
    CHECK(test::run(tree / "name").paths() == Strings{"file"});
  }
}

TEST_CASE("work trees below a folder that is none") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.write(".gitignore", "*\n");
  for (const std::string repository : {"one", "deep/two"}) {
    tree.make_folder(repository);
    tree.git("init -q", repository);
    tree.write(repository + "/.gitignore", "hidden\n");
    tree.write(repository + "/hidden");
    tree.write(repository + "/sub/hidden");
    tree.write(repository + "/sub/tracked/hidden");
    tree.write(repository + "/seen");
    tree.git("add -f sub/tracked", repository);
  }
  const Strings visible = {".gitignore",
                           "deep/two/.gitignore",
                           "deep/two/seen",
                           "deep/two/sub/tracked/hidden",
                           "one/.gitignore",
                           "one/seen",
                           "one/sub/tracked/hidden"};
  CHECK(test::run(tree.path()).paths() == visible);
  SourceRequest request;
  request.paths = {tree / "one/sub", tree / "deep/two"};
  CHECK(test::run(request).paths() ==
        (Strings{"deep/two/.gitignore", "deep/two/seen", "deep/two/sub/tracked/hidden",
                 "one/sub/tracked/hidden"}));
}

TEST_CASE("a repository within a repository starts afresh") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write(".gitignore", "*.log\nignored-repository\n");
  for (const std::string inner : {"inner", "ignored-repository"}) {
    tree.make_folder(inner);
    tree.git("init -q", inner);
    tree.write(inner + "/a.log");
    tree.write(inner + "/b.tmp");
    tree.write(inner + "/.gitignore", "*.tmp\n");
  }
  CHECK(test::run(tree.path()).paths() ==
        (Strings{".gitignore", "inner/.gitignore", "inner/a.log"}));
}

TEST_CASE("submodules and linked work trees have a .git file") {
  if (!test::have_git()) return;
  const Tree tree;
  const Tree origin;
  origin.git("init -q");
  origin.write(".gitignore", "*.log\n");
  origin.write("tracked.log");
  origin.git("add -f .");
  origin.git("commit -q -m one");
  tree.git("init -q");
  tree.write(".gitignore", "modules\n");
  SECTION("submodule") {
    tree.git("submodule -q add -f '" + origin.path() + "' modules/m");
    tree.write("modules/m/other.log");
    tree.write("modules/untracked");
    CHECK(test::run(tree.path()).paths() ==
          (Strings{".gitignore", ".gitmodules", "modules/m/.gitignore", "modules/m/tracked.log"}));
    CHECK(test::run(tree / "modules/m").paths() == (Strings{".gitignore", "tracked.log"}));
  }
  SECTION("linked work tree, whose info/exclude is the main one's") {
    origin.write(".git/info/exclude", "excluded\n");
    origin.git("worktree add -q '" + (tree / "linked") + "'");
    tree.write("linked/other.log");
    tree.write("linked/excluded");
    CHECK(test::run(tree / "linked").paths() == (Strings{".gitignore", "tracked.log"}));
  }
}

TEST_CASE("a .git file that leads nowhere makes no work tree") {
  const Tree tree;
  tree.write(".gitignore", "file\n");
  tree.write("file");
  for (const char* text :
       {"gitdir: /nowhere\n", "gitdir: \n", "nonsense", "gitdir: ../../../../../../../dev\n", ""}) {
    tree.write(".git", text);
    const Run run = test::run(tree.path());
    CHECK(run.paths() == (Strings{".gitignore", "file"}));
    CHECK(run.failures() == Strings{});
  }
}

TEST_CASE("a sparse index tracks whole folders") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write(".gitignore", "*.log\n");
  for (const char* file : {"in/a.log", "out/b.log", "out/deep/c.log"}) tree.write(file);
  tree.git("add -f .");
  tree.git("commit -q -m one");
  tree.git("sparse-checkout init --cone --sparse-index");
  tree.git("sparse-checkout set in");
  tree.write("out/b.log");
  tree.write("out/deep/c.log");
  CHECK(test::run(tree.path()).paths() ==
        (Strings{".gitignore", "in/a.log", "out/b.log", "out/deep/c.log"}));
}

TEST_CASE("with a split index both halves are tracked") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write(".gitignore", "*.log\n");
  tree.write("old.log");
  tree.git("add -f .");
  tree.git("update-index --split-index");
  tree.write("new.log");
  tree.git("add -f .");
  tree.write("untracked.log");
  CHECK(test::run(tree.path()).paths() == (Strings{".gitignore", "new.log", "old.log"}));
  SECTION("one of which is gone") {
    tree.git("version; rm .git/sharedindex.*");
    const Run run = test::run(tree.path());
    CHECK(run.files.size() == 4);
    CHECK(
        run.failures() ==
        Strings{
            ".git/index: is split, and its shared half cannot be read: No such file or directory"});
  }
}

TEST_CASE("an index that cannot be trusted hides nothing and is a failure") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write(".gitignore", "*\n");
  tree.write("sub/file");
  tree.write("sub/.gitignore", "file\n");
  tree.write(".git/index", "DIRC" + std::string(500, '\xff'));
  const Strings all = {".gitignore", "sub/.gitignore", "sub/file"};
  const Run run = test::run(tree.path());
  CHECK(run.paths() == all);
  CHECK(run.failures() == Strings{".git/index: is not an index that this version understands"});
  SECTION("seen from below") {
    const Run below = test::run(tree / "sub");
    CHECK(below.paths() == (Strings{".gitignore", "file"}));
    CHECK(below.coverage.failures.size() == 1);
    CHECK(below.coverage.failures.front().path == tree / ".git/index");
  }
  SECTION("or is something else") {
    REQUIRE(remove((tree / ".git/index").c_str()) == 0);
    REQUIRE(mkfifo((tree / ".git/index").c_str(), 0600) == 0);
    const Run fifo = test::run(tree.path());
    CHECK(fifo.paths() == all);
    CHECK(fifo.coverage.failures.size() == 1);
  }
}

TEST_CASE("an ignore file is a regular file of bounded size") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write("file");
  SECTION("no link") {
    tree.write("rules", "file\n");
    tree.link(".gitignore", "rules");
    CHECK(test::run(tree.path()).paths() == (Strings{"file", "rules"}));
  }
  SECTION("no FIFO") {
    REQUIRE(mkfifo((tree / ".gitignore").c_str(), 0600) == 0);
    CHECK(test::run(tree.path()).paths() == Strings{"file"});
  }
  SECTION("no folder") {
    tree.write(".gitignore/file");
    CHECK(test::run(tree.path()).paths() == (Strings{".gitignore/file", "file"}));
  }
  SECTION("not megabytes") {
    tree.write(".gitignore", "file\n" + std::string(5 << 20, '\n'));
    const Run run = test::run(tree.path());
    CHECK(run.files.count("file") == 1);
    CHECK(run.failures() == Strings{".gitignore: is too large to be obeyed (more than 4 MiB)"});
  }
}
