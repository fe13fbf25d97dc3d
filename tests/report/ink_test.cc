#include "report/ink.h"

#include <sstream>

#include "catch.h"
#include "report/display_width.h"

using namespace prodready;

namespace {

std::string wrapped(std::string_view text, int width, std::string_view first = "= ",
                    std::string_view rest = "  ") {
  TerminalStyle style;
  style.width = width;
  std::ostringstream out;
  write_wrapped(style, first, rest, text, out);
  return out.str();
}

}  // namespace

TEST_CASE("text is broken at blanks and hangs on its first line") {
  CHECK(wrapped("one two three four five six", 20) == "= one two three four\n  five six\n");
  CHECK(wrapped("one", 20) == "= one\n");
  CHECK(wrapped("", 20) == "=\n");
  CHECK(wrapped("a   b", 20) == "= a   b\n");
}

TEST_CASE("a long word stays whole") {
  const std::string word(30, 'x');
  CHECK(wrapped("see " + word + " there", 20) == "= see\n  " + word + "\n  there\n");
}

TEST_CASE("colours and links take no columns") {
  CHECK(wrapped("\x1b[1;31mone\x1b[0m two three fourx", 21) ==
        "= \x1b[1;31mone\x1b[0m two three fourx\n");
  CHECK(display_width("\x1b]8;;file:///x\x1b\\name\x1b]8;;\x1b\\") == 4);
}

TEST_CASE("absurd widths are survived") {
  for (const int width : {-5, 0, 1, 1'000'000'000}) CHECK(!wrapped("one two three", width).empty());
}

TEST_CASE("no line begins with a command for GitHub") {
  CHECK(wrapped("one two three four ::error file=x::y", 20) ==
        "= one two three four\n  \\x3a:error file=x::y\n");
  CHECK(wrapped("::error::x", 20, "  ") == "  \\x3a:error::x\n");
  CHECK(wrapped("\xc2\xa0 ::error::x", 20, "  ") == "  \xc2\xa0 \\x3a:error::x\n");
  CHECK(wrapped("std::string", 20) == "= std::string\n");
}

TEST_CASE("text from elsewhere is made harmless") {
  TerminalStyle style;
  CHECK(shown(style, "##vso[x] and ##[y] ## z") == "#\\x23vso[x] and #\\x23[y] ## z");
  CHECK(shown(style, "a\x1b[31m\n\xe2\x80\xae") == "a\\x1b[31m\\x0a\\u202e");
  style.unicode = false;
  CHECK(shown(style, "“caf\xc3\xa9” … – \xf0\x9f\x98\x80") == "\"caf\\u00e9\" ... - \\u{1f600}");
}

TEST_CASE("file addresses are percent-encoded, whatever the bytes") {
  TerminalStyle style;
  CHECK(file_url(style, "a") == "");
  style.absolute_root = "/home/me/a b";
  CHECK(file_url(style, "x/y.py") == "file:///home/me/a%20b/x/y.py");
  CHECK(file_url(style, "\x1b\\\xff?#%;\n") == "file:///home/me/a%20b/%1B%5C%FF%3F%23%25%3B%0A");
  style.absolute_root = "/";
  CHECK(file_url(style, "x") == "file:///x");
}
