#include "text/line_diff.h"

#include <string>

#include "catch.h"

using namespace prodready;

namespace {

using Spans = std::vector<LineSpan>;

std::string numbers(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += std::to_string(i) + '\n';
  return text;
}

}  // namespace

TEST_CASE("lines of a new text that the old one does not have") {
  const struct {
    const char* before;
    const char* after;
    Spans added;
  } cases[] = {
      {"", "", {}},
      {"a\nb\n", "a\nb\n", {}},
      {"a\nb\n", "", {}},
      {"", "a\nb\n", {{1, 2}}},
      {"", "a", {{1, 1}}},
      {"a\nc\n", "a\nb\nc\n", {{2, 2}}},
      {"a\nb\nc\n", "a\nc\n", {}},
      {"a\nb\nc\n", "a\nB\nc\n", {{2, 2}}},
      {"a\nb\n", "a\nb\nc\nd\n", {{3, 4}}},
      {"b\n", "a\nb\nc\n", {{1, 1}, {3, 3}}},
      {"a", "a\n", {{1, 1}}},
      {"a\nb", "a\nb\nc", {{2, 3}}},
      {"a\nb\n", "a\r\nb\r\n", {{1, 2}}},
      {"abc\n", "abd\n", {{1, 1}}},
      {"a\na\na\n", "a\na\na\na\n", {{4, 4}}},
      {"a\nb\nc\nd\n", "c\nd\na\nb\n", {{3, 4}}},  // a move is an addition
      {"x\na\nb\ny\n", "y\na\nb\nx\n", {{1, 1}, {4, 4}}},
      {"a\n\nb\n\nc\n", "a\n\nx\n\nb\n\nc\n", {{3, 4}}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.before, c.after);
    CHECK(added_lines(c.before, c.after) == c.added);
  }
}

TEST_CASE("a long text with few changes") {
  const std::string before = numbers(0, 50000);
  const std::string after =
      numbers(0, 100) + "new\n" + numbers(100, 30000) + numbers(30010, 50000) + "7\n7\n";
  CHECK(added_lines(before, after) == Spans{{101, 101}, {49992, 49993}});
}

TEST_CASE("where comparing takes too long, lines count as added") {
  // The same lines in the opposite order: one of them can be kept, and nobody looks for it.
  std::string before, after;
  for (int i = 0; i < 20000; ++i) {
    before += std::to_string(i) + '\n';
    after += std::to_string(19999 - i) + '\n';
  }
  uint64_t added = 0;
  for (const LineSpan& span : added_lines(before, after)) added += span.last - span.first + 1;
  CHECK(added >= 19999);
}

TEST_CASE("whether a place touches added lines") {
  const Spans spans = {{2, 3}, {7, 7}};
  CHECK_FALSE(touches(spans, {1, 1}));
  CHECK(touches(spans, {1, 2}));
  CHECK(touches(spans, {3, 3}));
  CHECK_FALSE(touches(spans, {4, 6}));
  CHECK(touches(spans, {4, 9}));
  CHECK_FALSE(touches(spans, {8, 9}));
  CHECK_FALSE(touches({}, {1, 9}));
}
