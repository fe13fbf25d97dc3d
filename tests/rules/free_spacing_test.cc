#include "rules/free_spacing.h"

#include "catch.h"

TEST_CASE("free spacing removes blanks and comments, and nothing else") {
  struct Case {
    const char* written;
    const char* meant;
  };
  const Case cases[] = {
      {"a b # no x flag", "a b # no x flag"},
      {"(?x) a b", "ab"},
      {"(?x) a # comment ) ] \n b", "ab"},
      {"(?xi) a b", "(?i)ab"},
      {"(?mx) ^ a $", "(?m)^a$"},
      {"(?i) a b", "(?i) a b"},
      {R"((?x) a\ b \# c)", R"(a\ b\#c)"},
      {"(?x) [ #]", "[ #]"},
      {"(?x) []\x20#] x", "[] #]x"},
      {"(?x) [^] #] x", "[^] #]x"},
      {"(?x) [[:alnum:] #] x", "[[:alnum:] #]x"},
      {R"((?x) [\] #] x)", R"([\] #]x)"},
      {R"((?x) \Q a # b \E c)", R"(\Q a # b \Ec)"},
      {"(?x) a (?# note ) b", "ab"},
      {"(?x) a {2,3}", "a{2,3}"},
      {"(?x)", ""},
      {"(?x) # only a comment", ""},
      {"(?x) [unclosed", "[unclosed"},
      {"(?:x) a", "(?:x) a"},
      {"(?P<x>a) b", "(?P<x>a) b"},
  };
  for (const Case& c : cases) {
    INFO(c.written);
    CHECK(prodready::without_free_spacing(c.written) == c.meant);
  }
}
