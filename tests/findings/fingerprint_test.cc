#include "findings/fingerprint.h"

#include "catch.h"

using prodready::fingerprint;

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
