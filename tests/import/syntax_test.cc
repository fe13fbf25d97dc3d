#include "import/syntax.h"

#include "catch.h"
#include "import/analysis.h"

using prodready::importing::Dialect;
using prodready::importing::parse_pattern;
using prodready::importing::to_string;
using prodready::importing::Untranslatable;

namespace {

std::string printed(std::string_view pattern, Dialect dialect = Dialect::go) {
  return to_string(parse_pattern(pattern, dialect).root);
}

}  // namespace

TEST_CASE("a pattern that RE2 knows is printed as it was written") {
  for (const char* pattern :
       {R"(\b(acme_[a-z0-9]{8,12}?)(?:[\x60'"\s;]|\\[nr]|$))", "(?i)a|b(?i:c|)d*", "^\\$\\{x{,3}$",
        "[]a][^]b][[:alpha:]_]\\d+?", "a{3}b{3,}c{3,5}", "(?P<secret>x)\\z", "{{x}}", "é?x"}) {
    CAPTURE(pattern);
    const std::string expected = std::string_view(pattern).starts_with("[]")
                                     ? "[\\]a][^\\]b][[:alpha:]_]\\d+?"
                                 : std::string_view(pattern).starts_with("é") ? "(?:é)?x"
                                                                              : pattern;
    CHECK(printed(pattern) == expected);
  }
}

TEST_CASE("free spacing, comments and other spellings become RE2's") {
  CHECK(printed("(?x)\n  a b  # a comment\n  [ #x] \\  \\# (c | d) {2}") == "ab[ #x] \\#(c|d){2}");
  CHECK(printed("(?xi) a (?-x: b) c") == "(?i)a(?: b)c");
  CHECK(printed("a(?#all of it)b") == "ab");
  CHECK(printed("(?<key>a)(?'word'b)") == "(?P<key>a)(?P<word>b)");
  CHECK(printed("\\h[\\h]\\_\\Q.*\\E\\/") == "[ \\t][ \\t]_\\.\\*\\/");
  CHECK(printed("(?u)a(?-u:b)") == "a(?:b)");
}

TEST_CASE("a repeat beyond 1000 is split, and one far beyond loses its bound") {
  CHECK(printed("[a-z]{20,1024}") == "[a-z]{20,1000}[a-z]{0,24}");
  CHECK(printed("a{1500}") == "a{1000}a{500}");
  CHECK(printed("a{16,2048}") == "a{16,1000}a{0,1000}a{0,48}");
  const auto far = parse_pattern("a{10,90000}", Dialect::go);
  CHECK(to_string(far.root) == "a{10,}");
  CHECK(far.changes.size() == 1);
}

TEST_CASE("what RE2 cannot say, or would read otherwise, is refused") {
  for (const char* pattern : {"a(?=b)", "a(?<!b)", "(a)\\1", "a++", "(?>a)", "\\Z", "(a", "a)",
                              "[a", "*a", "(?P=x)", "\\", "(?y)a"}) {
    CAPTURE(pattern);
    CHECK_THROWS_AS(printed(pattern), Untranslatable);
  }
  for (const char* pattern : {"[a-z&&[^b]]", "\\<a", "[a[b]]"}) {
    CAPTURE(pattern);
    CHECK_THROWS_AS(printed(pattern, Dialect::rust), Untranslatable);
    CHECK_NOTHROW(printed(pattern, Dialect::go));
  }
  CHECK_THROWS_AS(printed(std::string(10000, '(')), Untranslatable);
}

TEST_CASE("what a pattern says about its matches") {
  using namespace prodready::importing;
  const auto root = [](const char* pattern) { return parse_pattern(pattern, Dialect::go).root; };
  CHECK(longest(root("ab{2,4}(?:c|dd)")) == 7);
  CHECK(shortest(root("ab{2,4}(?:c|dd)?")) == 3);
  CHECK(longest(root("a+")) == kNoBound);

  CHECK(spans_lines(root("key\\s*=\\s*[a-z]{8}")));
  CHECK(spans_lines(root("a[^\"]{2}b")));
  CHECK_FALSE(spans_lines(root("(?:^|\\s)key=[a-z]{8}(?:[\\s;]|\\\\[nr]|$)")));
  CHECK_FALSE(spans_lines(root("a.{3}b")));

  CHECK(always_holds_one_of(root("(?i)x?acme[_-]key"), {"acme_", "acme-"}));
  CHECK(always_holds_one_of(root("(?:ab|cd)e"), {"abe", "cde"}));
  CHECK_FALSE(always_holds_one_of(root("(?:acme)?key"), {"acme"}));
  CHECK_FALSE(always_holds_one_of(root("(?:acme|zeta)key"), {"acme"}));

  using Texts = std::vector<std::string>;
  CHECK(cores(root("\\bpk[0-9a-f]{8}")) == Texts{"pk[0-9a-f]{8}"});
  CHECK(cores(root("(?i)\\b(?:acme|ac).{0,9}(?:key|tok)")) == Texts{"(?i)key", "(?i)tok"});
  CHECK(cores(root("(?:SK|AC)[0-9]{9}")) == Texts{"AC", "SK"});
  CHECK(cores(root("(?i)ab")).empty());
  CHECK(cores(root("(?:abc)?d")).empty());
}
