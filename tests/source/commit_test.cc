// Commits, tags and trees as tools of twenty years have written them.
#include "source/git/commit.h"

#include <string>
#include <vector>

#include "catch.h"
#include "source/git/tree.h"

using namespace prodready::git;

namespace {

const std::string kId(40, 'a');
const std::string kOtherId(40, 'b');

std::string commit_with(const std::string& author) {
  return "tree " + kId + "\nauthor " + author + "\ncommitter " + author + "\n\nmessage\n";
}

std::string date_of(const std::string& author) {
  const std::string bytes = commit_with(author);
  const auto commit = parse_commit(bytes, HashKind::sha1);
  REQUIRE(commit);
  return rfc3339(commit->author);
}

}  // namespace

TEST_CASE("a commit's parts") {
  const std::string bytes = "tree " + kId + "\nparent " + kOtherId + "\nparent " + kId +
                            "\nauthor Ann <ann@example.com> 1700000000 +0200\n"
                            "committer Bob <bob@example.com> 1700000060 -0330\n"
                            "gpgsig -----BEGIN\n tree x\n -----END\n\nsubject\n\nbody\n";
  const auto commit = parse_commit(bytes, HashKind::sha1);
  REQUIRE(commit);
  CHECK(hex(commit->tree, HashKind::sha1) == kId);
  REQUIRE(commit->parent_count() == 2);
  CHECK(hex(commit->parent(0), HashKind::sha1) == kOtherId);
  CHECK(hex(commit->parent(1), HashKind::sha1) == kId);
  CHECK(commit->author.name == "Ann");
  CHECK(commit->author.email == "ann@example.com");
  CHECK(rfc3339(commit->author) == "2023-11-15T00:13:20+02:00");
  CHECK(rfc3339(commit->committer) == "2023-11-14T18:44:20-03:30");
  CHECK(bytes.substr(commit->message) == "subject\n\nbody\n");
}

TEST_CASE("odd dates are read as far as they make sense") {
  CHECK(date_of("A <a@b> 0 +0000") == "1970-01-01T00:00:00+00:00");
  CHECK(date_of("A <a@b> -1 +0000") == "1969-12-31T23:59:59+00:00");
  CHECK(date_of("A <a@b> 1700000000 +9999") == "2023-11-14T22:13:20+00:00");
  CHECK(date_of("A <a@b> 1700000000 -7.5") == "2023-11-14T22:13:20+00:00");
  CHECK(date_of("A <a@b> 1700000000 +051800") == "2023-11-14T22:13:20+00:00");
  CHECK(date_of("A <a@b> 1700000000") == "2023-11-14T22:13:20+00:00");
  CHECK(date_of("A <a@b> 253402300799 +0000") == "9999-12-31T23:59:59+00:00");
  CHECK(date_of("A <a@b> 253402300799 +0100") == "");
  CHECK(date_of("A <a@b> 99999999999999 +0000") == "");
  CHECK(date_of("A <a@b> 99999999999999999999999 +0000") == "1970-01-01T00:00:00+00:00");
  CHECK(date_of("A <a@b> yesterday") == "1970-01-01T00:00:00+00:00");
  CHECK(date_of("nobody at all") == "1970-01-01T00:00:00+00:00");
  CHECK(date_of("> 12 <") == "1970-01-01T00:00:00+00:00");
  CHECK(date_of("A <a<b>c> 1700000000 +0000") == "2023-11-14T22:13:20+00:00");
}

TEST_CASE("what is no commit") {
  for (const std::string& bytes :
       {std::string(), std::string("tree "), "tree " + kId, "tree " + kId.substr(1) + "\n",
        "tree " + std::string(40, 'g') + "\n", "parent " + kId + "\n",
        "tree " + kId + "\nparent abc\n"}) {
    CAPTURE(bytes);
    CHECK_FALSE(parse_commit(bytes, HashKind::sha1));
  }
  const auto bare = parse_commit("tree " + kId + "\n", HashKind::sha1);
  REQUIRE(bare);
  CHECK(bare->parent_count() == 0);
  CHECK(bare->message == 46);
}

TEST_CASE("a tag") {
  const std::string bytes =
      "object " + kId + "\ntype commit\ntag v1\ntagger T <t@e> 1700000000 +0000\n\nnotes\n";
  const auto tag = parse_tag(bytes, HashKind::sha1);
  REQUIRE(tag);
  CHECK(tag->type == ObjectType::commit);
  CHECK(tag->name == "v1");
  CHECK(bytes.substr(tag->message) == "notes\n");
  CHECK_FALSE(parse_tag("object " + kId + "\ntype thing\n", HashKind::sha1));
}

TEST_CASE("a tree's entries, and where it is damaged") {
  const std::string id(20, '\1');
  const std::string good = std::string("100644 a") + '\0' + id + "40000 b" + '\0' + id;
  std::vector<std::string> names;
  TreeReader reader(good, HashKind::sha1);
  while (const auto entry = reader.next()) names.emplace_back(entry->name);
  CHECK(names == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(reader.damaged());
  for (const std::string& tail :
       {std::string("x"), std::string("100644"), std::string("100644 "),
        std::string("100644 name without end"), std::string("100648 a") + '\0' + id,
        std::string("100644 ") + '\0' + id, std::string("100644 c") + '\0' + id.substr(1),
        std::string(" a") + '\0' + id}) {
    CAPTURE(tail);
    const std::string bytes = good + tail;
    TreeReader damaged(bytes, HashKind::sha1);
    int entries = 0;
    while (damaged.next()) ++entries;
    CHECK(entries == 2);
    CHECK(damaged.damaged());
  }
}
