#include "text/format_escape.h"

#include <string>

#include "catch.h"

using namespace prodready;

TEST_CASE("XML: markup, quotes and what XML cannot hold") {
  CHECK(xml_text("a<b>&\"c\" ]]> 'd'") == "a&lt;b&gt;&amp;&quot;c&quot; ]]&gt; &#39;d&#39;");
  CHECK(xml_text("\n\t") == "&#10;&#9;");
  CHECK(xml_text(std::string("a\0\x1b\xff\xef\xbf\xbe", 7)) ==
        "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(xml_text("\xf0\x9f\x98\x80 \xc3\xa9") == "\xf0\x9f\x98\x80 \xc3\xa9");
}

TEST_CASE("CSV: always quoted, formulas are not formulas") {
  CHECK(csv_field("") == "\"\"");
  CHECK(csv_field("a,\"b\"\n") == "\"a,\"\"b\"\"\n\"");
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\xef\xbc\x9dx"})
    CHECK(csv_field(formula) == "\"'" + std::string(formula) + "\"");
  CHECK(csv_field("a=1") == "\"a=1\"");
}

TEST_CASE("Markdown: words stay words") {
  CHECK(markdown_text("*a* _b_ `c` [d](e) ~~f~~ $g$") ==
        "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\~\\~f\\~\\~ \\$g\\$");
  CHECK(markdown_text("<b>&amp;|") == "&lt;b&gt;&amp;amp;&#124;");
  CHECK(markdown_text("http://x www.x") == "http&#58;//x www&#46;x");
  CHECK(markdown_text("@team #12 # x") == "@&#8203;team \\#&#8203;12 \\# x");
  CHECK(markdown_text("- a-b + c") == "\\- a-b + c");
  CHECK(markdown_text("a: b, 1.5") == "a: b, 1.5");
}

TEST_CASE("Markdown: code holds anything, whatever its backticks") {
  CHECK(markdown_code("a.py:1") == "`a.py:1`");
  CHECK(markdown_code("a`b``c") == "```a`b``c```");
  CHECK(markdown_code("`a`") == "`` `a` ``");
  CHECK(markdown_code(" a ") == "`  a  `");
  CHECK(markdown_code("a|b") == "a&#124;b");
  CHECK(markdown_code("") == "");
}

TEST_CASE("workflow commands: nothing ends a property or a line") {
  CHECK(command_message("50%: a,b\r\n::error::x") == "50%25: a,b%0D%0A::error::x");
  CHECK(command_property("50%: a,b\n") == "50%25%3A a%2Cb%0A");
}
