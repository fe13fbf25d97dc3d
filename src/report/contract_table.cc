#include <algorithm>
#include <map>
#include <ostream>

#include "report/amounts.h"
#include "report/contract_report.h"
#include "report/display_width.h"
#include "report/ink.h"

namespace prodready {
namespace {

constexpr size_t kLongestCell = 48;
constexpr std::string_view kGap = "  ";

using Row = std::vector<std::string>;

/// Environments that define anything, in the order of the enum; unknown is "any".
std::vector<Environment> defining_environments(const Contract& contract) {
  std::vector<Environment> found;
  for (int i = 0; i < kEnvironmentCount; ++i) {
    const auto wanted = static_cast<Environment>(i);
    const bool defines = std::any_of(
        contract.variables.begin(), contract.variables.end(), [&](const Variable& variable) {
          return std::any_of(variable.definitions.begin(), variable.definitions.end(),
                             [&](const SettingFact* fact) {
                               return fact->place.environment.environment == wanted;
                             });
        });
    if (defines) found.push_back(wanted);
  }
  return found;
}

std::string cut(std::string text, const TerminalStyle& style) {
  if (display_width(text) <= kLongestCell) return text;
  // The end of a path says more than its beginning.
  while (display_width(text) >= kLongestCell) text.erase(0, 1);
  while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xc0) == 0x80) text.erase(0, 1);
  return std::string(ellipsis(style)) + text;
}

std::string place_cell(const Place& place, size_t others, const TerminalStyle& style) {
  const std::string text =
      shown(style, place.path) + ":" + std::to_string(place.location.start.line);
  return cut(text, style) + (others > 0 ? " +" + amount(others) : "");
}

std::string default_cell(const Variable& variable, const TerminalStyle& style) {
  for (const VariableRead* read : variable.reads) {
    if (!read->default_value.empty()) return cut(shown(style, read->default_value), style);
  }
  if (variable.has_default()) return "yes";
  return variable.required() ? "required" : "";
}

/// "set" for a literal, "reference" where the value stands elsewhere.
std::string definition_cell(const Variable& variable, Environment environment) {
  std::string cell;
  for (const SettingFact* fact : variable.definitions) {
    if (fact->place.environment.environment != environment) continue;
    if (fact->kind != ValueKind::reference) return "set";
    cell = "reference";
  }
  return cell;
}

Row row(const Variable& variable, const std::vector<Environment>& environments,
        const TerminalStyle& style) {
  Row cells = {shown(style, variable.name)};
  cells.push_back(variable.reads.empty() ? ""
                                         : place_cell(variable.reads.front()->place,
                                                      variable.reads.size() - 1, style));
  cells.push_back(default_cell(variable, style));
  for (Environment environment : environments)
    cells.push_back(definition_cell(variable, environment));
  cells.push_back(
      variable.mentions.empty() ? "" : place_cell(variable.mentions.front()->place, 0, style));
  return cells;
}

void write_rows(const std::vector<Row>& rows, const TerminalStyle& style, std::ostream& out) {
  std::vector<size_t> widths(rows.front().size());
  for (const Row& cells : rows) {
    for (size_t i = 0; i < cells.size(); ++i)
      widths[i] = std::max(widths[i], display_width(cells[i]));
  }
  for (const Row& cells : rows) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      line += cells[i];
      line.append(widths[i] - display_width(cells[i]), ' ').append(kGap);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << (&cells == &rows.front() ? painted(style, Paint::strong, line) : line) << '\n';
  }
}

std::vector<const Variable*> shown_variables(const Contract& contract, bool read) {
  std::vector<const Variable*> variables;
  for (const Variable& variable : contract.variables) {
    if (variable.reads.empty() != read) variables.push_back(&variable);
  }
  return variables;
}

void write_table(const std::vector<const Variable*>& variables,
                 const std::vector<Environment>& environments, const TerminalStyle& style,
                 std::ostream& out) {
  Row head = {"variable", "read at", "default"};
  for (Environment environment : environments)
    head.emplace_back(environment == Environment::unknown ? "any" : name(environment));
  head.emplace_back("documented");
  std::vector<Row> rows = {head};
  for (const Variable* variable : variables) rows.push_back(row(*variable, environments, style));
  write_rows(rows, style, out);
}

}  // namespace

void write_contract_table(const Contract& contract, const Facts& facts, const AuditResult& result,
                          const TerminalStyle& style, std::ostream& out) {
  const std::vector<Environment> environments = defining_environments(contract);
  const std::vector<const Variable*> read = shown_variables(contract, true);
  const std::vector<const Variable*> unread = shown_variables(contract, false);
  if (!read.empty()) write_table(read, environments, style, out);
  if (!unread.empty()) {
    out << (read.empty() ? "" : "\n") << "Defined or documented, read by no code here:\n";
    write_table(unread, environments, style, out);
  }
  if (!facts.dynamic_reads.empty()) {
    out << "\n"
        << counted(facts.dynamic_reads.size(), "place")
        << " read variables whose names are computed:\n";
    const size_t listed = listed_count(facts.dynamic_reads.size(), 5, style);
    for (size_t i = 0; i < listed; ++i)
      out << "  " << place_cell(facts.dynamic_reads[i].place, 0, style) << '\n';
    write_unlisted(facts.dynamic_reads.size() - listed, style, out);
  }
  out << "\n"
      << counted(read.size(), "variable") << " read, " << counted(unread.size(), "variable")
      << " defined or documented but not read.\n\n";
  write_terminal(result, style, out);
}

}  // namespace prodready
