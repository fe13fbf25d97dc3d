// Repositories, refs, names of commits, merge bases.
#include "source/git/revision.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "catch.h"
#include "git_repository.h"
#include "source/git/merge_base.h"
#include "source/git/refs.h"
#include "text/error.h"
#include "tree.h"

using namespace prodready;
using namespace prodready::git;
using Catch::Matchers::Contains;
using test::Tree;
using Files = GitRepository::Files;

namespace {

Repository open(const Tree& tree, bool allow_outside = false) {
  auto repository = open_repository(tree.path(), allow_outside);
  REQUIRE(repository);
  return *repository;
}

std::string resolve(const Tree& tree, const std::string& name) {
  const Repository repository = open(tree);
  const ObjectStore store(repository.objects, repository.hash);
  return hex(resolve_commit(repository, store, name), repository.hash);
}

}  // namespace

TEST_CASE("commits by name") {
  const Tree tree;
  GitRepository git(tree / ".git");
  const std::string one = git.commit({{"a", "1"}});
  const std::string two = git.commit({{"a", "2"}});
  const std::string side = git.commit_tree(git.tree(Files{{"a", "3"}}), {one}, 9);
  const std::string merge = git.commit_tree(git.tree(Files{{"a", "4"}}), {two, side}, 10);
  git.ref("refs/heads/main", merge);
  git.ref("refs/heads/topic/x", side);
  git.ref("refs/remotes/origin/main", one);
  git.write("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/main\n");
  const std::string tag =
      git.object("tag", "object " + two + "\ntype commit\ntag v1\ntagger T <t@e> 1 +0000\n\nx\n");
  git.write("packed-refs", "# pack-refs with: peeled fully-peeled sorted\n" + one +
                               " refs/heads/main\n" + tag + " refs/tags/v1\n^" + two + "\n");
  git.ref("ORIG_HEAD", one);

  const std::pair<std::string, std::string> cases[] = {
      {"HEAD", merge},
      {"@", merge},
      {"main", merge},
      {"heads/main", merge},
      {"refs/heads/main", merge},
      {"topic/x", side},
      {"v1", two},
      {"tags/v1", two},
      {"v1^{}", two},
      {"v1^{commit}", two},
      {"v1~1", one},
      {"origin/main", one},
      {"origin", one},
      {"ORIG_HEAD", one},
      {"HEAD^", two},
      {"HEAD^1", two},
      {"HEAD^2", side},
      {"HEAD^2~1", one},
      {"HEAD^^", one},
      {"HEAD~2", one},
      {"HEAD~0", merge},
      {"HEAD^0", merge},
      {"@~", two},
      {tag, two},
      {two, two},
      {two.substr(0, 12), two},
      {side.substr(0, 8) + "^", one},
  };
  for (const auto& [name, id] : cases) {
    CAPTURE(name);
    CHECK(resolve(tree, name) == id);
  }

  const std::pair<std::string, std::string> errors[] = {
      {"man", "did you mean \"main\"?"},
      {"topic/y", "did you mean \"topic/x\"?"},
      {"HEAD~9", "has no parent"},
      {"HEAD^3", "no parent number 3"},
      {"HEAD~99999999", "too far"},
      {"main@{1}", "not understood"},
      {"-", "not understood"},
      {"", "not understood"},
      {":/text", "not understood"},
      {"HEAD~1x", "not understood"},
      {"../../etc/passwd", "no commit, branch or tag"},
      {git.blob("x"), "is no commit"},
      {std::string(40, '0'), "no commit, branch or tag"},
  };
  for (const auto& [name, message] : errors) {
    CAPTURE(name);
    CHECK_THROWS_WITH(resolve(tree, name), Contains(message));
  }
}

TEST_CASE("the first digits of an id may fit several commits") {
  const Tree tree;
  const GitRepository git(tree / ".git");
  // Found by trying dates: which two commits start alike does not matter.
  std::map<std::string, std::string> seen;
  const std::string folder = git.tree(GitRepository::Files{});
  for (int i = 0;; ++i) {
    const std::string id = git.commit_tree(folder, {}, i);
    const auto [before, is_new] = seen.emplace(id.substr(0, 4), id);
    if (is_new) continue;
    CHECK_THROWS_WITH(resolve(tree, id.substr(0, 4)), Contains("ambiguous"));
    CHECK_THROWS_WITH(resolve(tree, id.substr(0, 4)), Contains("give more digits"));
    CHECK(resolve(tree, id.substr(0, 12)) == id);
    break;
  }
}

