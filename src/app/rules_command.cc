#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/policy_request.h"
#include "app/process.h"
#include "app/rule_selection.h"
#include "app/standard_output.h"
#include "audit/rule_check.h"
#include "report/amounts.h"
#include "text/escape.h"

namespace prodready {
namespace {

std::string as_json(const RuleSet& rules) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Rule& rule : rules.rules) {
    if (!is_reporting(rule)) continue;
    nlohmann::ordered_json references = nlohmann::ordered_json::array();
    for (const std::string& reference : rule.references)
      references.push_back(valid_utf8(reference));
    list.push_back({{"id", rule.id},
                    {"category", name(rule.category)},
                    {"shape", name(rule.shape)},
                    {"severity", name(rule.severity)},
                    {"confidence", name(rule.confidence)},
                    {"title", valid_utf8(rule.title)},
                    {"references", references},
                    {"builtin", rule.builtin}});
  }
  return nlohmann::ordered_json({{"schemaVersion", "1.0"}, {"rules", list}}).dump(2) + "\n";
}

std::string as_table(const RuleSet& rules) {
  size_t width = 0;
  for (const Rule& rule : rules.rules) width = std::max(width, rule.id.size());
  std::string table;
  const auto cell = [&table](std::string_view text, size_t columns) {
    table += text;
    table.append(columns > text.size() ? columns - text.size() : 0, ' ');
    table += "  ";
  };
  for (const Rule& rule : rules.rules) {
    if (!is_reporting(rule)) continue;
    cell(rule.id, width);
    cell(name(rule.severity), name(Severity::critical).size());
    cell(name(rule.category), name(Category::environments).size());
    table += printable(rule.title) + "\n";
  }
  return table;
}

size_t count_examples(const RuleSet& rules) {
  size_t count = 0;
  for (const Rule& rule : rules.rules) count += rule.examples.size();
  return count;
}

}  // namespace

ExitCode list_rules(const CommandLine& line) {
  const std::string format = checked_format(line);
  const RuleSet rules = select_rules(policy_for(line, "."));
  return print(format == "json" ? as_json(rules) : as_table(rules));
}

ExitCode check_rules(const CommandLine& line) {
  const RuleSet rules = make_rule_set(read_rules(line.arguments.front()));
  const std::vector<std::string> failed = check_examples(rules);
  for (const std::string& message : failed) say(message);
  for (const std::string& message : costly_rules(rules)) say("note: " + message);
  for (const std::string& message : unfounded_rules(rules)) say("note: " + message);
  const std::string examples = counted(count_examples(rules), "example");
  return print(counted(rules.rules.size(), "rule") + ", " + examples + ": " +
                   (failed.empty() ? "all hold" : amount(failed.size()) + " do not hold") + "\n",
               failed.empty() ? ExitCode::clean : ExitCode::usage);
}

}  // namespace prodready
