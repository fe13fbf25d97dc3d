#include "findings/fingerprint.h"

#include "catch.h"

using prodready::fingerprint;
using prodready::value_id;

TEST_CASE("a fingerprint depends on rule, path, value and key, and on nothing else") {
  const std::string print = fingerprint("", "rule", "a.py", "secret");
  CHECK(print.size() == 3 + 32);
  CHECK(print == fingerprint("", "rule", "a.py", "secret"));
  CHECK(print != fingerprint("k", "rule", "a.py", "secret"));
  CHECK(print != fingerprint("", "rule2", "a.py", "secret"));
  CHECK(print != fingerprint("", "rule", "b.py", "secret"));
  CHECK(print != fingerprint("", "rule", "a.py", "secret2"));
}

TEST_CASE("fields cannot run into each other") {
  CHECK(fingerprint("", "a", "bc", "d") != fingerprint("", "ab", "c", "d"));
}

TEST_CASE("a value id depends on rule, value and key, and no value has none") {
  const std::string id = value_id("", "rule", "secret");
  CHECK(id.size() == 3 + 32);
  CHECK(id != value_id("k", "rule", "secret"));
  CHECK(id != value_id("", "rule2", "secret"));
  CHECK(id != value_id("", "rule", "secret2"));
  CHECK(id != fingerprint("", "rule", "", "secret"));
  CHECK(value_id("", "rule", "").empty());
}
