// Annotations of GitHub Actions. GitHub keeps ten of each kind from one step and drops the others
// without a word: the worst are written, and a notice says how many there are besides.
#include <ostream>
#include <string>

#include "report/finding_text.h"
#include "report/plain.h"
#include "report/report.h"
#include "report/severity_names.h"
#include "report/verdict_line.h"
#include "text/format_escape.h"

namespace prodready {
namespace {

constexpr size_t kMaxOfKind = 10;

/// How many of each kind were written.
class Annotations {
 public:
  explicit Annotations(std::ostream& out) : out_(out) {}

  /// `keep`: how many of the kind must stay free for others. Whether there was room.
  bool write(std::string_view kind, const std::string& properties, std::string_view message,
             size_t keep = 0) {
    size_t& count = kind == "error" ? errors_ : kind == "warning" ? warnings_ : notices_;
    if (count + keep >= kMaxOfKind) return false;
    ++count;
    out_ << "::" << kind << " " << properties << "::" << command_message(plain(message)) << "\n";
    return true;
  }

 private:
  std::ostream& out_;
  size_t errors_ = 0, warnings_ = 0, notices_ = 0;
};

std::string property(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + command_property(plain(value));
}

std::string properties(const AuditResult& result, const Finding& finding) {
  std::string text = property("file", repository_path(result, finding.path));
  const Location& at = finding.location;
  if (!is_about_file(finding)) {
    text += ",line=" + std::to_string(at.start.line) + ",endLine=" + std::to_string(at.end.line);
    // Columns only mean something on one line.
    if (at.start.line == at.end.line && at.start.column < at.end.column)
      text += ",col=" + std::to_string(at.start.column) +
              ",endColumn=" + std::to_string(at.end.column - 1);
  }
  return text + "," + property("title", finding.rule->id);
}

std::string message(const AuditResult& result, const Finding& finding) {
  return headline(finding) + ". " + joined(notes_of(result.policy, finding), "; ") +
         ". Fix: " + finding.rule->fix;
}

}  // namespace

void write_github(const AuditResult& result, std::ostream& out) {
  Annotations annotations(out);
  const std::string verdict_text = plain_lines(result, write_verdict);
  const std::string_view sentence(verdict_text.data(), verdict_text.find('\n'));
  if (verdict(result) == Verdict::incomplete)
    annotations.write("error", property("title", "prodready: the audit is incomplete"), sentence);
  size_t left_out = 0;
  for (const Finding& finding : result.findings) {
    const std::string_view kind =
        severity_names(reported_severity(result.policy, finding)).annotation;
    const bool written = annotations.write(kind, properties(result, finding),
                                           message(result, finding), kind == "notice" ? 1 : 0);
    if (!written) ++left_out;
  }
  if (left_out > 0)
    annotations.write("notice", property("title", "prodready"),
                      std::to_string(left_out) + " more findings are not annotated here. " +
                          std::string(sentence));
  out << verdict_text;  // no annotation: a line of the log
}

}  // namespace prodready
