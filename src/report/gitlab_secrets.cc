// GitLab secret detection report, version 15 of GitLab's schema: the findings about credentials.
// The extract of the source is the redacted one. GitLab demands times: this is the only report that
// is not the same for the same tree, unless SOURCE_DATE_EPOCH says what time it is.
#include <ctime>
#include <ostream>

#include "report/finding_text.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "report/severity_names.h"

namespace prodready {
namespace {

constexpr std::string_view kSchemaRelease = "15.0.7";
/// What GitLab's own analyser gives where it knows of no commit.
constexpr std::string_view kNoCommit = "0000000";
/// Bounds of GitLab's schema.
constexpr size_t kMaxName = 255;
constexpr size_t kMaxText = 1 << 20;

/// UTC, and without a zone, as GitLab's schema wants it.
std::string time_text(int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm utc{};
  char text[32] = "";
  if (gmtime_r(&time, &utc) != nullptr) std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  return text;
}

Json program() {
  return {{"id", "prodready"},
          {"name", "prodready"},
          {"vendor", {{"name", "prodready"}}},
          {"version", version()}};
}

Json message_json(const Notification& notification) {
  const bool error = notification.level == Notification::Level::error;
  const std::string place = notification.path.empty() ? "" : notification.path + ": ";
  return {{"level", error ? "fatal" : "info"}, {"value", json_text(place + notification.message)}};
}

Json messages_json(const AuditResult& result) {
  Json messages = Json::array();
  for (const Failure& failure : result.coverage.failures)
    messages.push_back(
        {{"level", "fatal"}, {"value", json_text(failure.path + ": " + failure.message)}});
  for (const Notification& notification : result.notifications) {
    if (notification.level != Notification::Level::note)
      messages.push_back(message_json(notification));
  }
  return messages;
}

Json scan_json(const AuditResult& result) {
  const bool complete = verdict(result) != Verdict::incomplete;
  return {{"analyzer", program()},
          {"scanner", program()},
          {"type", "secret_detection"},
          {"start_time", time_text(result.started)},
          {"end_time", time_text(result.finished)},
          {"status", complete ? "success" : "failure"},
          {"messages", messages_json(result)}};
}

Json identifiers(const Rule& rule) {
  Json array = Json::array();
  array.push_back({{"type", "prodready_rule_id"},
                   {"name", json_text(clipped("prodready rule " + rule.id, kMaxName))},
                   {"value", json_text(rule.id)}});
  for (const std::string_view weakness : weaknesses(rule)) {
    array.push_back(
        {{"type", "cwe"}, {"name", json_text(weakness)}, {"value", json_text(weakness.substr(4))}});
  }
  return array;
}

Json location_json(const AuditResult& result, const Finding& finding) {
  std::string commit = result.head.empty() ? std::string(kNoCommit) : result.head;
  if (finding.history && !finding.history->introduced.empty())
    commit = finding.history->introduced.front().commit;
  return {{"file", json_text(repository_path(result, finding.path))},
          {"start_line", finding.location.start.line},
          {"end_line", finding.location.end.line},
          {"commit", {{"sha", json_text(commit)}}}};
}

std::string redacted_extract(const Finding& finding) {
  for (const FrameLine& line : finding.frame) {
    if (line.mark_begin < line.mark_end) return line.text;
  }
  return finding.redacted;
}

Json vulnerability(const AuditResult& result, const Finding& finding, const std::string& id) {
  const Rule& rule = *finding.rule;
  const Severity severity = reported_severity(result.policy, finding);
  const std::string text = rule.why + "\n" + joined(notes_of(result.policy, finding), "\n");
  return {{"id", json_text(id)},
          {"category", "secret_detection"},
          {"name", json_text(clipped(headline(finding), kMaxName))},
          {"description", json_text(clipped(text, kMaxText))},
          {"severity", severity_names(severity).secret_detection},
          {"solution", json_text(rule.fix)},
          {"location", location_json(result, finding)},
          {"identifiers", identifiers(rule)},
          {"raw_source_code_extract", json_text(redacted_extract(finding))}};
}

}  // namespace

void write_gitlab_secrets(const AuditResult& result, std::ostream& out) {
  JsonWriter writer(out);
  writer.member("version", kSchemaRelease);
  writer.member("scan", scan_json(result));
  UniqueFingerprints fingerprints;
  writer.begin_array("vulnerabilities");
  for (const Finding& finding : result.findings) {
    if (finding.rule->category != Category::credentials) continue;
    writer.add(json_line(vulnerability(result, finding, fingerprints.next(finding.fingerprint))));
  }
  writer.end_array();
  writer.end();
  out << '\n';
}

}  // namespace prodready
