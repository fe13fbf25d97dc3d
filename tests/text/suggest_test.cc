#include "text/suggest.h"

#include "catch.h"

using prodready::did_you_mean;
using prodready::nearest;

TEST_CASE("the nearest known word is suggested") {
  const std::vector<std::string> known = {"critical", "high",      "medium",   "low",
                                          "info",     "--fail-on", "--format", "fail-on"};
  const struct {
    const char* word;
    const char* nearest;
  } cases[] = {
      {"hihg", "high"},            // two letters swapped count once
      {"hgih", "high"},            //
      {"highh", "high"},           //
      {"hig", "high"},             //
      {"HIGH", "high"},            // letter case counts for nothing
      {"critcal", "critical"},     //
      {"crtical", "critical"},     //
      {"--fial-on", "--fail-on"},  //
      {"fail_on", "fail-on"},      //
      {"--formta", "--format"},    //
      {"lw", "low"},               //
      {"lx", ""},                  // two letters of two
      {"x", ""},                   // a whole word is no mistyped other one
      {"", ""},                    //
      {"catastrophic", ""},        //
      {"mdm", ""},                 // a short word may be off by one only
  };
  for (const auto& c : cases) {
    CAPTURE(c.word);
    CHECK(nearest(c.word, known) == c.nearest);
  }
}

TEST_CASE("the first of several equally near words is suggested") {
  CHECK(nearest("--rile", {"--rule", "--file"}) == "--rule");
  CHECK(nearest("anything", {}).empty());
}

TEST_CASE("a hostile word costs nothing") {
  const std::string huge(10'000'000, 'a');
  CHECK(nearest(huge, {"audit", huge}).empty());
}

TEST_CASE("a suggestion reads as part of a message") {
  CHECK(did_you_mean("aduit", {"audit"}) == " (did you mean \"audit\"?)");
  CHECK(did_you_mean("xyz", {"audit"}).empty());
}
