#include "rules/anchors.h"

#include "catch.h"

using prodready::derive_anchors;
using Anchors = std::vector<std::string>;

TEST_CASE("anchors are texts of which one is in every match") {
  CHECK(derive_anchors(R"(\bghp_[0-9A-Za-z]{36}\b)") == Anchors{"(?i)ghp_"});
  CHECK(derive_anchors("(?:alpha|bravo)[0-9]{4}") == Anchors{"(?i)alpha", "(?i)bravo"});
  CHECK(derive_anchors(R"(https://hooks\.example\.net/x)") ==
        Anchors{R"((?i)https\x3a\x2f\x2fhooks\x2eexample\x2enet\x2fx)"});
}

TEST_CASE("the longer of two texts that are both in every match is taken") {
  CHECK(derive_anchors("user[0-9]{2}password") == Anchors{"(?i)password"});
}

TEST_CASE("a pattern without literal text has no anchors") {
  CHECK(derive_anchors("[0-9a-f]{32}").empty());
  CHECK(derive_anchors("(?:alpha|[0-9]{8})").empty());
  CHECK(derive_anchors("key").empty());
}
