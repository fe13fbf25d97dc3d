#include "text/blocks.h"
#include "text/line_range.h"

#include <string>
#include <vector>

#include "catch.h"

namespace {

using Texts = std::vector<std::string>;
using Reader = std::vector<std::string_view> (*)(std::string_view, size_t);

/// What `read` says about the place of "@@" in `text`.
Texts at_mark(Reader read, const std::string& text) {
  const size_t mark = text.find("@@");
  REQUIRE(mark != std::string::npos);
  const std::vector<std::string_view> lines = read(text, mark);
  return {lines.begin(), lines.end()};
}

struct Case {
  const char* text;
  Texts expected;
};

void check(Reader read, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(at_mark(read, c.text) == c.expected);
  }
}

}  // namespace

using prodready::attributes;
using prodready::conditions;
using prodready::kMaxBlockDistance;
using prodready::line_at;
using prodready::opening_lines;

TEST_CASE("the lines that open the blocks around a place, innermost first") {
  check(opening_lines, {
                           {"@@", {}},
                           {"a:\nb\n@@", {}},
                           {"if a:\n  @@", {"if a:"}},
                           {"if a:\n  for b:\n    @@", {"for b:", "if a:"}},
                           {"if a:\n  b\n  c\n\n  @@", {"if a:"}},
                           {"if a:\n  if b:\n    c\n  @@", {"if a:"}},
                           {"if a:\n  b\nc\n@@", {}},
                           {"if a:\n\tif b:\n\t\t@@", {"if b:", "if a:"}},
                           {"if a {\n  b(\n    @@", {"b(", "if a {"}},
                           {"if a:\r\n  @@\r\n", {"if a:"}},
                       });
}

TEST_CASE("a closed block above is not around") {
  check(opening_lines, {
                           {"if (a) {\n  b();\n}\n@@", {}},
                           {"f() {\n  if (a) {\n    b();\n  }\n  @@\n}", {"f() {"}},
                           {"f([\n  a,\n]);\n  @@", {"f(["}},
                       });
}

TEST_CASE("a brace on a line of its own stands for the line above it") {
  check(opening_lines, {
                           {"if (a)\n{\n  @@\n}", {"if (a)"}},
                           {"void F()\n{\n    if (a)\n    {\n        @@", {"if (a)", "void F()"}},
                           {"if (a)\n\n{\n  @@", {"if (a)"}},
                           {"{\n  @@", {}},
                       });
}

TEST_CASE("a directive or a comment at the left opens no block") {
  check(opening_lines, {{"if a:\n# b\n  @@", {"if a:"}}, {"f() {\n#if X\n  @@", {"f() {"}}});
}

TEST_CASE("blocks are looked for only so far back") {
  auto text = [](size_t filler) {
    std::string lines = "if a:\n";
    while (lines.size() < filler) lines += "  x\n";
    return lines + "  @@";
  };
  CHECK(at_mark(opening_lines, text(kMaxBlockDistance / 2)) == Texts{"if a:"});
  CHECK(at_mark(opening_lines, text(kMaxBlockDistance * 2)).empty());
}

TEST_CASE("preprocessor conditions around a place") {
  check(conditions, {
                        {"#if DEBUG\n@@\n#endif", {"#if DEBUG"}},
                        {"#ifdef A\n  #if B\n  @@", {"#if B", "#ifdef A"}},
                        {"#if A\nb\n#endif\n@@", {}},
                        {"#if A\n#if B\n#endif\n@@", {"#if A"}},
                        {"#if A\nb\n#else\n@@", {}},
                        {"#if A\n#if B\n#else\n#endif\n@@", {"#if A"}},
                        {"#if A\n#if B\n#else\n@@", {"#if A"}},
                        {"#if A\nb\n#elif C\n@@", {}},
                        {"@@\n#if A\n", {}},
                    });
}

TEST_CASE("attributes stand directly above the line") {
  check(attributes, {
                        {"#[cfg(test)]\nmod @@ {", {"#[cfg(test)]"}},
                        {"@Profile(\"dev\")\n@Bean\nA @@()", {"@Bean", "@Profile(\"dev\")"}},
                        {"  [Conditional(\"DEBUG\")]\n  void @@()", {"[Conditional(\"DEBUG\")]"}},
                        {"@A\n\nvoid @@()", {}},
                        {"@A\nint b;\nvoid @@()", {}},
                        {"@@", {}},
                    });
}

TEST_CASE("the line of an offset comes without its end") {
  const std::string text = "ab\n\ncd";
  const char* expected[] = {"ab", "ab", "ab", "", "cd", "cd", "cd"};
  for (size_t i = 0; i < std::size(expected); ++i) {
    INFO(i);
    CHECK(line_at(text, i) == expected[i]);
  }
}
