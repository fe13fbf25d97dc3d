#include "app/options.h"

#include <algorithm>
#include <limits>

namespace prodready {
namespace {

using Line = CommandLine;
using Value = const std::string&;

constexpr size_t kMany = std::numeric_limits<size_t>::max();

constexpr Commands kBaseline = {Command::baseline_create, Command::baseline_update,
                                Command::baseline_prune, Command::baseline_show};
constexpr Commands kAll =
    Commands{Command::audit,        Command::env,     Command::rules_list,  Command::rules_check,
             Command::rules_import, Command::explain, Command::config_show, Command::init,
             Command::completions,  Command::man,     Command::version,     Command::help} |
    kBaseline;
constexpr Commands kAudit = {Command::audit};
constexpr Commands kImport = {Command::rules_import};
constexpr Commands kInit = {Command::init};
constexpr Commands kPolicy = {Command::audit, Command::env, Command::config_show};
constexpr Commands kFindings = kPolicy | kBaseline;
constexpr Commands kConfig = kFindings | Commands{Command::rules_list, Command::explain};
constexpr Commands kFormat = {Command::env, Command::rules_list};
constexpr Commands kColor = {Command::audit, Command::env, Command::config_show, Command::explain};

void append(std::optional<std::vector<std::string>>& list, Value value) {
  if (!list) list.emplace();
  list->push_back(value);
}

}  // namespace

const std::vector<Option>& all_options() {
  static const std::vector<Option> options = {
      {"Input", "--exclude", "GLOB", true, kFindings,
       [](Line& l, Value v) { append(l.policy.exclude, v); },
       "leave out files whose path fits GLOB, as in .gitignore; they are counted as skipped"},
      {"Input", "--no-gitignore", nullptr, true, kFindings,
       [](Line& l, Value) { l.policy.gitignore = false; },
       "audit files that .gitignore excludes, too"},
      {"Input", "--stdin-filename", "NAME", false, kAudit,
       [](Line& l, Value v) { l.stdin_filename = v; },
       "with the path -: the name that standard input is audited as"},
      {"Input", "-j,--jobs", "N", false, kFindings, [](Line& l, Value v) { l.policy.jobs = v; },
       "worker threads, 1 to 1024 (default: one for each processor)"},

      {"Changes", "--staged", nullptr, true, kAudit, [](Line& l, Value) { l.staged = true; },
       "audit what the next commit would add or change, as it is staged; only findings on added or "
       "changed lines count"},
      {"Changes", "--since", "REF", false, kAudit, [](Line& l, Value v) { l.since = v; },
       "the same for what was committed since HEAD left REF"},
      {"Changes", "--diff", "BASE..HEAD", false, kAudit, [](Line& l, Value v) { l.diff = v; },
       "the same for what HEAD has done since it left BASE, both any commits"},
      {"Changes", "--history", nullptr, true, kAudit, [](Line& l, Value) { l.history = true; },
       "audit everything that the repository ever held, with the commits that brought each finding "
       "and "
       "took it away"},
      {"Changes", "--follow-outside", nullptr, true, kAudit,
       [](Line& l, Value) { l.follow_outside = true; },
       "read git objects outside of the work tree, too, where the .git file of a submodule or "
       "alternates lead there (linked work trees need no flag)"},

      {"Policy", "--fail-on", "SEVERITY", false, kPolicy,
       [](Line& l, Value v) { l.policy.fail_on = v; },
       "exit with 1 for findings of this severity or worse: critical, high (default), medium, low, "
       "info; new: everything that --baseline does not have, however severe; or never"},
      {"Policy", "--fail-confidence", "CONFIDENCE", false, kPolicy,
       [](Line& l, Value v) { l.policy.fail_confidence = v; },
       "findings less certain than this are listed last and never fail: high, medium (default) or "
       "low"},
      {"Policy", "--min-severity", "SEVERITY", false, kFindings,
       [](Line& l, Value v) { l.policy.min_severity = v; },
       "only count findings below this severity (default: low)"},
      {"Policy", "--min-confidence", "CONFIDENCE", false, kFindings,
       [](Line& l, Value v) { l.policy.min_confidence = v; },
       "only count findings below this confidence: high, medium or low (default)"},
      {"Policy", "--baseline", "FILE", false, kFindings,
       [](Line& l, Value v) { l.policy.baseline = v; },
       "findings that FILE has are accepted and never fail (prodready baseline; .gitleaksignore, "
       "reports of gitleaks, .secrets.baseline and SARIF are read, too)"},
      {"Policy", "--no-inline-ignores", nullptr, true, kFindings,
       [](Line& l, Value) { l.policy.inline_ignores = false; },
       "report findings that a comment in the file accepts, too"},
      {"Policy", "--fingerprint-key", "KEY", false, kFindings,
       [](Line& l, Value v) { l.policy.fingerprint_key = v; },
       "key of the hash in fingerprints; better given as PRODREADY_FINGERPRINT_KEY"},
      {"Policy", "--config", "FILE", false, kConfig, [](Line& l, Value v) { l.config_file = v; },
       "read this configuration instead of looking for .prodready.toml"},
      {"Policy", "--no-config", nullptr, true, kConfig, [](Line& l, Value) { l.no_config = true; },
       "read no configuration file"},

      {"Output", "--format", "FORMAT", false, kAudit, [](Line& l, Value v) { l.format = v; },
       "the report on standard output; the formats are listed below"},
      {"Output", "--format", "FORMAT", false, kFormat, [](Line& l, Value v) { l.format = v; },
       "terminal (default) or json"},
      {"Output", "-o,--output", "[FORMAT=]FILE", true, kAudit,
       [](Line& l, Value v) { l.outputs.push_back(v); },
       "write a report to FILE as well; where its name does not tell the format, it is that of "
       "--format; - is standard output"},
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

      {"Baseline",
       "--from",
       "FILE",
       false,
       {Command::baseline_create},
       [](Line& l, Value v) { l.from = v; },
       "accept what another tool's FILE accepts, and nothing else: .gitleaksignore, a report of "
       "gitleaks, .secrets.baseline of detect-secrets, SARIF"},
      {"Baseline",
       "--force",
       nullptr,
       true,
       {Command::baseline_create},
       [](Line& l, Value) { l.force = true; },
       "replace a baseline that exists"},
      {"Baseline",
       "--check",
       nullptr,
       true,
       {Command::baseline_prune},
       [](Line& l, Value) { l.check = true; },
       "write nothing; exit with 1 if an entry could be dropped"},

      {"Set-up", "--pre-commit", nullptr, true, kInit, [](Line& l, Value) { l.pre_commit = true; },
       "have commits audited: a git hook, or the block for the hook manager in use"},
      {"Set-up", "--ci", "SERVICE", true, kInit, [](Line& l, Value v) { l.ci.push_back(v); },
       "write a pipeline for github or gitlab"},
      {"Set-up", "--action", "OWNER/NAME", false, kInit, [](Line& l, Value v) { l.action = v; },
       "with --ci: the repository that holds prodready, for its action or its sources"},
      {"Set-up", "--dry-run", nullptr, true, kInit, [](Line& l, Value) { l.dry_run = true; },
       "print the files and write nothing"},

      {"Fix", "--fix", nullptr, true, kAudit, [](Line& l, Value) { l.fix = true; },
       "mend what can be mended without judgement (ignore entries, .env.example), then audit "
       "again"},
      {"Fix", "--dry-run", nullptr, true, kAudit, [](Line& l, Value) { l.dry_run = true; },
       "with --fix: show the changes as a diff and change nothing"},

      {"Rules", "--rules", "DIR", true, kConfig,
       [](Line& l, Value v) { append(l.policy.rules, v); }, "use the rules in DIR, too"},
      {"Rules", "--no-builtin-rules", nullptr, true, kConfig,
       [](Line& l, Value) { l.policy.builtin_rules = false; }, "use no built-in rules"},
      {"Rules", "--disable-rule", "ID", true, kFindings,
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
       "prodready --staged                           # before a commit: only what it adds\n"
       "prodready --since origin/main                # what this branch adds\n"
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
      {Command::baseline_create, "baseline create", "[PATH]", 0, 1,
       "accept all findings that there are, in PATH/.prodready-baseline or in the file of "
       "--baseline",
       "prodready baseline create\n"
       "prodready --baseline .prodready-baseline --fail-on new\n"
       "prodready baseline create --from .secrets.baseline"},
      {Command::baseline_update, "baseline update", "[PATH]", 0, 1,
       "accept new findings, too, and drop entries whose finding is gone",
       "prodready baseline update"},
      {Command::baseline_prune, "baseline prune", "[PATH]", 0, 1,
       "drop entries whose finding is gone, and accept nothing new",
       "prodready baseline prune\n"
       "prodready baseline prune --check             # in a pipeline"},
      {Command::baseline_show, "baseline show", "[PATH]", 0, 1,
       "the entries by rule and file, and what became of them", "prodready baseline show"},
      {Command::init, "init", "[PATH]", 0, 1,
       "write a .prodready.toml that fits the repository, and on request hook and pipeline",
       "prodready init --dry-run                # what would be written\n"
       "prodready init --pre-commit\n"
       "prodready init --ci github --action OWNER/NAME"},
      {Command::completions, "completions", "SHELL", 1, 1,
       "print the completions of the command line for bash, zsh or fish",
       "source <(prodready completions bash)\n"
       "prodready completions zsh > ~/.zfunc/_prodready\n"
       "prodready completions fish > ~/.config/fish/completions/prodready.fish"},
      {Command::man, "man", "", 0, 0, "print the manual page",
       "prodready man > prodready.1 && man ./prodready.1"},
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
