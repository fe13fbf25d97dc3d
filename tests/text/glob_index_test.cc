#include "text/glob_index.h"

#include <string_view>
#include <vector>

#include "catch.h"

using namespace prodready;

TEST_CASE("a path matches several globs at once") {
  const std::vector<std::string_view> globs = {"*.py",    "Dockerfile", "config/*.py",
                                               "*test*",  "docs/**",    "/top.txt",
                                               "a/b.txt", "*.tar.gz",   "*.[ch]"};
  const GlobIndex index(globs);
  const auto matches = [&](std::string_view path) {
    std::vector<uint32_t> numbers;
    index.matches(SplitPath(path), numbers);
    return numbers;
  };
  using Numbers = std::vector<uint32_t>;
  CHECK(matches("x.py") == Numbers{0});
  CHECK(matches("src/config/latest.py") == Numbers{0, 2, 3});
  CHECK(matches("docs/Dockerfile") == Numbers{1, 4});
  CHECK(matches("top.txt") == Numbers{5});
  CHECK(matches("x/top.txt").empty());
  CHECK(matches("x/a/b.txt") == Numbers{6});
  CHECK(matches("x.tar.gz") == Numbers{7});
  CHECK(matches("x.c") == Numbers{8});
  CHECK(matches("docs").empty());
  CHECK(matches("").empty());
}
