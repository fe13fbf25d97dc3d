#include "source/git/index.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "tree.h"

using namespace prodready;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> names(const TrackedPaths& paths) {
  std::vector<std::string> all;
  for (size_t i = 0; i < paths.all().end; ++i) all.emplace_back(paths.at(i));
  return all;
}

std::vector<std::string> listed_by_git(const test::Tree& tree) {
  std::vector<std::string> all;
  const std::string text = tree.git("ls-files -z");
  for (size_t at = 0; at < text.size(); at = text.find('\0', at) + 1)
    all.emplace_back(text.c_str() + at);
  return all;
}

/// A repository with paths of many lengths, so that all paddings occur.
void fill(const test::Tree& tree, const std::string& init) {
  tree.git("init -q " + init);
  for (size_t length = 1; length < 20; ++length) {
    tree.write("d/" + std::string(length, 'x'));
    tree.write(std::string(length, 'y') + "/z");
  }
  tree.write("caf\xe9 \"quoted\"\n.txt");
  tree.write(std::string(200, 'l') + "/" + std::string(250, 'm') + "/" + std::string(250, 'n'));
  tree.git("add .");
}

ParsedIndex parse_of(const test::Tree& tree) { return parse_index(read(tree / ".git/index")); }

}  // namespace

TEST_CASE("every index version is read as git lists it") {
  if (!test::have_git()) return;
  const test::Tree tree;
  fill(tree, "");
  for (const std::string version : {"2", "4", "2"}) {
    tree.git("update-index --index-version " + version);
    const ParsedIndex index = parse_of(tree);
    CHECK(index.error == "");
    CHECK(index.shared == "");
    CHECK(names(index.paths) == listed_by_git(tree));
    CHECK(read(tree / ".git/index")[7] == version[0] - '0');
  }
  SECTION("version 3, because of a promise to add") {
    tree.write("later");
    tree.git("add -N later");
    CHECK(read(tree / ".git/index")[7] == 3);
    CHECK(names(parse_of(tree).paths) == listed_by_git(tree));
    tree.git("update-index --index-version 4");
    CHECK(names(parse_of(tree).paths) == listed_by_git(tree));
  }
  SECTION("paths longer than the length field can say") {
    std::string path;
    for (int i = 0; i < 20; ++i) path += std::string(240, 'p') + "/";
    const std::string blob = tree.git("hash-object -w -t blob /dev/null").substr(0, 40);
    tree.git("update-index --add --cacheinfo 100644," + blob + "," + path + "f");
    CHECK(names(parse_of(tree).paths) == listed_by_git(tree));
    tree.git("update-index --index-version 4");
    CHECK(names(parse_of(tree).paths) == listed_by_git(tree));
  }
  SECTION("extensions of every kind") {
    tree.git("commit -q -m one");
    tree.git("config index.threads 2");
    tree.git("update-index --untracked-cache --force-write-index");
    tree.git("status");
    CHECK(names(parse_of(tree).paths) == listed_by_git(tree));
  }
}

TEST_CASE("an index of a SHA-256 repository is read") {
  if (!test::have_git()) return;
  for (const std::string version : {"2", "4"}) {
    const test::Tree tree;
    fill(tree, "--object-format=sha256");
    tree.git("update-index --index-version " + version);
    const ParsedIndex index = parse_of(tree);
    CHECK(index.error == "");
    CHECK(names(index.paths) == listed_by_git(tree));
    tree.git("rm -q -r --cached .");
    CHECK(parse_of(tree).error == "");
    CHECK(parse_of(tree).paths.all().empty());
  }
}

TEST_CASE("both halves of a split index count") {
  if (!test::have_git()) return;
  for (const std::string format : {"sha1", "sha256"}) {
    const test::Tree tree;
    fill(tree, "--object-format=" + format);
    tree.git("update-index --split-index");
    tree.write("new");
    tree.write("d/xx", "changed\n");
    tree.git("add .");
    const ParsedIndex index = parse_of(tree);
    CHECK(index.error == "");
    CHECK(names(index.paths) == std::vector<std::string>{"new"});
    const ParsedIndex shared = parse_index(read(tree / (".git/sharedindex." + index.shared)));
    CHECK(shared.error == "");
    CHECK(names(merge(index.paths, shared.paths)) == listed_by_git(tree));
  }
}

