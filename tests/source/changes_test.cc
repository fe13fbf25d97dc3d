// What is staged, and what lies between two trees.
#include "source/git/changes.h"

#include <fstream>
#include <iterator>
#include <string>

#include "catch.h"
#include "git_repository.h"
#include "source/git/repository.h"
#include "tree.h"

using namespace prodready;
using namespace prodready::git;
using test::Strings;
using test::Tree;

namespace {

using Files = GitRepository::Files;

/// "path", "path < old path" (renamed), "path = path" (changed)
Strings told(const Changes& changes) {
  Strings lines;
  for (const ChangedFile& file : changes.files) {
    std::string line = file.path;
    if (file.old_path == file.path) line += " changed";
    if (file.old_path.empty()) line += " new";
    if (!file.old_path.empty() && file.old_path != file.path) line += " was " + file.old_path;
    CHECK(file.old_id.is_null() == file.old_path.empty());
    lines.push_back(line);
  }
  for (const Failure& failure : changes.failures)
    lines.push_back("! " + failure.path + ": " + failure.message);
  return lines;
}

struct Repo {
  explicit Repo(bool sha256 = false)
      : git(tree / ".git", sha256), kind(sha256 ? HashKind::sha256 : HashKind::sha1) {}

  ObjectStore store() const { return ObjectStore({tree / ".git/objects"}, kind); }
  std::optional<ObjectId> id(const std::string& hex) const {
    return hex.empty() ? std::nullopt : id_from_hex(hex, kind);
  }
  Strings between(const Files& before, const Files& after) const {
    return told(changes_between(store(), id(git.tree(before)), id(git.tree(after))));
  }
  StagedIndex index() const {
    std::ifstream file(tree / ".git/index", std::ios::binary);
    return parse_staged_index(std::string(std::istreambuf_iterator<char>(file), {}), kind);
  }
  Changes staged_against(const std::string& head) const {
    const StagedIndex staged = index();
    CHECK(staged.error.empty());
    return staged_changes(store(), id(head), staged);
  }

  Tree tree;
  GitRepository git;
  HashKind kind;
};

}  // namespace

TEST_CASE("files that differ between two trees") {
  const Repo repo;
  CHECK(repo.between({{"a", "1"}}, {{"a", "1"}}) == Strings{});
  CHECK(repo.between({{"a", "1"}}, {{"a", "2"}}) == Strings{"a changed"});
  CHECK(repo.between({}, {{"a", "1"}, {"d/e/f", "2"}}) == (Strings{"a new", "d/e/f new"}));
  CHECK(repo.between({{"a", "1"}, {"d/e", "2"}}, {{"a", "1"}}) == Strings{});
  CHECK(repo.between({{"d/a", "1"}, {"d/b", "2"}, {"e/a", "3"}},
                     {{"d/a", "1"}, {"d/b", "4"}, {"e/a", "3"}}) == Strings{"d/b changed"});
  // A folder's name sorts as if it ended in '/'.
  CHECK(repo.between({{"a-b", "1"}, {"a/x", "2"}, {"a0", "3"}},
                     {{"a-b", "4"}, {"a/x", "5"}, {"a0", "6"}}) ==
        (Strings{"a-b changed", "a/x changed", "a0 changed"}));
  SECTION("a file becomes a folder, and the other way round") {
    CHECK(repo.between({{"a", "one\n"}}, {{"a/b", "two\n"}}) == Strings{"a/b new"});
    CHECK(repo.between({{"a/b", "one\n"}}, {{"a", "two\n"}}) == Strings{"a new"});
  }
}

TEST_CASE("renamed files keep their old content") {
  const Repo repo;
  const std::string text = "one\ntwo\nthree\nfour\nfive\nsix\n";
  CHECK(repo.between({{"old", text}}, {{"new", text}}) == Strings{"new was old"});
  CHECK(repo.between({{"old", text}}, {{"d/new", text + "seven\n"}}) == Strings{"d/new was old"});
  CHECK(repo.between({{"old", text}}, {{"new", "quite\ndifferent\none\n"}}) == Strings{"new new"});
  CHECK(repo.between({{"old", text}}, {{"old", text}, {"copy", text}}) == Strings{"copy new"});
  SECTION("each one once, the most alike first") {
    CHECK(repo.between({{"old", text}}, {{"b", text + "x\n"}, {"c", text}}) ==
          (Strings{"b new", "c was old"}));
    CHECK(repo.between({{"1", text + "x\ny\n"}, {"2", text}}, {{"3", text + "z\n"}}) ==
          Strings{"3 was 2"});
  }
}

