#include "scan/assignment.h"

#include <string>
#include <vector>

#include "catch.h"

using prodready::Assignment;
using prodready::assignment_at;
using prodready::context_before;
using prodready::is_assigned;

namespace {

struct Case {
  std::string text;
  std::string name;
  std::string value;
};

constexpr bool kCode = true;
constexpr bool kNoCode = false;

std::optional<Assignment> read(const std::string& text, const std::string& name, bool code) {
  return assignment_at(text, text.find(name) + name.size(), code);
}

/// Every place in the name leads to the same assignment.
void check(const Case& c, bool code) {
  INFO(c.text);
  const size_t begin = c.text.find(c.name);
  REQUIRE(begin != std::string::npos);
  for (size_t at = begin + 1; at <= begin + c.name.size(); ++at) {
    INFO("at " << at);
    const auto found = assignment_at(c.text, at, code);
    REQUIRE(found);
    CHECK(part(c.text, found->name) == c.name);
    CHECK(part(c.text, found->value) == c.value);
  }
}

void check_all(const std::vector<Case>& cases, bool code) {
  for (const Case& c : cases) check(c, code);
}

void check_none(const std::vector<Case>& cases, bool code) {
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(!read(c.text, c.name, code));
  }
}

/// What stands in code and is quoted: found whether or not the file is known as code.
const std::vector<Case>& quoted() {
  static const std::vector<Case> cases = {
      {"password = \"kU7!velo\"", "password", "kU7!velo"},
      {"password='kU7!velo'", "password", "kU7!velo"},
      {"password := `kU7!velo`", "password", "kU7!velo"},
      {"  password:\t\"kU7!velo\"", "password", "kU7!velo"},
      {"{\"password\": \"kU7!velo\"}", "password", "kU7!velo"},
      {"{'db_password' : 'kU7!velo'}", "db_password", "kU7!velo"},
      {"'password' => 'kU7!velo',", "password", "kU7!velo"},
      {":password => \"kU7!velo\"", "password", "kU7!velo"},
      {"(\"password\" -> \"kU7!velo\")", "password", "kU7!velo"},
      {"config['db']['password'] = 'kU7!velo'", "password", "kU7!velo"},
      {"this.db.password = 'kU7!velo';", "this.db.password", "kU7!velo"},
      {"$env:PASSWORD = \"kU7!velo\"", "PASSWORD", "kU7!velo"},
      {"password ||= 'kU7!velo'", "password", "kU7!velo"},
      {"password ?\?= 'kU7!velo'", "password", "kU7!velo"},
      {"PASSWORD ?= 'kU7!velo'", "PASSWORD", "kU7!velo"},
      {"PASSWORD ::= 'kU7!velo'", "PASSWORD", "kU7!velo"},
      {"$password .= 'kU7!velo'", "password", "kU7!velo"},
      {"$password.='kU7!velo'", "password", "kU7!velo"},
      {"if (password == \"kU7!velo\")", "password", "kU7!velo"},
      {"if (password === 'kU7!velo')", "password", "kU7!velo"},
      {"if (password != \"kU7!velo\")", "password", "kU7!velo"},
      {"if (password !== 'kU7!velo')", "password", "kU7!velo"},
      {"setPassword(\"kU7!velo\")", "setPassword", "kU7!velo"},
      {"set(\"password\", 'kU7!velo')", "password", "kU7!velo"},
      {"const p = env.PASSWORD || \"kU7!velo\";", "env.PASSWORD", "kU7!velo"},
      {"const p = env.PASSWORD ?\? 'kU7!velo'", "env.PASSWORD", "kU7!velo"},
      {"val p = password ?: \"kU7!velo\"", "password", "kU7!velo"},
      {"p = env['PASSWORD'] or 'kU7!velo'", "PASSWORD", "kU7!velo"},
      {"put(SECURITY_PASSWORD, \"kU7!velo\")", "SECURITY_PASSWORD", "kU7!velo"},
      {"{password, \"kU7!velo\"}", "password", "kU7!velo"},
      {"define('DB_PASSWORD', 'kU7!velo');", "DB_PASSWORD", "kU7!velo"},
      {"#define PASSWORD \"kU7!velo\"", "PASSWORD", "kU7!velo"},
      {"mysql --password 'kU7!velo' -h db", "password", "kU7!velo"},
      {"mysql --password=\"kU7!velo\"", "password", "kU7!velo"},
      {"ALTER USER x PASSWORD 'kU7!velo';", "PASSWORD", "kU7!velo"},
      {"(password \"kU7!velo\")", "password", "kU7!velo"},
      {"<add key=\"password\" value=\"kU7!velo\"/>", "password", "kU7!velo"},
      {"<add key=\"password\"\n     value=\"kU7!velo\"/>", "password", "kU7!velo"},
      {"<meta name='password' content='kU7!velo'>", "password", "kU7!velo"},
      {"<user password=\"kU7!velo\" name=\"x\"/>", "password", "kU7!velo"},
      {"{\"name\": \"DB_PASSWORD\", \"value\": \"kU7!velo\"}", "DB_PASSWORD", "kU7!velo"},
      {"{name = \"DB_PASSWORD\", value = \"kU7!velo\"}", "DB_PASSWORD", "kU7!velo"},
      {"- name: DB_PASSWORD\r\n  value: \"kU7!velo\"\r\n", "DB_PASSWORD", "kU7!velo"},
      {"\"{\\\"password\\\": \\\"kU7!velo\\\"}\"", "password", "kU7!velo"},
      {"password = b\"kU7!velo\"", "password", "kU7!velo"},
      {"password = Rb'kU7!velo'", "password", "kU7!velo"},
      {"password = @\"kU7!velo\"", "password", "kU7!velo"},
      {"password = $@\"kU7!velo\"", "password", "kU7!velo"},
      {"SET @password = N'kU7!velo'", "password", "kU7!velo"},
      {"password = \"\"\"kU7!velo\"\"\"", "password", "kU7!velo"},
      {"password = '''kU7!velo'''", "password", "kU7!velo"},
  };
  return cases;
}

}  // namespace

