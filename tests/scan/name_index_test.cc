#include "scan/name_index.h"

#include "catch.h"

using prodready::FoldedText;
using prodready::NameIndex;

namespace {

struct Case {
  const char* text;
  const char* word;
};

std::vector<uint32_t> found(const NameIndex& names, std::string_view context) {
  std::vector<uint32_t> rules = {99};
  names.find(FoldedText(context), rules);
  return rules;
}

using Rules = std::vector<uint32_t>;

}  // namespace

TEST_CASE("a name is found in every spelling") {
  for (const char* text : {"newrelic", "NEWRELIC", "newRelic", "NewRelic", "new_relic", "NEW_RELIC",
                           "new-relic", "new relic", "new.relic", "New Relic", "my_new_relic_key",
                           "NEW_RELIC_LICENSE", "myNewRelicKey", "newrelickey", "\"newRelic\":",
                           "api2newRelic", "x=new_relic", "\xc3\xa9 new_relic \xc3\xa9"}) {
    INFO(text);
    CHECK(FoldedText(text).holds("newrelic"));
  }
}

TEST_CASE("a name begins where a word begins") {
  for (const Case& c : {Case{"superstripe", "stripe"}, Case{"pinstripes", "stripe"},
                        Case{"renewrelic", "newrelic"}, Case{"MYSTRIPE", "stripe"},
                        Case{"", "stripe"}, Case{"strip", "stripe"}, Case{"st ripper", "stripe"}}) {
    INFO(c.text);
    CHECK(!FoldedText(c.text).holds(c.word));
  }
  for (const Case& c :
       {Case{"super_stripe", "stripe"}, Case{"superStripe", "stripe"}, Case{"XMLStripe", "stripe"},
        Case{"s3stripe", "stripe"}, Case{"s3Stripe", "stripe"}, Case{"2stripe", "stripe"},
        Case{"stripes", "stripe"}, Case{"stripeKey", "stripe"}}) {
    INFO(c.text);
    CHECK(FoldedText(c.text).holds(c.word));
  }
}

TEST_CASE("a short name also ends where a word ends, or is followed by what a key is called") {
  for (const Case& c : {Case{"okta_token", "okta"}, Case{"oktaToken", "okta"}, Case{"OKTA", "okta"},
                        Case{"okta2", "okta"}, Case{"oktas", "okta"}, Case{"oktas_key", "okta"},
                        Case{"box-key", "box"}, Case{"boxKey", "box"}, Case{"AI_KEY", "ai"},
                        Case{"OKTATOKEN", "okta"}, Case{"oktaapikey", "okta"},
                        Case{"STRIPESECRET", "stripe"}, Case{"linearkeys", "linear"}}) {
    INFO(c.text);
    CHECK(FoldedText(c.text).holds(c.word));
  }
  for (const Case& c :
       {Case{"oktagon", "okta"}, Case{"boxing", "box"}, Case{"aim", "ai"}, Case{"boxkey", "box"},
        Case{"okta", "oktas"}, Case{"boxset", "box"}, Case{"linearly", "linear"},
        Case{"striped", "stripe"}, Case{"notionally", "notion"}}) {
    INFO(c.text);
    CHECK(!FoldedText(c.text).holds(c.word));
  }
}

TEST_CASE("a long name may be joined to anything behind it") {
  for (const char* text : {"shoplinex", "shoplinehost", "SHOPLINEURL"}) {
    INFO(text);
    CHECK(FoldedText(text).holds("shopline"));
  }
}

TEST_CASE("a word joined to another by capitals stands at an edge") {
  for (const Case& c :
       {Case{"APIKEY", "key"}, Case{"apikey", "key"}, Case{"APIKEYS", "key"},
        Case{"DBPASSWORD", "password"}, Case{"apikey_2", "key"}, Case{"keyFile", "key"}}) {
    INFO(c.text);
    CHECK(FoldedText(c.text).holds_at_edge(c.word));
  }
  for (const Case& c : {Case{"monkeying", "key"}, Case{"donkeyfarm", "key"}, Case{"", "key"}}) {
    INFO(c.text);
    CHECK(!FoldedText(c.text).holds_at_edge(c.word));
  }
}

TEST_CASE("signs and letters outside of ASCII are left out of a folded text") {
  CHECK(FoldedText("My-API_key 2\xc3\xa9").text == "myapikey2");
  CHECK(FoldedText("").text.empty());
  CHECK(FoldedText("-_ .\xff").begins.empty());
}

TEST_CASE("words begin behind signs, at humps and behind digits") {
  using Begins = std::vector<uint32_t>;
  CHECK(FoldedText("apiKey").begins == Begins{0, 3});
  CHECK(FoldedText("API_KEY").begins == Begins{0, 3});
  CHECK(FoldedText("APIKey").begins == Begins{0, 3});
  CHECK(FoldedText("s3key").begins == Begins{0, 2});
  CHECK(FoldedText("APIKEY").begins == Begins{0});
}

TEST_CASE("the rules with a name in the context, each once and in order") {
  NameIndex names;
  CHECK(names.empty());
  names.add("stripe", 7);
  names.add("datadog", 3);
  names.add("ddog", 3);
  names.add("dd", 4);
  names.add("box", 5);
  names.add("stri", 1);
  names.add("datadog", 9);
  CHECK(!names.empty());
  CHECK(found(names, "") == Rules{});
  CHECK(found(names, "nothing here") == Rules{});
  CHECK(found(names, "STRIPE_KEY") == Rules{7});
  CHECK(found(names, "stri-pe") == Rules{1, 7});
  CHECK(found(names, "stripe stripe Stripe") == Rules{7});
  CHECK(found(names, "ddog.datadogKey") == Rules{3, 9});
  CHECK(found(names, "my stripe and datadog") == Rules{3, 7, 9});
  CHECK(found(names, "dd_key") == Rules{4});
  CHECK(found(names, "d") == Rules{});
  CHECK(found(names, "BOX") == Rules{5});
  CHECK(found(names, "box dd") == Rules{4, 5});
  CHECK(found(names, "adding boxes") == Rules{});
}

TEST_CASE("short names are found where no longer one is known") {
  NameIndex names;
  names.add("ai", 0);
  CHECK(found(names, "ai") == Rules{0});
  CHECK(found(names, "openAi") == Rules{0});
  CHECK(found(names, "a") == Rules{});
}
