#include "report/coverage_lines.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <vector>

#include "report/amounts.h"
#include "report/finding_text.h"
#include "report/ink.h"
#include "report/place.h"

namespace prodready {
namespace {

constexpr size_t kListedSuppressed = 5;
constexpr size_t kListedFailures = 10;

/// "37", "37 and 2 folders", "2 folders"
std::string files_and_folders(uint64_t files, uint64_t folders) {
  if (folders == 0) return amount(files);
  const std::string text = counted(folders, "folder");
  return files == 0 ? text : amount(files) + " and " + text;
}

std::string skipped_text(const Coverage& coverage) {
  uint64_t files = 0, folders = 0;
  std::string reasons;
  for (const auto& [reason, skipped] : coverage.skipped) {
    files += skipped.files;
    folders += skipped.directories;
    reasons += (reasons.empty() ? "" : "; ") +
               files_and_folders(skipped.files, skipped.directories) + " " +
               std::string(description(reason));
  }
  if (reasons.empty()) return "skipped none";
  return "skipped " + files_and_folders(files, folders) + " (" + reasons + ")";
}

std::string history_text(const HistoryCoverage& history) {
  std::string text = counted(history.commits, "commit") + ", " + counted(history.trees, "tree") +
                     ", " + counted(history.blobs, "blob") + ", " + counted(history.tags, "tag") +
                     " (" + byte_size(history.bytes) + ")";
  if (history.shallow) text += ", a shallow clone: older commits are missing";
  if (history.partial) text += ", a partial clone: some objects are missing";
  return text;
}

std::string accepted_by(const AuditResult& result) {
  const auto by_comment = [](const Finding& finding) {
    return finding.suppression && finding.suppression->kind == SuppressionKind::in_source;
  };
  const auto comments = static_cast<uint64_t>(
      std::count_if(result.suppressed.begin(), result.suppressed.end(), by_comment));
  const uint64_t configured = result.suppressed.size() - comments;
  if (configured == 0) return "by comments";
  if (comments == 0) return "by configuration";
  return amount(comments) + " by comments, " + amount(configured) + " by configuration";
}

void write_accepted(const Finding& finding, const TerminalStyle& style, std::ostream& out) {
  std::string text = place(finding, style);
  if (finding.suppression) {
    const Suppression& suppression = *finding.suppression;
    const bool unexplained = suppression.reason.empty();
    text.append(": ").append(unexplained ? "no reason given" : shown(style, suppression.reason));
    if (!suppression.owner.empty()) text += ", by " + shown(style, suppression.owner);
    if (!suppression.until.empty()) text += ", until " + shown(style, suppression.until);
    const bool elsewhere = suppression.kind != SuppressionKind::in_source;
    if (elsewhere && !suppression.origin.empty())
      text += " (" + shown(style, suppression.origin) + ")";
  }
  write_wrapped(style, "  " + shown(style, finding.rule->id) + " ", "    ", text, out);
}

}  // namespace

void write_coverage(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  const Coverage& coverage = result.coverage;
  std::string text = amount(coverage.scanned) + " of " + counted(coverage.discovered, "file") +
                     " (" + byte_size(coverage.bytes) + ")";
  if (style.show_time) text += " in " + duration(result.seconds);
  text.append(separator(style)).append(skipped_text(coverage));
  write_wrapped(style, "scanned ", "  ", text, out);
  if (coverage.history)
    write_wrapped(style, "history: ", "  ", history_text(*coverage.history), out);
}

void write_hidden(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  const Policy& policy = result.policy;
  std::string text;
  const auto add = [&](uint64_t count, std::string_view flag, std::string_view value) {
    if (count == 0) return;
    text += (text.empty() ? "" : " and ") + amount(count);
    text.append(" below ").append(flag).append(" ").append(value);
  };
  add(result.hidden.below_min_confidence, "--min-confidence", name(policy.min_confidence));
  add(result.hidden.below_min_severity, "--min-severity", name(policy.min_severity));
  if (const uint64_t count = result.hidden.on_unchanged_lines; count > 0)
    text += (text.empty() ? "" : " and ") + amount(count) + " on unchanged lines";
  if (!text.empty()) write_wrapped(style, "", "  ", text + " not shown", out);
}

void write_baseline(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  std::array<uint64_t, 5> counts{};
  for (const Finding& finding : result.findings) ++counts[static_cast<size_t>(finding.baseline)];
  std::string text;
  const auto add = [&](uint64_t count, std::string_view word) {
    if (count == 0) return;
    text += (text.empty() ? "" : ", ") + amount(count) + " " + std::string(word);
  };
  for (size_t i = 1; i < counts.size(); ++i)
    add(counts[i], baseline_word(static_cast<BaselineState>(i)));
  add(result.fixed.size(), "fixed");
  if (!text.empty()) write_wrapped(style, "baseline: ", "  ", text, out);
}

void write_suppressed(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  if (result.suppressed.empty()) return;
  const size_t count = result.suppressed.size();
  std::string text = amount(count);
  text.append(" suppressed (").append(accepted_by(result)).append(")");
  write_wrapped(style, "", "  ", text, out);
  const size_t listed = listed_count(count, kListedSuppressed, style);
  for (size_t i = 0; i < listed; ++i) write_accepted(result.suppressed[i], style, out);
  write_unlisted(count - listed, style, out);
}

void write_failures(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  const std::vector<Failure>& failures = result.coverage.failures;
  if (failures.empty()) return;
  write_wrapped(style, painted(style, Paint::caution, "not read") + ": ", "  ",
                counted(failures.size(), "file or folder", "files or folders"), out);
  const size_t listed = listed_count(failures.size(), kListedFailures, style);
  for (size_t i = 0; i < listed; ++i) {
    const std::string text =
        shown(style, failures[i].path) + ": " + shown(style, failures[i].message);
    write_wrapped(style, "  ", "    ", text, out);
  }
  write_unlisted(failures.size() - listed, style, out);
}

}  // namespace prodready
