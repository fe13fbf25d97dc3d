// JUnit XML: a suite a category, a test a finding. What would fail the audit fails, what is
// accepted is skipped, what is less certain passes with a word about it. A clean category is one
// test that passes, so that a CI system does not complain about an empty file.
#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <vector>

#include "report/coverage_lines.h"
#include "report/finding_text.h"
#include "report/ordered.h"
#include "report/plain.h"
#include "report/report.h"
#include "report/verdict_line.h"
#include "text/format_escape.h"

namespace prodready {
namespace {

constexpr std::array kCategories = {Category::credentials, Category::debug, Category::environments};

std::string xml(std::string_view text) { return xml_text(plain(text)); }

/// Of text that is ours, or harmless already: its line breaks stay.
std::string xml_lines(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    result += xml(text.substr(0, end));
    text.remove_prefix(end);
    if (text.empty()) break;
    result += '\n';
    text.remove_prefix(1);
  }
  return result;
}

bool fails(const AuditResult& result, const Finding& finding) {
  return !finding.suppression && is_certain(result.policy, finding) &&
         finding.severity != Severity::info;
}

struct Suite {
  Category category;
  std::vector<const Finding*> findings;
  size_t failures = 0;
  size_t skipped = 0;
};

std::vector<Suite> suites_of(const AuditResult& result) {
  std::vector<Suite> suites;
  for (const Category category : kCategories) suites.push_back({category, {}, 0, 0});
  for (const Finding* finding : all_findings(result)) {
    Suite& suite = suites[static_cast<size_t>(finding->rule->category)];
    suite.findings.push_back(finding);
    suite.failures += fails(result, *finding) ? 1 : 0;
    suite.skipped += finding->suppression ? 1 : 0;
  }
  return suites;
}

std::string place_text(const Finding& finding) {
  if (is_about_file(finding)) return finding.path;
  return finding.path + ":" + std::to_string(finding.location.start.line) + ":" +
         std::to_string(finding.location.start.column);
}

/// All that is known, as lines.
std::string details(const AuditResult& result, const Finding& finding) {
  return plain(place_text(finding)) + "\n" + joined(notes_of(result.policy, finding), "\n") +
         "\nfix: " + plain(finding.rule->fix);
}

void write_case(const AuditResult& result, const Finding& finding, std::ostream& out) {
  const Rule& rule = *finding.rule;
  out << "    <testcase classname=\"prodready." << name(rule.category) << "." << xml(rule.id)
      << "\" name=\"" << xml(place_text(finding) + ": " + headline(finding)) << "\" file=\""
      << xml(repository_path(result, finding.path)) << "\" line=\"" << finding.location.start.line
      << "\" time=\"0\">\n";
  const std::string text = xml_lines(details(result, finding));
  if (finding.suppression) {
    out << "      <skipped message=\"" << xml("accepted: " + finding.suppression->reason)
        << "\"/>\n";
  } else if (fails(result, finding)) {
    out << "      <failure type=\"" << name(finding.severity) << "\" message=\""
        << xml(headline(finding)) << "\">" << text << "</failure>\n";
  } else {
    out << "      <system-out>" << text << "</system-out>\n";
  }
  out << "    </testcase>\n";
}

void write_suite(const AuditResult& result, const Suite& suite, std::ostream& out) {
  const size_t tests = std::max<size_t>(suite.findings.size(), 1);
  out << "  <testsuite name=\"prodready " << name(suite.category) << "\" tests=\"" << tests
      << "\" failures=\"" << suite.failures << "\" errors=\"0\" skipped=\"" << suite.skipped
      << "\" time=\"0\">\n";
  for (const Finding* finding : suite.findings) write_case(result, *finding, out);
  if (suite.findings.empty())
    out << "    <testcase classname=\"prodready." << name(suite.category)
        << "\" name=\"no finding\" time=\"0\"/>\n";
  out << "  </testsuite>\n";
}

/// The audit itself is a test: what was looked at, and an error where that is not everything.
void write_audit(const AuditResult& result, std::ostream& out) {
  const bool incomplete = verdict(result) == Verdict::incomplete;
  const std::string text =
      xml_lines(plain_lines(result, write_verdict) + plain_lines(result, write_coverage) +
                plain_lines(result, write_failures));
  out << "  <testsuite name=\"prodready audit\" tests=\"1\" failures=\"0\" errors=\""
      << (incomplete ? 1 : 0) << "\" skipped=\"0\" time=\"0\">\n"
      << "    <testcase classname=\"prodready.audit\" name=\"complete\" time=\"0\">\n";
  if (incomplete) {
    out << "      <error type=\"incomplete\" message=\"the audit is incomplete\">" << text
        << "</error>\n";
  } else {
    out << "      <system-out>" << text << "</system-out>\n";
  }
  out << "    </testcase>\n  </testsuite>\n";
}

}  // namespace

void write_junit(const AuditResult& result, std::ostream& out) {
  const std::vector<Suite> suites = suites_of(result);
  size_t tests = 1, failures = 0, skipped = 0;
  for (const Suite& suite : suites) {
    tests += std::max<size_t>(suite.findings.size(), 1);
    failures += suite.failures;
    skipped += suite.skipped;
  }
  const bool incomplete = verdict(result) == Verdict::incomplete;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"prodready\" tests=\""
      << tests << "\" failures=\"" << failures << "\" errors=\"" << (incomplete ? 1 : 0)
      << "\" skipped=\"" << skipped << "\" time=\"0\">\n";
  write_audit(result, out);
  for (const Suite& suite : suites) write_suite(result, suite, out);
  out << "</testsuites>\n";
}

}  // namespace prodready
