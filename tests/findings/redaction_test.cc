#include "findings/redaction.h"

#include "catch.h"

using prodready::redacted;
using prodready::secret_looking;

namespace {

std::string hidden(std::string text) {
  const auto spans = secret_looking(text);
  for (auto span = spans.rbegin(); span != spans.rend(); ++span)
    text.replace(span->begin, span->end - span->begin, "#");
  return text;
}

}  // namespace

TEST_CASE("a redacted secret shows at most its first four characters") {
  CHECK(redacted("ghp_Zx81kQm4TbN0aVr7LcYd52hPwEsUf93GjoXi") == "ghp_…[36]");
  CHECK(redacted("hunter2") == "…[7]");
  CHECK(redacted("nineteen characters") == "…[19]");
  CHECK(redacted("a/b/cdefghijklmnopqrstuvwxyz") == "a…[27]");
}

TEST_CASE("what looks like a secret is hidden in the lines around a finding") {
  CHECK(hidden("AWS_SECRET_ACCESS_KEY=kR4vT9zQ1mW7bX2cN5dF8gH0jL3pS6uY+aEiO/t2") ==
        "AWS_SECRET_ACCESS_KEY=#");
  CHECK(hidden("password = \"hunter2\"") == "password = \"#\"");
  CHECK(hidden("\"dbPassword\": \"s3cr3t\",") == "\"dbPassword\": \"#\",");
  CHECK(hidden("postgres://app:s3cr3t@db.internal/app") == "postgres://app:#@db.internal/app");
  CHECK(hidden("token: abc") == "token: #");
  CHECK(hidden("SMTP_PASS=hunterB2x9") == "SMTP_PASS=#");
}

TEST_CASE("ordinary text stays readable") {
  for (const char* text :
       {"REGION = \"eu-west-1\"", "import django.conf.settings",
        "https://docs.python.org/3/library/os.html",
        "def test_the_longest_function_name():", "# see chapter 12 of the handbook", "DEBUG = True",
        "const token = process.env.GITHUB_TOKEN;", "password = os.environ['DB_PASSWORD']",
        "secret := readSecret()"}) {
    CHECK(hidden(text) == text);
  }
}
