#include "text/comments.h"

#include <string>
#include <vector>

#include "catch.h"

using prodready::lies_in;
using prodready::part;
using prodready::silent_parts;
using prodready::Span;

namespace {

using Texts = std::vector<std::string>;

Texts silent(const std::string& path, const std::string& text) {
  Texts parts;
  for (Span span : silent_parts(path, text)) parts.emplace_back(part(text, span));
  return parts;
}

std::string repeated(const std::string& piece, size_t size) {
  std::string text;
  while (text.size() < size) text += piece;
  return text;
}

struct Case {
  const char* path;
  const char* text;
  Texts expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO(c.path << "\n" << c.text);
    CHECK(silent(c.path, c.text) == c.expected);
  }
}

}  // namespace

TEST_CASE("every language's comments are silent") {
  check({
      {"a.c", "int a; // one\n/* two\nthree */ int b;\n", {"// one", "/* two\nthree */"}},
      {"src/App.JAVA", "x(); // shouted extension\n", {"// shouted extension"}},
      {"a.ts", "f(); /* a */ g(); // b", {"/* a */", "// b"}},
      {"a.rs", "/// doc\nfn f() {}\n", {"/// doc"}},
      {"a.py", "x = 1  # one\n#two\n", {"# one", "#two"}},
      {"a.rb", "x = 1 # one\n", {"# one"}},
      {"a.php", "<?php // a\n# b\n/* c */ d();", {"// a", "# b", "/* c */"}},
      {"main.tf", "# a\n// b\n/* c */ d = 1\n", {"# a", "// b", "/* c */"}},
      {"run.sh", "a=1 # b\n", {"# b"}},
      {"a.yml", "a: 1 # b\n# c\n", {"# b", "# c"}},
      {"Dockerfile", "# a\nRUN b\n", {"# a"}},
      {"docker/Dockerfile.prod", "# a\nRUN b\n", {"# a"}},
      {"api.dockerfile", "# a\nRUN b\n", {"# a"}},
      {".env.local", "# a\nB=1\n", {"# a"}},
      {"Gemfile", "# a\ngem 'b'\n", {"# a"}},
      {"a.xml", "<a/><!-- b\nc --><d/>", {"<!-- b\nc -->"}},
      {"a.sql", "SELECT 1; -- a\n/* b */", {"-- a", "/* b */"}},
      {"php.ini", "; a\nb = 1 ; c\n# d\n", {"; a", "; c", "# d"}},
      {"a.css", "a { } /* b */ // no comment\n", {"/* b */"}},
  });
}

TEST_CASE("a language that is not known has no comments") {
  check({{"a.txt", "// a\n# b\n/* c */", {}}, {"LICENSE", "# a\n", {}}, {"", "# a\n", {}}});
}

TEST_CASE("what looks like a comment inside of a string is none") {
  check({
      {"a.js", "a = 'http://x'; b(); // c\n", {"// c"}},
      {"a.js", "a = \"http://x\";\n", {}},
      {"a.js", "a = \"\\\"//x\"; // c\n", {"// c"}},
      {"a.js", "a = `http://x\n// y\n`; // c\n", {"// c"}},
      {"a.py", "a = '#b'  # c\n", {"# c"}},
      {"a.rb", "a = \"#{b}\" # c\n", {"# c"}},
      {"a.sh", "a=\"# b\" # c\n", {"# c"}},
      {"a.sql", "SELECT '--a'; -- b\n", {"-- b"}},
      {"main.tf", "a = \"https://x\" // b\n", {"// b"}},
      {"a.json", "{\"a\": \"http://x\"}", {}},
  });
}

TEST_CASE("a string that is not closed ends with its line") {
  check({
      {"a.js", "a = 'b\nc(); // d\n", {"// d"}},
      {"a.js", "a = `b\nc(); // d\n", {"// d"}},
      {"a.py", "a = \"b\n# c\n", {"# c"}},
      {"a.js", "a = 'b\\", {}},
  });
}

TEST_CASE("in shell and YAML a comment begins behind a blank") {
  check({
      {"a.sh", "echo $# a#b\n", {}},
      {"a.sh", "n=${#a} # b\n", {"# b"}},
      {"a.yml", "a: b#c\n", {}},
      {"a.yml", "a: http://b/#c # d\n", {"# d"}},
      {".env", "A=b#c\n", {}},
      {"a.rb", "a#b\n", {}},
      {"my.cnf", "a = b;c\n", {}},
  });
}

TEST_CASE("an apostrophe inside of a word opens no string") {
  check({
      {"a.yml", "a: don't # b\nc: d\n", {"# b"}},
      {"a.sh", "echo it's # b\n", {"# b"}},
  });
}