TEST_CASE("a branch without commits") {
  const Tree tree;
  const GitRepository git(tree / ".git");
  CHECK_THROWS_WITH(resolve(tree, "HEAD"), Contains("\"main\"") && Contains("no commit yet"));
  CHECK_FALSE(read_head(open(tree)).id);
  git.write("HEAD", "nonsense\n");
  CHECK_THROWS_WITH(resolve(tree, "HEAD"), Contains("HEAD is broken"));
}

TEST_CASE("all refs, broken ones apart") {
  const Tree tree;
  GitRepository git(tree / ".git");
  const std::string one = git.commit({{"a", "1"}});
  const std::string two = git.commit({{"a", "2"}});
  git.write("packed-refs", one + " refs/heads/main\n" + one + " refs/tags/t\n^" + two + "\n");
  git.write("refs/heads/broken", "no id\n");
  git.write("refs/heads/loop", "ref: refs/heads/loop\n");
  git.write("refs/heads/dangling", "ref: refs/heads/nowhere\n");
  git.write("refs/heads/main.lock", one + "\n");
  git.write("worktrees/w/HEAD", one + "\n");
  const Refs refs = read_refs(open(tree));
  std::string all;
  for (const Ref& ref : refs.all)
    all += ref.name + (hex(ref.id, HashKind::sha1) == two ? "=2 " : "=1 ");
  CHECK(all == "HEAD=2 refs/heads/main=2 refs/tags/t=1 worktrees/w/HEAD=1 ");
  REQUIRE(refs.problems.size() == 1);
  CHECK(refs.problems.front().path == "refs/heads/broken");

  git.write("logs/HEAD", std::string(40, '0') + " " + one + " A <a@b> 1 +0000\tcommit\n" + one +
                             " " + two + " A <a@b> 2 +0000\tcommit\nshort\n");
  std::vector<Failure> problems;
  CHECK(read_reflogs(open(tree), problems).size() == 2);
  CHECK(problems.empty());
}

