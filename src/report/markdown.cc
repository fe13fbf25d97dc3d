// A Markdown page for job summaries and comments: verdict, counts, the worst findings, the rest
// folded. GitHub drops a summary of more than 1 MiB as a whole: what would not fit is left out, and
// said. Names and snippets of the tree stand as code, where nothing in them is a link, a mention or
// HTML.
#include <array>
#include <ostream>
#include <string>
#include <vector>

#include "report/amounts.h"
#include "report/coverage_lines.h"
#include "report/finding_text.h"
#include "report/ordered.h"
#include "report/plain.h"
#include "report/policy_lines.h"
#include "report/report.h"
#include "report/uri.h"
#include "report/verdict_line.h"
#include "text/format_escape.h"

namespace prodready {
namespace {

constexpr size_t kWorst = 20;
constexpr size_t kMaxPage = 900'000;  // of 1 MiB: what comes after the findings is small
constexpr size_t kMaxCell = 500;
constexpr size_t kMaxPath = 300;
constexpr size_t kMaxLines = 40;

constexpr std::array<std::string_view, 3> kTitles = {"Credentials", "Debug switches",
                                                     "Environments"};

std::string words(std::string_view text) { return markdown_text(plain(text)); }
std::string cell(std::string_view text) { return words(clipped(text, kMaxCell)); }

/// Counts what is written, and refuses what would make the page too long.
class Page {
 public:
  explicit Page(std::ostream& out) : out_(out) {}

  bool fits(const std::string& text) const { return size_ + text.size() <= kMaxPage; }
  void write(const std::string& text) {
    size_ += text.size();
    out_ << text;
  }