TEST_CASE("a quoted literal is given to the name before it, in code and in configuration") {
  for (const Case& c : quoted()) {
    check(c, kCode);
    check(c, kNoCode);
    CHECK(read(c.text, c.name, kCode)->quoted);
  }
}

TEST_CASE("a type may stand between the name and the literal in code") {
  check_all(
      {
          {"const password: string = 'kU7!velo';", "password", "kU7!velo"},
          {"private password : string | null = 'kU7!velo';", "password", "kU7!velo"},
          {"val password: String? = \"kU7!velo\"", "password", "kU7!velo"},
          {"let password: &'static str = \"kU7!velo\";", "password", "kU7!velo"},
          {"PASSWORD: Final[str] = \"kU7!velo\"", "PASSWORD", "kU7!velo"},
          {"password: typing.Optional[str] = \"kU7!velo\"", "password", "kU7!velo"},
          {"const Password string = \"kU7!velo\"", "Password", "kU7!velo"},
          {"var password *string = \"kU7!velo\"", "password", "kU7!velo"},
          {"char password[] = \"kU7!velo\";", "password", "kU7!velo"},
          {"static const char password[32] = \"kU7!velo\";", "password", "kU7!velo"},
          {"String[] passwords[2] = \"kU7!velo\";", "passwords", "kU7!velo"},
      },
      kCode);
}

TEST_CASE("in code the literal may stand on the next line") {
  check_all({{"password =\n    \"kU7!velo\"", "password", "kU7!velo"},
             {"password:\r\n\t'kU7!velo'", "password", "kU7!velo"},
             {"setPassword(\n  \"kU7!velo\")", "setPassword", "kU7!velo"}},
            kCode);
  check_none({{"password =\n\n\"kU7!velo\"", "password", ""}}, kCode);
  check_none({{"password:\n  \"kU7!velo\": 1", "password", ""}}, kNoCode);
}