TEST_CASE("what is staged") {
  const bool sha256 = GENERATE(false, true);
  Repo repo(sha256);
  const auto version = GENERATE(2u, 3u, 4u);
  CAPTURE(sha256, version);
  const GitRepository& git = repo.git;
  const std::string head = git.tree(Files{{"a", "1"}, {"d/b", "2"}, {"d/c", "3"}, {"z", "4"}});
  const std::string a = git.blob("1"), b = git.blob("2"), changed = git.blob("changed");
  git.stage({{"a", a}, {"d/b", changed}, {"d/e/new", changed}, {"z", git.blob("4")}}, version);
  // "d/c" is deleted, which leaves no file.
  CHECK(told(repo.staged_against(head)) == (Strings{"d/b changed", "d/e/new new"}));
  CHECK(told(repo.staged_against("")) == (Strings{"a new", "d/b new", "d/e/new new", "z new"}));
}

TEST_CASE("entries of the index that are no staged files") {
  const Repo repo;
  const GitRepository& git = repo.git;
  const std::string head = git.tree(Files{{"a", "1"}});
  const std::string a = git.blob("1"), empty = git.blob("");
  SECTION("a name without content") {
    git.stage({{"a", a}, {"b", empty, 0100644, 0, true}}, 3);
    CHECK(told(repo.staged_against(head)) == Strings{});
  }
  SECTION("a submodule") {
    git.stage({{"a", a}, {"sub", std::string(40, '1'), 0160000}});
    CHECK(told(repo.staged_against(head)) == Strings{});
    git.stage({{"a", std::string(40, '1'), 0160000}});
    CHECK(told(repo.staged_against(head)) == Strings{});
  }
  SECTION("another mode only") {
    git.stage({{"a", a, 0100755}});
    CHECK(told(repo.staged_against(head)) == Strings{});
  }
  SECTION("a file that becomes a link is one") {
    git.stage({{"a", git.blob("target"), 0120000}});
    CHECK(told(repo.staged_against(head)) == Strings{"a changed"});
  }
  SECTION("a submodule that becomes a file") {
    const std::string with_submodule = git.tree({{"160000", "a", std::string(40, '1')}});
    git.stage({{"a", a}});
    CHECK(told(repo.staged_against(with_submodule)) == Strings{"a new"});
  }
}

TEST_CASE("in a conflict the other side is taken") {
  const Repo repo;
  const GitRepository& git = repo.git;
  const std::string head = git.tree(Files{{"a", "ours"}, {"b", "ours"}});
  const std::string ours = git.blob("ours"), theirs = git.blob("theirs");
  git.stage({{"a", git.blob("base"), 0100644, 1},
             {"a", ours, 0100644, 2},
             {"a", theirs, 0100644, 3},
             {"b", git.blob("base"), 0100644, 1},
             {"b", ours, 0100644, 2}});
  const Changes changes = repo.staged_against(head);
  CHECK(told(changes) == Strings{"a changed"});
  CHECK(hex(changes.files.front().id, HashKind::sha1) == theirs);
  CHECK(changes.conflicts == 2);
}

TEST_CASE("folders that git has worked out are not compared again") {
  const Repo repo;
  const GitRepository& git = repo.git;
  const std::string inner = git.tree(Files{{"x", "1"}, {"y", "2"}});
  const std::string head =
      git.tree({{"40000", "d", inner}, {"40000", "e", std::string(40, '7')}});  // e is missing
  const std::vector<GitRepository::Staged> entries = {
      {"d/x", git.blob("1")}, {"d/y", git.blob("3")}, {"e/x", git.blob("5")}};
  const auto cached = [&](int entries_of_e) {
    git.stage(
        entries, 2,
        GitRepository::cached_trees(
            {{"", -1, 2, ""}, {"d", -1, 0, ""}, {"e", entries_of_e, 0, std::string(40, '7')}}));
    return told(repo.staged_against(head));
  };
  CHECK(cached(1) == Strings{"d/y changed"});
  // One that does not fit the entries, or is not valid, says nothing.
  const Strings all = {"d/y changed", "e/x new",
                       "! e: its former state: object " + std::string(40, '7') + " is missing"};
  CHECK(cached(2) == all);
  CHECK(cached(-1) == all);
  SECTION("nor all of them, when the commit has the whole") {
    git.stage(entries, 2, GitRepository::cached_trees({{"", 3, 0, std::string(40, '8')}}));
    CHECK(told(repo.staged_against(std::string(40, '8'))) == Strings{});
  }
  SECTION("a damaged extension is none") {
    git.stage(entries, 2, std::string("TREE") + std::string("\0\0\0\3x\0y", 7));
    CHECK(repo.index().error.empty());
    CHECK(repo.index().trees.empty());
  }
}

