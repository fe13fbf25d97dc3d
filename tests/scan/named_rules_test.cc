// Rules that know a secret by its name: `names`, `prefixes`, and `keys` with `code`, through the
// detector.
#include <string>
#include <vector>

#include "catch.h"
#include "scan_text.h"

using prodready::Confidence;
using prodready::Finding;
using prodready::Rule;

namespace {

const std::string kKey = "4f9a02c7d81be6035ac4f17e92b80d36";
const std::string kOther = "b7e10c55a9d24f3886f02e71cd49a0be";
const std::string kPin = "x9f3k2";

Rule named(const std::string& more = "") {
  return test_rule("shopline-key", "names = ['shopline']\nvalue = '[0-9a-f]{32}'\n" + more);
}

Rule password() {
  return test_rule("password",
                   "keys = ['*password*']\nvalue = '.{3,}'\norigin = 'chosen'\ncode = true\n"
                   "anchor = ['(?i)passw']\n");
}

Rule api_key() {
  return test_rule("api-key",
                   "keys = ['*apikey', '*token']\nvalue = '[\\w.-]{16,}'\norigin = 'drawn'\n"
                   "code = true\nanchor = ['(?i)api_?key', '(?i)token']\n");
}

/// What was found, as it stands in the text.
std::vector<std::string> found(const std::vector<Rule>& rules, const std::string& text,
                               const std::string& path = "src/app.py") {
  std::vector<std::string> values;
  for (const Finding& finding : scan_text(rules, text, path)) {
    size_t line_begin = 0;
    for (uint64_t line = 1; line < finding.location.start.line; ++line)
      line_begin = text.find('\n', line_begin) + 1;
    values.push_back(text.substr(line_begin + finding.location.start.column - 1,
                                 finding.location.end.column - finding.location.start.column));
  }
  return values;
}

using Values = std::vector<std::string>;

struct Place {
  const char* path;
  std::string text;
};

}  // namespace

TEST_CASE("a value of the form is found behind the provider's name, in any kind of text") {
  for (const Place& place :
       {Place{"app.py", "SHOPLINE_API_KEY = \"" + kKey + "\"\n"},
        Place{"app.js", "const shoplineToken = '" + kKey + "';"},
        Place{"App.java", "new ShoplineClient(\"" + kKey + "\"); // key"},
        Place{"app.yml", "shopline:\n  api_key: " + kKey + "\n"},
        Place{"app.json", "{\"shopline\": {\"apiKey\": \"" + kKey + "\"}}"},
        Place{".env", "SHOPLINE_KEY=" + kKey + "\n"},
        Place{"run.sh", "curl -H \"X-Shopline-Token: " + kKey + "\" host"},
        Place{"notes.txt", "the token of shopline is " + kKey},
        Place{"web.config", "<add key=\"Shopline.Key\" value=\"" + kKey + "\"/>"},
        Place{"app.toml", "[shopline]\nkey = \"" + kKey + "\"\n"}}) {
    INFO(place.path);
    CHECK(found({named()}, place.text, place.path) == Values{kKey});
  }
}

TEST_CASE("the provider's name may stand above in a key path of configuration") {
  const std::string text =
      "shopline:\n  region: eu\n  retries: 3\n  auth:\n    api_key: " + kKey + "\n";
  CHECK(found({named()}, text, "config/app.yml") == Values{kKey});
  CHECK(found({named()}, text, "app/notes.txt").empty());
}

TEST_CASE("the provider's name may follow on the same line") {
  CHECK(found({named()}, "client = Client(key=\"" + kKey + "\")  # shopline\n") == Values{kKey});
  CHECK(found({named()}, "client = Client(key=\"" + kKey + "\")\n# shopline\n").empty());
}

