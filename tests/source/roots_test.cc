#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "catch.h"
#include "source/source.h"
#include "text/error.h"
#include "tree.h"

using namespace prodready;
using test::Run;
using test::Strings;
using test::Tree;

namespace {

std::string root_of(const Strings& paths) {
  SourceRequest request;
  request.paths = paths;
  return common_root(request);
}

Run run_paths(const Strings& paths) {
  SourceRequest request;
  request.paths = paths;
  return test::run(request);
}

}  // namespace

TEST_CASE("the root is the deepest folder that holds all paths") {
  const Tree tree;
  tree.write("a/b/one");
  tree.write("a/bc/two");
  CHECK(root_of({tree.path()}) == tree.path());
  CHECK(root_of({tree.path() + "///"}) == tree.path());
  CHECK(root_of({tree / "a/b/.."}) == tree / "a");
  CHECK(root_of({tree / "a/b/one"}) == tree / "a/b");
  CHECK(root_of({tree / "a/b", tree / "a/bc"}) == tree / "a");
  CHECK(root_of({tree / "a/b/one", tree / "a/b"}) == tree / "a/b");
  CHECK(root_of({tree / "a/b", "-"}) == tree / "a/b");
  CHECK(root_of({tree / "a/b", "/"}) == "/");
}

TEST_CASE("a path that does not exist is the user's mistake") {
  const Tree tree;
  CHECK_THROWS_AS(root_of({tree / "missing"}), Error);
  CHECK_THROWS_AS(run_paths({tree.path(), tree / "missing"}), Error);
  CHECK_THROWS_AS(run_paths({""}), Error);
  tree.link("dangling", "nowhere");
  CHECK_THROWS_AS(run_paths({tree / "dangling"}), Error);
}

TEST_CASE("a link that is named is followed") {
  const Tree tree;
  tree.write("real/app.env", "x");
  tree.link("folder", "real");
  tree.link("file", "real/app.env");
  CHECK(test::run(tree / "folder").paths() == Strings{"app.env"});
  CHECK(test::run(tree / "folder/").paths() == Strings{"app.env"});
  CHECK(test::run(tree / "file").paths() == Strings{"app.env"});
}

TEST_CASE("paths are reported below the common root, each once") {
  const Tree tree;
  tree.write("a/one");
  tree.write("a/b/two");
  tree.write("c/three");
  tree.link("again", "a");
  CHECK(run_paths({tree / "a", tree / "c"}).paths() == (Strings{"a/b/two", "a/one", "c/three"}));
  CHECK(run_paths({tree / "a/one", tree / "c/three"}).paths() == (Strings{"a/one", "c/three"}));
  CHECK(run_paths({tree / "a/one"}).paths() == Strings{"one"});

  const Run run = run_paths(
      {tree / "a", tree / "a/b", tree / "a/one", tree / "a", tree / "again", tree / "a/b/two"});
  CHECK(run.paths() == (Strings{"b/two", "one"}));
  CHECK(run.coverage.discovered == 2);
  CHECK(run.files.at("one").windows == 1);
}

TEST_CASE("thousands of named files") {
  const Tree tree;
  Strings paths;
  for (int i = 0; i < 1000; ++i) {
    const std::string name = test::numbered("d", i % 50) + test::numbered("/f", i);
    tree.write(name);
    paths.push_back(tree / name);
  }
  CHECK(run_paths(paths).files.size() == 1000);
}

TEST_CASE("something special is named") {
  const Tree tree;
  REQUIRE(mkfifo((tree / "fifo").c_str(), 0600) == 0);
  tree.write("file");
  const Run run = run_paths({tree / "fifo", tree / "file"});
  CHECK(run.paths() == Strings{"file"});
  CHECK(run.skipped(SkipReason::special).files == 1);
}

TEST_CASE("standard input is read to its end") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const int saved = dup(STDIN_FILENO);
  REQUIRE(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
  REQUIRE(write(ends[1], "password=1\n", 11) == 11);
  close(ends[1]);
  close(ends[0]);
  SourceRequest request;
  request.paths = {"-"};
  request.stdin_name = "conf/app.env";
  const Run run = test::run(request);
  REQUIRE(dup2(saved, STDIN_FILENO) == STDIN_FILENO);
  close(saved);
  CHECK(run.paths() == Strings{"conf/app.env"});
  CHECK(run.files.at("conf/app.env").text == "password=1\n");
  CHECK(run.coverage.scanned == 1);
}

TEST_CASE("standard input may come along with folders") {
  const Tree tree;
  for (int i = 0; i < 20; ++i) tree.write(test::numbered("d/f", i));
  const int saved = dup(STDIN_FILENO);
  const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
  REQUIRE(dup2(null, STDIN_FILENO) == STDIN_FILENO);
  close(null);
  for (const size_t workers : {1, 2}) {
    SourceRequest request;
    request.paths = {tree.path(), "-", tree / "d"};
    const Run run = test::run(request, workers);
    CHECK(run.files.size() == 21);
    CHECK(run.files.count("stdin") == 1);
    CHECK(run.files.count("d/f19") == 1);
  }
  REQUIRE(dup2(saved, STDIN_FILENO) == STDIN_FILENO);
  close(saved);
}

TEST_CASE("the prefix is the same wherever the audit starts") {
  if (!test::have_git()) return;
  const Tree tree;
  tree.git("init -q");
  tree.write("a/b/file");
  CHECK(work_tree_prefix(tree.path()) == "");
  CHECK(work_tree_prefix(tree / "a") == "a/");
  CHECK(work_tree_prefix(tree / "a/b") == "a/b/");
  CHECK(work_tree_prefix("/") == "");
  SECTION("a repository within a repository counts on its own") {
    tree.git("init -q a/b");
    CHECK(work_tree_prefix(tree / "a/b") == "");
    CHECK(work_tree_prefix(tree / "a") == "a/");
  }
}
