#include "report/severity_names.h"

#include <array>

namespace prodready {
namespace {

// By Severity. Columns as in SeverityNames.
constexpr std::array<SeverityNames, 5> kNames = {{
    {"", "note", "recommendation", "notice", "info", "Info", "INFO", "LOW", "INFO", "info"},
    {"3.0", "note", "recommendation", "notice", "info", "Low", "INFO", "LOW", "INFO", "info"},
    {"5.5", "warning", "warning", "warning", "minor", "Medium", "MINOR", "MEDIUM", "WARNING",
     "warning"},
    {"8.0", "error", "error", "error", "major", "High", "MAJOR", "HIGH", "ERROR", "error"},
    {"9.5", "error", "error", "error", "critical", "Critical", "CRITICAL", "HIGH", "ERROR",
     "error"},
}};

}  // namespace

const SeverityNames& severity_names(Severity severity) {
  return kNames[static_cast<size_t>(severity)];
}

Severity reported_severity(const Policy& policy, const Finding& finding) {
  return is_certain(policy, finding) ? finding.severity : Severity::info;
}

}  // namespace prodready