TEST_CASE("without the provider's name, or with another form, nothing is found") {
  CHECK(found({named()}, "api_key = \"" + kKey + "\"").empty());
  CHECK(found({named()}, "workshoplined_key = \"" + kKey + "\"").empty());
  CHECK(found({named()}, "shopline_key = \"" + kKey + "0\"").empty());
  CHECK(found({named()}, "shopline_key = \"" + kKey.substr(1) + "\"").empty());
  CHECK(found({named()}, "shopline_key = \"" + kKey + "_x7q\"") != Values{kKey + "_x7q"});
}

TEST_CASE("every value behind the name is found, once") {
  CHECK(found({named()}, "shopline_key = ['" + kKey + "', '" + kOther + "']") ==
        Values{kKey, kOther});
  const auto findings =
      scan_text({named()}, "shopline_key = '" + kKey + "'\nshopline_key_2 = '" + kKey + "'\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].occurrences == 2);
}

TEST_CASE("values joined by a colon are both found") {
  CHECK(found({named()}, "shopline_key = '" + kKey + ":" + kOther + "'") == Values{kKey, kOther});
}

TEST_CASE("a rule with needs wants one of these words near the value, too") {
  const Rule rule = named("needs = ['secret', 'client_secret']\n");
  CHECK(found({rule}, "shopline_client_secret = '" + kKey + "'") == Values{kKey});
  CHECK(found({rule}, "SHOPLINESECRET = '" + kKey + "'") == Values{kKey});
  CHECK(found({rule}, "shopline_key = '" + kKey + "'").empty());
  CHECK(found({rule}, "shopline:\n  secret: " + kKey + "\n", "app.yml") == Values{kKey});
  CHECK(found({rule}, "shopline:\n  key: " + kKey + "\n", "app.yml").empty());
}

TEST_CASE("an adjacent rule wants its name in the last word before the value") {
  const Rule rule = named("adjacent = true\n");
  CHECK(found({rule}, "my_shopline = '" + kKey + "'") == Values{kKey});
  CHECK(found({rule}, "{\"shopline\": \"" + kKey + "\"}") == Values{kKey});
  CHECK(found({rule}, "shopline_url = x; key = '" + kKey + "'").empty());
  CHECK(found({rule}, "shopline, key: '" + kKey + "'").empty());
  CHECK(found({rule}, "key = '" + kKey + "'  # shopline").empty());
}

TEST_CASE("a short value is found by an anchor, where the rule has one") {
  const Rule rule = test_rule("shopline-pin",
                              "names = ['shopline']\nneeds = ['pin']\nvalue = "
                              "'[0-9a-z]{6}'\nanchor = ['(?i)shopline_?pin']\n");
  CHECK(found({rule}, "shopline_pin = '" + kPin + "'") == Values{kPin});
  CHECK(found({rule}, "shoplinePin: \"" + kPin + "\"") == Values{kPin});
  CHECK(found({rule}, "other_pin = '" + kPin + "'").empty());
}

TEST_CASE("a value that only stands near the name is less sure") {
  const auto confidence = [](const std::string& text) {
    const auto findings = scan_text({named()}, text, "notes.txt");
    REQUIRE(findings.size() == 1);
    return findings[0].confidence;
  };
  CHECK(confidence("shopline_key = " + kKey) == Confidence::high);
  CHECK(confidence("the key of shopline " + kKey) == Confidence::low);
  CHECK(confidence("shopline = " + kKey) == Confidence::low);
}

TEST_CASE("what is named as an id, a digest or public is not taken for the key") {
  for (const char* name : {"shopline_sha256", "shoplinePublicKey", "shopline_csrf_token",
                           "shopline_key_file", "shopline_token_url", "shopline_cache_key"}) {
    INFO(name);
    CHECK(found({named()}, std::string(name) + " = '" + kKey + "'").empty());
  }
  const auto findings = scan_text({named()}, "shopline_client_id = '" + kKey + "'");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].confidence == Confidence::low);
}

TEST_CASE("hex near the name of a provider is a digest unless something says key") {
  CHECK(found({named()}, "shopline " + kKey + " of main\n", "notes.txt").empty());
}