 private:
  std::ostream& out_;
  size_t size_ = 0;
};

std::string link(const AuditResult& result, const Finding& finding) {
  const std::string path = repository_path(result, finding.path);
  std::string label = clipped(plain(path), kMaxPath);
  std::string target = uri_path(path);
  if (!is_about_file(finding)) {
    label += ":" + std::to_string(finding.location.start.line);
    target += "#L" + std::to_string(finding.location.start.line);
  }
  // A link cannot hold what ends its text: code that holds a bracket is still code.
  return "[" + markdown_code(label) + "](" + target + ")";
}

std::string what(const Finding& finding) {
  std::string text = cell(finding.rule->title);
  if (!finding.redacted.empty()) text += " " + markdown_code(plain(finding.redacted));
  if (!finding.detail.empty()) text += ": " + cell(finding.detail);
  if (finding.baseline != BaselineState::none)
    text += " (" + std::string(baseline_word(finding.baseline)) + ")";
  if (finding.history) text += "; " + cell(history_text(*finding.history));
  return text;
}

std::string row(const AuditResult& result, const Finding& finding) {
  return "| " + std::string(name(finding.severity)) + " | " +
         markdown_code(plain(finding.rule->id)) + " | " + link(result, finding) + " | " +
         what(finding) + " | " + std::string(name(finding.environment)) + " |\n";
}

std::string suppressed_row(const AuditResult& result, const Finding& finding) {
  const Suppression& suppression = *finding.suppression;
  std::string by = cell(suppression.reason);
  if (!suppression.owner.empty()) by += ", by " + cell(suppression.owner);
  if (!suppression.until.empty()) by += ", until " + cell(suppression.until);
  return "| " + std::string(name(finding.severity)) + " | " +
         markdown_code(plain(finding.rule->id)) + " | " + link(result, finding) + " | " + by +
         " |\n";
}

constexpr const char* kFindingHead =
    "| severity | rule | place | what | environment |\n|---|---|---|---|---|\n";
constexpr const char* kSuppressedHead =
    "| severity | rule | place | accepted because |\n|---|---|---|---|\n";

/// The findings of one table, and how each becomes a row of it.
struct Table {
  const char* head;
  std::string (*row)(const AuditResult& result, const Finding& finding);
  std::vector<const Finding*> findings{};
};

void write_rows(const AuditResult& result, const Table& table, Page& page) {
  page.write(table.head);
  size_t written = 0;
  for (const Finding* finding : table.findings) {
    const std::string text = table.row(result, *finding);
    if (!page.fits(text)) break;
    page.write(text);
    ++written;
  }
  page.write("\n");
  if (written < table.findings.size())
    page.write(amount(table.findings.size() - written) +
               " more are left out here, for the page's length; the JSON report has them.\n\n");
}

void write_folded(const AuditResult& result, const std::string& title, const Table& table,
                  Page& page) {
  if (table.findings.empty()) return;
  page.write("<details><summary>" + title + "</summary>\n\n");
  write_rows(result, table, page);
  page.write("</details>\n\n");
}

void write_counts(const AuditResult& result, Page& page) {
  std::array<SeverityCounts, kTitles.size()> counts{};
  for (const Finding& finding : result.findings) {
    if (is_certain(result.policy, finding))
      ++counts[static_cast<size_t>(finding.rule->category)][static_cast<size_t>(finding.severity)];
  }
  std::string table = "| | critical | high | medium | low | info |\n|---|--:|--:|--:|--:|--:|\n";
  for (size_t i = 0; i < kTitles.size(); ++i) {
    table.append("| ").append(kTitles[i]).append(" |");
    for (size_t s = counts[i].size(); s-- > 0;) table += " " + amount(counts[i][s]) + " |";
    table += "\n";
  }
  page.write(table + "\n");
}

/// How to mend what was found, once a rule.
void write_fixes(const std::vector<const Finding*>& findings, Page& page) {
  const std::vector<const Rule*> rules = rules_of(findings);
  if (rules.empty()) return;
  page.write("<details><summary>How to fix it</summary>\n\n");
  for (const Rule* rule : rules) {
    const std::string text = "- " + markdown_code(plain(rule->id)) + ": " + words(rule->fix) + "\n";
    if (!page.fits(text)) break;
    page.write(text);
  }
  page.write("\n</details>\n\n");
}

/// Lines of the terminal report as a list.
std::string list(const std::string& lines) {
  std::string text;
  size_t count = 0;
  for (size_t at = 0; at < lines.size() && count < kMaxLines; ++count) {
    const size_t end = lines.find('\n', at);
    const size_t begin = lines.find_first_not_of(' ', at);
    if (begin < end)
      text += "- " + markdown_text(clipped(lines.substr(begin, end - begin), 4 * kMaxCell)) + "\n";
    at = end + 1;
  }
  return text;
}

std::string about_the_run(const AuditResult& result) {
  std::string text = plain_lines(result, write_coverage) + plain_lines(result, write_baseline) +
                     plain_lines(result, write_hidden) + plain_lines(result, write_failures);
  return text + plain_lines(result, [](const AuditResult& r, const TerminalStyle& style,
                                       std::ostream& out) {
           write_policy(r.policy, r.coverage, style, out);
         });
}

}  // namespace

void write_markdown(const AuditResult& result, std::ostream& out) {
  Table worst{kFindingHead, row}, others = worst, less_certain = worst;
  Table suppressed{kSuppressedHead, suppressed_row};
  for (const Finding& finding : result.findings) {
    Table& table = !is_certain(result.policy, finding) ? less_certain
                   : worst.findings.size() < kWorst    ? worst
                                                       : others;
    table.findings.push_back(&finding);
  }
  for (const Finding& finding : result.suppressed) suppressed.findings.push_back(&finding);

  Page page(out);
  const std::string verdict_text = plain_lines(result, write_verdict);
  page.write("## " + words(clipped(verdict_text.substr(0, verdict_text.find('\n')), kMaxCell)) +
             "\n\n");
  if (!result.findings.empty()) write_counts(result, page);
  page.write(list(about_the_run(result)) + "\n");
  if (!worst.findings.empty()) write_rows(result, worst, page);
  write_folded(result, counted(others.findings.size(), "more finding"), others, page);
  write_fixes(worst.findings, page);
  write_folded(result,
               amount(less_certain.findings.size()) + " less certain, not counted by the gate",
               less_certain, page);
  write_folded(result, amount(suppressed.findings.size()) + " accepted", suppressed, page);
}

}  // namespace prodready