TEST_CASE("a conflict is one path") {
  if (!test::have_git()) return;
  const test::Tree tree;
  tree.git("init -q");
  tree.write("f", "1\n");
  tree.git("add .");
  tree.git("commit -q -m 1");
  tree.git("checkout -q -b other");
  tree.write("f", "2\n");
  tree.git("commit -q -a -m 2");
  tree.git("checkout -q main");
  tree.write("f", "3\n");
  tree.git("commit -q -a -m 3");
  tree.git("merge -q other; true");
  CHECK(tree.git("ls-files -u") != "");
  CHECK(names(parse_of(tree).paths) == std::vector<std::string>{"f"});
}

TEST_CASE("lookups search one folder") {
  TrackedPaths paths;
  const std::vector<std::string> all = {"a",   "a-b/x", "a/b/c", "a/b/d",
                                        "a/e", "a0",    "sub",   "whole/"};
  for (const std::string& path : all) REQUIRE(paths.append(path));
  CHECK_FALSE(paths.append("a"));

  const auto top = paths.all();
  for (const std::string& path : all) CHECK(paths.contains(top, path, 0));
  CHECK_FALSE(paths.contains(top, "b", 0));
  CHECK_FALSE(paths.contains(top, "", 0));
  CHECK_FALSE(paths.contains(top, "zzz", 0));

  const auto in_a = paths.with_prefix(top, "a/", 0);
  CHECK(in_a.begin == 2);
  CHECK(in_a.end == 5);
  CHECK(paths.contains(in_a, "a/e", 2));
  CHECK_FALSE(paths.contains(in_a, "a/b", 2));
  const auto in_b = paths.with_prefix(in_a, "a/b/", 2);
  CHECK(in_b.begin == 2);
  CHECK(in_b.end == 4);
  CHECK(paths.with_prefix(top, "x/", 0).empty());
  CHECK(paths.with_prefix(top, "sub/", 0).empty());
}

TEST_CASE("a damaged index is not believed") {
  CHECK(parse_index("").error != "");
  CHECK(parse_index("DIRC" + std::string(500, '\xff')).error != "");
  CHECK(parse_index(std::string(1000, '\0')).error != "");
  CHECK(parse_index("DIRC" + std::string("\0\0\0\2\xff\xff\xff\xff", 8) + std::string(500, '\0'))
            .error != "");
  if (!test::have_git()) return;
  for (const std::string format : {"sha1", "sha256"}) {
    for (const std::string version : {"2", "4"}) {
      const test::Tree tree;
      fill(tree, "--object-format=" + format);
      tree.git("update-index --index-version " + version);
      const std::string good = read(tree / ".git/index");
      REQUIRE(parse_index(good).error == "");
      // Every length: nothing is read beyond the end (sanitizers), and what is cut is noticed.
      for (size_t size = 0; size < good.size(); ++size) {
        REQUIRE(parse_index(good.substr(0, size)).error != "");
      }
      const size_t count = parse_index(good).paths.all().end;
      for (size_t at = 0; at < good.size(); ++at) {  // every byte: no crash, whatever comes out
        std::string bad = good;
        bad[at] = static_cast<char>(~bad[at]);
        const ParsedIndex index = parse_index(bad);
        REQUIRE(index.paths.all().end <= count);
      }
    }
  }
}

TEST_CASE("compressed paths cannot fill the memory") {
  // Version 4, every entry repeats the whole path before it and adds one byte: quadratic if it were
  // believed.
  std::string bytes = "DIRC" + std::string("\0\0\0\4\0\0\xff\xff", 8);
  for (int i = 0; i < 0xffff; ++i) {
    const int length = std::min(i + 1, 0xfff);
    bytes += std::string(60, '\0') + static_cast<char>(length >> 8) + static_cast<char>(length) +
             '\0' + "a" + '\0';
  }
  const ParsedIndex index = parse_index(bytes + std::string(20, '\0'));
  CHECK(index.error != "");
  CHECK(index.paths.bytes() < 16 * bytes.size());
}
