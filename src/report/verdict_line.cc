#include "report/verdict_line.h"

#include <algorithm>
#include <ostream>

#include "report/amounts.h"
#include "report/ink.h"

namespace prodready {
namespace {

/// "gate: --fail-on high", and who set it where that was not the user at the command line.
std::string gate(const AuditResult& result, const TerminalStyle& style) {
  const Policy& policy = result.policy;
  std::string text = "gate: --fail-on ";
  text += gate_name(policy);
  const auto origin = policy.origins.find("fail-on");
  const bool plain = origin == policy.origins.end() || origin->second == "default" ||
                     origin->second.starts_with("--");
  return plain ? text : text + " (" + shown(style, origin->second) + ")";
}

/// " · 3 less certain"
std::string less_certain(const AuditResult& result, const TerminalStyle& style) {
  const uint64_t count = count_less_certain(result);
  return count == 0 ? "" : std::string(separator(style)) + amount(count) + " less certain";
}

/// " · 12 in the baseline · 2 of it fixed"
std::string accepted(const AuditResult& result, const TerminalStyle& style) {
  const uint64_t count = count_accepted(result);
  std::string text;
  if (count > 0) text += std::string(separator(style)) + amount(count) + " in the baseline";
  if (!result.fixed.empty())
    text += std::string(separator(style)) + amount(result.fixed.size()) + " of it fixed";
  return text;
}

/// "2 critical, 1 low · 3 less certain · 12 in the baseline"
std::string counts(const AuditResult& result, const TerminalStyle& style) {
  return counts_in_words(count_by_severity(result), style) + less_certain(result, style) +
         accepted(result, style);
}

std::string files(uint64_t count) { return counted(count, "file"); }

/// Only deletions may be among what was changed: they leave no file to audit.
std::string nothing_changed_text(const AuditResult& result) {
  return result.scope == Scope::staged ? "nothing is staged that adds or changes a file"
                                       : "nothing adds or changes a file";
}

std::string ready_text(const AuditResult& result, const TerminalStyle& style) {
  if (result.nothing_to_audit) return nothing_changed_text(result);
  const std::string scanned = files(result.coverage.scanned);
  const Hidden& hidden = result.hidden;
  const bool all_shown = hidden.below_min_severity == 0 && hidden.below_min_confidence == 0 &&
                         hidden.on_unchanged_lines == 0 && result.suppressed.empty();
  const bool none = result.findings.empty();
  if (none && (all_shown || !result.policy.fail_on))
    return "no finding in " + scanned + accepted(result, style);
  std::string text = count_accepted(result) > 0 ? "no new finding" : "no finding";
  if (!result.policy.fail_on_new) text.append(" at or above ").append(name(*result.policy.fail_on));
  text.append(" in ").append(scanned);
  if (none) return text + accepted(result, style);
  const std::array<uint64_t, 5> new_ones = count_by_severity(result);
  const bool any_new =
      std::any_of(new_ones.begin(), new_ones.end(), [](uint64_t n) { return n > 0; });
  if (count_accepted(result) > 0 && !any_new)
    return text + less_certain(result, style) + accepted(result, style);
  return text.append(separator(style)).append(counts(result, style));
}

std::string not_ready_text(const AuditResult& result, const TerminalStyle& style) {
  return counts(result, style).append(separator(style)) + gate(result, style);
}

/// A tree of which nothing could be scanned.
std::string nothing_text(const AuditResult& result, const TerminalStyle& style) {
  const Coverage& coverage = result.coverage;
  const std::string text =
      result.nothing_to_audit
          ? "nothing to audit: no file was found under " + shown(style, result.root)
          : "none of " + files(coverage.discovered) + " could be scanned";
  const bool ignored = coverage.skipped.contains(SkipReason::git_ignored);
  return ignored ? text + " (--no-gitignore to scan what git ignores)" : text;
}

/// What could not be looked at.
std::string gap_text(const AuditResult& result, const TerminalStyle& style) {
  const Coverage& coverage = result.coverage;
  if (!coverage.failures.empty()) {
    return counted(coverage.failures.size(), "file or folder", "files or folders") +
           " could not be read";
  }
  if (coverage.scanned == 0) return nothing_text(result, style);
  const auto is_error = [](const Notification& n) { return n.level == Notification::Level::error; };
  const auto errors =
      std::count_if(result.notifications.begin(), result.notifications.end(), is_error);
  return counted(static_cast<uint64_t>(errors), "error");
}

std::string incomplete_text(const AuditResult& result, const TerminalStyle& style) {
  const std::string gap = gap_text(result, style);
  if (result.coverage.scanned == 0 && result.findings.empty()) return gap;
  return gap + std::string(separator(style)) + counts(result, style) + " in what was scanned" +
         std::string(separator(style)) + gate(result, style);
}

}  // namespace

std::string counts_in_words(const SeverityCounts& counts, const TerminalStyle& style) {
  std::string text;
  for (size_t i = counts.size(); i-- > 0;) {
    if (counts[i] == 0) continue;
    const auto severity = static_cast<Severity>(i);
    const std::string words = amount(counts[i]) + " " + std::string(name(severity));
    text += (text.empty() ? "" : ", ") + painted(style, paint_of(severity), words);
  }
  return text.empty() ? "no finding" : text;
}

void write_verdict(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  const auto write = [&](Paint paint, std::string_view word, const std::string& text) {
    write_wrapped(style, painted(style, paint, word) + ": ", "  ", text, out);
  };
  switch (verdict(result)) {
    case Verdict::incomplete:
      return write(Paint::caution, "INCOMPLETE", incomplete_text(result, style));
    case Verdict::not_ready:
      return write(Paint::bad, "NOT READY", not_ready_text(result, style));
    case Verdict::ready:
      break;
  }
  // Without a gate nothing was decided, and "ready" would be a claim.
  const bool undecided = !result.policy.fail_on && !result.findings.empty();
  if (undecided) return write(Paint::caution, "NO GATE", not_ready_text(result, style));
  write(Paint::good, "READY", ready_text(result, style));
}

}  // namespace prodready
