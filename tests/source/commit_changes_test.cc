// What each commit of a history changed.
#include "source/git/commit_changes.h"

#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "git_pack.h"
#include "git_repository.h"
#include "source/git/object_store.h"
#include "tree.h"

using namespace prodready;
using namespace prodready::git;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;
using Files = GitRepository::Files;
using Strings = std::vector<std::string>;
using Entries = std::vector<GitRepository::Entry>;

namespace {

class Repo {
 public:
  std::string commit(const Files& files, const Strings& parents, int minute) const {
    return git.commit_tree(git.tree(files), parents, minute);
  }
  std::string commit_entries(const Entries& entries, const Strings& parents, int minute) const {
    return git.commit_tree(git.tree(entries), parents, minute);
  }
  void remove(const std::string& id) const {
    fs::remove(git.git_dir() + "/objects/" + id.substr(0, 2) + "/" + id.substr(2));
  }

  test::Tree tree;
  GitRepository git{tree / "git"};
};

/// The changes of a repository, as text.
struct Read {
  explicit Read(const Repo& repo, size_t workers = 2)
      : store({repo.git.git_dir() + "/objects"}, HashKind::sha1),
        objects(store.files(), workers),
        changes(read_commit_changes(objects, workers)) {}

  /// "+path", "-path" or "~path", one for each parent, of one commit; in their order.
  Strings of(const std::string& commit) const {
    Strings all;
    for (const Change& change : changes.changes) {
      if (objects.hex(changes.commits[change.commit].number) != commit) continue;
      const char* sign = change.before == kNoObject ? "+" : change.after == kNoObject ? "-" : "~";
      all.push_back(sign + changes.paths[change.path]);
    }
    return all;
  }
  std::string problems() const {
    std::string all;
    for (const std::string& problem : changes.problems) all += problem + "\n";
    return all;
  }

  ObjectStore store;
  AllObjects objects;
  CommitChanges changes;
};

}  // namespace

TEST_CASE("files that come, change and go") {
  const Repo repo;
  const std::string first = repo.commit({{"a", "1"}, {"d/b", "2"}, {"d/e/c", "3"}}, {}, 1);
  const std::string second = repo.commit({{"a", "9"}, {"d/b", "2"}, {"x", "4"}}, {first}, 2);
  const std::string same = repo.commit({{"a", "9"}, {"d/b", "2"}, {"x", "4"}}, {second}, 3);
  const std::string none = repo.commit(Files{}, {same}, 4);
  const Read read(repo);
  CHECK(read.problems().empty());
  CHECK(read.of(first) == Strings{"+a", "+d/b", "+d/e/c"});
  CHECK(read.of(second) == Strings{"~a", "-d/e/c", "+x"});
  CHECK(read.of(same).empty());
  CHECK(read.of(none) == Strings{"-a", "-d/b", "-x"});
  REQUIRE(read.changes.commits.size() == 4);
  CHECK(read.objects.hex(read.changes.commits[0].number) == none);  // newest first
  CHECK(read.changes.commits[0].parents == std::vector<uint32_t>{1});
  CHECK(read.changes.commits[0].time == 1700000240);
  CHECK(read.changes.commits[0].offset_minutes == 120);
  SECTION("where a file is in a commit") {
    ObjectCache cache(read.objects);
    const ObjectNumber tree = read.changes.commits[3].tree;
    const auto text = [&](const std::string& path) {
      const ObjectNumber blob = blob_at(read.objects, cache, tree, path);
      return blob == kNoObject ? "" : read.objects.hex(blob);
    };
    CHECK(text("d/e/c") == repo.git.blob("3"));
    CHECK(text("a") == repo.git.blob("1"));
    CHECK(text("d/e").empty());
    CHECK(text("a/b").empty());
    CHECK(text("d/e/x").empty());
  }
}

