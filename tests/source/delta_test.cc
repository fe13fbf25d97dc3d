#include "source/git/delta.h"

#include <optional>
#include <random>
#include <string>

#include "catch.h"
#include "git_pack.h"

using namespace prodready;
using namespace prodready::git;

namespace {

struct Applied {
  std::string target;
  std::vector<Span> fresh;
  std::vector<Copy> copies;
};

std::optional<Applied> applied_to(const std::string& base, const std::string& delta) {
  Bytes target;
  DeltaParts parts;
  if (!apply_delta(base, delta, target, &parts)) return std::nullopt;
  return Applied{std::string(target.view()), parts.fresh, parts.copies};
}

}  // namespace

TEST_CASE("parts of the base, and new ones") {
  const std::string base = "one two three";
  const auto fresh_of = [&](size_t size, const std::string& instructions) {
    const auto applied = applied_to(base, delta_of(base.size(), size, instructions));
    REQUIRE(applied);
    return applied->fresh;
  };
  const std::string all = delta_copy(0, 13);
  CHECK(applied_to(base, delta_of(13, 13, all))->target == base);
  CHECK(fresh_of(13, all).empty());
  CHECK(fresh_of(13, delta_copy(0, 5) + delta_copy(5, 8)).empty());
  CHECK(fresh_of(15, delta_insert("x ") + all) == std::vector<Span>{{0, 2}});
  CHECK(fresh_of(15, all + delta_insert(" x")) == std::vector<Span>{{13, 15}});
  CHECK(fresh_of(14, delta_copy(0, 4) + delta_insert("x") + delta_copy(4, 9)) ==
        std::vector<Span>{{4, 5}});
  SECTION("where something was taken out there is a place, too") {
    CHECK(fresh_of(9, delta_copy(0, 4) + delta_copy(8, 5)) == std::vector<Span>{{4, 4}});
    CHECK(fresh_of(9, delta_copy(4, 9)) == std::vector<Span>{{0, 0}});
    CHECK(fresh_of(7, delta_copy(0, 7)) == std::vector<Span>{{7, 7}});
  }
  SECTION("and where parts are turned around") {
    CHECK(fresh_of(13, delta_copy(4, 9) + delta_copy(0, 4)) ==
          (std::vector<Span>{{0, 0}, {9, 9}, {13, 13}}));
  }
}

TEST_CASE("copies that continue each other in both are one") {
  const std::string base = "one two three";
  const auto copies_of = [&](size_t size, const std::string& instructions) {
    return applied_to(base, delta_of(base.size(), size, instructions))->copies;
  };
  CHECK(copies_of(13, delta_copy(0, 5) + delta_copy(5, 8)) == std::vector<Copy>{{0, 0, 13}});
  CHECK(copies_of(14, delta_copy(0, 4) + delta_insert("x") + delta_copy(4, 9)) ==
        (std::vector<Copy>{{0, 0, 4}, {5, 4, 9}}));
  CHECK(copies_of(9, delta_copy(0, 4) + delta_copy(8, 5)) ==
        (std::vector<Copy>{{0, 0, 4}, {4, 8, 5}}));
  CHECK(copies_of(13, delta_copy(4, 9) + delta_copy(0, 4)) ==
        (std::vector<Copy>{{0, 4, 9}, {9, 0, 4}}));
  CHECK(copies_of(3, delta_insert("new")).empty());
}

TEST_CASE("a copy without a size is one of 64 KiB") {
  const std::string base(0x10000 + 5, 'x');
  const auto applied = applied_to(base, delta_of(base.size(), 0x10000, delta_copy(5, 0x10000)));
  REQUIRE(applied);
  CHECK(applied->target.size() == 0x10000);
}

TEST_CASE("deltas that do not add up are refused") {
  const std::string base = "0123456789";
  const auto fails = [&](const std::string& delta) { return !applied_to(base, delta); };
  CHECK_FALSE(fails(delta_of(10, 10, delta_copy(0, 10))));
  CHECK(fails(""));
  CHECK(fails("\x0a"));
  CHECK(fails(std::string(20, '\xff')));
  CHECK(fails(delta_of(11, 10, delta_copy(0, 10))));
  CHECK(fails(delta_of(10, 11, delta_copy(0, 10))));
  CHECK(fails(delta_of(10, 9, delta_copy(0, 10))));
  CHECK(fails(delta_of(10, 2, delta_copy(9, 2))));
  CHECK(fails(delta_of(10, 2, delta_copy(11, 1))));
  CHECK(fails(delta_of(10, 2, delta_copy(0xffffffff, 0xffffff))));
  CHECK(fails(delta_of(10, 1, std::string(1, '\0'))));
  CHECK(fails(delta_of(10, 5,
                       "\x05"
                       "abc")));
  CHECK(fails(delta_of(10, 2, delta_insert("abc"))));
  CHECK(fails(delta_of(10, 10, "\xff")));
}

TEST_CASE(
    "every byte and every joint that the base has not is in a fresh span, the rest is copied") {
  std::mt19937 random(4711);
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  for (int round = 0; round < 2000; ++round) {
    std::string base;
    for (size_t i = 1 + below(200); i > 0; --i) base += static_cast<char>('a' + below(4));
    std::string target, instructions;
    // For each byte of the target where in the base it is from; npos: inserted.
    std::vector<size_t> origins;
    for (size_t i = below(8); i > 0; --i) {
      if (below(2) == 0) {
        const size_t offset = below(base.size()), size = 1 + below(base.size() - offset);
        instructions += delta_copy(offset, size);
        target += base.substr(offset, size);
        for (size_t k = 0; k < size; ++k) origins.push_back(offset + k);
      } else {
        const std::string text(1 + below(300), 'x');
        instructions += delta_insert(text);
        target += text;
        origins.insert(origins.end(), text.size(), std::string::npos);
      }
    }
    const auto applied = applied_to(base, delta_of(base.size(), target.size(), instructions));
    REQUIRE(applied);
    REQUIRE(applied->target == target);
    const auto touched = [&](size_t at) {  // the byte, or the joint before it
      for (const Span& span : applied->fresh) {
        if (span.begin <= at && at <= span.end) return true;
      }
      return false;
    };
    for (size_t i = 0; i <= target.size(); ++i) {
      const size_t expected = i == 0 ? 0 : origins[i - 1] + 1;
      const size_t origin = i == target.size() ? base.size() : origins[i];
      const bool same = (i == 0 || origins[i - 1] != std::string::npos) && origin == expected;
      if (!same) REQUIRE(touched(i));
    }
    std::vector<size_t> copied(target.size(), std::string::npos);
    for (const Copy& copy : applied->copies) {
      for (size_t k = 0; k < copy.length; ++k) copied.at(copy.to + k) = copy.from + k;
    }
    REQUIRE(copied == origins);
    for (size_t i = 1; i < applied->fresh.size(); ++i)
      REQUIRE(applied->fresh[i - 1].end < applied->fresh[i].begin);
  }
}
