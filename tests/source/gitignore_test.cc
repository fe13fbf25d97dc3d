#include "source/git/gitignore.h"

#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "tree.h"

using namespace prodready;
using namespace std::string_literals;

namespace {

struct Case {
  std::string file;
  std::string path;  ///< a folder if it ends with '/'
  IgnoreMatch expected;
};

IgnoreMatch verdict(const std::string& file, std::string path) {
  const bool folder = path.ends_with('/');
  if (folder) path.pop_back();
  return match(parse_ignore_file(file), path, folder);
}

/// The verdict on a file, counting the folders around it, as git does.
bool ignored_with_parents(const IgnoreFile& file, std::string_view path) {
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (match(file, path.substr(0, slash), true) == IgnoreMatch::ignored) return true;
  }
  return match(file, path, false) == IgnoreMatch::ignored;
}

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  size_t below(size_t n) { return engine_() % n; }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937 engine_;
};

/// How many rounds the comparisons with git take; PRODREADY_ROUNDS for a long run.
size_t rounds(size_t usual) {
  const char* const given = std::getenv("PRODREADY_ROUNDS");
  return given == nullptr ? usual : std::strtoul(given, nullptr, 10);
}

std::string random_pattern(Random& random) {
  static const std::vector<std::string> parts = {
      "a",   "b",   "c",   "a",   "b",    "ab",   ".",     "/",   "/",           "/",   "*", "*",
      "**",  "**/", "/**", "?",   "[ab]", "[!a]", "[a-c]", "[^b", "[[:alpha:]]", "[/]", "]", "\\a",
      "\\*", "\\",  " ",   "\\ ", "!",    "#",    "-",     "^",   "***",         "\\/"};
  std::string pattern;
  if (random.below(6) == 0) pattern += '!';
  for (size_t i = random.below(6) + 1; i > 0; --i) pattern += random.pick(parts);
  if (random.below(5) == 0) pattern += '/';
  return pattern;
}

std::string random_path(Random& random) {
  static const std::vector<std::string> names = {"a",  "b",  "c", "ab", "ba",  "aa", "abc", ".",
                                                 "a.", "!a", "#", "*",  "a b", "a ", "\\",  "-"};
  std::string path;
  for (size_t i = random.below(4) + 1; i > 0; --i) {
    std::string name = random.pick(names);
    if (name == ".") name = ".a";
    path += (path.empty() ? "" : "/") + name;
  }
  return path;
}

std::set<std::string> split_nul(const std::string& text) {
  std::set<std::string> parts;
  for (size_t at = 0; at < text.size(); at = text.find('\0', at) + 1)
    parts.insert(text.c_str() + at);
  return parts;
}

}  // namespace

TEST_CASE("patterns mean what gitignore(5) says") {
  const auto none = IgnoreMatch::none;
  const auto ignored = IgnoreMatch::ignored;
  const auto kept = IgnoreMatch::kept;
  const std::vector<Case> cases = {
      {"", "a", none},
      {"a", "a", ignored},
      {"a", "x/a", ignored},
      {"a", "a/", ignored},
      {"a", "ab", none},
      {"# a\na", "a", ignored},
      {"#a", "#a", none},
      {"\\#a", "#a", ignored},
      {"!a", "a", kept},
      {"\\!a", "!a", ignored},
      {"a\n!a", "a", kept},
      {"!a\na", "a", ignored},
      {"*.log\n!important.log", "x/important.log", kept},
      {"*.log\n!important.log", "x/other.log", ignored},
      // a slash at the end: folders only
      {"a/", "a", none},
      {"a/", "a/", ignored},
      {"a/", "x/a/", ignored},
      // a slash elsewhere: relative to the file
      {"/a", "a", ignored},
      {"/a", "x/a", none},
      {"x/a", "x/a", ignored},
      {"x/a", "y/x/a", none},
      {"x/*", "x/a", ignored},
      {"x/*", "x/y/a", none},
      {"/*", "a", ignored},
      {"/", "a/", none},
      {"//", "a/", none},
      {"x/y/", "x/y/", ignored},
      {"x/y/", "x/y", none},
      // two stars
      {"**/a", "a", ignored},
      {"**/a", "x/y/a", ignored},
      {"**/x/a", "y/x/a", ignored},
      {"x/**", "x/a", ignored},
      {"x/**", "x/", none},
      {"x/**/a", "x/a", ignored},
      {"x/**/a", "x/y/z/a", ignored},
      {"**", "x/a", ignored},
      // blanks at the end, and quoted ones
      {"a  ", "a", ignored},
      {"a\\ ", "a ", ignored},
      {"a\\  ", "a ", ignored},
      {"a\\ ", "a", none},
      {"  a", "  a", ignored},
      {"a\t", "a", none},
      // line ends
      {"a\r\nb\r\n", "a", ignored},
      {"a\r", "a", ignored},
      {"a\rb", "a", none},
      {"\n\n\r\n", "a", none},
      {"\xef\xbb\xbf"
       "a\n",
       "a", ignored},
      {"a\0b"s, "a", ignored},
      // wildcards and quotes in single names
      {"?", "a", ignored},
      {"[ab].c", "b.c", ignored},
      {"a[", "a[", none},
      {"a\\", "a\\", none},
      {"\\a", "a", ignored},
      {"*\\*", "a*", ignored},
      {"*.[oa]", "lib.a", ignored},
      {"*.o", "x/.o", ignored},
      // git's oddity: the literal start is cut off before ** is judged
      {"foo**/bar", "fooa/b/bar", ignored},
  };
  for (const Case& one : cases) {
    INFO("file " << one.file << " path " << one.path);
    CHECK(verdict(one.file, one.path) == one.expected);
  }
}

