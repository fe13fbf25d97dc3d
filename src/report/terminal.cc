// The terminal report: findings in groups of one rule, then the summary, where the eye rests.
#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/amounts.h"
#include "report/annotation.h"
#include "report/ink.h"
#include "report/place.h"
#include "report/report.h"
#include "report/summary.h"

namespace prodready {
namespace {

constexpr size_t kFramesPerRule = 3;
constexpr size_t kNamedPlaces = 5;
constexpr size_t kLessCertainLines = 10;

using Group = std::vector<const Finding*>;

/// The certain findings by rule; rules in the order of their worst finding.
std::vector<Group> groups_by_rule(const AuditResult& result) {
  std::vector<Group> groups;
  std::unordered_map<const Rule*, size_t> index;
  for (const Finding& finding : result.findings) {
    if (is_accepted(finding) || !is_certain(result.policy, finding)) break;  // they come last
    const auto [entry, is_new] = index.try_emplace(finding.rule, groups.size());
    if (is_new) groups.emplace_back();
    groups[entry->second].push_back(&finding);
  }
  return groups;
}

/// "… 7 more aws-access-key-id in 3 files: a.py:3, b.py:9, … (--all to show)"
void write_rest(const Group& group, size_t shown_count, const TerminalStyle& style,
                std::ostream& out) {
  std::set<std::string_view> files;
  for (size_t i = shown_count; i < group.size(); ++i) files.insert(group[i]->path);

  const size_t rest = group.size() - shown_count;
  std::string text = amount(rest) + " more " + shown(style, group.front()->rule->id) + " in " +
                     counted(files.size(), "file") + ":";
  for (size_t i = 0; i < std::min(rest, kNamedPlaces); ++i) {
    text += (i == 0 ? " " : ", ") + place(*group[shown_count + i], style);
  }
  if (rest > kNamedPlaces) text.append(", ").append(ellipsis(style));
  write_wrapped(style, "   " + std::string(ellipsis(style)) + " ", "     ",
                text + " (--all to show)", out);
}

void write_group(const Group& group, const TerminalStyle& style, std::ostream& out) {
  const size_t frames = style.show_all ? group.size() : std::min(group.size(), kFramesPerRule);
  for (size_t i = 0; i < frames; ++i) {
    if (i > 0) out << '\n';
    write_annotation(*group[i], style, i == 0, out);
  }
  if (frames < group.size()) write_rest(group, frames, style, out);
  out << '\n';
}

/// One line each: they may be something else, and must not stand before what is sure.
void write_less_certain(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  const uint64_t count = count_less_certain(result);
  if (count == 0) return;
  out << painted(style, Paint::strong, "Less certain") << ", not counted by the gate:\n";
  const size_t listed = listed_count(count, kLessCertainLines, style);
  const size_t first = result.findings.size() - count_accepted(result) - count;
  for (size_t i = first; i < first + listed; ++i) {
    const Finding& finding = result.findings[i];
    std::string text = place(finding, style) + " " + shown(style, finding.rule->id);
    // The last reasons are about the confidence, the first about the severity.
    if (!finding.reasons.empty()) text += ": " + shown(style, finding.reasons.back());
    write_wrapped(style, "  ", "    ", text, out);
  }
  write_unlisted(count - listed, style, out);
  out << '\n';
}

}  // namespace

void write_terminal(const AuditResult& result, const TerminalStyle& style, std::ostream& out) {
  for (const Group& group : groups_by_rule(result)) write_group(group, style, out);
  write_less_certain(result, style, out);
  write_summary(result, style, out);
}

}  // namespace prodready
