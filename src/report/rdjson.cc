// reviewdog's diagnostic format. Its columns count bytes of UTF-8; where they are not known, the
// range is one of lines, which the format knows too.
#include <ostream>

#include "report/finding_text.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "report/severity_names.h"
#include "text/escape.h"

namespace prodready {
namespace {

Json position_json(const Position& position, bool with_column) {
  Json json = {{"line", position.line}};
  if (with_column) json["column"] = position.byte_column;
  return json;
}

Json location_json(const AuditResult& result, const std::string& path, const Location& location) {
  Json json = {{"path", json_text(repository_path(result, path))}};
  // A finding about the file as such has no place in it.
  if (location.start == location.end && location.start == Position{}) return json;
  const bool columns = location.start.byte_column > 0 && location.end.byte_column > 0;
  json["range"] = {{"start", position_json(location.start, columns)},
                   {"end", position_json(location.end, columns)}};
  return json;
}

Json code_json(const Rule& rule) {
  Json json = {{"value", json_text(rule.id)}};
  const std::string url = documentation_url(rule);
  if (!url.empty()) json["url"] = url;
  return json;
}

Json related_json(const AuditResult& result, const Finding& finding) {
  Json array = Json::array();
  for (const Related& related : finding.related)
    array.push_back({{"message", json_text(related.text)},
                     {"location", location_json(result, related.path, related.location)}});
  return array;
}

Json diagnostic(const AuditResult& result, const Finding& finding) {
  const std::string notes = joined(notes_of(result.policy, finding), "\n");
  const Severity severity = reported_severity(result.policy, finding);
  Json json = {{"message", json_text(headline(finding) + "\n" + notes +
                                     "\nfix: " + printable(finding.rule->fix))},
               {"location", location_json(result, finding.path, finding.location)},
               {"severity", severity_names(severity).rdjson},
               {"code", code_json(*finding.rule)}};
  if (!finding.related.empty()) json["related_locations"] = related_json(result, finding);
  return json;
}

}  // namespace

void write_rdjson(const AuditResult& result, std::ostream& out) {
  JsonWriter writer(out);
  writer.member("source", {{"name", "prodready"}});
  writer.lines("diagnostics", result.findings,
               [&](const Finding& finding) { return diagnostic(result, finding); });
  writer.end();
  out << '\n';
}

}  // namespace prodready