TEST_CASE("a merge changes what differs from all of its parents") {
  const Repo repo;
  const std::string base = repo.commit({{"a", "1"}, {"b", "1"}, {"c", "1"}}, {}, 1);
  const std::string left = repo.commit({{"a", "2"}, {"b", "1"}, {"c", "2"}}, {base}, 2);
  const std::string right = repo.commit({{"a", "1"}, {"b", "3"}, {"c", "3"}}, {base}, 3);
  SECTION("nothing, when each side is taken over") {
    const std::string merge = repo.commit({{"a", "2"}, {"b", "3"}, {"c", "2"}}, {left, right}, 4);
    CHECK(Read(repo).of(merge).empty());
  }
  SECTION("a file that was merged, new, or taken away; for each parent") {
    const std::string merge = repo.commit({{"a", "2"}, {"c", "23"}, {"n", "4"}}, {left, right}, 4);
    CHECK(Read(repo).of(merge) == Strings{"-b", "-b", "~c", "~c", "+n", "+n"});
  }
  SECTION("of three") {
    const std::string third = repo.commit({{"a", "1"}, {"b", "1"}, {"c", "4"}}, {base}, 4);
    const std::string merge =
        repo.commit({{"a", "2"}, {"b", "3"}, {"c", "234"}}, {left, right, third}, 5);
    CHECK(Read(repo).of(merge) == Strings{"~c", "~c", "~c"});
  }
  SECTION("criss-cross") {
    const std::string one = repo.commit({{"a", "2"}, {"b", "3"}, {"c", "2"}}, {left, right}, 4);
    const std::string two = repo.commit({{"a", "2"}, {"b", "3"}, {"c", "3"}}, {right, left}, 5);
    const std::string both = repo.commit({{"a", "2"}, {"b", "3"}, {"c", "5"}}, {one, two}, 6);
    const Read read(repo);
    CHECK(read.of(one).empty());
    CHECK(read.of(two).empty());
    CHECK(read.of(both) == Strings{"~c", "~c"});
  }
  SECTION("in folders") {
    const std::string x = repo.commit({{"d/a", "1"}, {"d/b", "1"}}, {}, 7);
    const std::string y = repo.commit({{"d/a", "2"}, {"d/b", "2"}}, {}, 8);
    const std::string merge = repo.commit({{"d/a", "1"}, {"d/b", "12"}}, {x, y}, 9);
    CHECK(Read(repo).of(merge) == Strings{"~d/b", "~d/b"});
  }
}

TEST_CASE("a name that stands for something else") {
  const Repo repo;
  const std::string one = repo.git.blob("1");
  const std::string folder = repo.git.tree(Entries{{"100644", "x", one}});
  const std::string file =
      repo.commit_entries(Entries{{"100644", "a", one}, {"100644", "a.b", one}}, {}, 1);
  const std::string as_folder =
      repo.commit_entries(Entries{{"100644", "a.b", one}, {"40000", "a", folder}}, {file}, 2);
  const std::string back =
      repo.commit_entries(Entries{{"100644", "a", one}, {"100644", "a.b", one}}, {as_folder}, 3);
  const std::string script =
      repo.commit_entries(Entries{{"100755", "a", one}, {"100644", "a.b", one}}, {back}, 4);
  const std::string link =
      repo.commit_entries(Entries{{"120000", "a", one}, {"100644", "a.b", one}}, {script}, 5);
  const std::string submodule = repo.commit_entries(
      Entries{{"160000", "a", std::string(40, '1')}, {"100644", "a.b", one}}, {link}, 6);
  const Read read(repo);
  CHECK(read.problems().empty());
  CHECK(read.of(file) == Strings{"+a", "+a.b"});
  const Strings changed = read.of(as_folder);
  CHECK(std::set<std::string>(changed.begin(), changed.end()) ==
        std::set<std::string>{"-a", "+a/x"});
  const Strings again = read.of(back);
  CHECK(std::set<std::string>(again.begin(), again.end()) == std::set<std::string>{"+a", "-a/x"});
  CHECK(read.of(script).empty());  // the same bytes
  CHECK(read.of(link).empty());
  CHECK(read.of(submodule) == Strings{"-a"});
}

TEST_CASE("old programs wrote the mode of a folder with a zero in front: it is the same folder") {
  const Repo repo;
  const auto root = [&](const std::string& mode, const std::string& text) {
    const std::string folder = repo.git.tree(Files{{"x", text}});
    const std::string same = repo.git.tree(Files{{"y", "1"}});
    return Entries{{mode, "d", folder}, {mode, "e", same}};
  };
  const std::string old = repo.commit_entries(root("040000", "1"), {}, 1);
  const std::string now = repo.commit_entries(root("40000", "2"), {old}, 2);
  const std::string back = repo.commit_entries(root("040000", "2"), {now}, 3);
  const Read read(repo);
  CHECK(read.of(now) == Strings{"~d/x"});
  CHECK(read.of(back).empty());
}

TEST_CASE("versions of a folder, packed as changes of each other") {
  const Repo repo;
  GitPack pack;
  const auto blob = [&](int i) { return pack.add(GitPack::blob, std::to_string(i) + "\n"); };
  std::map<std::string, std::string> files;  // name → id
  for (int i = 0; i < 300; ++i) files["file" + std::to_string(1000 + i)] = blob(i);
  const auto bytes = [&] {
    std::string all;
    for (const auto& [name, id] : files) all += "100644 " + name + '\0' + GitRepository::raw(id);
    return all;
  };
  std::string text = bytes();
  std::string tree = pack.add(GitPack::tree, text);
  std::string commit = repo.git.commit_tree(tree, {}, 0);
  std::vector<std::pair<std::string, std::string>> expected;  // commit, change
  for (int i = 1; i < 200; ++i) {
    const auto file = std::next(files.begin(), i * 7919 % static_cast<int>(files.size()));
    std::string change;
    if (i % 3 == 0) {
      change = "-" + file->first;
      files.erase(file);
    } else if (i % 3 == 1) {
      change = "~" + file->first;
      file->second = blob(1000 + i);
    } else {
      const std::string added = file->first + "." + std::to_string(i);
      change = "+" + added;
      files[added] = blob(1000 + i);
    }
    const std::string before = std::exchange(text, bytes());
    tree = pack.add_delta(GitPack::tree, tree, before, text);
    commit = repo.git.commit_tree(tree, {commit}, i);
    expected.emplace_back(commit, change);
  }
  pack.write(repo.git.git_dir(), "1");
  const Read read(repo);
  CHECK(read.problems().empty());
  for (const auto& [id, change] : expected) REQUIRE(read.of(id) == Strings{change});
}

