// The JSON report. Findings are written one at a time, so that a million of them are not held
// twice; only the frame of the document is put together by hand. Same tree, same bytes: no times,
// no arguments, no thread counts.
#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "report/ci_commands.h"
#include "report/report.h"
#include "report/uri.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace prodready {
namespace {

using Json = nlohmann::ordered_json;
using SeverityCounts = std::array<uint64_t, 5>;

constexpr std::string_view kSchema = "urn:prodready:schema:report:1.0";
constexpr std::string_view kSchemaVersion = "1.0";

/// Text of a report: names, and whatever came from the tree.
std::string text(std::string_view bytes) { return valid_utf8(bytes); }

Json texts(const std::vector<std::string>& list) {
  Json array = Json::array();
  for (const std::string& item : list) array.push_back(text(item));
  return array;
}

void add_unless_empty(Json& object, const char* key, std::string_view value) {
  if (!value.empty()) object[key] = text(value);
}

/// A path that is no UTF-8 is shown with U+FFFD and carried twice more, without loss.
void add_path(Json& object, std::string_view path) {
  object["path"] = text(path);
  if (is_valid_utf8(path)) return;
  object["pathBase64"] = base64(path);
  object["uri"] = uri_path(path);
}

// ---- From a value to lines of output

std::string unicode_escape(uint32_t code_point) {
  if (code_point > 0xffff) {
    const uint32_t offset = code_point - 0x10000;
    return unicode_escape(0xd800 + (offset >> 10)) + unicode_escape(0xdc00 + (offset & 0x3ff));
  }
  std::string escape = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    escape += "0123456789abcdef"[code_point >> shift & 0xf];
  return escape;
}

/// ASCII that dump() wrote on purpose: line breaks too.
bool is_plain(char c) { return static_cast<unsigned char>(c) < 0x7f; }

/// A report may end up on a terminal or in the log of a CI job: the JSON stays the same, but what
/// acts there becomes an escape. Outside of strings JSON is ASCII, so that nothing but strings
/// changes.
std::string harmless(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  size_t command = find_ci_command(json);
  for (size_t at = 0; at < json.size();) {
    size_t plain = at;
    while (plain < json.size() && plain != command && is_plain(json[plain])) ++plain;
    result += json.substr(at, plain - at);
    at = plain;
    if (at == json.size()) break;
    const CodePoint point = decode_utf8(json.substr(at));
    const std::string_view bytes = json.substr(at, point.length);
    const bool acts = at == command || printable(bytes) != bytes;
    result += acts ? unicode_escape(point.value) : std::string(bytes);
    if (at == command) command = find_ci_command(json, at);
    at += point.length;
  }
  return result;
}

/// `value` as it stands `depth` levels deep in the document.
std::string lines(const Json& value, size_t depth) {
  const std::string flat = harmless(value.dump(2, ' ', false, Json::error_handler_t::replace));
  std::string result;
  result.reserve(flat.size() + flat.size() / 8);
  for (size_t at = 0; at < flat.size();) {
    const size_t end = std::min(flat.find('\n', at), flat.size() - 1) + 1;
    result.append(flat, at, end - at);
    if (flat[end - 1] == '\n') result.append(2 * depth, ' ');
    at = end;
  }
  return result;
}

/// Writes `,` where needed, a new line, and what stands before a member or element.
class Writer {
 public:
  explicit Writer(std::ostream& out) : out_(out) { out_ << "{"; }

  void member(const char* key, const Json& value) {
    begin(key);
    out_ << lines(value, 1);
  }

  template <typename Range, typename ToJson>
  void array(const char* key, const Range& range, ToJson to_json) {
    begin(key);
    out_ << "[";
    bool first = true;
    for (const auto& element : range) {
      out_ << (first ? "\n    " : ",\n    ") << lines(to_json(element), 2);
      first = false;
    }
    out_ << (first ? "]" : "\n  ]");
  }