TEST_CASE("outside of code a value needs no quotes") {
  check_all({{"PASSWORD=kU7!velo", "PASSWORD", "kU7!velo"},
             {"export PASSWORD=kU7!velo; run", "PASSWORD", "kU7!velo"},
             {"db.password = kU7!velo\r\n", "db.password", "kU7!velo"},
             {"password: kU7!velo # of the shop", "password", "kU7!velo"},
             {"- name: DB_PASSWORD\n  value: kU7!velo\n", "DB_PASSWORD", "kU7!velo"},
             {"--password=kU7!velo", "password", "kU7!velo"},
             {"run --password kU7!velo -v", "password", "kU7!velo"},
             {"run -password kU7!velo", "password", "kU7!velo"},
             {"host=db;password=kU7!velo;port=1", "password", "kU7!velo"},
             {"{user: x, password: kU7!velo}", "password", "kU7!velo"},
             {"(its password: kU7!velo).", "password", "kU7!velo"}},
            kNoCode);
  const std::string text = "PASSWORD=kU7!velo";
  CHECK(!read(text, "PASSWORD", kNoCode)->quoted);
}

TEST_CASE("a value without quotes keeps the bracket that closes one of its own") {
  check_all({{"password=${DB_PASSWORD}", "password", "${DB_PASSWORD}"},
             {"PASSWORD=kU7(velo)", "PASSWORD", "kU7(velo)"}},
            kNoCode);
}

TEST_CASE("in code what has no quotes is an expression") {
  check_none({{"password = secrets.token_hex(8)", "password", ""},
              {"password = other", "password", ""},
              {"password: string;", "password", ""},
              {"set(\"password\", value)", "password", ""},
              {"run --password other", "password", ""},
              {"def login(password, user=\"x\"):", "password", ""}},
             kCode);
}

TEST_CASE("an element of XML holds its value") {
  check_all({{"<password>kU7!velo</password>", "password", "kU7!velo"},
             {"<d:password> kU7!velo </d:password>", "password", "kU7!velo"},
             {"<password>\n  kU7!velo\n</password>", "password", "kU7!velo"},
             {"<password>kU7!velo\n</password>", "password", "kU7!velo"},
             {"<entry key=\"password\">kU7!velo</entry>", "password", "kU7!velo"}},
            kNoCode);
  const std::string text = "<password>kU7!velo</password>";
  CHECK(read(text, "password", kNoCode)->quoted);
  check_none({{"<password></password>", "password", ""},
              {"<password>\n</password>", "password", ""},
              {"<password>one\ntwo</password>", "password", ""},
              {"<password><b>kU7!velo</b></password>", "password", ""},
              {"<password>kU7!velo", "password", ""},
              {"if password > 3 and 2 < 1", "password", ""},
              {"<password/><user>x</user>", "password", ""}},
             kNoCode);
}

TEST_CASE("what gives nothing to a name is no assignment") {
  const std::vector<Case> cases = {
      {"password", "password", ""},
      {"password ", "password", ""},
      {"password;", "password", ""},
      {"password.", "password", ""},
      {"password = ", "password", ""},
      {"password = \"\"", "password", ""},
      {"password = ''\nuser = 'x'", "password", ""},
      {"password = \"\"\"\"\"\"", "password", ""},
      {"password = \"kU7!velo", "password", ""},
      {"password = \"kU7!\nvelo\"", "password", ""},
      {"password = 'kU7!velo\"", "password", ""},
      {"password = \"kU7!velo\\\"", "password", ""},
      {"password\n\"kU7!velo\"", "password", ""},
      {"password) \"kU7!velo\"", "password", ""},
      {"password and \"kU7!velo\"", "password", ""},
      {"password[i] = \"kU7!velo\"", "password", ""},
      {"encode(password, \"kU7!velo\")", "password", ""},
      {"[\"user\", \"password\",\n \"kU7!velo\"]", "password", ""},
      {"${PASSWORD:?\"kU7!velo\"}", "PASSWORD", ""},
      {"${PASSWORD:+\"kU7!velo\"}", "PASSWORD", ""},
  };
  check_none(cases, kCode);
  check_none(cases, kNoCode);
}

TEST_CASE("a quote behind a backslash belongs to the literal") {
  check_all({{"password = \"kU7\\\"velo\"", "password", "kU7\\\"velo"},
             {"password = 'kU7\\'velo'", "password", "kU7\\'velo"},
             {"password = \"kU7\\\\\"; user = \"x\"", "password", "kU7\\\\"},
             {"password = \"kU7'velo\"", "password", "kU7'velo"},
             {"password = 'kU7\"velo'", "password", "kU7\"velo"},
             {"password = `kU7\nvelo`", "password", "kU7\nvelo"}},
            kCode);
}

