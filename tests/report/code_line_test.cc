#include "report/code_line.h"

#include "catch.h"
#include "report/display_width.h"

using namespace prodready;

namespace {

/// `text` with the part between the first '<' and the first '>' marked.
FrameLine marked(std::string text) {
  FrameLine line;
  line.number = 1;
  line.mark_begin = text.find('<');
  text.erase(line.mark_begin, 1);
  line.mark_end = text.find('>');
  text.erase(line.mark_end, 1);
  line.text = text;
  return line;
}

}  // namespace

TEST_CASE("the underline stands below what is marked, whatever the width of the characters") {
  struct Case {
    std::string marked, text, underline;
  };
  const Case cases[] = {
      {"key = <abc>;", "key = abc;", "      ^^^"},
      {"<abc>", "abc", "^^^"},
      {"\t\t<abc>", "  abc", "  ^^^"},
      {"caf\xc3\xa9 <abc>", "caf\xc3\xa9 abc", "     ^^^"},
      {"\xe4\xbd\xa0\xe5\xa5\xbd <abc>", "\xe4\xbd\xa0\xe5\xa5\xbd abc",
       "     ^^^"},  // wide: two columns each
      {"<\xe4\xbd\xa0\xe5\xa5\xbd> x", "\xe4\xbd\xa0\xe5\xa5\xbd x", "^^^^"},
      {"e\xcc\x81 <abc>", "e\xcc\x81 abc", "  ^^^"},  // combining: none
      {"\xf0\x9f\x98\x80 <abc>", "\xf0\x9f\x98\x80 abc", "   ^^^"},
      {"\x1b[1m<abc>", "\\x1b[1mabc", "       ^^^"},  // an escape: four
      {"<a\x1b"
       "b>",
       "a\\x1bb", "^^^^^^"},
      {"\xff <abc>", "\\xff abc", "     ^^^"},
      {"##vso[x <abc>", "#\\x23vso[x abc", "           ^^^"},
      {"##vs<o[abc>", "#\\x23vso[abc", "       ^^^^^"},
  };
  for (const Case& c : cases) {
    const CodeLine line = code_line(marked(c.marked), {}, 80);
    CHECK(line.text == c.text);
    CHECK(line.underline == c.underline);
  }
}

TEST_CASE("a mark inside of a character underlines the character") {
  FrameLine line;
  line.text = "\xe4\xbd\xa0x";
  line.mark_begin = 1;
  line.mark_end = 2;
  CHECK(code_line(line, {}, 80).underline == "^^");
}

TEST_CASE("a neighbour line has no underline") {
  FrameLine line;
  line.text = "REGION";
  CHECK(code_line(line, {}, 80).underline.empty());
}

TEST_CASE("a line that was cut says so") {
  FrameLine line = marked("abc <def> ghi");
  line.clipped_left = line.clipped_right = true;
  const CodeLine unicode = code_line(line, {}, 80);
  CHECK(unicode.text == "…abc def ghi…");
  CHECK(unicode.underline == "     ^^^");
  TerminalStyle ascii;
  ascii.unicode = false;
  const CodeLine plain = code_line(line, ascii, 80);
  CHECK(plain.text == "...abc def ghi...");
  CHECK(plain.underline == "       ^^^");
}

TEST_CASE("a line that is too long is cut around its mark") {
  const std::string run(60, 'a');
  SECTION("the mark is seen from the start") {
    const CodeLine line = code_line(marked("key = <abc> " + run), {}, 20);
    CHECK(line.text == "key = abc aaaaaaaa…");
    CHECK(line.underline == "      ^^^");
  }
  SECTION("the mark is far to the right") {
    const CodeLine line = code_line(marked(run + " <abc> " + run), {}, 20);
    CHECK(line.text == "…aaaaa abc aaaaaaaa…");
    CHECK(line.underline == "       ^^^");
  }
  SECTION("the mark is longer than the room") {
    const CodeLine line = code_line(marked("x <" + run + ">"), {}, 20);
    CHECK(line.text == "x aaaaaaaaaaaaaaaa…");
    CHECK(line.underline == "  ^^^^^^^^^^^^^^^^");
  }
  SECTION("whatever the room, it fits") {
    for (size_t room = 10; room < 140; ++room) {
      const CodeLine line = code_line(marked(run +
                                             "\xe4\xbd\xa0<\xe4\xbd\xa0\x1b"
                                             "abc>" +
                                             run),
                                      {}, room);
      CHECK(display_width(line.text) <= room);
      CHECK(line.underline.find('^') != std::string::npos);
      CHECK(line.underline.size() <= room);
    }
  }
}

TEST_CASE("a terminal without Unicode gets ASCII only") {
  TerminalStyle ascii;
  ascii.unicode = false;
  const CodeLine line = code_line(marked("caf\xc3\xa9 <AKIA…[16]>"), ascii, 80);
  CHECK(line.text == "caf\\u00e9 AKIA...[16]");
  CHECK(line.underline == "          ^^^^^^^^^^^");
}
