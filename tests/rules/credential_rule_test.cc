// The keys of rules that know a secret by its name or its prefix.
#include "catch.h"
#include "rules/rule_parser.h"
#include "text/error.h"

using prodready::Rule;
using prodready::Shape;
using prodready::ValueOrigin;

namespace {

Rule parse(const std::string& keys, const std::string& category = "credentials") {
  return prodready::parse_rule(
      "title = 'T'\nwhy = 'W'\nfix = 'F'\nseverity = 'high'\nconfidence = 'high'\n" + keys +
          "\n[[bad]]\ntext = 'x'\n[[good]]\ntext = 'x'\nwhy = 'w'\n",
      "rules/" + category + "/my-rule.toml");
}

std::string error_of(const std::string& keys) {
  try {
    parse(keys);
  } catch (const prodready::Error& error) {
    return error.what();
  }
  return "no error";
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a rule with names looks for a drawn value behind one of them") {
  const Rule rule = parse(
      "names = ['Shop-Line', 'shop_line2']\nneeds = ['Client-Secret']\nadjacent = true\n"
      "value = '[0-9a-f]{32}'");
  CHECK(rule.shape == Shape::named);
  CHECK(rule.names == Words{"shopline", "shopline2"});
  CHECK(rule.needs == Words{"clientsecret"});
  CHECK(rule.adjacent);
  CHECK(rule.origin == ValueOrigin::drawn);
  CHECK(rule.has_secret);
  CHECK(!parse("names = ['shopline']\nvalue = 'x{20}'").adjacent);
}

TEST_CASE("a rule with prefixes trusts its pattern") {
  const Rule rule = parse("prefixes = ['slk_', 'SL.']\nvalue = '(?x) sl [a-z]{20} # token'");
  CHECK(rule.shape == Shape::named);
  CHECK(rule.prefixes == Words{"slk_", "SL."});
  CHECK(rule.origin == ValueOrigin::any);
  CHECK(rule.has_secret);
}

TEST_CASE("a rule may say what the value was made by, how it is checked and what it belongs to") {
  const Rule rule = parse(
      "pattern = '(?P<secret>slk_[0-9]{8})'\norigin = 'drawn'\nvalidator = 'github'\n"
      "pair = 'shop-id'");
  CHECK(rule.origin == ValueOrigin::drawn);
  CHECK(rule.validator == "github");
  CHECK(rule.pair == "shop-id");
  CHECK(parse("pattern = 'slk_[0-9]{8}'").origin == ValueOrigin::any);
  for (const auto& [word, origin] :
       {std::pair("any", ValueOrigin::any), std::pair("chosen", ValueOrigin::chosen),
        std::pair("weak", ValueOrigin::weak)})
    CHECK(parse("pattern = 'slk_'\norigin = '" + std::string(word) + "'").origin == origin);
}

TEST_CASE("the value of a setting that is judged is a secret, with and without the group") {
  const std::string keys = "keys = ['*password']\nanchor = ['password']\n";
  CHECK(parse(keys + "value = '.{3,}'\norigin = 'chosen'").has_secret);
  CHECK(parse(keys + "value = '.{3,}'\ncode = true").has_secret);
  CHECK(parse(keys + "value = 'x(?P<secret>.{3,})'\norigin = 'chosen'").pattern ==
        "x(?P<secret>.{3,})");
  CHECK(!parse(keys + "value = '^true$'").has_secret);
  CHECK(!parse(keys + "value = '^true$'\norigin = 'weak'", "environments").has_secret);
}

TEST_CASE("mistakes in these keys are told, each with its place") {
  struct Mistake {
    const char* keys;
    const char* message;
  };
  for (const Mistake& mistake :
       {Mistake{"names = ['shopline']", "a named rule needs `value`"},
        Mistake{"prefixes = ['slk_']", "needs `value`"},
        Mistake{"names = ['s']\nvalue = 'x'", "a name is two or more letters or digits"},
        Mistake{"names = ['shop line']\nvalue = 'x'", "a name is two or more letters or digits"},
        Mistake{"prefixes = ['sl']\nvalue = 'x'", "\"sl\": three or more characters"},
        Mistake{"prefixes = ['sl k_']\nvalue = 'x'", "\"sl k_\": three or more characters"},
        Mistake{"needs = ['key']\npattern = 'slk_'", "goes with `names` only"},
        Mistake{"names = ['shopline']\nkeys = ['key']\nvalue = 'x'", "not both"},
        Mistake{"names = ['shopline']\nvalue = 'x'\npattern = 'x'", "has no `pattern`"},
        Mistake{"names = ['shopline']\nvalue = 'x('", "missing )"},
        Mistake{"names = 'shopline'\nvalue = 'x'", "names"},
        Mistake{"pattern = 'slk_'\norigin = 'random'", "unknown origin \"random\""},
        Mistake{"pattern = '(?P<secret>slk_)'\nvalidator = 'githib'",
                "unknown validator \"githib\""},
        Mistake{"pattern = '(?P<secret>slk_)'\nvalidator = 'githib'", "github"},
        Mistake{"pattern = 'slk_'\nvalidator = 'github'", "needs a group `secret`"},
        Mistake{"pattern = 'slk_'\nnamez = ['x']", "namez"}}) {
    INFO(mistake.keys);
    const std::string error = error_of(mistake.keys);
    INFO(error);
    CHECK(error.find("rules/credentials/my-rule.toml") != std::string::npos);
    CHECK(error.find(mistake.message) != std::string::npos);
  }
}
