#include "rules/shared_exceptions.h"

#include "catch.h"
#include "rules/regex.h"

TEST_CASE(
    "shared exceptions have names and regexes of their own, and let no random value through") {
  for (const prodready::SharedException& exception : prodready::shared_exceptions()) {
    INFO(exception.name);
    CHECK(prodready::shared_exception_named(exception.name) == &exception);
    CHECK(prodready::shared_exception_of(exception.pattern) == &exception);
    const prodready::Regex regex = prodready::compile_regex(exception.pattern);
    REQUIRE(prodready::regex_error(*regex) == "");
    CHECK(!prodready::found_in(*regex, "Umqwq67E5Fm8"));
  }
  CHECK(prodready::shared_exception_named("stok-words") == nullptr);
}
