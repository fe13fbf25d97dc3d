#include "findings/grading.h"

#include "catch.h"

using prodready::Category;
using prodready::Confidence;
using prodready::Environment;
using prodready::Severity;

namespace {

std::string graded(const prodready::Rule& rule, Environment environment) {
  const auto grade = prodready::grade(rule, environment);
  return grade ? std::string(name(grade->severity)) : "none";
}

}  // namespace

TEST_CASE("severity follows the environment of the file") {
  prodready::Rule secret;
  secret.severity = Severity::critical;
  prodready::Rule debug;
  debug.category = Category::debug;
  debug.severity = Severity::high;
  debug.confidence = Confidence::medium;

  struct Case {
    Environment environment;
    const char* secret;
    const char* debug;
  };
  const Case cases[] = {
      {Environment::production, "critical", "high"},
      {Environment::staging, "critical", "high"},
      {Environment::unknown, "critical", "medium"},
      {Environment::ci, "critical", "medium"},
      {Environment::development, "critical", "info"},
      {Environment::test, "medium", "info"},
      {Environment::example, "medium", "info"},
      {Environment::documentation, "medium", "info"},
      {Environment::vendored, "medium", "none"},
  };
  for (const Case& c : cases) {
    INFO(name(c.environment));
    CHECK(graded(secret, c.environment) == c.secret);
    CHECK(graded(debug, c.environment) == c.debug);
  }
}

TEST_CASE("a sure debug rule keeps its severity where the environment is unknown") {
  prodready::Rule rule;
  rule.category = Category::debug;
  rule.severity = Severity::high;
  rule.confidence = Confidence::high;
  CHECK(graded(rule, Environment::unknown) == "high");
}

TEST_CASE("a rule's own table wins") {
  prodready::Rule rule;
  rule.severity = Severity::high;
  rule.environments[static_cast<size_t>(Environment::test)] = {true, false, Severity::critical};
  rule.environments[static_cast<size_t>(Environment::development)] = {true, true, Severity::info};
  CHECK(graded(rule, Environment::test) == "critical");
  CHECK(graded(rule, Environment::development) == "none");
  CHECK(prodready::grade(rule, Environment::test)->reason == "raised from high: test file");
}