  void end() { out_ << "\n}\n"; }

 private:
  void begin(const char* key) {
    out_ << (first_ ? "\n  \"" : ",\n  \"") << key << "\": ";
    first_ = false;
  }

  std::ostream& out_;
  bool first_ = true;
};

// ---- The parts of the document

Json tool(const AuditResult& result) {
  return {{"name", "prodready"}, {"semanticVersion", version()}, {"rules", result.rule_count}};
}

Json expired_ignore(const IgnoreEntry& entry) {
  return {{"origin", text(entry.origin)},
          {"reason", text(entry.reason)},
          {"expires", text(entry.expires)}};
}

Json policy(const Policy& policy) {
  Json json = {{"failOn", policy.fail_on ? name(*policy.fail_on) : "never"},
               {"minSeverity", name(policy.min_severity)},
               {"minConfidence", name(policy.min_confidence)},
               {"gitignore", policy.gitignore},
               {"inlineIgnores", policy.inline_ignores},
               {"builtinRules", policy.builtin_rules},
               {"disabledRules", texts(policy.disabled_rules)},
               {"exclude", texts(policy.exclude)}};
  add_unless_empty(json, "configFile", policy.config_file);
  json["configInTree"] = policy.config_in_tree;
  json["loosened"] = texts(policy.loosened);
  json["expiredIgnores"] = Json::array();
  for (const IgnoreEntry& entry : policy.expired_ignores) {
    json["expiredIgnores"].push_back(expired_ignore(entry));
  }
  return json;
}

Json skipped(SkipReason reason, const Skipped& skipped) {
  Json paths = Json::array();
  for (const std::string& path : skipped.examples) paths.push_back(text(path));
  return {{"reason", name(reason)},
          {"files", skipped.files},
          {"directories", skipped.directories},
          {"paths", std::move(paths)}};
}

Json failure(const Failure& failure) {
  Json json;
  add_path(json, failure.path);
  json["message"] = text(failure.message);
  return json;
}

Json coverage(const AuditResult& result) {
  const Coverage& coverage = result.coverage;
  Json skips = Json::array(), failures = Json::array();
  for (const auto& [reason, entry] : coverage.skipped) skips.push_back(skipped(reason, entry));
  for (const Failure& entry : coverage.failures) failures.push_back(failure(entry));
  return {{"filesDiscovered", coverage.discovered},
          {"filesScanned", coverage.scanned},
          {"bytesScanned", coverage.bytes},
          {"skipped", std::move(skips)},
          {"failures", std::move(failures)},
          {"complete", verdict(result) != Verdict::incomplete}};
}

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
    ++counts[static_cast<size_t>(finding.rule->category)][static_cast<size_t>(finding.severity)];
  }
  Json json = Json::object();
  for (const Category category : kCategories) {
    json[std::string(name(category))] = by_severity(counts[static_cast<size_t>(category)]);
  }
  return json;
}

Json summary(const AuditResult& result) {
  return {{"verdict", name(verdict(result))},
          {"bySeverity", by_severity(count_by_severity(result))},
          {"byCategory", by_category(result)},
          {"suppressed", result.suppressed.size()},
          {"hidden",
           {{"belowMinSeverity", result.hidden.below_min_severity},
            {"belowMinConfidence", result.hidden.below_min_confidence}}}};
}

/// A place in a file; each stands for itself, repeats too.
Json place(const std::string& path, const Location& location) {
  Json json;
  add_path(json, path);
  json["startLine"] = location.start.line;
  json["startColumn"] = location.start.column;
  json["endLine"] = location.end.line;
  json["endColumn"] = location.end.column;
  return json;
}

