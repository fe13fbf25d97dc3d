#include "import/globs.h"

#include "catch.h"

using namespace prodready::importing;

namespace {

std::string globs(const char* regex) {
  const auto result = to_globs(parse_pattern(regex, Dialect::go).root);
  if (!result) return "none";
  std::string text = result->exact ? "" : "wider:";
  for (const std::string& glob : result->globs) text += (text.empty() ? "" : " ") + glob;
  return text;
}

}  // namespace

TEST_CASE("a regex over paths becomes the globs that fit the same paths") {
  const struct {
    const char* regex;
    const char* globs;
  } cases[] = {
      {"\\.php$", "*.php"},
      {"(?i)\\.tf$", "*.[Tt][Ff]"},
      {"(?:^|/)go\\.mod$", "go.mod"},
      {"(^|/)vendor/", "vendor/**"},
      {"^docs/", "/docs/**"},
      {"(?:^|/)node_modules(?:/.*)?$", "node_modules node_modules/* node_modules/*/**/*"},
      {"\\.(?:png|jpe?g)$", "*.jpeg *.jpg *.png"},
      {"src/.*\\.test\\.js$", "*src/*.test.js *src/*/**/*.test.js"},
      {"(?:^|/)[^/]+\\.p12$", "?*.p12"},
      {"gems", "*gems* *gems*/**"},
      {"a-\\d{1,9}\\.txt$", "wider: *a-?*.txt"},
      {"(?:a|b)(?:c|d)(?:e|f)(?:g|h)(?:i|j)(?:k|l)(?:m|n)", "none"},
      {"((a{99}){99}){99}", "none"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.regex);
    CHECK(globs(c.regex) == c.globs);
  }
}
