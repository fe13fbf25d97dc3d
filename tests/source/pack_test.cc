// Packs as git writes them and as it never would: all of their objects, and single ones.
#include "source/git/pack.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "catch.h"
#include "git_pack.h"
#include "git_repository.h"
#include "source/git/all_objects.h"
#include "source/git/object_store.h"
#include "tree.h"

using namespace prodready;
using namespace prodready::git;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

struct Seen {
  std::string bytes;
  std::string base;  ///< hex; empty: a root
  std::vector<Span> fresh;
  std::vector<Copy> copies;
};

/// A repository without a work tree, and all that the reader of families says of it.
struct Store {
  explicit Store(HashKind hash = HashKind::sha1)
      : kind(hash), git(tree / "git", hash == HashKind::sha256) {}

  test::Tree tree;
  HashKind kind;
  GitRepository git;

  std::string file(const std::string& name) const { return git.git_dir() + "/objects/" + name; }
  ObjectStore store() const { return ObjectStore({file("")}, kind); }
};

struct Everything {
  explicit Everything(const Store& from, ObjectType type = ObjectType::blob)
      : store(from.store()), objects(store.files(), 2) {
    FamilyReader reader(objects);
    for (ObjectNumber root : objects.roots_of_type(type)) {
      reader.read(
          root,
          [&](const Member& member) {
            Seen& one = seen[objects.hex(member.number)];
            one.bytes = member.bytes;
            one.base = member.base == kNoObject ? "" : objects.hex(member.base);
            if (member.fresh != nullptr) one.fresh = *member.fresh;
            if (member.copies != nullptr) one.copies = *member.copies;
            // Bases come first.
            if (member.base != kNoObject) CHECK(seen.contains(one.base));
            order.push_back(objects.hex(member.number));
          },
          [&](ObjectNumber number, const std::string& error) {
            failed[objects.hex(number)] = error;
          });
    }
  }

  /// What a cache, which begins anew for each, makes of an object.
  std::string cached(const std::string& id) const {
    ObjectCache cache(objects);
    std::string error;
    const auto bytes = cache.get(*objects.find(*id_from_hex(id, objects.hash())), error);
    return bytes ? std::string(bytes->view()) : "error: " + error;
  }
  /// What is read on its own.
  std::string single(const std::string& id) const {
    Object object;
    ObjectError error;
    return store.read(*id_from_hex(id, objects.hash()), object, error) ? object.bytes
                                                                       : "error: " + error.message;
  }
  std::string problems() const {
    std::string all;
    for (const std::string& problem : store.problems()) all += problem + "\n";
    for (const std::string& problem : objects.problems()) all += problem + "\n";
    return all;
  }

  ObjectStore store;
  AllObjects objects;
  std::map<std::string, Seen> seen;
  std::map<std::string, std::string> failed;
  std::vector<std::string> order;
};

const std::string kBase = std::string(300, 'a') + "\n";
const std::string kFirst = kBase + "first\n";
const std::string kSecond = kBase + "first\nsecond\n";
const std::string kThird = "third\n" + kBase + "first\nsecond\n";

}  // namespace

TEST_CASE("objects as they are, and as changes of others") {
  for (const HashKind kind : {HashKind::sha1, HashKind::sha256}) {
    Store store(kind);
    GitPack pack(kind == HashKind::sha256);
    pack.large_offsets = GENERATE(false, true);
    const std::string base = pack.add(GitPack::blob, kBase);
    const std::string first = pack.add_delta(GitPack::blob, base, kBase, kFirst);
    const std::string second = pack.add_id_delta(GitPack::blob, first, kFirst, kSecond);
    const std::string third = pack.add_delta(GitPack::blob, second, kSecond, kThird);
    const std::string other = pack.add_delta(GitPack::blob, base, kBase, "x" + kBase);
    const std::string empty = pack.add(GitPack::blob, "");
    const std::string tag = pack.add(GitPack::tag, "tag\n");
    pack.write(store.git.git_dir(), "1");
    const std::string loose = store.git.blob("loose\n");

    const Everything all(store);
    CHECK(all.problems().empty());
    CHECK(all.failed.empty());
    CHECK(all.objects.count() == 8);
    REQUIRE(all.seen.size() == 7);
    const std::map<std::string, std::string> expected = {
        {base, kBase},        {first, kFirst}, {second, kSecond}, {third, kThird},
        {other, "x" + kBase}, {empty, ""},     {loose, "loose\n"}};
    for (const auto& [id, bytes] : expected) {
      INFO(id);
      CHECK(all.seen.at(id).bytes == bytes);
      CHECK(all.cached(id) == bytes);
      CHECK(all.single(id) == bytes);
      const auto number = all.objects.find(*id_from_hex(id, kind));
      REQUIRE(number);
      CHECK(all.objects.hex(*number) == id);
      CHECK(all.objects.type(*number) == ObjectType::blob);
    }
    CHECK(all.seen.at(third).base == second);
    CHECK(all.seen.at(second).base == first);
    CHECK(all.seen.at(third).fresh == std::vector<Span>{{0, 6}});
    CHECK(all.seen.at(first).fresh == std::vector<Span>{{301, 307}});
    CHECK(all.seen.at(base).fresh.empty());
    CHECK(all.seen.at(third).copies == std::vector<Copy>{{6, 0, kSecond.size()}});
    CHECK(all.seen.at(base).copies.empty());
    CHECK(all.objects.of_type(ObjectType::tag).size() == 1);
    CHECK(all.objects.hex(all.objects.of_type(ObjectType::tag)[0]) == tag);
    CHECK_FALSE(all.objects.find(*id_from_hex(std::string(base.size(), '0'), kind)));
    // The largest family first.
    CHECK(all.objects.hex(all.objects.roots_of_type(ObjectType::blob)[0]) == base);
  }
}

