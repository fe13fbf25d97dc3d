#include "audit/rule_check.h"

#include <algorithm>

#include "checks/checks.h"
#include "findings/redaction.h"
#include "rules/anchors.h"
#include "rules/regex.h"
#include "scan/detector.h"

namespace prodready {
namespace {

/// RE2 takes about a millisecond to compile this much; the time grows faster than the size.
constexpr int kMaxProgramSize = 5000;

Window whole_file(std::string_view path, std::string_view text) {
  Window window;
  window.path = path;
  window.text = text;
  window.core_end = text.size();
  window.head = text.substr(0, 1024);
  return window;
}

/// "path" or "path:line" of an example that shows a tree.
bool finds_place(const Finding& finding, const Example& example) {
  return example.finds == finding.path ||
         example.finds == finding.path + ":" + std::to_string(finding.location.start.line);
}

/// Lines and columns of a text that stands alone, to compare a finding with what the example says
/// it finds. A setting is found from its key on; the example names its value.
bool finds_text(const Finding& finding, const Example& example) {
  const std::string_view text = example.text;
  if (finding.rule->has_secret && finding.redacted != redacted(example.finds)) return false;
  for (size_t at = text.find(example.finds); at != std::string_view::npos;
       at = text.find(example.finds, at + 1)) {
    const auto lines =
        static_cast<uint64_t>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
    const size_t newline = text.substr(0, at).rfind('\n');
    const size_t column = newline == std::string_view::npos ? at : at - newline - 1;
    const Position at_text = {lines + 1, column + 1};
    const bool setting = finding.rule->shape == Shape::setting;
    if (setting ? finding.location.start <= at_text && at_text < finding.location.end
                : finding.location.start == at_text)
      return true;
  }
  return false;
}

bool is_found(const Finding& finding, const Example& example) {
  if (!example.severity.empty() && example.severity != name(finding.severity)) return false;
  if (example.finds.empty()) return true;
  return example.tree.empty() ? finds_text(finding, example) : finds_place(finding, example);
}

/// What the example's files give when they are audited with `rules`.
std::vector<Finding> audited(const RuleSet& rules, FileScanner& scanner, const Example& example) {
  for (const auto& [path, text] : example.tree) scanner.scan(whole_file(path, text));
  if (example.tree.empty()) scanner.scan(whole_file(example.path, example.text));
  std::vector<Finding> findings = scanner.take_findings();
  Facts facts = scanner.take_facts();
  sort(facts);
  run_checks(facts, make_contract(facts), rules, {}, findings);
  return findings;
}

std::string check_example(const RuleSet& rules, FileScanner& scanner, const Rule& rule,
                          const Example& example) {
  const std::string where = rule.source + ":" + std::to_string(example.line) + ": ";
  std::vector<Finding> mine = audited(rules, scanner, example);
  std::erase_if(mine, [&](const Finding& finding) { return finding.rule != &rule; });
  if (!example.bad) {
    return mine.empty() ? ""
                        : where + rule.id + " reports this [[good]] example (" + example.why + ")";
  }
  if (mine.empty())
    return where + rule.id + " does not find this [[bad]] example in " +
           (example.tree.empty() ? example.path : "its tree");
  if (std::any_of(mine.begin(), mine.end(), [&](const Finding& f) { return is_found(f, example); }))
    return "";
  const Finding& first = mine.front();
  return where + rule.id + " finds something else than this [[bad]] example says: " + first.path +
         ":" + std::to_string(first.location.start.line) + ":" +
         std::to_string(first.location.start.column) + ", " + std::string(name(first.severity)) +
         (first.redacted.empty() ? "" : ", " + first.redacted);
}

/// Variables that an idiom's example names, or "" for one that names none.
std::string check_idiom_example(FileScanner& scanner, const Rule& idiom, const Example& example) {
  const std::string where = idiom.source + ":" + std::to_string(example.line) + ": ";
  scanner.scan(whole_file(example.path, example.text));
  const Facts facts = scanner.take_facts();
  std::vector<std::string> names;
  for (const VariableRead& read : facts.reads) names.push_back(read.name);
  for (const VariableMention& mention : facts.mentions) {
    if (!mention.example_file) names.push_back(mention.name);
  }
  const bool any = !names.empty() || !facts.dynamic_reads.empty() || !facts.validations.empty() ||
                   !facts.branches.empty();
  if (!example.bad)
    return any ? where + idiom.id + " recognises this [[no_match]] example (" + example.why + ")"
               : "";
  if (!any)
    return where + idiom.id + " does not recognise this [[match]] example in " + example.path;
  const bool found =
      example.finds.empty() || std::find(names.begin(), names.end(), example.finds) != names.end();
  return found ? ""
               : where + idiom.id + " finds something else than " + example.finds + ": " +
                     (names.empty() ? "no name" : names.front());
}

/// Checks judge what idioms find in code: they are tried with all idioms of their rule set.
RuleSet checks_with_idioms(const RuleSet& rules) {
  std::vector<Rule> chosen;
  for (const Rule& rule : rules.rules) {
    if (rule.shape == Shape::check || rule.shape == Shape::idiom) chosen.push_back(rule);
  }
  const bool any_check = std::any_of(chosen.begin(), chosen.end(),
                                     [](const Rule& rule) { return rule.shape == Shape::check; });
  return make_rule_set(any_check ? std::move(chosen) : std::vector<Rule>());
}

/// Tries `rule`, which is one of `set`.
void try_rule(const RuleSet& set, FileScanner& scanner, const Rule& rule,
              std::vector<std::string>& complaints) {
  for (const Example& example : rule.examples) {
    std::string complaint = rule.shape == Shape::idiom ? check_idiom_example(scanner, rule, example)
                                                       : check_example(set, scanner, rule, example);
    if (!complaint.empty()) complaints.push_back(std::move(complaint));
  }
}

}  // namespace

std::vector<std::string> check_examples(const RuleSet& rules) {
  std::vector<std::string> complaints;
  const RuleSet checks = checks_with_idioms(rules);
  const Detector checks_detector(checks, {});
  FileScanner checks_scanner(checks_detector);
  for (const Rule& rule : rules.rules) {
    if (rule.shape == Shape::check) {
      try_rule(checks, checks_scanner, *checks.find(rule.id), complaints);
      continue;
    }
    // Each rule alone: another, surer rule may report the same secret instead.
    const RuleSet alone = make_rule_set({rule});
    const Detector detector(alone, {});
    FileScanner scanner(detector);
    try_rule(alone, scanner, alone.rules.front(), complaints);
  }
  return complaints;
}

std::vector<std::string> unfounded_rules(const RuleSet& rules) {
  std::vector<std::string> messages;
  for (const Rule& rule : rules.rules) {
    if (is_reporting(rule) && rule.references.empty())
      messages.push_back(rule.source + ": no `references`: say where it is documented");
    if (!rule.pair.empty() && !rules.find(rule.pair))
      messages.push_back(rule.source + ": `pair` names \"" + rule.pair + "\", which is no rule");
  }
  return messages;
}

std::vector<std::string> costly_rules(const RuleSet& rules) {
  std::vector<std::string> messages;
  for (const Rule& rule : rules.rules) {
    if (is_unselective(rule)) {
      messages.push_back(rule.source + ": no text of at least " + std::to_string(kMinAnchorLength) +
                         " characters is in every match, so the rule runs on every byte: give "
                         "`anchor`, or hold it to `files`");
    }
    const int size = rule.pattern.empty() ? 0 : program_size(*compile_regex(rule.pattern));
    if (size > kMaxProgramSize) {
      messages.push_back(rule.source + ": the regex has " + std::to_string(size) +
                         " instructions, more than " + std::to_string(kMaxProgramSize) +
                         ": write + or {20,} where the repeat is long, `reach` bounds it");
    }
  }
  return messages;
}

}  // namespace prodready
