#include <unistd.h>

#include <algorithm>

#include "app/commands.h"
#include "app/policy_request.h"
#include "app/rule_selection.h"
#include "app/standard_output.h"
#include "app/terminal.h"
#include "rules/shared_exceptions.h"
#include "text/error.h"
#include "text/escape.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace prodready {
namespace {

/// A page of text: headings, wrapped paragraphs, and lines that stay as they are. Everything is
/// made printable.
class Page {
 public:
  explicit Page(const TerminalStyle& style) : style_(style) {}

  void heading(const std::string& text) {
    if (!text_.empty()) text_ += "\n";
    text_ += style_.color ? "\x1b[1m" + printable(text) + "\x1b[0m\n" : printable(text) + "\n";
  }

  void paragraph(std::string_view text) {
    const auto width = static_cast<size_t>(std::min(style_.width, TerminalStyle().width));
    std::string line = "  ";
    size_t columns = line.size();
    const std::string shown = printable(text);
    for (size_t begin = 0; begin < shown.size();) {
      const size_t end = std::min(shown.find(' ', begin), shown.size());
      const std::string word = shown.substr(begin, end - begin);
      if (columns > 2 && columns + 1 + count_code_points(word) > width) {
        text_ += line + "\n";
        line = "  ";
        columns = 2;
      }
      line += (columns > 2 ? " " : "") + word;
      columns += (columns > 2 ? 1 : 0) + count_code_points(word);
      begin = end + 1;
    }
    text_ += line + "\n";
  }

