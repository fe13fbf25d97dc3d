#include "scan/rule_check.h"

#include <algorithm>

#include "findings/redaction.h"
#include "rules/anchors.h"
#include "rules/regex.h"
#include "scan/detector.h"

namespace prodready {
namespace {

/// RE2 takes about a millisecond to compile this much; the time grows faster than the size.
constexpr int kMaxProgramSize = 5000;

Window whole_file(const Example& example) {
  Window window;
  window.path = example.path;
  window.text = example.text;
  window.core_end = example.text.size();
  window.head = std::string_view(example.text).substr(0, 1024);
  return window;
}

/// Lines and columns of a text that stands alone, to compare a finding with what the example says
/// it finds.
bool finds_text(const Finding& finding, const Example& example) {
  const std::string_view text = example.text;
  if (finding.rule->has_secret && finding.redacted != redacted(example.finds)) return false;
  for (size_t at = text.find(example.finds); at != std::string_view::npos;
       at = text.find(example.finds, at + 1)) {
    const auto lines =
        static_cast<uint64_t>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
    const size_t newline = text.substr(0, at).rfind('\n');
    const size_t column = newline == std::string_view::npos ? at : at - newline - 1;
    if (finding.location.start.line == lines + 1 && finding.location.start.column == column + 1)
      return true;
  }
  return false;
}

std::string check_example(FileScanner& scanner, const Rule& rule, const Example& example) {
  const std::string where = rule.source + ":" + std::to_string(example.line) + ": ";
  scanner.scan(whole_file(example));
  std::vector<Finding> mine = scanner.take_findings();
  std::erase_if(mine, [&](const Finding& finding) { return finding.rule != &rule; });
  if (!example.bad) {
    return mine.empty() ? ""
                        : where + rule.id + " reports this [[good]] example (" + example.why + ")";
  }
  if (mine.empty())
    return where + rule.id + " does not find this [[bad]] example in " + example.path;
  if (example.finds.empty()) return "";
  const bool found = std::any_of(mine.begin(), mine.end(),
                                 [&](const Finding& f) { return finds_text(f, example); });
  return found ? ""
               : where + rule.id +
                     " finds something else than `finds` says in this [[bad]] example, at column " +
                     std::to_string(mine.front().location.start.column) +
                     (mine.front().redacted.empty() ? "" : ": " + mine.front().redacted);
}

}  // namespace

std::vector<std::string> check_examples(const RuleSet& rules) {
  std::vector<std::string> complaints;
  for (const Rule& rule : rules.rules) {
    // Each rule alone: another, surer rule may report the same secret instead.
    const RuleSet alone = make_rule_set({rule});
    const Detector detector(alone, {});
    FileScanner scanner(detector);
    for (const Example& example : rule.examples) {
      std::string complaint = check_example(scanner, alone.rules.front(), example);
      if (!complaint.empty()) complaints.push_back(std::move(complaint));
    }
  }
  return complaints;
}

std::vector<std::string> costly_rules(const RuleSet& rules) {
  std::vector<std::string> messages;
  for (const Rule& rule : rules.rules) {
    if (is_unselective(rule)) {
      messages.push_back(rule.source + ": no text of at least " + std::to_string(kMinAnchorLength) +
                         " characters is in every match, so the rule runs on every byte: give "
                         "`anchor`, or hold it to `files`");
    }
    const int size = rule.shape == Shape::pattern ? program_size(*compile_regex(rule.pattern)) : 0;
    if (size > kMaxProgramSize) {
      messages.push_back(rule.source + ": the regex has " + std::to_string(size) +
                         " instructions, more than " + std::to_string(kMaxProgramSize) +
                         ": write + or {20,} where the repeat is long, `reach` bounds it");
    }
  }
  return messages;
}

}  // namespace prodready
