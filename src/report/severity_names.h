// What other formats call our severities: one table for all of them.
#pragma once

#include <string_view>

#include "findings/audit_result.h"

namespace prodready {

struct SeverityNames {
  std::string_view security_severity;  ///< SARIF for GitHub, 0.1 to 10; empty: none
  std::string_view sarif_level;
  std::string_view problem_severity;  ///< SARIF for GitHub, rules that are not about security
  std::string_view annotation;        ///< GitHub workflow command
  std::string_view code_quality;      ///< GitLab
  std::string_view secret_detection;  ///< GitLab
  std::string_view sonar;
  std::string_view sonar_impact;
  std::string_view rdjson;
  std::string_view checkstyle;
};

const SeverityNames& severity_names(Severity severity);

/// The severity for formats that know no confidence: what is less certain than the gate asks for is
/// only information there, so that no CI system fails on it.
Severity reported_severity(const Policy& policy, const Finding& finding);

}  // namespace prodready
