#include "findings/grading.h"

namespace prodready {
namespace {

constexpr int kToInfo = 4;

/// Steps down by default; nothing: the rule does not speak there.
std::optional<int> default_steps(const Rule& rule, Environment environment) {
  const bool credential = rule.category == Category::credentials;
  switch (environment) {
    case Environment::production:
    case Environment::staging:
      return 0;
    case Environment::unknown:
      return credential || rule.confidence == Confidence::high ? 0 : 1;
    case Environment::ci:
      return credential ? 0 : 1;
    case Environment::development:
      return credential ? 0 : kToInfo;
    case Environment::test:
    case Environment::example:
    case Environment::documentation:
      return credential ? 2 : kToInfo;
    case Environment::vendored:
      break;
  }
  return credential ? std::optional<int>(2) : std::nullopt;
}

}  // namespace

std::optional<Grade> grade(const Rule& rule, Environment environment) {
  const EnvironmentOverride& own = rule.environments[static_cast<size_t>(environment)];
  if (own.given && own.none) return std::nullopt;
  Grade result{rule.severity, ""};
  if (own.given) {
    result.severity = own.severity;
  } else {
    const std::optional<int> steps = default_steps(rule, environment);
    if (!steps) return std::nullopt;
    result.severity = lowered(rule.severity, *steps);
  }
  if (result.severity != rule.severity) {
    result.reason = std::string(result.severity < rule.severity ? "lowered" : "raised") + " from " +
                    std::string(name(rule.severity)) + ": " + std::string(name(environment)) +
                    " file";
  }
  return result;
}

}  // namespace prodready