TEST_CASE("a literal in triple quotes ends at three quotes and is read to its line's end") {
  check({"password = \"\"\"kU7!velo\nmore\"\"\"", "password", "kU7!velo"}, kCode);
}

TEST_CASE("a triple-quoted literal may hold one quote") {
  check({"password = \"\"\"kU7\"velo\"\"\"", "password", "kU7\"velo"}, kCode);
}

TEST_CASE("a name is read whole, from the text's first byte on") {
  check({"password='kU7!velo'", "password", "kU7!velo"}, kCode);
  check({"x='1';spring.datasource.db-password='kU7!velo'", "spring.datasource.db-password",
         "kU7!velo"},
        kCode);
  check({"contrase\xc3\xb1"
         "a = 'kU7!velo'",
         "contrase\xc3\xb1"
         "a",
         "kU7!velo"},
        kCode);
  check({"password = 'v\xc3\xa9lo\xe2\x82\xac 7'", "password", "v\xc3\xa9lo\xe2\x82\xac 7"}, kCode);
  const auto at_begin = assignment_at("password='kU7!velo'", 0, kCode);
  REQUIRE(at_begin);
  CHECK(at_begin->name == prodready::Span{0, 8});
}

TEST_CASE("a name may end with letters outside of ASCII") {
  // An anchor may end before the name does: in パスワード behind its third letter.
  const std::string name = "\xe3\x83\x91\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x89";
  const std::string text = name + ": \"kU7!velo\"";
  const auto found = assignment_at(text, 9, kNoCode);
  REQUIRE(found);
  CHECK(part(text, found->name) == name);
  CHECK(part(text, found->value) == "kU7!velo");
}

TEST_CASE("an anchor may end behind the sign") {
  const auto value_at = [](const std::string& text, const std::string& anchor) {
    const auto found = assignment_at(text, text.find(anchor) + anchor.size(), kCode);
    return std::string(found ? part(text, found->value) : "");
  };
  CHECK(value_at("pass = 'kU7!velo'", "pass =") == "kU7!velo");
  CHECK(value_at("{\"pass\": \"kU7!velo\"}", "pass\":") == "kU7!velo");
  CHECK(value_at("db['pass'] = 'kU7!velo'", "pass'] =") == "kU7!velo");
}

TEST_CASE("a place behind everything is in no name") {
  CHECK(!assignment_at("", 0, kCode));
  CHECK(!assignment_at("password = 'x'", 14, kCode));
  CHECK(!assignment_at(" = 'x'", 0, kCode));
  CHECK(!assignment_at("--- = 'x'", 2, kNoCode));
}

TEST_CASE("a literal that is joined with more is marked") {
  const auto goes_on = [](const std::string& text) {
    INFO(text);
    const auto found = read(text, "password", kCode);
    REQUIRE(found);
    return found->goes_on;
  };
  for (const char* text :
       {"password = \"abc\" + salt", "password = 'abc' . $salt", "password = 'abc'.$salt",
        "password = 'abc' .. salt", "password = \"abc%d\" % 3", "password = 'abc': 1",
        "{'password', 'abc' = 1"})
    CHECK(goes_on(text));
  for (const char* text :
       {"password = \"abc\"", "password = \"abc\";", "password = 'abc')",
        "password = \"abc\".trim()", "password = 'abc' # + salt", "password = 'abc' == x",
        "password = 'abc'::text", "password = \"abc\", user + \"x\""})
    CHECK(!goes_on(text));
}

TEST_CASE("a literal that is joined with more on the next line is marked") {
  const auto found = read("String password = \"abc\"\n    + salt;", "password", kCode);
  REQUIRE(found);
  CHECK(found->goes_on);
}

TEST_CASE("a literal that is compared is whole, whatever follows") {
  const auto found = read("if password == \"abc\":\n", "password", kCode);
  REQUIRE(found);
  CHECK(!found->goes_on);
}

