#include "report/ci_commands.h"

#include <string>

#include "catch.h"

using namespace prodready;

TEST_CASE("##word[ is found anywhere, and its second sign is the place to break it") {
  const std::pair<std::string, size_t> cases[] = {
      {"", std::string::npos},
      {"## Heading [link]", std::string::npos},
      {"##", std::string::npos},
      {"##vso", std::string::npos},
      {"# #vso[", std::string::npos},
      {"##vso[task.setvariable]x", 1},
      {"##[set-env name=A]b", 1},
      {"##VSO[", 1},
      {"a ##teamcity[x]", 3},
      {"###vso[", 2},
      {"## ##vso[", 4},
  };
  for (const auto& [text, expected] : cases) CHECK(find_ci_command(text) == expected);
  CHECK(find_ci_command("##vso[ ##vso[", 1) == 8);
}

TEST_CASE(":: is found only where a line begins, behind any kind of blank") {
  const std::pair<std::string, size_t> cases[] = {
      {"", std::string::npos},    {"a::b", std::string::npos},
      {":x", std::string::npos},  {"::error::", 0},
      {"   ::error", 3},          {" \xc2\xa0::error", 3},
      {"\xe3\x80\x80::error", 3}, {"- ::error", std::string::npos},
  };
  for (const auto& [text, expected] : cases) CHECK(find_leading_ci_command(text) == expected);
}
