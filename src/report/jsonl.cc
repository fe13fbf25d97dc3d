// The JSON report, one object a line: findings come as they are, the summary last.
#include <ostream>

#include "report/json_writer.h"
#include "report/ordered.h"
#include "report/report.h"

namespace prodready {

void write_jsonl(const AuditResult& result, std::ostream& out) {
  const auto write = [&](const char* type, const Json& value) {
    Json json = {{"type", type}};
    json.update(value);
    out << json_line(json) << '\n';
  };
  const std::vector<const Finding*> findings = all_findings(result);
  for (const Finding* finding : findings) write("finding", finding_json(*finding));
  for (const FixedEntry& entry : result.fixed) write("fixed", fixed_json(entry));
  for (const Rule* rule : rules_of(findings)) write("rule", rule_json(rule));
  for (const Notification& notification : result.notifications)
    write("notification", notification_json(notification));
  write("summary", {{"schemaVersion", kSchemaVersion},
                    {"tool", tool_json(result)},
                    {"target", target_json(result)},
                    {"policy", policy_json(result.policy)},
                    {"coverage", coverage_json(result)},
                    {"summary", summary_json(result)}});
}

}  // namespace prodready
