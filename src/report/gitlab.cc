// GitLab code quality: an array of findings, of which the merge request shows description,
// severity, path and line. Suppressed findings have no place in it.
#include <ostream>

#include "report/finding_text.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "report/severity_names.h"

namespace prodready {
namespace {

/// The rule is named in the description, too: GitLab does not show `check_name`.
Json issue(const AuditResult& result, const Finding& finding, const std::string& fingerprint) {
  const Rule& rule = *finding.rule;
  const Severity severity = reported_severity(result.policy, finding);
  return {
      {"description", json_text(rule.id + ": " + headline(finding))},
      {"check_name", json_text(rule.id)},
      {"fingerprint", json_text(fingerprint)},
      {"severity", severity_names(severity).code_quality},
      {"location",
       {{"path", json_text(repository_path(result, finding.path))},
        {"lines", {{"begin", finding.location.start.line}, {"end", finding.location.end.line}}}}}};
}

}  // namespace

void write_gitlab(const AuditResult& result, std::ostream& out) {
  UniqueFingerprints fingerprints;
  out << "[";
  bool first = true;
  for (const Finding& finding : result.findings) {
    const std::string fingerprint = fingerprints.next(finding.fingerprint);
    out << (first ? "\n  " : ",\n  ") << json_line(issue(result, finding, fingerprint));
    first = false;
  }
  out << (first ? "]\n" : "\n]\n");
}

}  // namespace prodready
