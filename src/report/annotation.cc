#include "report/annotation.h"

#include <algorithm>
#include <ostream>
#include <set>
#include <string>

#include "report/amounts.h"
#include "report/code_line.h"
#include "report/finding_text.h"
#include "report/ink.h"
#include "report/place.h"

namespace prodready {
namespace {

constexpr size_t kNamedLines = 5;

/// The left margin: everything below the headline hangs on it.
class Margin {
 public:
  Margin(const Finding& finding, const TerminalStyle& style) : style_(style) {
    for (const FrameLine& line : finding.frame) {
      width_ = std::max(width_, std::to_string(line.number).size());
    }
  }

  std::string blank(size_t more) const { return std::string(width_ + more, ' '); }
  std::string arrow() const {
    return std::string(width_, ' ') + painted(style_, Paint::gutter, "-->") + " ";
  }
  std::string bar() const { return blank(1) + painted(style_, Paint::gutter, "|"); }
  std::string numbered_bar(uint64_t number) const {
    const std::string digits = std::to_string(number);
    const std::string text = std::string(width_ - digits.size(), ' ') + digits + " |";
    return painted(style_, Paint::gutter, text);
  }
  size_t code_room() const { return columns(style_) - std::min(columns(style_) - 1, width_ + 3); }

  /// Writes `= label: text`, wrapped.
  void note(std::string_view label, std::string_view text, std::ostream& out) const {
    const std::string first = blank(1) + painted(style_, Paint::gutter, "=") + " " +
                              painted(style_, Paint::strong, label) + (label.empty() ? "" : ": ");
    write_wrapped(style_, first, blank(3), text, out);
  }

 private:
  const TerminalStyle& style_;
  size_t width_ = 2;
};

void write_headline(const Finding& finding, const TerminalStyle& style, std::ostream& out) {
  const Paint paint = paint_of(finding.severity);
  const std::string id =
      linked(style, documentation_url(*finding.rule), shown(style, finding.rule->id));
  const std::string label = painted(style, paint, name(finding.severity)) + "[" + id + "]: ";
  write_wrapped(style, label, "  ", shown(style, finding.rule->title), out);
}

void write_code(const Finding& finding, const TerminalStyle& style, const Margin& margin,
                std::ostream& out) {
  if (finding.frame.empty()) return;
  out << margin.bar() << '\n';
  for (const FrameLine& line : finding.frame) {
    const CodeLine code = code_line(line, style, margin.code_room());
    const size_t end = code.text.find_last_not_of(' ') + 1;
    out << margin.numbered_bar(line.number) << (end > 0 ? " " : "") << code.text.substr(0, end)
        << '\n';
    if (code.underline.empty()) continue;
    const size_t indent = code.underline.find('^');
    out << margin.bar() << " " << code.underline.substr(0, indent)
        << painted(style, paint_of(finding.severity), code.underline.substr(indent)) << '\n';
  }
  out << margin.bar() << '\n';
}

std::string environment_text(const Finding& finding, const TerminalStyle& style) {
  const std::string text(name(finding.environment));
  if (finding.environment_reason.empty()) return text;
  return text + " (" + shown(style, finding.environment_reason) + ")";
}

std::string confidence_text(const Finding& finding, const TerminalStyle& style) {
  std::string text(name(finding.confidence));
  for (const std::string& reference : finding.rule->references) {
    if (reference.starts_with("CWE-"))
      text.append(separator(style)).append(shown(style, reference));
  }
  return text;
}

std::string reasons_text(const Finding& finding, const TerminalStyle& style) {
  std::string text;
  for (const std::string& reason : finding.reasons) {
    text += (text.empty() ? "" : "; ") + shown(style, reason);
  }
  return text;
}

std::string occurrences_text(const Finding& finding, const TerminalStyle& style) {
  std::string text = "found " + amount(finding.occurrences) + " times in this file";
  std::set<uint64_t> lines;
  for (const Location& repeat : finding.repeats) lines.insert(repeat.start.line);
  if (lines.empty()) return text;
  text += lines.size() == 1 ? ", also on line " : ", also on lines ";
  size_t named = 0;
  for (const uint64_t line : lines) {
    if (named == kNamedLines) break;
    text += (named++ == 0 ? "" : ", ") + std::to_string(line);
  }
  const bool more = lines.size() > named || finding.occurrences > finding.repeats.size() + 1;
  if (more) text.append(", ").append(ellipsis(style));
  return text;
}

std::string related_text(const Finding& finding, const TerminalStyle& style) {
  std::string text;
  size_t named = 0;
  for (const Related& related : finding.related) {
    if (named++ == kNamedLines) return text.append(", ").append(ellipsis(style));
    text += (text.empty() ? "" : ", ") + shown(style, related.path) + ":" +
            std::to_string(related.location.start.line) + " (" + shown(style, related.text) + ")";
  }
  return text;
}

std::string more_text(const Rule& rule, const TerminalStyle& style) {
  const std::string id = shown(style, rule.id);
  const std::string explain = "prodready explain " + id + "   ignore: ";
  // There may be no line to put a comment on.
  if (rule.shape == Shape::path || rule.shape == Shape::check)
    return explain + "[[ignore]] in .prodready.toml";
  return explain + "prodready:ignore[" + id + "] reason";
}

}  // namespace

void write_annotation(const Finding& finding, const TerminalStyle& style, bool with_advice,
                      std::ostream& out) {
  const Margin margin(finding, style);
  write_headline(finding, style, out);
  out << margin.arrow() << place(finding, style, true) << '\n';
  write_code(finding, style, margin, out);
  if (!finding.detail.empty()) margin.note("what", shown(style, finding.detail), out);
  if (!finding.related.empty()) margin.note("see", related_text(finding, style), out);
  margin.note("environment", environment_text(finding, style), out);
  margin.note("confidence", confidence_text(finding, style), out);
  if (!finding.reasons.empty()) margin.note("why", reasons_text(finding, style), out);
  if (finding.occurrences > 1) margin.note("", occurrences_text(finding, style), out);
  if (finding.baseline != BaselineState::none)
    margin.note("baseline", baseline_word(finding.baseline), out);
  if (finding.history) margin.note("history", shown(style, history_text(*finding.history)), out);
  if (!with_advice) return;
  margin.note("fix", shown(style, finding.rule->fix), out);
  margin.note("more", more_text(*finding.rule, style), out);
}

}  // namespace prodready
