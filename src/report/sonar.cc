// SonarQube's generic issue format, as of 10.3. Its lines count from one, its columns from zero. A
// range must not be empty, and an issue without one is an issue of the file.
#include <array>
#include <map>
#include <ostream>
#include <string>

#include "report/finding_text.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "report/severity_names.h"

namespace prodready {
namespace {

struct Kind {
  std::string_view type;
  std::string_view attribute;  ///< cleanCodeAttribute
  std::string_view quality;    ///< softwareQuality
};

/// By Category.
const Kind& kind_of(Category category) {
  static constexpr std::array<Kind, 3> kKinds = {{
      {"VULNERABILITY", "TRUSTWORTHY", "SECURITY"},
      {"VULNERABILITY", "COMPLETE", "SECURITY"},
      {"CODE_SMELL", "COMPLETE", "RELIABILITY"},
  }};
  return kKinds[static_cast<size_t>(category)];
}

/// Issues have the severity of their rule: what is less certain, or less severe where it stands,
/// is a rule of its own, "github-token:low".
std::string sonar_rule(const Finding& finding, Severity severity) {
  const Rule& rule = *finding.rule;
  return severity == rule.severity ? rule.id : rule.id + ":" + std::string(name(severity));
}

Json rule_entry(const std::string& id, const Rule& rule, Severity severity) {
  const Kind& kind = kind_of(rule.category);
  const SeverityNames& names = severity_names(severity);
  return {{"id", json_text(id)},
          {"name", json_text(rule.title)},
          {"description", json_text(rule.why + " " + rule.fix)},
          {"engineId", "prodready"},
          {"cleanCodeAttribute", kind.attribute},
          {"type", kind.type},
          {"severity", names.sonar},
          {"impacts",
           Json::array({{{"softwareQuality", kind.quality}, {"severity", names.sonar_impact}}})}};
}

Json place_json(const AuditResult& result, const std::string& path, const Location& location,
                const std::string& message) {
  Json json = {{"message", json_text(message)},
               {"filePath", json_text(repository_path(result, path))}};
  if (location.start < location.end) {
    json["textRange"] = {{"startLine", location.start.line},
                         {"endLine", location.end.line},
                         {"startColumn", location.start.column - 1},
                         {"endColumn", location.end.column - 1}};
  }
  return json;
}

Json issue(const AuditResult& result, const Finding& finding) {
  const Severity severity = reported_severity(result.policy, finding);
  const std::string notes = joined(notes_of(result.policy, finding), "; ");
  Json json = {{"ruleId", json_text(sonar_rule(finding, severity))},
               {"primaryLocation", place_json(result, finding.path, finding.location,
                                              headline(finding) + ". " + notes)}};
  Json related = Json::array();
  for (const Related& other : finding.related) {
    if (other.location.start < other.location.end)
      related.push_back(place_json(result, other.path, other.location, other.text));
  }
  if (!related.empty()) json["secondaryLocations"] = std::move(related);
  return json;
}

}  // namespace

void write_sonar(const AuditResult& result, std::ostream& out) {
  std::map<std::string, Json> rules;
  for (const Finding& finding : result.findings) {
    const Severity severity = reported_severity(result.policy, finding);
    const std::string id = sonar_rule(finding, severity);
    if (!rules.contains(id)) rules.emplace(id, rule_entry(id, *finding.rule, severity));
  }
  JsonWriter writer(out);
  writer.lines("rules", rules, [](const auto& entry) { return entry.second; });
  writer.lines("issues", result.findings,
               [&](const Finding& finding) { return issue(result, finding); });
  writer.end();
  out << '\n';
}

}  // namespace prodready