TEST_CASE("a value is found by the prefix that its issuer gives it") {
  const Rule rule = test_rule("shopline-token",
                              "prefixes = ['slk_', 'slt_']\nvalue = 'sl[kt]_[0-9a-zA-Z]{20}'\n");
  const std::string token = "slk_q7Zk2vXw9RtB4mLs8PdY";
  for (const std::string& text : {"x = '" + token + "'", "TOKEN=" + token, "a/" + token, token,
                                  "https://x@" + token + ":y", "key=\"slk\" b=" + token}) {
    INFO(text);
    CHECK(found({rule}, text) == Values{token});
  }
  CHECK(found({rule}, "x = 'slt_q7Zk2vXw9RtB4mLs8PdY'") == Values{"slt_q7Zk2vXw9RtB4mLs8PdY"});
  for (const std::string& text :
       {"x" + token, token + "1", token.substr(0, 23), "slx_" + token.substr(4),
        std::string("slk_"), std::string("slk_xxxxxxxxxxxxxxxxxxxx")}) {
    INFO(text);
    CHECK(found({rule}, text).empty());
  }
}

TEST_CASE("a token with its issuer's prefix is found, however few digits it has") {
  const Rule rule =
      test_rule("shopline-token", "prefixes = ['slk_']\nvalue = 'slk_[0-9a-zA-Z]{20}'\n");
  for (const std::string& token :
       {std::string("slk_QWZRTBKXVN4LPGHDSJFS"), std::string("slk_qwzrtbkxvn4lpghdsjfs"),
        std::string("slk_QwzRtbkxVn4lpghdsjfs")}) {
    INFO(token);
    CHECK(found({rule}, "x = '" + token + "'") == Values{token});
  }
}

TEST_CASE("an id of configuration is no more sure than one of code") {
  for (const Place& place : {Place{"app.yml", "shopline:\n  client_id: " + kKey + "\n"},
                             Place{"app.yml", "shopline_client_id: " + kKey + "\n"},
                             Place{".env", "SHOPLINE_CLIENT_ID=" + kKey + "\n"}}) {
    INFO(place.text);
    const auto findings = scan_text({named()}, place.text, place.path);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].confidence == Confidence::low);
  }
  CHECK(found({named()}, "shopline_token_url: " + kKey + "\n", "app.yml").empty());
  CHECK(found({named()}, "shopline:\n  key_file: " + kKey + "\n", "app.yml").empty());
}

TEST_CASE("a password is found as code, markup and configuration write it") {
  for (const Place& place :
       {Place{"db.py", "connect(user='shop', password='kU7!velo')"},
        Place{"db.py", "DB_PASSWORD: str = \"kU7!velo\""},
        Place{"db.js", "{password: 'kU7!velo'}"},
        Place{"db.ts", "private readonly password: string = `kU7!velo`;"},
        Place{"db.go", "cfg.Password = \"kU7!velo\""},
        Place{"db.go", "const password string = \"kU7!velo\""},
        Place{"Db.java", "props.put(\"db.password\", \"kU7!velo\");"},
        Place{"Db.kt", "val password: String = \"kU7!velo\""},
        Place{"db.rb", ":password => 'kU7!velo'"},
        Place{"db.php", "define('DB_PASSWORD', 'kU7!velo');"},
        Place{"db.rs", "let password = \"kU7!velo\";"},
        Place{"db.c", "char password[] = \"kU7!velo\";"},
        Place{"Db.cs", "Password = @\"kU7!velo\","},
        Place{"db.swift", "let password = \"kU7!velo\""},
        Place{"db.sql", "ALTER ROLE x PASSWORD 'kU7!velo';"},
        Place{"run.sh", "export DB_PASSWORD=kU7!velo"},
        Place{"run.sh", "tool --password kU7!velo"},
        Place{"notes.txt", "password: kU7!velo"},
        Place{"config/db.yml", "password: kU7!velo\n"},
        Place{"config/db.json", "{\"db\": {\"password\": \"kU7!velo\"}}"},
        Place{".env", "PASSWORD=kU7!velo\n"},
        Place{"server.xml", "<db><password>kU7!velo</password></db>"},
        Place{"web.config", "<add key=\"password\" value=\"kU7!velo\"/>"},
        Place{"deploy.yml", "env:\n  - name: DB_PASSWORD\n    value: kU7!velo\n"},
        Place{"db.ini", "[db]\npassword = kU7!velo\n"}}) {
    INFO(place.path << ": " << place.text);
    CHECK(found({password()}, place.text, place.path) == Values{"kU7!velo"});
  }
}