Json location(const Finding& finding) {
  Json json = place(finding.path, finding.location);
  for (const FrameLine& line : finding.frame) {
    if (line.mark_begin >= line.mark_end) continue;
    json["snippet"] = text(line.text);
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
  add_unless_empty(json, "justification", suppression.reason);
  add_unless_empty(json, "origin", suppression.origin);
  array.push_back(std::move(json));
  return array;
}

std::string message(const Finding& finding) {
  const std::string& title = finding.rule->title;
  return finding.redacted.empty() ? title : title + " (" + finding.redacted + ")";
}

Json finding_json(const Finding& finding) {
  const Rule& rule = *finding.rule;
  Json json = {
      {"fingerprint", text(finding.fingerprint)}, {"ruleId", text(rule.id)},
      {"category", name(rule.category)},          {"severity", name(finding.severity)},
      {"confidence", name(finding.confidence)},   {"title", text(rule.title)},
      {"message", text(message(finding))},        {"environment", name(finding.environment)}};
  add_unless_empty(json, "environmentReason", finding.environment_reason);
  json["location"] = location(finding);
  json["occurrences"] = finding.occurrences;
  json["repeats"] = Json::array();
  for (const Location& repeat : finding.repeats)
    json["repeats"].push_back(place(finding.path, repeat));
  if (!finding.redacted.empty()) json["secret"] = {{"redacted", text(finding.redacted)}};
  json["reasons"] = texts(finding.reasons);
  json["remediation"] = {{"text", text(rule.fix)}};
  json["references"] = texts(rule.references);
  json["suppressions"] = suppressions(finding);
  return json;
}

Json rule_json(const Rule* rule) {
  return {{"id", text(rule->id)},
          {"title", text(rule->title)},
          {"why", text(rule->why)},
          {"category", name(rule->category)},
          {"severity", name(rule->severity)},
          {"confidence", name(rule->confidence)},
          {"references", texts(rule->references)}};
}

Json notification_json(const Notification& notification) {
  constexpr std::array<std::string_view, 3> kLevels = {"note", "warning", "error"};
  Json json = {{"level", kLevels[static_cast<size_t>(notification.level)]},
               {"code", text(notification.code)}};
  if (!notification.path.empty()) add_path(json, notification.path);
  json["message"] = text(notification.message);
  return json;
}

// ---- Findings and suppressed findings in one order

bool before(const Finding* a, const Finding* b) {
  if (a->severity != b->severity) return a->severity > b->severity;
  return std::tie(a->path, a->location, a->rule->id) < std::tie(b->path, b->location, b->rule->id);
}

std::vector<const Finding*> all_findings(const AuditResult& result) {
  std::vector<const Finding*> all;
  all.reserve(result.findings.size() + result.suppressed.size());
  for (const Finding& finding : result.findings) all.push_back(&finding);
  const auto middle = static_cast<std::ptrdiff_t>(all.size());
  for (const Finding& finding : result.suppressed) all.push_back(&finding);
  std::inplace_merge(all.begin(), all.begin() + middle, all.end(), before);
  return all;
}

std::vector<const Rule*> rules_of(const std::vector<const Finding*>& findings) {
  std::map<std::string_view, const Rule*> rules;
  for (const Finding* finding : findings) rules.emplace(finding->rule->id, finding->rule);
  std::vector<const Rule*> sorted;
  for (const auto& [id, rule] : rules) sorted.push_back(rule);
  return sorted;
}

}  // namespace

void write_json(const AuditResult& result, std::ostream& out) {
  const std::vector<const Finding*> findings = all_findings(result);
  Writer writer(out);
  writer.member("$schema", kSchema);
  writer.member("schemaVersion", kSchemaVersion);
  writer.member("tool", tool(result));
  writer.member("target", {{"root", text(result.root)}});
  writer.member("policy", policy(result.policy));
  writer.member("coverage", coverage(result));
  writer.member("summary", summary(result));
  writer.array("findings", findings, [](const Finding* finding) { return finding_json(*finding); });
  writer.array("rules", rules_of(findings), rule_json);
  writer.array("notifications", result.notifications, notification_json);
  writer.end();
}

}  // namespace prodready