TEST_CASE("an attribute of an element is no type") {
  check_none({{"<PasswordInput label=\"abc\" />", "PasswordInput", ""},
              {"<Password testId='abc' value={x} />", "Password", ""},
              {"</password x=\"abc\">", "password", ""}},
             kCode);
}

TEST_CASE("a literal handed to a call is marked") {
  const auto is_argument = [](const std::string& text) {
    const auto found = read(text, "password", kCode);
    REQUIRE(found);
    return found->argument;
  };
  CHECK(is_argument("set(\"password\", \"abc\")"));
  CHECK(is_argument("password(\"abc\")"));
  CHECK(!is_argument("connect(password=\"abc\")"));
  CHECK(!is_argument("password = \"abc\""));
}

TEST_CASE("no cut of a text is read beyond its end") {
  std::vector<std::string> texts = {"password = \\\"abc\\\"",
                                    "<password>\n abc \n</password>",
                                    "<add key=\"password\" value=\"abc\"/>",
                                    "password[12] = \"abc\"",
                                    "password: &'static str = \"abc\" + x",
                                    "password = \"\"\"abc\"\"\""};
  for (const Case& c : quoted()) texts.push_back(c.text);
  for (const std::string& text : texts) {
    for (size_t size = 0; size <= text.size(); ++size) {
      const std::vector<char> exact(text.begin(), text.begin() + static_cast<long>(size));
      const std::string_view cut(exact.data(), exact.size());
      for (size_t at = 0; at <= size; ++at) {
        for (bool code : {kCode, kNoCode}) {
          const auto found = assignment_at(cut, at, code);
          if (!found) continue;
          CHECK(found->name.begin < found->name.end);
          CHECK(found->name.end <= found->value.begin);
          CHECK(found->value.begin < found->value.end);
          CHECK(found->value.end <= size);
        }
        CHECK(context_before(cut, at).end == at);
        is_assigned(cut, at);
      }
    }
  }
}

TEST_CASE("only the text nearby is read") {
  const std::string far(5000, ' ');
  CHECK(!read("password" + far + "= 'abc'", "password", kCode));
  CHECK(!read("password =" + far + "'abc'", "password", kCode));
  CHECK(!read("password = '" + std::string(5000, 'a') + "'", "password", kCode));
  CHECK(read("password = '" + std::string(2000, 'a') + "'", "password", kCode));
  const std::string long_name = "password_" + std::string(400, 'x');
  CHECK(!assignment_at(long_name + " = 'abc'", 8, kCode));
}

TEST_CASE(
    "what stands before a value may name it: its line, or the one before when it says nothing") {
  const auto context = [](const std::string& text) {
    return std::string(part(text, context_before(text, text.find("VALUE"))));
  };
  CHECK(context("VALUE") == "");
  CHECK(context("datadog\nkey = VALUE") == "key = ");
  CHECK(context("datadog:\n  - \"VALUE\"") == "datadog:\n  - \"");
  CHECK(context("datadog:\n\n  VALUE") == "\n  ");
  CHECK(context(std::string(300, 'x') + " VALUE").size() == 160);
}

TEST_CASE("an operator or a flag gives a value to what stands before it") {
  const auto assigned = [](const std::string& text) {
    return is_assigned(text, text.find("VALUE"));
  };
  for (const char* text :
       {"key=VALUE", "key = \"VALUE\"", "key: VALUE", "key => 'VALUE'", "set(VALUE)",
        "set(\"k\", VALUE)", "<key>VALUE</key>", "key = [\"VALUE\"]", "key = @\"VALUE\"",
        "key = b'VALUE'", "key = \\\"VALUE\\\"", "run --token VALUE", "run -t VALUE",
        "run --token \"VALUE\"", "key:\n  VALUE"}) {
    INFO(text);
    CHECK(assigned(text));
  }
  for (const char* text : {"VALUE", " VALUE", "key VALUE", "the key is VALUE", "a/VALUE",
                           "key; VALUE", "well-known VALUE"}) {
    INFO(text);
    CHECK(!assigned(text));
  }
}

TEST_CASE("the dash of a list is no flag") {
  const std::string text = "see datadog\n - VALUE";
  CHECK(!is_assigned(text, text.find("VALUE")));
}
