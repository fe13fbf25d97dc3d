#include "rules/rule_parser.h"

#include "catch.h"
#include "text/error.h"

namespace {

const std::string kStart = R"(title = "A token"
why = "Because."
fix = "Revoke it."
severity = "high"
confidence = "high"
)";
const std::string kExamples = R"(
[[bad]]
text = "tok_12345678"
finds = "tok_12345678"
[[good]]
why = "too short"
text = "tok_1"
)";

prodready::Rule parse(const std::string& middle, const std::string& examples = kExamples) {
  return prodready::parse_rule(kStart + middle + examples, "rules/credentials/my-token.toml");
}

std::string error_of(const std::string& middle, const std::string& examples = kExamples,
                     const std::string& file = "rules/credentials/my-token.toml") {
  try {
    prodready::parse_rule(kStart + middle + examples, file);
  } catch (const prodready::Error& error) {
    return error.what();
  }
  return "no error";
}

bool holds(const std::string& text, const std::string& part) {
  INFO(text);
  INFO(part);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
  return found;
}

}  // namespace

TEST_CASE("the file's place is the rule's category and id") {
  const prodready::Rule rule = parse("pattern = '''(?x) (?P<secret> tok_ [0-9]{8} )'''");
  CHECK(rule.id == "my-token");
  CHECK(rule.category == prodready::Category::credentials);
  CHECK(rule.pattern == "(?P<secret>tok_[0-9]{8})");
  CHECK(rule.has_secret);
  CHECK(rule.shape == prodready::Shape::pattern);
  CHECK(rule.examples.size() == 2);
}

TEST_CASE("files without a pattern make a path rule") {
  const prodready::Rule rule = parse(R"(files = ["*.{pfx,p12}"])", R"(
[[bad]]
path = "a/key.pfx"
[[good]]
path = "a/key.pem"
why = "another format"
)");
  CHECK(rule.shape == prodready::Shape::path);
  CHECK(rule.files == std::vector<std::string>{"*.pfx", "*.p12"});
}

TEST_CASE("mistakes are named with file, line and a way out") {
  const std::string pattern = "pattern = 'tok_[0-9]{8}'\n";
  holds(error_of(pattern + "entropie = 3\n"), "my-token.toml:7");
  holds(error_of(pattern + "sevrity = 3\n"), "sevrity");
  holds(error_of("pattern = '(?<!x)tok_[0-9]{8}'"), "RE2 has no look-around");
  holds(error_of("pattern = '(tok_)\\1'"), "RE2 has no back-references");
  holds(error_of("pattern = '(tok_[0-9]{8'"), "my-token.toml:6");
  holds(error_of("pattern = '[0-9]*'"), "matches the empty text");
  holds(error_of(""), "a rule needs a `pattern`");
  holds(error_of(pattern + "reach = 9000\n"), "8192");
  holds(error_of(pattern + "min_entropy = 9\n"), "0 to 8");
  holds(error_of(pattern + "files = 'x'\n"), "files");
  holds(error_of(pattern + "allow_shared = ['stok-words']\n"),
        "my-token.toml:7:16: unknown exception \"stok-words\" (did you mean \"stock-words\"?)");
  holds(error_of(pattern, "[[good]]\nwhy='x'\ntext='y'\n"), "no [[bad]] example");
  holds(error_of(pattern, "[[bad]]\ntext='tok_12345678'\n"), "no [[good]] example");
  holds(error_of(pattern + "environments = { prod = 'high' }\n"), "prod");
  holds(error_of(pattern + "environments = { test = 'loud' }\n"), "loud");
  holds(error_of(pattern, kExamples, "rules/secrets/x.toml"), "\"secrets\" is no category");
  holds(error_of(pattern, kExamples, "rules/credentials/My_Token.toml"), "lower-case letters");
}

TEST_CASE("a severity that is none names those that are") {
  try {
    prodready::parse_rule(
        "title='t'\nwhy='w'\nfix='f'\nseverity='hihg'\nconfidence='high'\npattern='abcd'\n" +
            kExamples,
        "rules/debug/x.toml");
    FAIL("no error");
  } catch (const prodready::Error& error) {
    holds(error.what(), "x.toml:4");
    holds(error.what(), "did you mean \"high\"");
  }
}
