// SARIF 2.1.0 (OASIS), within the limits that GitHub code scanning sets: more would be refused as a
// whole. What does not fit is the least severe, and a notification says how much it is.
#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <unordered_map>

#include "report/finding_text.h"
#include "report/gzip_budget.h"
#include "report/json_writer.h"
#include "report/ordered.h"
#include "report/report.h"
#include "report/severity_names.h"
#include "report/uri.h"
#include "text/escape.h"
#include "text/format_escape.h"

namespace prodready {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr std::string_view kRoot = "%SRCROOT%";

// Limits of GitHub.
constexpr size_t kMaxResults = 25'000;
constexpr size_t kMaxPacked = 9'000'000;  // of 10 MB after gzip: rules and notifications come along
constexpr size_t kMaxRelated = 99;
constexpr size_t kMaxTags = 10;
constexpr size_t kMaxText = 1024;
constexpr size_t kMaxNotifications = 1000;

/// A message's text may hold links, `[text](address)`: none of ours does.
std::string without_links(std::string text) {
  for (size_t at = 0; (at = text.find("](", at)) != std::string::npos;) text.insert(at + 1, " ");
  return text;
}

Json text_json(const std::string& text) {
  return {{"text", json_text(clipped(without_links(text), kMaxText))}};
}

// ---- Rules

bool is_about_security(const Rule& rule) {
  return rule.category == Category::credentials || !weaknesses(rule).empty();
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

Json tags_json(const Rule& rule) {
  std::vector<std::string> tags = {std::string(name(rule.category))};
  if (is_about_security(rule)) tags.push_back("security");
  for (const std::string_view weakness : weaknesses(rule))
    tags.push_back("external/cwe/" + lower(weakness));
  if (tags.size() > kMaxTags) tags.resize(kMaxTags);
  return json_texts(tags);
}

Json properties_json(const Rule& rule) {
  constexpr std::array<std::string_view, 3> kPrecisions = {"low", "medium", "high"};
  const SeverityNames& names = severity_names(rule.severity);
  Json json = {{"tags", tags_json(rule)},
               {"precision", kPrecisions[static_cast<size_t>(rule.confidence)]}};
  if (is_about_security(rule) && !names.security_severity.empty()) {
    json["security-severity"] = names.security_severity;
  } else {
    json["problem.severity"] = names.problem_severity;
  }
  return json;
}

std::string help_markdown(const Rule& rule) {
  std::string text = markdown_text(rule.why) + "\n\n**Fix:** " + markdown_text(rule.fix) + "\n";
  for (const std::string& reference : rule.references) {
    const bool plain = std::all_of(reference.begin(), reference.end(), [](char c) {
      return c > 0x20 && c < 0x7f && c != '<' && c != '>';
    });
    const bool address = plain && reference.starts_with("https://");
    text += "\n- " + (address ? "<" + reference + ">" : markdown_text(reference));
  }
  return text + "\n";
}

std::string help_text(const Rule& rule) {
  std::string text = rule.why + "\n\nFix: " + rule.fix + "\n";
  for (const std::string& reference : rule.references) text += "\n- " + reference;
  return text;
}

Json descriptor(const Rule* rule) {
  Json json = {
      {"id", json_text(rule->id)},
      {"shortDescription", text_json(rule->title)},
      {"fullDescription", text_json(rule->why)},
      {"help",
       {{"text", json_text(help_text(*rule))}, {"markdown", json_text(help_markdown(*rule))}}}};
  const std::string url = documentation_url(*rule);
  if (!url.empty()) json["helpUri"] = url;
  json["defaultConfiguration"] = {{"level", severity_names(rule->severity).sarif_level}};
  json["properties"] = properties_json(*rule);
  return json;
}

Json tool(const AuditResult& result, const std::vector<const Rule*>& rules) {
  Json descriptors = Json::array();
  for (const Rule* rule : rules) descriptors.push_back(descriptor(rule));
  return {{"driver",
           {{"name", "prodready"},
            {"semanticVersion", version()},
            {"properties", {{"rulesInRun", result.rule_count}}},
            {"rules", std::move(descriptors)}}}};
}

// ---- Results

/// GitHub wants all four numbers.
Json region(const Location& location) {
  return {{"startLine", location.start.line},
          {"startColumn", location.start.column},
          {"endLine", location.end.line},
          {"endColumn", location.end.column}};
}

/// An address could carry bytes that are no UTF-8, but some readers refuse the whole file for it.
Json artifact(const AuditResult& result, const std::string& path) {
  return {{"uri", uri_path(valid_utf8(repository_path(result, path)))}, {"uriBaseId", kRoot}};
}

Json physical_location(const AuditResult& result, const std::string& path,
                       const Location& location) {
  return {{"artifactLocation", artifact(result, path)}, {"region", region(location)}};
}

/// The line that the finding stands on, redacted.
Json context(const Finding& finding) {
  for (const FrameLine& line : finding.frame) {
    if (line.mark_begin >= line.mark_end || finding.location.end.line != line.number) continue;
    return {{"startLine", line.number}, {"snippet", {{"text", json_text(line.text)}}}};
  }
  return Json();
}

Json locations(const AuditResult& result, const Finding& finding) {
  Json physical = physical_location(result, finding.path, finding.location);
  Json around = context(finding);
  if (!around.is_null()) physical["contextRegion"] = std::move(around);
  return Json::array({{{"physicalLocation", std::move(physical)}}});
}

Json related_locations(const AuditResult& result, const Finding& finding) {
  Json array = Json::array();
  const auto add = [&](const std::string& path, const Location& location, std::string text) {
    if (array.size() == kMaxRelated) return;
    array.push_back({{"id", array.size() + 1},
                     {"physicalLocation", physical_location(result, path, location)},
                     {"message", text_json(text)}});
  };
  for (const Related& related : finding.related) add(related.path, related.location, related.text);
  for (const Location& repeat : finding.repeats) add(finding.path, repeat, "the same value again");
  return array;
}

Json suppressions(const Suppression& suppression) {
  const bool in_source = suppression.kind == SuppressionKind::in_source;
  Json json = {{"kind", in_source ? "inSource" : "external"}, {"status", "accepted"}};
  if (!suppression.reason.empty()) json["justification"] = json_text(suppression.reason);
  Json properties = Json::object();
  add_unless_empty(properties, "origin", suppression.origin);
  add_unless_empty(properties, "marker", suppression.marker);
  add_unless_empty(properties, "owner", suppression.owner);
  add_unless_empty(properties, "until", suppression.until);
  if (!properties.empty()) json["properties"] = std::move(properties);
  return Json::array({std::move(json)});
}

std::string_view baseline_state(BaselineState state) {
  constexpr std::array<std::string_view, 5> kStates = {"", "new", "unchanged", "updated",
                                                       "updated"};
  return kStates[static_cast<size_t>(state)];
}

Json result_properties(const AuditResult& result, const Finding& finding) {
  const Severity severity = reported_severity(result.policy, finding);
  const bool certain = is_certain(result.policy, finding);
  Json json = {{"severity", name(finding.severity)},
               {"confidence", name(finding.confidence)},
               {"precision", certain ? name(finding.confidence) : "low"},
               {"environment", name(finding.environment)}};
  if (const auto number = severity_names(severity).security_severity; !number.empty())
    json["security-severity"] = number;
  if (finding.history) {
    json["history"] = json_text(history_text(*finding.history));
    json["present"] = finding.history->present;
  }
  return json;
}

class ResultWriter {
 public:
  ResultWriter(const AuditResult& result, const std::vector<const Rule*>& rules) : result_(result) {
    for (const Rule* rule : rules) index_.emplace(rule->id, index_.size());
  }

  Json json(const Finding& finding) {
    const Severity severity = reported_severity(result_.policy, finding);
    // The first sentence is the alert's title.
    const std::string text =
        headline(finding) + ".\n" + joined(notes_of(result_.policy, finding), "\n");
    const std::string fingerprint = fingerprints_.next(finding.fingerprint);
    Json json = {{"ruleId", json_text(finding.rule->id)},
                 {"ruleIndex", index_.at(finding.rule->id)},
                 {"level", severity_names(severity).sarif_level},
                 {"message", text_json(text)},
                 {"locations", locations(result_, finding)}};
    Json related = related_locations(result_, finding);
    if (!related.empty()) json["relatedLocations"] = std::move(related);
    if (finding.occurrences > 1) json["occurrenceCount"] = finding.occurrences;
    // Not of the line, so that it stays when the line changes. GitHub reads the first only.
    json["partialFingerprints"] = {{"primaryLocationLineHash", json_text(fingerprint)},
                                   {"prodreadyFinding/v1", json_text(finding.fingerprint)}};
    if (finding.baseline != BaselineState::none)
      json["baselineState"] = baseline_state(finding.baseline);
    // Either no result of a run has the member, or all do.
    if (!result_.suppressed.empty())
      json["suppressions"] =
          finding.suppression ? suppressions(*finding.suppression) : Json::array();
    json["properties"] = result_properties(result_, finding);
    return json;
  }

 private:
  const AuditResult& result_;
  std::unordered_map<std::string_view, size_t> index_;
  UniqueFingerprints fingerprints_;
};

/// Returns how many were left out.
size_t write_results(const AuditResult& result, const std::vector<const Finding*>& findings,
                     const std::vector<const Rule*>& rules, JsonWriter& writer) {
  ResultWriter results(result, rules);
  GzipBudget budget(kMaxPacked);
  size_t written = 0;
  writer.begin_array("results");
  for (const Finding* finding : findings) {
    if (written == kMaxResults) break;
    const std::string line = json_line(results.json(*finding));
    if (!budget.take(line)) break;
    writer.add(line);
    ++written;
  }
  writer.end_array();
  return findings.size() - written;
}

// ---- The run

Json notification(std::string_view level, std::string_view code, const std::string& text) {
  return {
      {"level", level}, {"descriptor", {{"id", json_text(code)}}}, {"message", text_json(text)}};
}

Json notifications(const AuditResult& result, size_t left_out) {
  constexpr std::array<std::string_view, 3> kLevels = {"note", "warning", "error"};
  Json array = Json::array();
  if (left_out > 0)
    array.push_back(notification("warning", "results-left-out",
                                 std::to_string(left_out) +
                                     " results are left out, the least severe: GitHub takes no "
                                     "larger file. The JSON report has all of them."));
  if (!result.fixed.empty())
    array.push_back(notification(
        "note", "fixed",
        std::to_string(result.fixed.size()) + " findings of the baseline are no longer there"));
  const auto add = [&](std::string_view level, std::string_view code, const std::string& path,
                       const std::string& text) {
    if (array.size() >= kMaxNotifications) return;
    Json json = notification(level, code, text);
    if (!path.empty())
      json["locations"] =
          Json::array({{{"physicalLocation", {{"artifactLocation", artifact(result, path)}}}}});
    array.push_back(std::move(json));
  };
  for (const Failure& failure : result.coverage.failures)
    add("error", "unreadable", failure.path, failure.message);
  for (const Notification& n : result.notifications)
    add(kLevels[static_cast<size_t>(n.level)], n.code, n.path, n.message);
  return array;
}

Json invocations(const AuditResult& result, size_t left_out) {
  return Json::array({{{"executionSuccessful", verdict(result) != Verdict::incomplete},
                       {"toolExecutionNotifications", notifications(result, left_out)}}});
}

Json run_properties(const AuditResult& result) {
  return {{"target", target_json(result)},
          {"coverage", coverage_json(result)},
          {"summary", summary_json(result)}};
}

}  // namespace

void write_sarif(const AuditResult& result, std::ostream& out) {
  const std::vector<const Finding*> findings = suppressed_last(result);
  const std::vector<const Rule*> rules = rules_of(findings);
  out << "{\n  \"$schema\": \"" << kSchema << "\",\n  \"version\": \"2.1.0\",\n  \"runs\": [\n    ";
  JsonWriter run(out, 2);
  run.member("tool", tool(result, rules));
  run.member("automationDetails", {{"id", "prodready/"}});
  run.member("columnKind", "unicodeCodePoints");
  run.member("originalUriBaseIds",
             {{kRoot, {{"description", {{"text", "The top of the repository."}}}}}});
  const size_t left_out = write_results(result, findings, rules, run);
  run.member("invocations", invocations(result, left_out));
  run.member("properties", run_properties(result));
  run.end();
  out << "\n  ]\n}\n";
}

}  // namespace prodready
