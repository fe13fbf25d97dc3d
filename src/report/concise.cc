// One line a finding, as compilers write them: `path:line:col: severity rule: message`. Editors and
// grep read it.
#include <ostream>
#include <string>

#include "report/coverage_lines.h"
#include "report/finding_text.h"
#include "report/ink.h"
#include "report/place.h"
#include "report/report.h"
#include "report/verdict_line.h"

namespace prodready {
namespace {

/// Wide enough that no line is broken.
TerminalStyle one_line_style() {
  TerminalStyle style;
  style.width = 1000;
  return style;
}

void write_finding(const AuditResult& result, const Finding& finding, const TerminalStyle& style,
                   std::ostream& out) {
  std::string text = place(finding, style, true) + ": " + std::string(name(finding.severity)) +
                     " " + shown(style, finding.rule->id + ": " + headline(finding));
  if (!finding.detail.empty()) text += " - " + shown(style, finding.detail);
  if (!is_certain(result.policy, finding)) text += " [less certain]";
  if (finding.baseline != BaselineState::none)
    text += " [" + std::string(baseline_word(finding.baseline)) + "]";
  write_unbroken(text, out);
}

}  // namespace

void write_concise(const AuditResult& result, std::ostream& out) {
  const TerminalStyle style = one_line_style();
  for (const Finding& finding : result.findings) write_finding(result, finding, style, out);
  write_verdict(result, style, out);
  write_coverage(result, style, out);
  write_baseline(result, style, out);
  write_failures(result, style, out);
}

}  // namespace prodready
