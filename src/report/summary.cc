#include "report/summary.h"

#include <array>
#include <ostream>
#include <string>

#include "report/amounts.h"
#include "report/coverage_lines.h"
#include "report/ink.h"
#include "report/policy_lines.h"
#include "report/verdict_line.h"

namespace prodready {
namespace {

/// Titles of the categories, padded to one width, by Category.
constexpr std::array<std::string_view, 3> kTitles = {
    "Credentials     ",
    "Debug switches  ",
    "Environments    ",
};

void write_table(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  std::array<SeverityCounts, kTitles.size()> counts{};
  for (const Finding& finding : result.findings) {
    if (is_accepted(finding) || !is_certain(result.policy, finding)) continue;
    ++counts[static_cast<size_t>(finding.rule->category)][static_cast<size_t>(finding.severity)];
  }
  for (size_t i = 0; i < kTitles.size(); ++i) {
    write_wrapped(style, kTitles[i], "  ", counts_in_words(counts[i], style), out);
  }
  out << '\n';
}

void write_notification(const Notification& notification, const TerminalStyle& style,
                        std::ostream& out) {
  constexpr std::array<std::string_view, 3> kLabels = {"note", "warning", "error"};
  constexpr std::array<Paint, 3> kPaints = {Paint::strong, Paint::caution, Paint::bad};
  const auto level = static_cast<size_t>(notification.level);
  const std::string label = painted(style, kPaints[level], kLabels[level]) + ": ";
  std::string text = shown(style, notification.path);
  if (notification.line > 0) text += ":" + std::to_string(notification.line);
  text += (text.empty() ? "" : ": ") + shown(style, notification.message);
  write_wrapped(style, label, "  ", text, out);
}

void write_notifications(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  const size_t listed = listed_count(result.notifications.size(), 10, style);
  for (size_t i = 0; i < listed; ++i) write_notification(result.notifications[i], style, out);
  write_unlisted(result.notifications.size() - listed, style, out);
}

}  // namespace

void write_summary(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  if (!result.findings.empty()) write_table(result, style, out);
  write_verdict(result, style, out);
  write_coverage(result, style, out);
  write_baseline(result, style, out);
  write_hidden(result, style, out);
  write_suppressed(result, style, out);
  write_failures(result, style, out);
  write_notifications(result, style, out);
  write_policy(result.policy, result.coverage, style, out);
  if (!result.findings.empty()) {
    const std::string id = shown(style, result.findings.front().rule->id);
    write_wrapped(style, "next: ", "  ", "prodready explain " + id, out);
  }
}

}  // namespace prodready
