#include "findings/inline_ignore.h"

#include "catch.h"

using prodready::inline_ignore;

namespace {

/// The suppression for a finding of "my-rule" at the word TOKEN in `text`.
std::optional<prodready::Suppression> at_token(const std::string& text) {
  return inline_ignore(text, text.find("TOKEN"), 10, "a.py", "my-rule");
}

}  // namespace

TEST_CASE("a marker on the finding's line suppresses it") {
  const auto suppression =
      at_token("x = TOKEN  # prodready:ignore[my-rule] test key of the sandbox\n");
  REQUIRE(suppression);
  CHECK(suppression->reason == "test key of the sandbox");
  CHECK(suppression->origin == "a.py:10");
  CHECK(at_token("TOKEN // prodready:ignore[other,my-rule]")->reason.empty());
  CHECK(at_token("<a b=TOKEN> <!-- prodready:ignore[my-rule] known -->")->reason == "known");
  CHECK(at_token("TOKEN /* prodready:ignore every rule */")->reason == "every rule");
}

TEST_CASE("a comment line above suppresses the line below it") {
  const auto suppression = at_token("# prodready:ignore[my-rule] sandbox\nx = TOKEN\n");
  REQUIRE(suppression);
  CHECK(suppression->origin == "a.py:9");
}

TEST_CASE("a marker behind code is meant for that line only") {
  CHECK(!at_token("y = 1  # prodready:ignore[my-rule] sandbox\nx = TOKEN\n"));
}

TEST_CASE("markers for something else do not suppress") {
  CHECK(!at_token("x = TOKEN  # prodready:ignore[other-rule] no\n"));
  CHECK(!at_token("x = TOKEN  # prodready:ignored\n"));
  CHECK(!at_token("x = TOKEN  # prodready:ignore-file\n"));
  CHECK(!at_token("x = TOKEN\n# prodready:ignore[my-rule] below\n"));
  CHECK(!at_token("# prodready:ignore[my-rule] two lines above\n\nx = TOKEN\n"));
  CHECK(!at_token("x = TOKEN  # prodready:ignore[my-rule"));
}