TEST_CASE("what is missing is told, and the rest is compared") {
  const Repo repo;
  const std::string first = repo.commit({{"a", "1"}, {"d/b", "2"}}, {}, 1);
  const std::string second = repo.commit({{"a", "1"}, {"d/b", "3"}}, {first}, 2);
  SECTION("a parent: everything is new") {
    repo.remove(first);
    const Read read(repo);
    CHECK(read.of(second) == Strings{"+a", "+d/b"});
    REQUIRE(read.changes.missing_parents.size() == 1);
    CHECK(read.objects.hex(read.changes.missing_parents[0]) == second);
  }
  SECTION("a parent's tree") {
    const std::string tree = repo.git.tree(Files{{"a", "1"}, {"d/b", "2"}});
    repo.remove(tree);
    const Read read(repo);
    CHECK_THAT(read.problems(), Contains("object " + tree + " is missing"));
    CHECK(read.of(second) == Strings{"+a", "+d/b"});
  }
  SECTION("a folder") {
    const std::string folder = repo.git.tree(Files{{"b", "2"}});
    repo.remove(folder);
    const Read read(repo);
    CHECK_THAT(read.problems(), Contains("object " + folder + " is missing"));
    CHECK(read.of(first) == Strings{"+a"});
    CHECK(read.of(second) == Strings{"+d/b"});
  }
  SECTION("a commit that is none, a tree that is a blob") {
    repo.git.object("commit", "nothing\n");
    const std::string odd = repo.git.commit_tree(repo.git.blob("no tree"), {second}, 3);
    const Read read(repo);
    CHECK_THAT(read.problems(), Contains("is damaged"));
    CHECK(read.of(second) == Strings{"~d/b"});
    CHECK(read.of(odd) == Strings{"-a", "-d/b"});
  }
}

TEST_CASE("histories that were made to take for ever come to an end") {
  const Repo repo;
  SECTION("a tree with ten billion files") {
    std::string tree = repo.git.tree(Files{{"a", "1"}});
    for (int level = 0; level < 10; ++level) {
      Entries entries;
      for (char name = '0'; name <= '9'; ++name)
        entries.push_back({"40000", std::string(1, name), tree});
      tree = repo.git.tree(entries);
    }
    repo.git.commit_tree(tree, {}, 1);
    CHECK_THAT(Read(repo).problems(), Contains("too many files"));
  }
  SECTION("without any file at all") {
    std::string tree = repo.git.tree(Entries{});
    for (int level = 0; level < 10; ++level) {
      Entries entries;
      for (char name = '0'; name <= '9'; ++name)
        entries.push_back({"40000", std::string(1, name), tree});
      tree = repo.git.tree(entries);
    }
    repo.git.commit_tree(tree, {}, 1);
    CHECK_THAT(Read(repo).problems(), Contains("too many files"));
  }
  SECTION("folders in folders") {
    std::string tree = repo.git.tree(Files{{"a", "1"}});
    for (int level = 0; level < 1200; ++level) tree = repo.git.tree(Entries{{"40000", "d", tree}});
    repo.git.commit_tree(tree, {}, 1);
    CHECK_THAT(Read(repo).problems(), Contains("nested more than 1000 deep"));
  }
}

TEST_CASE("any number of workers reads the same history") {
  const Repo repo;
  Strings parents;
  for (int i = 0; i < 700; ++i) {
    Files files;
    for (int f = 0; f < 5; ++f) files["d" + std::to_string(f) + "/f"] = std::to_string(i / (f + 1));
    parents = {repo.commit(files, parents, i)};
  }
  const Read one(repo, 1), many(repo, 5);
  CHECK(one.changes.paths == many.changes.paths);
  REQUIRE(one.changes.changes.size() == many.changes.changes.size());
  for (size_t i = 0; i < one.changes.changes.size(); ++i) {
    const Change &a = one.changes.changes[i], &b = many.changes.changes[i];
    REQUIRE(a.commit == b.commit);
    REQUIRE(a.path == b.path);
    REQUIRE(a.after == b.after);
    REQUIRE(a.before == b.before);
  }
}