  void lines(std::string_view text, const char* indent = "  ") {
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      text_ += end == 0 ? "\n" : indent + printable(text.substr(0, end)) + "\n";
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  const std::string& text() const { return text_; }

 private:
  const TerminalStyle& style_;
  std::string text_;
};

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string shortened(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string role_name(SettingRole role) {
  switch (role) {
    case SettingRole::variable:
      return "environment variables";
    case SettingRole::argument:
      return "build arguments";
    case SettingRole::command:
      return "commands";
    case SettingRole::image:
      return "container images";
    case SettingRole::plain:
      break;
  }
  return "settings";
}

std::string format_names(uint32_t formats) {
  std::vector<std::string> names;
  for (int i = 0; i < kSettingsFormatCount; ++i) {
    if (formats >> i & 1) names.emplace_back(name(static_cast<SettingsFormat>(i)));
  }
  return joined(names);
}

/// What a setting rule looks at, in any configuration format.
void add_setting(Page& page, const Rule& rule) {
  page.lines(rule.role ? role_name(*rule.role) : "settings");
  if (!rule.keys.empty()) page.lines("called " + joined(rule.keys));
  page.lines("whose value fits " + rule.pattern);
  if (rule.formats) page.lines("in " + format_names(rule.formats));
  for (const Companion& companion : rule.companions) {
    page.lines((companion.must ? "when " : "unless ") + joined(companion.keys) +
               (companion.value.empty() ? " is set" : " fits " + companion.value));
  }
}

void add_matches(Page& page, const Rule& rule) {
  page.heading("What it matches");
  if (rule.shape == Shape::path) page.lines("files called " + joined(rule.files));
  if (rule.shape == Shape::check) page.lines("what several files say together; see the examples");
  if (rule.shape == Shape::setting) add_setting(page, rule);
  if (has_pattern(rule)) page.lines(rule.pattern);
  if (rule.shape != Shape::path && !rule.files.empty()) page.lines("in " + joined(rule.files));
  if (!rule.not_files.empty()) page.lines("not in " + joined(rule.not_files));
  if (!rule.within.empty()) page.lines("inside of a block that begins with " + rule.within);
  for (const std::string& has : rule.file_has) page.lines("in files that hold " + has);
  for (const std::string& lacks : rule.file_lacks) page.lines("not in files that hold " + lacks);
  if (rule.min_entropy > 0)
    page.lines("with an entropy of at least " + shortened(rule.min_entropy) +
               " bits per character");
  for (const std::string& allowed : rule.allow) {
    const SharedException* shared = shared_exception_of(allowed);
    page.lines(shared ? "unless it is " + shared->meaning : "unless it fits " + allowed);
  }
  for (const std::string& allowed : rule.allow_line) page.lines("unless its line fits " + allowed);
}

void add_environments(Page& page, const Rule& rule) {
  std::string text;
  for (int i = 0; i < kEnvironmentCount; ++i) {
    const EnvironmentOverride& override = rule.environments[static_cast<size_t>(i)];
    if (!override.given) continue;
    text += (text.empty() ? "" : ", ") + std::string(name(static_cast<Environment>(i))) + ": " +
            (override.none ? "not reported" : std::string(name(override.severity)));
  }
  page.heading("Severity");
  page.paragraph(std::string(name(rule.severity)) + " where production reads the file" +
                 (text.empty() ? ", lower in tests, examples and documentation" : "; " + text));
}

/// Secrets in examples are invented: they may be shown.
void add_examples(Page& page, const Rule& rule, bool bad) {
  page.heading(bad ? "It reports" : "It does not report");
  for (const Example& example : rule.examples) {
    if (example.bad != bad) continue;
    const std::string why = example.why.empty() ? "" : " (" + example.why + ")";
    if (!example.tree.empty()) page.lines("together" + why + ":");
    for (const auto& [path, text] : example.tree) {
      page.lines(path, "    ");
      page.lines(text, "        ");
    }
    if (!example.tree.empty()) continue;
    page.lines(example.path + why);
    page.lines(example.text, "      ");
  }
}

void add_acceptance(Page& page, const Rule& rule) {
  page.heading("To accept a finding");
  if (rule.shape == Shape::path) {
    page.paragraph("If the file is text, write a comment into its first 20 lines:");
    page.lines("# prodready:ignore-file[" + rule.id + "] the reason", "      ");
  } else {
    page.paragraph(rule.shape == Shape::check
                       ? "Where it stands on a line, write a comment there or on the line above:"
                       : "Write a comment on its line or the line above:");
    page.lines("# prodready:ignore[" + rule.id + "] the reason", "      ");
  }
  page.paragraph("Or, for many, in .prodready.toml:");
  page.lines(
      "[[ignore]]\nrule = \"" + rule.id + "\"\npaths = [\"tests/**\"]\nreason = \"the reason\"",
      "      ");
}

std::string page_of(const Rule& rule, const TerminalStyle& style) {
  Page page(style);
  page.heading(rule.id + ": " + rule.title);
  page.lines(std::string(name(rule.category)) + ", confidence " +
             std::string(name(rule.confidence)) + (rule.builtin ? "" : ", from " + rule.source));
  page.heading("Why it matters");
  page.paragraph(rule.why);
  page.heading("What to do");
  page.paragraph(rule.fix);
  add_environments(page, rule);
  add_matches(page, rule);
  add_examples(page, rule, true);
  add_examples(page, rule, false);
  if (!rule.references.empty()) page.heading("References");
  for (const std::string& reference : rule.references) page.lines(reference);
  add_acceptance(page, rule);
  return page.text();
}

}  // namespace

ExitCode explain_rule(const CommandLine& line) {
  const Policy policy = policy_for(line, ".");
  const RuleSet rules = select_rules(policy, true);
  const std::string& id = line.arguments.front();
  if (const Rule* rule = rules.find(id); rule && is_reporting(*rule))
    return print(page_of(*rule, style_of(STDOUT_FILENO, policy)));
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules) {
    if (is_reporting(rule)) ids.push_back(rule.id);
  }
  throw Error("unknown rule \"" + id + "\"" + did_you_mean(id, ids) +
              "; \"prodready rules list\" shows all");
}

}  // namespace prodready
