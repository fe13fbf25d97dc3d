#include "rules/anchors.h"

#include "catch.h"

using prodready::derive_anchors;
using prodready::token_begins;
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

TEST_CASE("an anchor of token characters from a word's begin on is looked up by how it begins") {
  CHECK(token_begins(R"(\bghp_[0-9A-Za-z]{12})") == Anchors{"ghp_"});
  CHECK(token_begins(R"(\b[rs]k_live_[0-9A-Za-z]{8})") == Anchors{"rk_live_", "sk_live_"});
  CHECK(token_begins(R"(\bhv[a-c]\.[0-9A-Za-z_-]{12})") == Anchors{"hva.", "hvb.", "hvc."});
  CHECK(token_begins(R"(\bAGE-SECRET-KEY-1)") == Anchors{"AGE-SECRET-KEY-1"});
}

TEST_CASE("no other anchor is looked up that way") {
  for (const char* anchor : {
           R"(ghp_[0-9A-Za-z]{12})",        // anywhere in a word
           R"((?i)\bghp_[0-9A-Za-z]{12})",  // in any letter case
           R"(\bghp_[0-9A-Za-z]{11})",      // shorter than a token
           R"(\bgh[0-9A-Za-z]{14})",        // too little fixed text
           R"(\bghp_[0-9A-Za-z: ]{12})",    // what is no token
           R"(\bghp_[^x]{12})", R"(\bghp_.{12})", R"(\bghp_\w{12})", R"(\bghp_[0-9A-Za-z]{12,20})",
           R"(\bghp_[0-9A-Za-z]{12}!)", R"(\b-ghp_[0-9A-Za-z]{12})",
           R"(\b[0-9a-f][0-9a-f][0-9a-f]_[0-9A-Za-z]{12})",  // too many
       }) {
    INFO(anchor);
    CHECK(token_begins(anchor).empty());
  }
}
