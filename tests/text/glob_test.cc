#include "text/glob.h"

#include <chrono>
#include <string>
#include <vector>

#include "catch.h"

using namespace prodready;

namespace {

struct Case {
  const char* pattern;
  const char* path;
  bool matches;
};

}  // namespace

TEST_CASE("globs match as git's wildmatch does") {
  const std::vector<Case> cases = {
      {"", "", true},
      {"", "a", false},
      {"a", "a", true},
      {"a", "A", false},
      {"a", "ab", false},
      // one star stays within a folder
      {"*", "a", true},
      {"*", "a/b", false},
      {"a*", "a", true},
      {"*b", "aab", true},
      {"a*c", "abbc", true},
      {"a*c", "ab/c", false},
      {"*/b", "a/b", true},
      {"*/b", "a/a/b", false},
      {"a*b*c", "aXbYbZc", true},
      {"a?c", "abc", true},
      {"a?c", "a/c", false},
      {"?", "", false},
      // two stars span folders where they stand alone
      {"**", "a/b/c", true},
      {"**/c", "c", true},
      {"**/c", "a/b/c", true},
      {"**/c", "ac", false},
      {"a/**", "a/b/c", true},
      {"a/**", "a", false},
      {"a/**/c", "a/c", true},
      {"a/**/c", "a/b/b/c", true},
      {"a/**/c", "a/bc", false},
      {"a/**/b/**/c", "a/b/x/b/y/c", true},
      {"**/a/**/a", "a/a", true},
      {"**/*.c", "x/y/z.c", true},
      {"a**/c", "ab/c", true},
      {"a**/c", "ab/b/c", false},
      {"a/**c", "a/bc", true},
      {"a/**c", "a/b/c", false},
      {"***/c", "a/b/c", true},
      {"**\\/c", "c", false},
      {"**\\/c", "a/b/c", true},
      // classes
      {"[a-c]", "b", true},
      {"[a-c]", "d", false},
      {"[!a-c]", "d", true},
      {"[^a-c]", "b", false},
      {"[]a]", "]", true},
      {"[!]a]", "]", false},
      {"[a-]", "-", true},
      {"[-a]", "-", true},
      {"[\\]]", "]", true},
      {"[a\\-c]", "b", false},
      {"[[:digit:]]", "7", true},
      {"[[:alpha:][:digit:]]", "x", true},
      {"[![:upper:]]", "x", true},
      {"[[:nonsense:]]", "n", false},
      {"[[:digit:", "1", false},
      {"[[:]", ":", true},
      {"[a", "a", false},
      {"[", "[", false},
      {"a[/]b", "a/b", false},
      {"a[!x]b", "a/b", false},
      {"[\x80-\xff]", "\xe9", true},
      // quoting
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"a\\", "a", false},
      {"a\\", "a\\", false},
      {"\\a", "a", true},
      {"\\\\", "\\", true},
      {"caf\xe9*", "caf\xe9.txt", true},
  };
  for (const Case& one : cases) {
    INFO("pattern " << one.pattern << " path " << one.path);
    CHECK(glob_match(one.pattern, one.path) == one.matches);
  }
}

TEST_CASE("globs for rules and configuration") {
  const std::vector<Case> cases = {
      {"*.env", "app.env", true},
      {"*.env", "a/b/app.env", true},
      {".env*", "a/.env.local", true},
      {"app.env", "app.env/x", false},
      {"/app.env", "app.env", true},
      {"/app.env", "a/app.env", false},
      {"config/*.yml", "config/a.yml", true},
      {"config/*.yml", "x/config/a.yml", true},
      {"config/*.yml", "xconfig/a.yml", false},
      {"config/*.yml", "config/b/a.yml", false},
      {"**/config/*.yml", "x/y/config/a.yml", true},
      {"config/**/*.yml", "x/config/b/c/a.yml", true},
      {"/config/*.yml", "x/config/a.yml", false},
      {"vendor/", "vendor/a.c", true},
      {"vendor/", "x/vendor/y/a.c", true},
      {"vendor/", "vendor", false},
      {"vendor/", "x/vendor", false},
      {"/vendor/", "vendor/y/a.c", true},
      {"/vendor/", "x/vendor/a.c", false},
      {"a/b/", "x/a/b/c", true},
      {"a/b/", "x/a/c/b", false},
      {"v*r/", "x/vendor/y", true},
  };
  for (const Case& one : cases) {
    INFO("pattern " << one.pattern << " path " << one.path);
    CHECK(path_glob_match(one.pattern, one.path) == one.matches);
  }
}

TEST_CASE("braces are expanded") {
  using Strings = std::vector<std::string>;
  CHECK(expand_braces("a") == Strings{"a"});
  CHECK(expand_braces("*.{c,h}") == (Strings{"*.c", "*.h"}));
  CHECK(expand_braces("{a,b}{1,2}") == (Strings{"a1", "a2", "b1", "b2"}));
  CHECK(expand_braces("a{b,c{d,e}f}g") == (Strings{"abg", "acdfg", "acefg"}));
  CHECK(expand_braces("{,x}a") == (Strings{"a", "xa"}));
  CHECK(expand_braces("{a}") == Strings{"a"});
  CHECK(expand_braces("\\{a,b}") == Strings{"\\{a,b}"});
  SECTION("what is not closed is no brace") {
    CHECK(expand_braces("{a,b") == Strings{"{a,b"});
    CHECK(expand_braces("a}b") == Strings{"a}b"});
    CHECK(expand_braces("{a,{b,c}") == (Strings{"{a,b", "{a,c"}));
  }
  SECTION("too many are left alone") {
    const std::string many = "{0,1,2,3,4,5,6,7,8,9}{0,1,2,3,4,5,6,7,8,9}{0,1,2,3,4,5,6,7,8,9}";
    CHECK(expand_braces(many).size() == 1000);
    CHECK(expand_braces(many + "{0,1}") == Strings{many + "{0,1}"});
  }
}

TEST_CASE("hostile globs end soon") {
  const auto begin = std::chrono::steady_clock::now();
  std::string stars;
  for (int i = 0; i < 100; ++i) stars += "**/";
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "a/";
  CHECK_FALSE(glob_match(stars + "b", deep + "a"));
  CHECK(glob_match(stars + "a", deep + "a"));

  std::string letters;
  for (int i = 0; i < 100; ++i) letters += "*a";
  CHECK_FALSE(glob_match(letters + "*b?", std::string(2000, 'a') + "ac"));
  CHECK_FALSE(glob_match("**/" + letters + "[b]", deep + std::string(255, 'a')));

  std::string open;
  for (int i = 0; i < 10000; ++i) open += "{a,";
  CHECK(expand_braces(open).size() == 1);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
}

TEST_CASE("named classes are ASCII's") {
  const auto members = [](const std::string& name) {
    std::string all;
    for (int c = 1; c < 256; ++c) {
      const std::string one(1, static_cast<char>(c));
      if (c != '/' && glob_match("[[:" + name + ":]]", one)) all += one;
    }
    return all;
  };
  CHECK(members("digit") == "0123456789");
  CHECK(members("xdigit") == "0123456789ABCDEFabcdef");
  CHECK(members("upper") + members("lower") == members("alpha"));
  CHECK(members("alnum") == members("digit") + members("alpha"));
  CHECK(members("space") == "\t\n\r ");
  CHECK(members("blank") == "\t ");
  CHECK(members("cntrl").size() == 32);
  CHECK(members("print").size() == 94);
  CHECK(members("graph").size() == 93);
  CHECK(members("punct").size() == 31);
}