TEST_CASE("a password may start the file or end it") {
  CHECK(found({password()}, "password='kU7!velo'") == Values{"kU7!velo"});
  CHECK(found({password()}, "password=kU7!velo", "run.sh") == Values{"kU7!velo"});
  CHECK(found({password()}, "password", "run.sh").empty());
  CHECK(found({password()}, "password=", "run.sh").empty());
}

TEST_CASE("what is computed, read, described or checked is no password") {
  for (const Place& place :
       {Place{"db.py", "password = os.environ['DB_PASSWORD']"},
        Place{"db.py", "password = get_password()"},
        Place{"db.py", "password = 'kU7!' + salt"},
        Place{"db.py", "password = f\"{user}-{salt}\""},
        Place{"db.py", "password = getpass('Password: ')"},
        Place{"db.js", "const password = req.body.password;"},
        Place{"db.js", "passwordField: 'user_password'"},
        Place{"db.js", "{password: 'Enter your password'}"},
        Place{"db.js", "password: { type: String, required: true }"},
        Place{"db.go", "Password string `json:\"password\"`"},
        Place{"db.swift", "let password = userPassword"},
        Place{"db.dart", "final password = widget.password;"},
        Place{"db.ex", "password = params[\"password\"]"},
        Place{"db.pl", "my $password = $opts{password};"},
        Place{"db.sql", "password varchar(20) not null"},
        Place{"form.html", "<input type=\"password\" name=\"password\" id=\"password\">"},
        Place{"run.sh", "PASSWORD=$1"},
        Place{"run.sh", "PASSWORD=\"$(cat /run/secrets/pw9)\""},
        Place{"run.sh", "PASSWORD=${DB_PASSWORD:?is not set}"},
        Place{"run.sh", "tool --password-file /run/pw9"},
        Place{"app.yml", "password: ${DB_PASSWORD}\n"},
        Place{"app.yml", "password_file: /run/secrets/pw9\n"},
        Place{"app.yml", "password:\n  secretKeyRef:\n    name: db9\n"},
        Place{"app.yml", "password: ''\n"}}) {
    INFO(place.path << ": " << place.text);
    CHECK(found({password()}, place.text, place.path).empty());
  }
}

TEST_CASE("rules that a form is checked by are no password") {
  for (const char* text :
       {"'password' => 'required|min:8',", "'password' => 'required|string|confirmed',",
        "'password' => 'sometimes|min:8|max:255',"}) {
    INFO(text);
    CHECK(found({password()}, text, "app/UserRequest.php").empty());
  }
}

TEST_CASE("a setting of a configuration file is one finding, though its text is read, too") {
  for (const Place& place : {Place{".env", "DB_PASSWORD=kU7!velo\n"},
                             Place{"config/db.yml", "db:\n  password: \"kU7!velo\"\n"},
                             Place{"config/db.json", "{\"password\": \"kU7!velo\"}"}}) {
    INFO(place.path);
    const auto findings = scan_text({password()}, place.text, place.path);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].occurrences == 1);
  }
}