TEST_CASE("a block comment that never ends is none") {
  check({
      {"a.js", "gulp.src('a/*.js');\nb();\n", {}},
      {"a.js", "files = src/**.js\nb(); // c\n", {"// c"}},
      {"a.js", "/* never closed\nDEBUG = true;\n", {}},
      {"a.js", "/* a */ b /* c\nd // e\n", {"/* a */", "// e"}},
      {"a.css", "/* a\n", {}},
      {"a.xml", "<!-- a\n<b/>", {}},
      {"tsconfig.json", "{\"include\": [\"src/**/*.js\", \"x/*\"], \"a\": 1}", {}},
  });
}

TEST_CASE("docstrings are silent, of either quote") {
  check({
      {"a.py", "\"\"\"DEBUG = True\n\"\"\"\nx = 1\n", {"\"\"\"DEBUG = True\n\"\"\""}},
      {"a.py", "'''a 'b' c'''\nx = 1\n", {"'''a 'b' c'''"}},
      {"a.py", "x = '' # a\ny = \"\"\n", {"# a"}},
      {"a.py", "\"\"\"a # b\"\"\" # c\n", {"\"\"\"a # b\"\"\"", "# c"}},
      {"a.py", "\"\"\"never closed\nx = 1\n", {"\"\"\"never closed\nx = 1\n"}},
      {"a.js", "x = '''a'''; y()\n", {}},
  });
}

TEST_CASE("a heredoc is silent from the line behind its name") {
  check({
      {"a.rb", "sql = <<~SQL.strip\n  a\n  SQL\nb\n", {"\n  a\n  SQL"}},
      {"a.rb", "a = <<-'EOS'\nb\nEOS\nc\n", {"\nb\nEOS"}},
      {"a.php", "$a = <<<\"HTML\"\nb\nHTML;\nc();\n", {"\nb\nHTML;"}},
      {"a.pl", "print <<EOT;\na\nEOT\nb;\n", {"\na\nEOT"}},
      {"a.rb", "a = <<~SQL\n  SQLITE\n  SQL\n", {"\n  SQLITE\n  SQL"}},
      {"a.rb", "list << Item\nDEBUG = true\n", {}},
      {"a.rb", "a <<EOF\nnever closed # b\n", {"# b"}},
      {"a.sh", "cat <<EOF\nexport DEBUG=1\nEOF\n", {}},
  });
}

TEST_CASE("attributes of PHP and Rust are no comments") {
  check({
      {"a.php", "#[Route('/debug')]\n# comment\n", {"# comment"}},
      {"a.rs", "#[cfg(test)]\nmod tests {}\n", {}},
  });
}

TEST_CASE("an offset lies in a span from its first byte up to its last") {
  const std::vector<Span> spans = {{2, 4}, {4, 5}, {8, 10}};
  const bool expected[] = {false, false, true, true, true, false, false, false, true, true, false};
  for (size_t i = 0; i < std::size(expected); ++i) {
    INFO(i);
    CHECK(lies_in(spans, i) == expected[i]);
  }
  CHECK(!lies_in({}, 0));
}

TEST_CASE("a hostile text comes to an end, with spans that ascend inside of it") {
  const size_t mebibyte = 1 << 20;
  struct Hostile {
    const char* path;
    std::string piece;
  };
  const Hostile texts[] = {
      {"a.rb", "<<EOF"},  {"a.rb", "<<EOF\n"},    {"a.php", "<<<A1\n"}, {"a.js", "`"},
      {"a.js", "`\n"},    {"a.js", "/*"},         {"a.js", "/*/"},      {"a.xml", "<!--"},
      {"a.py", "\"\"\""}, {"a.py", "'"},          {"a.js", "\\"},       {"a.js", "`\\"},
      {"a.yml", "'"},     {"a.rb", "<<~AB AB\n"}, {"a.sql", "--"},      {"a.php", "#["},
      {"a.css", "/* "},   {"a.rb", "<<"},         {"a.php", "<<<\""},   {"a.pl", "<<AB"},
  };
  for (const Hostile& hostile : texts) {
    INFO(hostile.path << " " << hostile.piece);
    const std::string text = repeated(hostile.piece, mebibyte);
    size_t end = 0;
    bool ascending = true;
    for (Span span : silent_parts(hostile.path, text)) {
      ascending = ascending && span.begin >= end && span.end > span.begin;
      end = span.end;
    }
    CHECK(ascending);
    CHECK(end <= text.size());
  }
}

TEST_CASE("any cut of a text is read without going past it") {
  const std::string text =
      "\"\"\"a\"\"\" '''b''' `c` /* d */ // e\n# f 'g\\' <<~HIJ\nk\nHIJ\n<!-- l --> -- m\n";
  for (const char* path : {"a.py", "a.rb", "a.js", "a.php", "a.xml", "a.sql", "a.sh", "a.css"}) {
    for (size_t size = 0; size <= text.size(); ++size) {
      INFO(path << " " << size);
      const std::vector<Span> spans = silent_parts(path, std::string(text, 0, size));
      CHECK((spans.empty() || spans.back().end <= size));
    }
  }
}
