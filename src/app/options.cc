#include "app/options.h"

#include <algorithm>
#include <limits>

namespace prodready {
namespace {

using Line = CommandLine;
using Value = const std::string&;

constexpr size_t kMany = std::numeric_limits<size_t>::max();

constexpr Commands kAll = {Command::audit,       Command::env,          Command::rules_list,
                           Command::rules_check, Command::rules_import, Command::explain,
                           Command::config_show, Command::version,      Command::help};
constexpr Commands kAudit = {Command::audit};
constexpr Commands kImport = {Command::rules_import};
constexpr Commands kPolicy = {Command::audit, Command::env, Command::config_show};
constexpr Commands kConfig = {Command::audit, Command::env, Command::config_show,
                              Command::rules_list, Command::explain};
constexpr Commands kFormat = {Command::audit, Command::env, Command::rules_list};
constexpr Commands kColor = {Command::audit, Command::env, Command::config_show, Command::explain};

void append(std::optional<std::vector<std::string>>& list, Value value) {
  if (!list) list.emplace();
  list->push_back(value);
}

}  // namespace

const std::vector<Option>& all_options() {
  static const std::vector<Option> options = {
      {"Input", "--exclude", "GLOB", true, kPolicy,
       [](Line& l, Value v) { append(l.policy.exclude, v); },
       "leave out files whose path fits GLOB, as in .gitignore; they are counted as skipped"},
      {"Input", "--no-gitignore", nullptr, true, kPolicy,
       [](Line& l, Value) { l.policy.gitignore = false; },
       "audit files that .gitignore excludes, too"},
      {"Input", "--stdin-filename", "NAME", false, kAudit,
       [](Line& l, Value v) { l.stdin_filename = v; },
       "with the path -: the name that standard input is audited as"},
      {"Input", "-j,--jobs", "N", false, kPolicy, [](Line& l, Value v) { l.policy.jobs = v; },
       "worker threads, 1 to 1024 (default: one for each processor)"},

      {"Policy", "--fail-on", "SEVERITY", false, kPolicy,
       [](Line& l, Value v) { l.policy.fail_on = v; },
       "exit with 1 for findings of this severity or worse: critical, high (default), medium, low, "
       "info; or never"},
      {"Policy", "--fail-confidence", "CONFIDENCE", false, kPolicy,
       [](Line& l, Value v) { l.policy.fail_confidence = v; },
       "findings less certain than this are listed last and never fail: high, medium (default) or "
       "low"},
      {"Policy", "--min-severity", "SEVERITY", false, kPolicy,
       [](Line& l, Value v) { l.policy.min_severity = v; },
       "only count findings below this severity (default: low)"},
      {"Policy", "--min-confidence", "CONFIDENCE", false, kPolicy,
       [](Line& l, Value v) { l.policy.min_confidence = v; },
       "only count findings below this confidence: high, medium or low (default)"},
      {"Policy", "--no-inline-ignores", nullptr, true, kPolicy,
       [](Line& l, Value) { l.policy.inline_ignores = false; },
       "report findings that a comment in the file accepts, too"},
      {"Policy", "--fingerprint-key", "KEY", false, kPolicy,
       [](Line& l, Value v) { l.policy.fingerprint_key = v; },
       "key of the hash in fingerprints; better given as PRODREADY_FINGERPRINT_KEY"},
      {"Policy", "--config", "FILE", false, kConfig, [](Line& l, Value v) { l.config_file = v; },
       "read this configuration instead of looking for .prodready.toml"},
      {"Policy", "--no-config", nullptr, true, kConfig, [](Line& l, Value) { l.no_config = true; },
       "read no configuration file"},

      {"Output", "--format", "FORMAT", false, kFormat, [](Line& l, Value v) { l.format = v; },
       "terminal (default) or json"},
      {"Output", "-o,--output", "[FORMAT=]FILE", true, kAudit,
       [](Line& l, Value v) { l.outputs.push_back(v); },
       "write a report to FILE as well; FORMAT is known from .json, else it is that of --format; - "
       "is standard output"},
      {"Output", "-q,--quiet", nullptr, true, kAudit, [](Line& l, Value) { l.quiet = true; },
       "no terminal report on standard output"},
      {"Output", "--all", nullptr, true, kAudit, [](Line& l, Value) { l.show_all = true; },
       "show every finding in full"},
      {"Output", "--explain", "PATH:LINE", false, kAudit,
       [](Line& l, Value v) { l.explain_line = v; },
       "instead of a report: every decision made about one line"},
      {"Output", "--color", "WHEN", false, kColor, [](Line& l, Value v) { l.policy.color = v; },
       "auto (default), always or never"},

      {"Import", "--format", "FORMAT", false, kImport, [](Line& l, Value v) { l.format = v; },
       "what the files are: auto (default), gitleaks (betterleaks, too), noseyparker, kingfisher, "
       "titus, trufflehog or trivy"},
      {"Import", "--out", "DIR", false, kImport, [](Line& l, Value v) { l.out = v; },
       "write the rules to DIR/credentials (default: imported-rules)"},
      {"Import", "--force", nullptr, true, kImport, [](Line& l, Value) { l.force = true; },
       "overwrite rule files that exist"},
      {"Import", "--report", "FORMAT", false, kImport, [](Line& l, Value v) { l.report = v; },
       "how the account of every rule is printed: text (default) or json"},
      {"Import", "--dry-run", nullptr, true, kImport, [](Line& l, Value) { l.dry_run = true; },
       "print the account and write nothing"},

      {"Fix", "--fix", nullptr, true, kAudit, [](Line& l, Value) { l.fix = true; },
       "mend what can be mended without judgement (ignore entries, .env.example), then audit "
       "again"},
      {"Fix", "--dry-run", nullptr, true, kAudit, [](Line& l, Value) { l.dry_run = true; },
       "with --fix: show the changes as a diff and change nothing"},

      {"Rules", "--rules", "DIR", true, kConfig,
       [](Line& l, Value v) { append(l.policy.rules, v); }, "use the rules in DIR, too"},
      {"Rules", "--no-builtin-rules", nullptr, true, kConfig,
       [](Line& l, Value) { l.policy.builtin_rules = false; }, "use no built-in rules"},
      {"Rules", "--disable-rule", "ID", true, kPolicy,
       [](Line& l, Value v) { append(l.policy.disabled_rules, v); },
       "suppress the findings of this rule"},

      {"Help", "-h,--help", nullptr, true, kAll, [](Line& l, Value) { l.help = true; },
       "show this text"},
      {"Help", "-V,--version", nullptr, true, kAudit, [](Line& l, Value) { l.version = true; },
       "show the version"},
  };
  return options;
}

const std::vector<CommandInfo>& all_commands() {
  static const std::vector<CommandInfo> commands = {
      {Command::audit, "audit", "[PATH…]", 0, kMany,
       "audit folders, files or standard input (-); without PATH the current folder",
       "prodready                                    # audit the current folder\n"
       "prodready -o report.json src config          # two folders, and a report for machines\n"
       "prodready --fail-on critical .               # be lenient\n"
       "git show HEAD:.env | prodready --stdin-filename .env -\n"
       "prodready --explain src/settings.py:41       # why a line is reported, or not\n"
       "prodready --fix --dry-run                    # what could be mended, as a diff"},
      {Command::env, "env", "[PATH]", 0, 1,
       "the environment variables: where code reads them, their defaults, who defines and "
       "documents "
       "them",
       "prodready env\n"
       "prodready env --format json src > variables.json"},
      {Command::rules_list, "rules list", "", 0, 0, "list the rules",
       "prodready rules list\n"
       "prodready rules list --format json"},
      {Command::rules_check, "rules check", "DIR", 1, 1,
       "check the rules in DIR and run their examples", "prodready rules check my-rules"},
      {Command::rules_import, "rules import", "FILE…", 1, kMany,
       "turn rule files of gitleaks, betterleaks, Nosey Parker, Kingfisher, Titus, TruffleHog or "
       "Trivy into rules of prodready",
       "prodready rules import .gitleaks.toml\n"
       "prodready rules import --format titus --out my-rules rules/*.yml\n"
       "prodready rules import --dry-run --report json .gitleaks.toml"},
      {Command::explain, "explain", "RULE", 1, 1,
       "what a rule finds, why it matters, how to fix it, how to accept it",
       "prodready explain github-token"},
      {Command::config_show, "config show", "[PATH]", 0, 1,
       "show the policy in effect, and where each value comes from",
       "prodready config show\n"
       "prodready config show --fail-on low src"},
      {Command::version, "version", "", 0, 0, "show the version", ""},
      {Command::help, "help", "[COMMAND]", 0, 2, "explain prodready, or one of its commands",
       "prodready help rules check"},
  };
  return commands;
}

const CommandInfo& info(Command command) {
  const auto& commands = all_commands();
  return *std::find_if(commands.begin(), commands.end(),
                       [&](const CommandInfo& i) { return i.command == command; });
}

}  // namespace prodready