TEST_CASE("a setting is judged as one, though its text is read, too") {
  for (const Place& place :
       {Place{".env", "AUTH_PASSWORD=gumption\n"}, Place{"db.yml", "password: gumption\n"}}) {
    INFO(place.path);
    const auto findings = scan_text({password()}, place.text, place.path);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].confidence == Confidence::high);
    CHECK(findings[0].reasons.empty());
  }
}

TEST_CASE("a generic key is found where it was drawn at random") {
  const std::string key = "q7Zk2vXw9RtB4mLs8PdY1nHc";
  CHECK(found({api_key()}, "api_key = '" + key + "'") == Values{key});
  CHECK(found({api_key()}, "{\"accessToken\": \"" + key + "\"}", "app.json") == Values{key});
  CHECK(found({api_key()}, "api_key = 'get_user_by_email_address'").empty());
  CHECK(found({api_key()}, "api_key = 'your-api-key-goes-here'").empty());
  CHECK(found({api_key()}, "public_token = '" + key + "'").empty());
}

TEST_CASE("a secret in a folder of translations is found, a label is not") {
  const std::string key = "q7Zk2vXw9RtB4mLs8PdY1nHc";
  CHECK(found({password()}, "password = \"Passwort vergessen\"", "src/locales/de.py").empty());
  CHECK(found({api_key()}, "api_key = '" + key + "'", "src/lang/app.py") == Values{key});
}

TEST_CASE("nothing of a password is shown, nor what stands beside it") {
  for (const Place& place :
       {Place{"Config.cs", "var kennPassword = \"Ziege4711!\"; var password2 = \"Kater0815?\";"},
        Place{".env", "PASSWORD=Ziege4711!\nPASSWORD2=Kater0815?\n"},
        Place{"app.yml", "password: Ziege4711!\npassword2: Kater0815?\n"}}) {
    const auto findings = scan_text({password()}, place.text, place.path);
    CHECK(findings.size() == 2);
    for (const Finding& finding : findings) {
      std::string all = finding.redacted + finding.detail;
      for (const auto& line : finding.frame) all += line.text;
      for (const auto& reason : finding.reasons) all += reason;
      INFO(all);
      CHECK(all.find("Ziege") == std::string::npos);
      CHECK(all.find("Kater") == std::string::npos);
      CHECK(finding.redacted == "…[10]");
    }
  }
}

TEST_CASE("a value under a name that says nothing of secrets is hidden as well") {
  const Rule rule = test_rule("kennwort",
                              "keys = ['*kennwort*']\nvalue = '.{3,}'\norigin = 'chosen'\ncode = "
                              "true\nanchor = ['kennwort']\n");
  const auto findings = scan_text({rule}, "var kennwort = \"Ziege4711!\";", "Config.cs");
  REQUIRE(findings.size() == 1);
  REQUIRE(findings[0].frame.size() == 1);
  CHECK(findings[0].frame[0].text == "var kennwort = \"…[10]\";");
}

TEST_CASE("of two rules that know the same value by its name one speaks") {
  const Rule generic = test_rule("generic-key",
                                 "keys = ['*key']\nvalue = '[0-9a-f]{32}'\norigin = 'drawn'\ncode "
                                 "= true\nanchor = ['_key']\n");
  Rule unsure = generic;
  unsure.confidence = Confidence::medium;
  const auto findings = scan_text({unsure, named()}, "shopline_key = '" + kKey + "'");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule->id == "shopline-key");
}

TEST_CASE("a file cut into windows has the same findings") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "line " + std::to_string(i) + " = 'nothing'\n";
  text.insert(500, "\nshopline_key = '" + kKey + "'\npassword = 'kU7!velo'\n");
  const auto rules = prodready::make_rule_set({named(), password()});
  const prodready::Detector detector(rules, {});
  for (size_t core : {512u, 520u, 540u, 600u, 10000u}) {
    prodready::FileScanner scanner(detector);
    INFO(core);
    CHECK(scan_in_windows(scanner, "src/app.py", text, core, 400).size() == 2);
  }
}