TEST_CASE("refs through links and pipes are not read") {
  const Tree tree;
  const Tree elsewhere;
  GitRepository git(tree / ".git");
  const std::string one = git.commit({{"a", "1"}});
  elsewhere.write("outside/ref", one + "\n");
  std::filesystem::create_symlink(elsewhere / "outside", tree / ".git/refs/heads/link");
  REQUIRE(mkfifo((tree / ".git/refs/heads/pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(resolve(tree, "link/ref"), Error);
  CHECK_THROWS_AS(resolve(tree, "pipe"), Error);
  for (const Ref& ref : read_refs(open(tree)).all)
    CHECK(ref.name.find("link") == std::string::npos);
}

TEST_CASE("where two branches parted") {
  const Tree tree;
  GitRepository git(tree / ".git");
  const std::string folder = git.tree(Files{{"a", "1"}});
  const auto commit = [&](std::vector<std::string> parents, int minute) {
    return git.commit_tree(folder, parents, minute);
  };
  const auto base = [&](const std::string& a, const std::string& b) -> std::string {
    const Repository repository = open(tree);
    const ObjectStore store(repository.objects, repository.hash);
    const auto found = merge_base(repository, store, *id_from_hex(a, repository.hash),
                                  *id_from_hex(b, repository.hash));
    return found ? hex(*found, repository.hash) : "none";
  };
  const std::string root = commit({}, 1), other_root = commit({}, 500);
  const std::string fork = commit({root}, 2);
  const std::string left = commit({commit({fork}, 3)}, 4);
  const std::string right = commit({commit({fork}, 5)}, 6);
  CHECK(base(left, right) == fork);
  CHECK(base(right, left) == fork);
  CHECK(base(left, left) == left);
  CHECK(base(left, fork) == fork);
  CHECK(base(root, left) == root);
  CHECK(base(left, other_root) == "none");

  SECTION("after a merge, the merged commit") {
    const std::string merge = commit({left, right}, 7);
    CHECK(base(commit({merge}, 8), right) == right);
  }
  SECTION("after a criss-cross merge, one of the two") {
    const std::string one = commit({left, right}, 7), two = commit({right, left}, 8);
    const std::string found = base(one, two);
    CHECK((found == left || found == right));
  }
  SECTION("clocks may be wrong") {
    const std::string early = commit({fork}, -100), late = commit({fork}, 1000);
    const std::string below = commit({early}, 2000), beside = commit({early, late}, -2000);
    CHECK(base(below, beside) == early);
    CHECK(base(commit({beside}, 1), late) == late);
  }
  SECTION("a shallow clone may not reach so far") {
    git.write("shallow", left + "\n" + right + "\n");
    CHECK(open(tree).shallow.size() == 2);
    CHECK_THROWS_WITH(base(left, right), Contains("shallow") && Contains("--unshallow"));
    CHECK(base(commit({left}, 9), left) == left);
  }
  SECTION("a commit that is missing") {
    CHECK_THROWS_WITH(base(left, commit({std::string(40, 'c')}, 9)), Contains("is missing"));
  }
}

TEST_CASE("repositories of all kinds are opened") {
  const Tree tree;
  SECTION("none") {
    CHECK_FALSE(open_repository(tree.path(), false));
    CHECK_FALSE(open_repository(tree / "missing", false));
  }
  SECTION("a bare one") {
    const GitRepository git(tree.path());
    const Repository repository = open(tree);
    CHECK(repository.work_tree.empty());
    CHECK(repository.git_dir == tree.path());
  }
  SECTION("from a folder within") {
    const GitRepository git(tree / ".git");
    tree.make_folder("a/b");
    CHECK_FALSE(open_repository(tree / "a/b", false));
    REQUIRE(find_repository(tree / "a/b", false));
    CHECK(find_repository(tree / "a/b", false)->work_tree == tree.path());
  }
  SECTION("SHA-256") {
    const GitRepository git(tree / ".git", true);
    CHECK(open(tree).hash == HashKind::sha256);
  }
  SECTION("what is not understood is an error") {
    const GitRepository git(tree / ".git");
    git.write("config", "[Extensions]\n\tRefStorage = reftable ; comment\n");
    CHECK_THROWS_WITH(open(tree), Contains("config") && Contains("refs"));
    git.write("config", "[extensions] objectformat = \"md5\"\n");
    CHECK_THROWS_WITH(open(tree), Contains("object format"));
  }
  SECTION("a partial clone") {
    const GitRepository git(tree / ".git");
    CHECK_FALSE(open(tree).partial);
    git.write("objects/pack/pack-1.promisor", "");
    CHECK(open(tree).partial);
  }
}

TEST_CASE("what leads out of the tree is followed only when asked") {
  const Tree tree;
  const Tree elsewhere;
  const GitRepository other(elsewhere / "repository");
  SECTION(".git file") {
    tree.write(".git", "gitdir: " + (elsewhere / "repository") + "\n");
    CHECK_THROWS_WITH(open(tree), Contains(".git leads out") && Contains("--follow-outside"));
    CHECK(open(tree, true).git_dir == elsewhere / "repository");
    const auto known = open_repository(tree.path(), false, elsewhere / "repository");
    CHECK((known && known->git_dir == elsewhere / "repository"));
    CHECK_THROWS_AS(open_repository(tree.path(), false, elsewhere / "other"), Error);
  }
  SECTION("commondir") {
    const GitRepository git(tree / ".git");
    git.write("commondir", (elsewhere / "repository") + "\n");
    CHECK_THROWS_WITH(open(tree), Contains("commondir leads out"));
  }
  SECTION("objects") {
    const GitRepository git(tree / ".git");
    std::filesystem::remove_all(tree / ".git/objects");
    std::filesystem::create_symlink(elsewhere / "repository/objects", tree / ".git/objects");
    CHECK_THROWS_WITH(open(tree), Contains("objects leads out"));
  }
  SECTION("alternates") {
    const GitRepository git(tree / ".git");
    git.write("objects/info/alternates", "# comment\n" + (elsewhere / "repository/objects") + "\n");
    const Repository closed = open(tree);
    CHECK(closed.objects.size() == 1);
    REQUIRE(closed.problems.size() == 1);
    CHECK_THAT(closed.problems.front().message, Contains("--follow-outside"));
    CHECK(open(tree, true).objects.size() == 2);
  }
  SECTION("alternates within the tree are, in a circle, too") {
    const GitRepository git(tree / ".git");
    const GitRepository inner(tree / "inner.git");
    git.write("objects/info/alternates", "../../inner.git/objects\n");
    inner.write("objects/info/alternates", "../../.git/objects\n/missing\n");
    const Repository repository = open(tree);
    CHECK(repository.objects.size() == 2);
    CHECK(repository.problems.size() == 1);
  }
}

TEST_CASE("a range of commits") {
  CHECK(parse_range("a..b").from == "a");
  CHECK(parse_range("a..b").to == "b");
  CHECK(parse_range("a...b").to == "b");
  CHECK(parse_range("a..").to == "HEAD");
  CHECK(parse_range("..b").from == "HEAD");
  for (const char* text : {"", "a", "a..b..c"}) CHECK_THROWS_AS(parse_range(text), Error);
}
