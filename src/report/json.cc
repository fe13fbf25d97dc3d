// The JSON report. Findings are written one at a time, so that a million of them are not held
// twice; only the frame of the document is put together by hand. Same tree, same bytes: no times,
// no arguments, no thread counts.
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/finding_text.h"
#include "report/json_writer.h"
#include "report/ordered.h"
#include "report/report.h"

namespace prodready {
namespace {

using SeverityCounts = std::array<uint64_t, 5>;

constexpr std::string_view kSchema = "urn:prodready:schema:report:1.0";

// ---- The parts of the document

}  // namespace

Json tool_json(const AuditResult& result) {
  return {{"name", "prodready"}, {"semanticVersion", version()}, {"rules", result.rule_count}};
}

namespace {

Json expired_ignore(const IgnoreEntry& entry) {
  return {{"origin", json_text(entry.origin)},
          {"reason", json_text(entry.reason)},
          {"expires", json_text(entry.expires)}};
}

}  // namespace

Json policy_json(const Policy& policy) {
  Json json = {{"failOn", policy.fail_on ? name(*policy.fail_on) : "never"},
               {"failOnNew", policy.fail_on_new},
               {"failConfidence", name(policy.fail_confidence)},
               {"minSeverity", name(policy.min_severity)},
               {"minConfidence", name(policy.min_confidence)},
               {"gitignore", policy.gitignore},
               {"inlineIgnores", policy.inline_ignores},
               {"builtinRules", policy.builtin_rules},
               {"disabledRules", json_texts(policy.disabled_rules)},
               {"exclude", json_texts(policy.exclude)}};
  add_unless_empty(json, "baseline", policy.baseline);
  add_unless_empty(json, "configFile", policy.config_file);
  json["configInTree"] = policy.config_in_tree;
  json["loosened"] = json_texts(policy.loosened);
  json["expiredIgnores"] = Json::array();
  for (const IgnoreEntry& entry : policy.expired_ignores) {
    json["expiredIgnores"].push_back(expired_ignore(entry));
  }
  return json;
}

Json target_json(const AuditResult& result) {
  Json json = {{"root", json_text(result.root)}, {"scope", name(result.scope)}};
  add_unless_empty(json, "base", result.base);
  add_unless_empty(json, "head", result.head);
  return json;
}

namespace {

Json skipped(SkipReason reason, const Skipped& skipped) {
  Json paths = Json::array();
  for (const std::string& path : skipped.examples) paths.push_back(json_text(path));
  return {{"reason", name(reason)},
          {"files", skipped.files},
          {"directories", skipped.directories},
          {"paths", std::move(paths)}};
}

Json history_coverage(const HistoryCoverage& history) {
  return {{"commits", history.commits}, {"trees", history.trees}, {"blobs", history.blobs},
          {"tags", history.tags},       {"bytes", history.bytes}, {"shallow", history.shallow},
          {"partial", history.partial}};
}

Json failure(const Failure& failure) {
  Json json;
  add_path(json, failure.path);
  json["message"] = json_text(failure.message);
  return json;
}

}  // namespace

Json coverage_json(const AuditResult& result) {
  const Coverage& coverage = result.coverage;
  Json skips = Json::array(), failures = Json::array();
  for (const auto& [reason, entry] : coverage.skipped) skips.push_back(skipped(reason, entry));
  for (const Failure& entry : coverage.failures) failures.push_back(failure(entry));
  Json json = {{"filesDiscovered", coverage.discovered},
               {"filesScanned", coverage.scanned},
               {"bytesScanned", coverage.bytes},
               {"skipped", std::move(skips)},
               {"failures", std::move(failures)}};
  if (coverage.history) json["history"] = history_coverage(*coverage.history);
  json["complete"] = verdict(result) != Verdict::incomplete;
  return json;
}

namespace {

Json by_severity(const SeverityCounts& counts) {
  Json json = Json::object();
  for (size_t i = counts.size(); i-- > 0;) {
    json[std::string(name(static_cast<Severity>(i)))] = counts[i];
  }
  return json;
}

Json by_category(const AuditResult& result) {
  constexpr std::array kCategories = {Category::credentials, Category::debug,
                                      Category::environments};
  std::array<SeverityCounts, kCategories.size()> counts{};
  for (const Finding& finding : result.findings) {
    if (is_accepted(finding) || !is_certain(result.policy, finding)) continue;
    ++counts[static_cast<size_t>(finding.rule->category)][static_cast<size_t>(finding.severity)];
  }
  Json json = Json::object();
  for (const Category category : kCategories) {
    json[std::string(name(category))] = by_severity(counts[static_cast<size_t>(category)]);
  }
  return json;
}

/// Findings that are shown, by their place in the baseline.
Json by_baseline_state(const AuditResult& result) {
  std::array<uint64_t, 5> counts{};
  for (const Finding& finding : result.findings) ++counts[static_cast<size_t>(finding.baseline)];
  Json json = Json::object();
  for (size_t i = 1; i < counts.size(); ++i)
    json[std::string(baseline_word(static_cast<BaselineState>(i)))] = counts[i];
  return json;
}

}  // namespace

Json summary_json(const AuditResult& result) {
  return {{"verdict", name(verdict(result))},
          {"bySeverity", by_severity(count_by_severity(result))},
          {"byCategory", by_category(result)},
          {"lessCertain", count_less_certain(result)},
          {"suppressed", result.suppressed.size()},
          {"byBaselineState", by_baseline_state(result)},
          {"fixed", result.fixed.size()},
          {"hidden",
           {{"belowMinSeverity", result.hidden.below_min_severity},
            {"belowMinConfidence", result.hidden.below_min_confidence},
            {"onUnchangedLines", result.hidden.on_unchanged_lines}}}};
}

namespace {

Json related_place(const Related& related) {
  Json json = json_place(related.path, related.location);
  json["message"] = json_text(related.text);
  return json;
}

Json location(const Finding& finding) {
  Json json = json_place(finding.path, finding.location);
  for (const FrameLine& line : finding.frame) {
    if (line.mark_begin >= line.mark_end) continue;
    json["snippet"] = json_text(line.text);
    break;
  }
  return json;
}

Json suppressions(const Finding& finding) {
  Json array = Json::array();
  if (!finding.suppression) return array;
  const Suppression& suppression = *finding.suppression;
  const bool in_source = suppression.kind == SuppressionKind::in_source;
  Json json = {{"kind", in_source ? "inSource" : "external"}};
  add_unless_empty(json, "marker", suppression.marker);
  add_unless_empty(json, "justification", suppression.reason);
  add_unless_empty(json, "owner", suppression.owner);
  add_unless_empty(json, "until", suppression.until);
  add_unless_empty(json, "origin", suppression.origin);
  array.push_back(std::move(json));
  return array;
}

Json commits_json(const std::vector<CommitPlace>& commits) {
  Json array = Json::array();
  for (const CommitPlace& commit : commits) {
    Json json = {{"commit", json_text(commit.commit)}, {"date", json_text(commit.date)}};
    add_path(json, commit.path);
    array.push_back(std::move(json));
  }
  return array;
}

Json history_json(const History& history) {
  return {{"introduced", commits_json(history.introduced)},
          {"introductions", history.introductions},
          {"removed", commits_json(history.removed)},
          {"removals", history.removals},
          {"present", history.present},
          {"object", json_text(history.object)}};
}

}  // namespace

Json finding_json(const Finding& finding) {
  const Rule& rule = *finding.rule;
  Json json = {{"fingerprint", json_text(finding.fingerprint)},
               {"ruleId", json_text(rule.id)},
               {"category", name(rule.category)},
               {"severity", name(finding.severity)},
               {"confidence", name(finding.confidence)},
               {"title", json_text(rule.title)},
               {"message", json_text(headline(finding))},
               {"environment", name(finding.environment)}};
  add_unless_empty(json, "environmentReason", finding.environment_reason);
  add_unless_empty(json, "detail", finding.detail);
  json["location"] = location(finding);
  json["relatedLocations"] = Json::array();
  for (const Related& related : finding.related)
    json["relatedLocations"].push_back(related_place(related));
  json["occurrences"] = finding.occurrences;
  json["repeats"] = Json::array();
  for (const Location& repeat : finding.repeats)
    json["repeats"].push_back(json_place(finding.path, repeat));
  if (!finding.redacted.empty()) json["secret"] = {{"redacted", json_text(finding.redacted)}};
  json["reasons"] = json_texts(finding.reasons);
  json["remediation"] = {{"text", json_text(rule.fix)}};
  json["references"] = json_texts(rule.references);
  if (finding.baseline != BaselineState::none)
    json["baselineState"] = baseline_word(finding.baseline);
  if (finding.history) json["history"] = history_json(*finding.history);
  json["suppressions"] = suppressions(finding);
  return json;
}

Json fixed_json(const FixedEntry& entry) {
  Json json;
  add_path(json, entry.path);
  json["ruleId"] = json_text(entry.rule_id);
  json["fingerprint"] = json_text(entry.fingerprint);
  return json;
}

Json rule_json(const Rule* rule) {
  return {{"id", json_text(rule->id)},
          {"title", json_text(rule->title)},
          {"why", json_text(rule->why)},
          {"category", name(rule->category)},
          {"severity", name(rule->severity)},
          {"confidence", name(rule->confidence)},
          {"references", json_texts(rule->references)}};
}

Json notification_json(const Notification& notification) {
  constexpr std::array<std::string_view, 3> kLevels = {"note", "warning", "error"};
  Json json = {{"level", kLevels[static_cast<size_t>(notification.level)]},
               {"code", json_text(notification.code)}};
  if (!notification.path.empty()) add_path(json, notification.path);
  if (notification.line > 0) json["line"] = notification.line;
  json["message"] = json_text(notification.message);
  return json;
}

void write_json(const AuditResult& result, std::ostream& out) {
  const std::vector<const Finding*> findings = all_findings(result);
  JsonWriter writer(out);
  writer.member("$schema", kSchema);
  writer.member("schemaVersion", kSchemaVersion);
  writer.member("tool", tool_json(result));
  writer.member("target", target_json(result));
  writer.member("policy", policy_json(result.policy));
  writer.member("coverage", coverage_json(result));
  writer.member("summary", summary_json(result));
  writer.array("findings", findings, [](const Finding* finding) { return finding_json(*finding); });
  writer.array("fixed", result.fixed, fixed_json);
  writer.array("rules", rules_of(findings), rule_json);
  writer.array("notifications", result.notifications, notification_json);
  writer.end();
  out << '\n';
}

}  // namespace prodready