TEST_CASE("a family with many branches is read whole") {
  Store store;
  GitPack pack;
  std::vector<std::string> texts = {kBase}, ids = {pack.add(GitPack::blob, kBase)};
  for (size_t i = 1; i < 500; ++i) {
    const size_t base = (i * 7919) % i;  // any of the earlier ones
    texts.push_back(texts[base] + std::to_string(i) + "\n");
    ids.push_back(pack.add_delta(GitPack::blob, ids[base], texts[base], texts[i]));
  }
  pack.write(store.git.git_dir(), "1");
  const Everything all(store);
  CHECK(all.order.size() == 500);
  for (size_t i = 0; i < 500; ++i) REQUIRE(all.seen.at(ids[i]).bytes == texts[i]);
  CHECK(all.cached(ids[499]) == texts[499]);
}

TEST_CASE("one object in two packs, and loose as well, is one object") {
  Store store;
  GitPack first, second;
  const std::string base = first.add(GitPack::blob, kBase);
  second.add(GitPack::blob, kFirst);
  second.add(GitPack::blob, kBase);
  const std::string change = second.add_id_delta(GitPack::blob, base, kBase, kSecond);
  first.write(store.git.git_dir(), "1");
  second.write(store.git.git_dir(), "2");
  store.git.blob(kBase);
  const Everything all(store);
  CHECK(all.problems().empty());
  CHECK(all.objects.of_type(ObjectType::blob).size() == 3);
  const ObjectNumber number = *all.objects.find(*id_from_hex(base, HashKind::sha1));
  size_t copies = 0;
  for (ObjectNumber i = 0; i < all.objects.count(); ++i) {
    if (all.objects.hex(i) != base) continue;
    ++copies;
    CHECK(all.objects.canonical(i) == number);
  }
  CHECK(copies == 3);
  CHECK(all.seen.at(change).bytes == kSecond);
}

TEST_CASE("what is damaged is told, and the rest is read") {
  Store store;
  GitPack pack;
  const std::string good = pack.add(GitPack::blob, "good\n");
  const auto check = [&](const std::string& id, const std::string& message) {
    pack.write(store.git.git_dir(), "1");
    const Everything all(store);
    CHECK(all.seen.at(good).bytes == "good\n");
    CHECK_FALSE(all.seen.contains(id));
    const auto failure = all.failed.find(id);
    const std::string told =
        all.problems() + (failure == all.failed.end() ? "" : failure->second + "\n");
    CHECK_THAT(told, Contains(message));
    CHECK_THAT(all.cached(id), Contains("error: "));
    CHECK_THAT(all.single(id), Contains("error: "));
  };
  const std::string id(40, '7');
  SECTION("a delta that does not fit its base") {
    pack.add_entry(id, GitPack::offset_delta, pack.back_to(pack.entries[0].offset),
                   delta_of(99, 99, delta_copy(0, 99)));
    check(id, "a delta does not fit its base");
  }
  SECTION("a delta that says it makes gigabytes") {
    pack.add_entry(id, GitPack::offset_delta, pack.back_to(pack.entries[0].offset),
                   delta_of(5, size_t{1} << 40, delta_copy(0, 5)));
    check(id, "is larger than 128 MiB");
  }
  SECTION("a base that is nowhere") {
    pack.add_entry(id, GitPack::id_delta, GitRepository::raw(std::string(40, '8')),
                   delta_of(5, 5, delta_copy(0, 5)));
    check(id, "the base of a delta is missing");
  }
  SECTION("a base where no object begins") {
    pack.add_entry(id, GitPack::offset_delta, pack.back_to(pack.entries[0].offset + 1),
                   delta_of(5, 5, delta_copy(0, 5)));
    check(id, "the base of a delta is no object");
  }
  SECTION("a change of itself") {
    pack.add_entry(id, GitPack::id_delta, GitRepository::raw(id), delta_of(5, 5, delta_copy(0, 5)));
    check(id, "is packed on top of a damaged one");
  }
  SECTION("changes of each other") {
    const std::string other(40, '8');
    pack.add_entry(id, GitPack::id_delta, GitRepository::raw(other),
                   delta_of(5, 5, delta_copy(0, 5)));
    pack.add_entry(other, GitPack::id_delta, GitRepository::raw(id),
                   delta_of(5, 5, delta_copy(0, 5)));
    check(id, "is packed on top of a damaged one");
  }
  SECTION("a type that there is not") {
    pack.add_entry(id, 5, "", "x");
    check(id, "damaged header");
  }
  SECTION("what descends from something damaged") {
    const std::string base = pack.add(GitPack::blob, kBase);
    const std::string first = pack.add_delta(GitPack::blob, base, kBase, kFirst);
    pack.entries[1].crc ^= 1;
    pack.write(store.git.git_dir(), "1");
    const Everything all(store);
    CHECK_THAT(all.failed.at(base), Contains("damaged data"));
    CHECK_THAT(all.failed.at(first), Contains("damaged data"));
    CHECK(all.seen.size() == 1);
  }
  SECTION("an offset beyond the end") {
    pack.add_entry(id, GitPack::blob, "", "x");
    pack.entries[1].offset = 1 << 20;
    pack.write(store.git.git_dir(), "1");
    const Everything all(store);
    CHECK_FALSE(all.seen.contains(id));
    CHECK_THAT(all.problems(), Contains("damaged header"));
    CHECK_THAT(all.single(id), Contains("beyond the end"));
  }
}

