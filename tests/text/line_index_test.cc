#include "text/line_index.h"

#include <random>
#include <string>

#include "catch.h"
#include "text/line_cursor.h"

using prodready::LineIndex;

TEST_CASE("an offset's line and column count from one, columns in code points") {
  struct Case {
    const char* text;
    size_t offset;
    uint64_t line, column;
  };
  const Case cases[] = {
      {"", 0, 1, 1},
      {"ab", 0, 1, 1},
      {"ab", 1, 1, 2},
      {"ab", 2, 1, 3},
      {"a\nb", 1, 1, 2},
      {"a\nb", 2, 2, 1},
      {"a\nb\n", 4, 3, 1},
      {"\n\n\n", 3, 4, 1},
      {"a\r\nb", 3, 2, 1},
      {"a\rb", 2, 1, 3},
      {"\xc3\xa9x", 2, 1, 2},
      {"\xe2\x82\xac=", 3, 1, 2},
      {"a\n\xc3\xa9\xc3\xa9z", 6, 2, 3},
      {"\xf0\x9f\x98\x80z\n", 4, 1, 2},
  };
  for (const Case& c : cases) {
    INFO(c.text << " " << c.offset);
    const LineIndex index(c.text);
    CHECK(index.line(c.offset) == c.line);
    CHECK(index.column(c.offset) == c.column);
  }
}

TEST_CASE("in whatever order it is asked, the index says what a cursor says") {
  std::mt19937 random(7);
  const char* pieces[] = {"a", "\n", "\xc3\xa9", "\xe2\x82\xac", " ", "\r\n"};
  std::string text;
  std::vector<size_t> offsets;
  for (int i = 0; i < 500; ++i) {
    offsets.push_back(text.size());
    text += pieces[random() % std::size(pieces)];
  }
  const LineIndex index(text);
  std::shuffle(offsets.begin(), offsets.end(), random);
  for (size_t offset : offsets) {
    prodready::LineCursor cursor(text, 1, 1);
    cursor.advance_to(offset);
    INFO(offset);
    CHECK(index.line(offset) == cursor.line());
    CHECK(index.column(offset) == cursor.column());
  }
}
