#include "text/excerpt.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace prodready;

namespace {

std::string excerpt(const std::string& text, const std::vector<Span>& places) {
  std::string out;
  append_excerpt(text, excerpt_parts(text, places), out);
  return out;
}

std::string numbered_lines(int begin, int end) {
  std::string text;
  for (int i = begin; i < end; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

Span place_of(const std::string& text, const std::string& part) {
  const size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return {at, at + part.size()};
}

}  // namespace

TEST_CASE("the lines of a place, and two on each side") {
  const std::string text = numbered_lines(10, 50);
  CHECK(excerpt(text, {}).empty());
  CHECK(excerpt(text, {place_of(text, "line 30")}) == numbered_lines(28, 33));
  CHECK(excerpt(text, {place_of(text, "30\nline 31")}) == numbered_lines(28, 34));
  CHECK(excerpt(text, {place_of(text, "line 10")}) == numbered_lines(10, 13));
  CHECK(excerpt(text, {place_of(text, "line 49\n")}) == numbered_lines(47, 50));
  SECTION("a place without bytes is the line it stands in") {
    const size_t at = text.find("line 30");
    CHECK(excerpt(text, {{at + 3, at + 3}}) == numbered_lines(28, 33));
    CHECK(excerpt(text, {{0, 0}}) == numbered_lines(10, 13));
    CHECK(excerpt(text, {{text.size(), text.size()}}) == numbered_lines(48, 50));
  }
  SECTION("a text of nothing") { CHECK(excerpt("", {{0, 0}}).empty()); }
}

TEST_CASE("places that meet are joined, others stand apart") {
  const std::string text = numbered_lines(10, 90);
  const auto at = [&](int line) { return place_of(text, "line " + std::to_string(line)); };
  CHECK(excerpt(text, {at(20), at(22)}) == numbered_lines(18, 25));
  CHECK(excerpt(text, {at(20), at(25)}) == numbered_lines(18, 28));
  CHECK(excerpt(text, {at(20), at(40), at(60)}) ==
        numbered_lines(18, 23) + "\n\n" + numbered_lines(38, 43) + "\n\n" + numbered_lines(58, 63));
}

TEST_CASE("a block of long lines without spaces is seen whole") {
  std::string block;
  for (int i = 0; i < 40; ++i) block += std::string(64, static_cast<char>('A' + i % 26)) + "\n";
  const std::string text =
      numbered_lines(10, 30) + "begin\n" + block + "end\n" + numbered_lines(30, 50);
  const std::string whole = "line 29\nbegin\n" + block + "end\nline 30\n";
  CHECK(excerpt(text, {place_of(text, "KKKK")}) == whole);
  SECTION("and so it is from its first and last line") {
    CHECK(excerpt(text, {place_of(text, "begin")}) == "line 28\n" + whole);
    CHECK(excerpt(text, {place_of(text, "end\n")}).find("begin\n" + block) != std::string::npos);
  }
  SECTION("but not of any size") {
    std::string large;
    for (int i = 0; i < 10000; ++i) large += std::string(64, 'x') + "\n";
    CHECK(excerpt(large, {{300000, 300001}}).size() < 64 * 1024);
  }
}

TEST_CASE("of a very long line some KiB around the place") {
  const std::string text =
      "first\n" + std::string(100000, 'a') + "HERE" + std::string(100000, 'b') + "\nlast\n";
  const std::string found = excerpt(text, {place_of(text, "HERE")});
  CHECK(found.find(std::string(4000, 'a') + "HERE" + std::string(4000, 'b')) != std::string::npos);
  CHECK(found.size() < 64 * 1024);
}

TEST_CASE("many places in one line cost no more than the line") {
  const std::string text(200000, 'a');
  std::vector<Span> places;
  for (size_t at = 0; at < text.size(); at += 10) places.push_back({at, at + 1});
  CHECK(excerpt(text, places).size() <= text.size());
}

TEST_CASE("parts that are known are left out") {
  const std::string text = numbered_lines(10, 90);
  const auto at = [&](int line) { return place_of(text, "line " + std::to_string(line)); };
  const std::vector<Span> parts =
      excerpt_parts(text, {at(20), at(22), at(60)},
                    [&](std::string_view part) { return part == numbered_lines(18, 25); });
  REQUIRE(parts.size() == 1);
  CHECK(text.substr(parts[0].begin, parts[0].end - parts[0].begin) == numbered_lines(58, 63));
}
