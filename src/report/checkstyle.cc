// Checkstyle XML: findings by file. It has no place for what is suppressed; that the audit is
// incomplete is an error of the file, or of the whole, that could not be read.
#include <algorithm>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "report/finding_text.h"
#include "report/plain.h"
#include "report/report.h"
#include "report/severity_names.h"
#include "text/format_escape.h"

namespace prodready {
namespace {

std::string xml(std::string_view text) { return xml_text(plain(text)); }

std::vector<const Finding*> by_file(const AuditResult& result) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : result.findings) findings.push_back(&finding);
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) {
    return std::tie(a->path, a->location) < std::tie(b->path, b->location);
  });
  return findings;
}

void write_error(const AuditResult& result, const Finding& finding, std::ostream& out) {
  const Position start = finding.location.start;
  const std::string text =
      headline(finding) + " - " + joined(notes_of(result.policy, finding), "; ");
  out << "    <error line=\"" << start.line << "\" column=\"" << start.column << "\" severity=\""
      << severity_names(reported_severity(result.policy, finding)).checkstyle << "\" message=\""
      << xml(text) << "\" source=\"prodready." << name(finding.rule->category) << "."
      << xml(finding.rule->id) << "\"/>\n";
}

/// A file element with one error that is about the audit.
void write_problem(std::string_view path, std::string_view message, std::ostream& out) {
  out << "  <file name=\"" << xml(path)
      << "\">\n    <error line=\"1\" severity=\"error\" message=\"" << xml(message)
      << "\" source=\"prodready.audit.incomplete\"/>\n  </file>\n";
}

void write_problems(const AuditResult& result, std::ostream& out) {
  if (verdict(result) != Verdict::incomplete) return;
  write_problem(".", "the audit is incomplete", out);
  for (const Failure& failure : result.coverage.failures)
    write_problem(repository_path(result, failure.path), failure.message, out);
}

}  // namespace

void write_checkstyle(const AuditResult& result, std::ostream& out) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n";
  write_problems(result, out);
  const std::string* open = nullptr;
  for (const Finding* finding : by_file(result)) {
    if (open == nullptr || *open != finding->path) {
      if (open != nullptr) out << "  </file>\n";
      open = &finding->path;
      out << "  <file name=\"" << xml(repository_path(result, *open)) << "\">\n";
    }
    write_error(result, *finding, out);
  }
  if (open != nullptr) out << "  </file>\n";
  out << "</checkstyle>\n";
}

}  // namespace prodready