TEST_CASE("a sparse index has folders as entries") {
  const Repo repo;
  const GitRepository& git = repo.git;
  const std::string same = git.tree(Files{{"x", "1"}}), changed = git.tree(Files{{"x", "2"}});
  const std::string head = git.tree({{"40000", "d", same}, {"40000", "e", same}});
  const std::string sdir("sdir\0\0\0\0", 8);
  git.stage({{"d/", same, 040000}, {"e/", changed, 040000}}, 2, sdir);
  CHECK(told(repo.staged_against(head)) == Strings{"e/x changed"});
}

TEST_CASE("both halves of a split index") {
  const HashKind kind = HashKind::sha1;
  const std::string one(40, '1'), two(40, '2'), three(40, '3');
  const Tree tree;
  const GitRepository git(tree / ".git");
  const auto read = [&] {
    std::ifstream file(tree / ".git/index", std::ios::binary);
    return parse_staged_index(std::string(std::istreambuf_iterator<char>(file), {}), kind);
  };
  git.stage({{"a", one}, {"b", one}, {"c", one}});
  const StagedIndex shared = read();
  // b is deleted and c replaced: bitmaps of 3 bits in one word that is written as it is.
  const auto bitmap = [](char bits) {
    return std::string("\0\0\0\3\0\0\0\2", 8) + std::string("\0\0\0\2\0\0\0\0", 8) +
           std::string("\0\0\0\0\0\0\0", 7) + bits + std::string(4, '\0');
  };
  const std::string link = GitRepository::raw(three) + bitmap(2) + bitmap(4);
  std::string size(4, '\0');
  size[3] = static_cast<char>(link.size());
  git.stage({{"", two}, {"bb", two}}, 2, "link" + size + link);
  const StagedIndex half = read();
  CHECK(half.error.empty());
  CHECK(half.shared == three);
  const StagedIndex whole = join_halves(half, shared);
  CHECK(whole.error.empty());
  std::string all;
  for (const StagedEntry& entry : whole.entries)
    all += std::string(whole.path(entry)) + hex(entry.id, kind)[0] + " ";
  CHECK(all == "a1 bb2 c2 ");

  StagedIndex damaged = half;
  damaged.link.resize(10);
  CHECK_FALSE(join_halves(damaged, shared).error.empty());
  damaged.link = bitmap(2) + bitmap(0);
  CHECK_FALSE(join_halves(damaged, shared).error.empty());
}

TEST_CASE("trees that cannot be read make the audit incomplete, not wrong") {
  const Repo repo;
  const GitRepository& git = repo.git;
  const std::string good = git.tree(Files{{"x", "1"}});
  const std::string damaged = git.object("tree", "40000 x");
  const std::string before = git.tree({{"40000", "d", damaged}});
  const std::string after = git.tree({{"40000", "d", good}});
  CHECK(told(changes_between(repo.store(), repo.id(before), repo.id(after))) ==
        (Strings{"d/x new", "! d: its former state: is damaged"}));
  CHECK(told(changes_between(repo.store(), repo.id(after), repo.id(before))) ==
        Strings{"! d: folder in git: is damaged"});
  const std::string blob = git.tree({{"40000", "d", git.blob("text")}});
  CHECK(told(changes_between(repo.store(), std::nullopt, repo.id(blob))) ==
        Strings{"! d: folder in git: is no folder"});
}

TEST_CASE("a few trees that stand for endless folders are given up") {
  const Repo repo;
  const GitRepository& git = repo.git;
  std::string inner = git.tree(Files{{"x", "1"}});
  for (int depth = 0; depth < 30; ++depth)
    inner = git.tree({{"40000", std::string(20000, 'a'), inner}, {"40000", "b", inner}});
  const Changes changes = changes_between(repo.store(), std::nullopt, repo.id(inner));
  REQUIRE(changes.failures.size() == 1);
  CHECK_THAT(changes.failures.front().message, Catch::Matchers::Contains("more changes"));
}
