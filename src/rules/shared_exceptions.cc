#include "rules/shared_exceptions.h"

#include <algorithm>
#include <array>

#include "rules/free_spacing.h"

namespace prodready {
namespace {

struct Written {
  std::string_view name, meaning, pattern;
};
constexpr std::array<Written, 8> kExceptions = {{
    {"stock-words", "made of words that people write where a password will stand",
     R"re((?xi) ^ (?:
      pass(?:word|wd|phrase|code)? | p[a4@][s5\$]{2}w(?:[o0]r)?d | pwd | pw | s[e3](?:cr[e3]|kr[e3])t | token | key
    | user(?:name)? | login | auth | cred(?:ential)?s? | admin(?:istrator)? | root | guest | sa | scott | tiger | me
    | postgres(?:ql)? | pg | mysql | maria | mongo(?:db)? | redis | rabbit(?:mq)? | amqp | database | db | sql | app | api
    | my | your | our | the | some | any | this | is | a | an | not | real | new | old | very | super | strong | secure
    | safe | long | random | plain | example | sample | demo | dummy | fake | mock | test(?:ing|er)? | tmp | temp | value
    | string | dev(?:elop(?:er|ment)?)? | local(?:host)? | host | server | client | service | docker | default | change | it
    | foo | bar | baz | qux | spam | eggs | hunter | abc(?:d(?:ef)?)? | xyz | qwerty | letmein | welcome | hello | world
    | none | null | redacted | hidden | masked | here | open | sesame | with | special | word | put | insert | enter | goes | fill | in
    | that | secure[dl]y? | generated | provided | chars? | phrase | unique | alice | bob | john | jane | doe
    | [-_.!*@+\#\$?&\ \d]{1,4}
  )+ $)re"},
    {"stock-words-in-commands",
     "made of words that people write where a password will stand, in several languages",
     R"re((?xi) ^ (?:
      pass(?:word|wd|phrase|code)? | p[a4@][s5\$]{2}w(?:[o0]r)?d | pwd | pw | s[e3](?:cr[e3]|kr[e3])t | token | key | phrase
    | user(?:name|id)? | login | auth | cred(?:ential)?s? | admin(?:istrator)? | root | guest | sa | scott | tiger | me | account
    | postgres(?:ql)? | pg | mysql | maria | mongo(?:db)? | redis | rabbit(?:mq)? | amqp | database | db | sql | app | api
    | my | your | our | the | some | any | this | that | is | a | an | not | real | new | old | very | super | strong | secure[dl]y?
    | safe | long | random | plain | example | sample | demo | dummy | fake | mock | test(?:ing|er)? | tmp | temp | value | text
    | string | dev(?:elop(?:er|ment)?)? | local(?:host)? | host | server | client | service | docker | default | change | it
    | foo | bar | baz | qux | spam | eggs | hunter | abc(?:d(?:ef)?)? | xyz | asdf | qwerty | letmein | welcome | hello | world
    | none | null | true | false | redacted | hidden | masked | here | goes | open | sesame | with | special | word | to | be | of | and | or | for | in
    | generated | provided | chars? | alice | bob | john | jane | doe | enter | put | insert | replace | type | wachtwoord | passwort | kennwort
    | contrase\W{0,2}a | clave | senha | mot | de | passe | store | bind | manager | anonymous | anon | prod(?:uction)? | staging | stage | x+ | y+
    | [-_.!*@+\#\$?&\d]{1,4}
  )+ $)re"},
    {"stock-words-in-urls",
     "made of words that people write where a password will stand, without blanks",
     R"re((?xi) ^ (?:
      pass(?:word|wd|phrase|code)? | p[a4@][s5\$]{2}w(?:[o0]r)?d | pwd | pw | s[e3](?:cr[e3]|kr[e3])t | token | key
    | user(?:name)? | login | auth | cred(?:ential)?s? | admin(?:istrator)? | root | guest | sa | scott | tiger | me
    | postgres(?:ql)? | pg | mysql | maria | mongo(?:db)? | redis | rabbit(?:mq)? | amqp | database | db | sql | app | api
    | my | your | our | the | some | any | this | is | a | an | not | real | new | old | very | super | strong | secure
    | safe | long | random | plain | example | sample | demo | dummy | fake | mock | test(?:ing|er)? | tmp | temp | value
    | string | dev(?:elop(?:er|ment)?)? | local(?:host)? | host | server | client | service | docker | default | change | it
    | foo | bar | baz | qux | spam | eggs | hunter | abc(?:d(?:ef)?)? | xyz | qwerty | letmein | welcome | hello | world
    | none | null | redacted | hidden | masked | here | with | special | word | that | secure[dl]y? | generated | provided | chars? | alice | bob | john | jane | doe
    | [-_.!*@+\#\$?&\d]{1,4}
  )+ $)re"},
    {"references", "a template, a variable, the address of a secret or the name of one",
     R"re((?x) ^[<{\[(].*[>}\])]$ | \$[{(] | \{\{ | ^\$\w+$ | ^%[\w.-]+%$ | ^@@?[\w.-]+@@?$ | ^__\w+__$ | \#\{ | <%
    | ^ENC[\[(] | ^!vault | ^[*x.]+$ | \.\.\. | ^[A-Z][A-Z0-9]*_[A-Z0-9_]*$
    | ^(?i: op | vault | ref\+\w+ | ssm | env | sops | keyvault | doppler | secretsmanager ) :
    | ^(?i: true | false | null | nil | none | undefined | yes | no | prompt | ask )$
    | ^[a-z]+(?:_[a-z]+)*_(?:password|passwd|pass|token|secret|key)$)re"},
    {"references-in-commands", "a template, a variable, a path or a flag",
     R"re([{}<>\[\]]|^\(.*\)$|^\$|\$[A-Z_]{3}|^%(?:[sdvrq@]|\d+\$s|\w+%)|^%\w$|\.\.\.|^[A-Z][A-Z0-9]*_[A-Z0-9_]*$|^[:@&]{1,2}[A-Za-z_]+$|^(?:\.{0,2}|~)/|^--|^[*xX.-]+$)re"},
    {"templates", "a template or a variable",
     R"re([{}<>\[\]]|^\(.*\)$|^\$|^%(?:[sdvrq@]|\d+\$s|\w+%)|^%\w$|\.\.\.|^[A-Z][A-Z0-9]*_[A-Z0-9_]*$)re"},
    {"names-of-variables", "a name or a path of names as programs use them",
     R"re((?i)^[a-z_.-]*(?:pass|passwo?r?d|passphrase|pwd|secret|token|api_?key)$|^(?:pass(?:wo?r?d)?|secret)[a-z_-]*$|^(?:self|this|args|opts?|options|config|conf|cfg|settings|env|process|os|credentials?|params?|var|local|data|ctx|request|req)\.)re"},
    {"letters-of-one-case", "small letters or capitals only", R"re(^(?:[a-z_.:-]+|[A-Z_.-]+)$)re"},
}};

const SharedException* first_with(std::string SharedException::*field, std::string_view text) {
  const std::vector<SharedException>& all = shared_exceptions();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const SharedException& one) { return one.*field == text; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<SharedException>& shared_exceptions() {
  static const std::vector<SharedException> all = [] {
    std::vector<SharedException> exceptions;
    for (const Written& written : kExceptions)
      exceptions.push_back({std::string(written.name), std::string(written.meaning),
                            without_free_spacing(written.pattern)});
    return exceptions;
  }();
  return all;
}

const SharedException* shared_exception_named(std::string_view name) {
  return first_with(&SharedException::name, name);
}

const SharedException* shared_exception_of(std::string_view pattern) {
  return first_with(&SharedException::pattern, pattern);
}

}  // namespace prodready