TEST_CASE("hostile ignore files end soon") {
  std::string file;
  for (int i = 0; i < 100000; ++i)
    file += test::numbered("name", i) + test::numbered("\n*.x", i) + "\n";
  for (int i = 0; i < 100; ++i) file += "**/";
  file += "z\n";
  const IgnoreFile parsed = parse_ignore_file(file);
  CHECK(parsed.rules.size() == 200001);
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "a/";
  CHECK(match(parsed, deep + "b", false) == IgnoreMatch::none);
  CHECK(match(parsed, "name7", false) == IgnoreMatch::ignored);
}

TEST_CASE("random patterns are judged as git check-ignore does") {
  if (!test::have_git()) return;
  Random random(20240607);
  for (size_t round = rounds(4); round > 0; --round) {
    const test::Tree tree;
    tree.git("init -q");
    std::vector<IgnoreFile> files;
    std::string asked;
    std::set<std::string> expected;
    for (int folder = 0; folder < 300; ++folder) {
      std::string text;
      for (size_t i = random.below(3) + 1; i > 0; --i) text += random_pattern(random) + "\n";
      const std::string name = test::numbered("d", folder);
      tree.write(name + "/.gitignore", text);
      const IgnoreFile file = parse_ignore_file(text);
      for (int i = 0; i < 30; ++i) {
        const std::string path = random_path(random);
        asked += name + "/" + path + '\0';
        if (ignored_with_parents(file, path)) expected.insert(name + "/" + path);
      }
    }
    tree.write("asked", asked);
    const std::set<std::string> answers =
        split_nul(tree.git("check-ignore --no-index -z --stdin <asked; true"));
    for (const std::string& path : split_nul(asked)) {
      if (answers.contains(path) == expected.contains(path)) continue;
      FAIL("path '" << path << "': git " << answers.contains(path) << ", we "
                    << expected.contains(path) << "\n"
                    << tree.git("check-ignore --no-index -v '" + path + "'; cat '" +
                                path.substr(0, path.find('/')) + "/.gitignore'"));
    }
    CHECK(answers.size() > 100);
  }
}

TEST_CASE("random work trees are walked as git ls-files lists them") {
  if (!test::have_git()) return;
  Random random(42);
  const std::vector<std::string> names = {"a", "b", "c", "ab", "a.b", "b.a"};
  for (size_t round = rounds(25); round > 0; --round) {
    const test::Tree tree;
    tree.git("init -q");
    std::string tracked;
    for (size_t i = random.below(40) + 5; i > 0; --i) {
      std::string path;
      for (size_t depth = random.below(4); depth > 0; --depth) path += random.pick(names) + "_d/";
      if (random.below(4) == 0) {
        std::string text;
        for (size_t n = random.below(4) + 1; n > 0; --n) {
          std::string pattern = random_pattern(random);
          if (random.below(2) == 0)
            pattern = random.pick(names) + (random.below(2) == 0 ? "_d/" : "*");
          text += pattern + "\n";
        }
        tree.write(path + ".gitignore", text);
      } else {
        path += random.pick(names);
        tree.write(path);
        if (random.below(3) == 0) tracked += path + '\0';
      }
    }
    if (random.below(3) == 0)
      tree.write(".git/info/exclude", random_pattern(random) + "\n" + random.pick(names));
    tree.write(".git/tracked", tracked);
    if (!tracked.empty()) {
      tree.git("add -f --pathspec-from-file=.git/tracked --pathspec-file-nul");
    }
    for (const size_t workers : {1, 3}) {
      const test::Run run = test::run(tree.path(), workers);
      const std::set<std::string> expected =
          split_nul(tree.git("ls-files -z -c -o --exclude-standard"));
      const std::vector<std::string> paths = run.paths();
      INFO(
          tree.git("grep --no-index -n '' -- '*.gitignore'; cat .git/info/exclude; tr '\\0' '\\n' "
                   "<.git/tracked"));
      REQUIRE(run.failures() == test::Strings{});
      REQUIRE(std::set<std::string>(paths.begin(), paths.end()) == expected);
    }
  }
}