TEST_CASE("packs that do not add up as a whole") {
  Store store;
  GitPack pack;
  const std::string first = pack.add(GitPack::blob, kBase);
  const std::string last = pack.add(GitPack::blob, std::string(5000, 'b') + "\n");
  pack.write(store.git.git_dir(), "1");
  const std::string pack_file = store.file("pack/pack-1.pack");
  const std::string index_file = store.file("pack/pack-1.idx");
  const auto write = [](const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  };
  const std::string whole = pack.pack(), index = pack.index();
  SECTION("a pack that is cut off is read as far as it goes") {
    write(pack_file, whole.substr(0, pack.entries[1].offset + 30));
    const Everything all(store);
    CHECK_THAT(all.problems(), Contains("pack-1.pack does not belong to its index, or is cut off"));
    CHECK(all.seen.at(first).bytes == kBase);
    CHECK(all.failed.contains(last));
  }
  SECTION("a pack of another index") {
    GitPack other;
    other.add(GitPack::blob, "other\n");
    write(index_file, other.index());
    CHECK_THAT(Everything(store).problems(), Contains("does not belong to its index"));
  }
  SECTION("nothing of a pack can be read") {
    struct Case {
      std::string bytes, message;
    };
    const Case cases[] = {
        {index.substr(0, 7), "is not an index of version 2"},
        {index.substr(0, 500), "is cut off"},
        {index.substr(0, 1080), "is cut off"},
        {index.substr(0, 8) + "\xff" + index.substr(9), "is damaged: its table is not in order"},
        {std::string(2000, 'x'), "is not an index of version 2"}};
    for (const auto& [bytes, message] : cases) {
      write(index_file, bytes);
      const Everything all(store);
      CHECK_THAT(all.problems(), Contains("pack-1.pack " + message));
      CHECK(all.objects.count() == 0);
    }
  }
  SECTION("a large offset that is not there") {
    std::string bytes = index;
    const size_t offsets = 8 + 1024 + 2 * 20 + 2 * 4;
    bytes[offsets] = '\x80';
    write(index_file, bytes);
    CHECK_THAT(Everything(store).problems(), Contains("an offset is not there"));
  }
  SECTION("no pack at all") {
    write(pack_file, "PACK");
    CHECK_THAT(Everything(store).problems(), Contains("pack-1.pack is cut off"));
    write(pack_file, "KCAP" + whole.substr(4));
    CHECK_THAT(Everything(store).problems(), Contains("is not a pack of version 2 or 3"));
    fs::remove(index_file);
    CHECK_THAT(Everything(store).problems(), Contains("pack-1.pack has no index"));
  }
}

TEST_CASE("a pack or an index of any bytes is no danger") {
  Store store;
  GitPack pack;
  const std::string base = pack.add(GitPack::blob, kBase);
  pack.add_delta(GitPack::blob, base, kBase, kFirst);
  pack.add(GitPack::tree, "");
  const std::string whole = pack.pack(), index = pack.index();
  pack.write(store.git.git_dir(), "1");
  uint32_t state = 1;
  const auto next = [&](size_t n) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % n;
  };
  for (int round = 0; round < 300; ++round) {
    std::string bad_pack = whole, bad_index = index;
    for (size_t i = next(4) + 1; i > 0; --i) {
      std::string& bytes = next(2) == 0 ? bad_pack : bad_index;
      bytes[next(bytes.size())] = static_cast<char>(next(256));
    }
    std::ofstream(store.file("pack/pack-1.pack"), std::ios::binary) << bad_pack;
    std::ofstream(store.file("pack/pack-1.idx"), std::ios::binary) << bad_index;
    const Everything all(store);
    // What is there is right, or it is said that something is not.
    const bool right = all.seen.size() == 2 && all.seen.contains(base) &&
                       all.seen.at(base).bytes == kBase &&
                       all.seen.at(pack.entries[1].id).bytes == kFirst;
    if (!right) {
      INFO(round);
      CHECK((!all.problems().empty() || !all.failed.empty() || bad_index != index));
    }
  }
}
