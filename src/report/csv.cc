// A table (RFC 4180): one line a finding, suppressed ones too. Every field is quoted, so that no
// content changes the shape, and none of them is a formula.
#include <array>
#include <ostream>
#include <string>

#include "report/finding_text.h"
#include "report/ordered.h"
#include "report/plain.h"
#include "report/report.h"
#include "text/format_escape.h"

namespace prodready {
namespace {

constexpr std::string_view kEndOfLine = "\r\n";

std::string all_of(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : "; ") + one;
  return text;
}

std::string cwe(const Finding& finding) {
  std::string text;
  for (const std::string_view weakness : weaknesses(*finding.rule))
    text.append(text.empty() ? "" : " ").append(weakness);
  return text;
}

std::string suppressed_by(const Finding& finding) {
  if (!finding.suppression) return "";
  return finding.suppression->kind == SuppressionKind::in_source ? "inSource" : "external";
}

const CommitPlace* first(const std::vector<CommitPlace>& commits) {
  return commits.empty() ? nullptr : &commits.front();
}

struct Column {
  std::string_view name;
  std::string (*value)(const AuditResult& result, const Finding& finding);
};

using Result = const AuditResult&;
using Row = const Finding&;

/// Names as in the JSON report.
const std::array kColumns = {
    Column{"severity", [](Result, Row f) { return std::string(name(f.severity)); }},
    Column{"confidence", [](Result, Row f) { return std::string(name(f.confidence)); }},
    Column{"counted",
           [](Result r, Row f) {
             return std::string(!f.suppression && is_certain(r.policy, f) ? "yes" : "no");
           }},
    Column{"ruleId", [](Result, Row f) { return f.rule->id; }},
    Column{"category", [](Result, Row f) { return std::string(name(f.rule->category)); }},
    Column{"path", [](Result r, Row f) { return repository_path(r, f.path); }},
    Column{"startLine", [](Result, Row f) { return std::to_string(f.location.start.line); }},
    Column{"startColumn", [](Result, Row f) { return std::to_string(f.location.start.column); }},
    Column{"endLine", [](Result, Row f) { return std::to_string(f.location.end.line); }},
    Column{"endColumn", [](Result, Row f) { return std::to_string(f.location.end.column); }},
    Column{"message", [](Result, Row f) { return headline(f); }},
    Column{"detail", [](Result, Row f) { return f.detail; }},
    Column{"environment", [](Result, Row f) { return std::string(name(f.environment)); }},
    Column{"reasons", [](Result, Row f) { return all_of(f.reasons); }},
    Column{"occurrences", [](Result, Row f) { return std::to_string(f.occurrences); }},
    Column{"remediation", [](Result, Row f) { return f.rule->fix; }},
    Column{"cwe", [](Result, Row f) { return cwe(f); }},
    Column{"fingerprint", [](Result, Row f) { return f.fingerprint; }},
    Column{"baselineState", [](Result, Row f) { return std::string(baseline_word(f.baseline)); }},
    Column{"introducedCommit",
           [](Result, Row f) {
             const CommitPlace* commit = f.history ? first(f.history->introduced) : nullptr;
             return commit ? commit->commit : "";
           }},
    Column{"introducedDate",
           [](Result, Row f) {
             const CommitPlace* commit = f.history ? first(f.history->introduced) : nullptr;
             return commit ? commit->date : "";
           }},
    Column{"removedCommit",
           [](Result, Row f) {
             const CommitPlace* commit = f.history ? first(f.history->removed) : nullptr;
             return commit ? commit->commit : "";
           }},
    Column{"suppressed", [](Result, Row f) { return suppressed_by(f); }},
    Column{"justification",
           [](Result, Row f) { return f.suppression ? f.suppression->reason : std::string(); }},
};

}  // namespace

void write_csv(const AuditResult& result, std::ostream& out) {
  for (const Column& column : kColumns)
    out << (&column == &kColumns.front() ? "" : ",") << csv_field(column.name);
  out << kEndOfLine;
  for (const Finding* finding : all_findings(result)) {
    for (const Column& column : kColumns) {
      if (&column != &kColumns.front()) out << ",";
      out << csv_field(plain(column.value(result, *finding)));
    }
    out << kEndOfLine;
  }
}

}  // namespace prodready
