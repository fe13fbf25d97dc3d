#include <algorithm>
#include <filesystem>

#include "app/apply_fixes.h"
#include "app/commands.h"
#include "app/load_baseline.h"
#include "app/outputs.h"
#include "app/policy_request.h"
#include "app/process.h"
#include "app/progress.h"
#include "app/rule_selection.h"
#include "app/standard_output.h"
#include "audit/audit.h"
#include "report/amounts.h"
#include "text/error.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;

/// git sets these variables for its hooks.
std::optional<git::ChangeQuery> change_query(const CommandLine& line) {
  using Kind = git::ChangeQuery::Kind;
  if (!line.staged && !line.since && !line.diff) return std::nullopt;
  git::ChangeQuery query;
  query.kind = line.staged ? Kind::staged : line.since ? Kind::since : Kind::diff;
  query.revision = line.since ? *line.since : line.diff.value_or("");
  query.follow_outside = line.follow_outside;
  const auto variable = [](const char* name) {
    const char* value = environment_variable(name);
    return std::string(value != nullptr ? value : "");
  };
  query.git_dir = variable("GIT_DIR");
  query.index_file = variable("GIT_INDEX_FILE");
  return query;
}

SourceRequest source_request(const CommandLine& line) {
  SourceRequest request;
  request.paths = line.arguments.empty() ? std::vector<std::string>{"."} : line.arguments;
  if (line.stdin_filename) request.stdin_name = *line.stdin_filename;
  request.changes = change_query(line);
  request.history = line.history;
  request.follow_outside = line.follow_outside;
  return request;
}

/// The folder that paths in the report are relative to, as the user named it if they did.
std::string root_of(const SourceRequest& request) {
  std::error_code error;
  const bool one_folder =
      request.paths.size() == 1 && fs::is_directory(request.paths.front(), error);
  return one_folder ? request.paths.front() : common_root(request);
}

InputFiles input_files(const SourceRequest& request, const Policy& policy,
                       const std::string& root) {
  InputFiles inputs{root, {}, policy.rules};
  std::error_code error;
  if (!policy.baseline.empty()) inputs.files.push_back(policy.baseline);
  if (!policy.config_file.empty()) inputs.files.push_back(policy.config_file);
  for (const std::string& path : request.paths) {
    if (path != "-" && !fs::is_directory(path, error)) inputs.files.push_back(path);
  }
  return inputs;
}

/// "12 ignored by .gitignore, 3 binary"
std::string skipped_files(const Coverage& coverage) {
  std::string text;
  for (const auto& [reason, skipped] : coverage.skipped) {
    const uint64_t count = skipped.files + skipped.directories;
    if (count > 0)
      text += (text.empty() ? "" : ", ") + amount(count) + " " + std::string(description(reason));
  }
  return text;
}

std::string why_incomplete(const AuditResult& result) {
  const Coverage& coverage = result.coverage;
  if (!result.policy.config_error.empty()) return result.policy.config_error;
  if (!coverage.failures.empty()) {
    const Failure& first = coverage.failures.front();
    return counted(coverage.failures.size(), "file") +
           " or folders could not be read: " + first.path + ": " + first.message;
  }
  const std::string skipped = skipped_files(coverage);
  const bool ignored = coverage.skipped.count(SkipReason::git_ignored) != 0;
  return "there was nothing to scan under \"" + result.root + "\"" +
         (skipped.empty() ? "" : " (" + skipped + ")") +
         (ignored ? "; --no-gitignore audits ignored files" : "");
}

ExitCode exit_code(const AuditResult& result, bool written) {
  if (!written) return ExitCode::incomplete;
  const bool all_read = result.coverage.failures.empty() &&
                        (result.coverage.scanned > 0 || result.scope != Scope::files);
  if (!result.policy.config_error.empty() && all_read) return ExitCode::usage;
  return exit_code_of(verdict(result));
}

struct Plan {
  Policy policy;
  RuleSet rules;
  Baseline baseline;
};

Plan plan_of(const CommandLine& line, const std::string& root) {
  const Policy policy = policy_for(line, root);
  return {policy, select_rules(policy), load_baseline(policy)};
}

/// A configuration found in the tree that cannot be used does not keep the tree from being audited:
/// it is audited without, and Policy::config_error says why.
Plan plan_audit(const CommandLine& line, const std::string& root) {
  try {
    return plan_of(line, root);
  } catch (const Error& error) {
    if (names_config(line)) throw;
    CommandLine without = line;
    without.no_config = true;
    Plan plan = plan_of(without, root);  // throws again when a flag or a variable is to blame
    plan.policy.config_error = error.what();
    return plan;
  }
}

AuditResult audit_with_progress(const SourceRequest& request, const RuleSet& rules,
                                const Policy& policy, const Baseline& baseline, bool quiet) {
  Progress progress;
  const ProgressLine progress_line(progress, !quiet);
  const int64_t started = now();
  AuditResult result = audit(request, rules, policy, progress, baseline);
  result.started = started;
  result.finished = now();
  return result;
}

/// Mends what can be mended, or shows how; whether an audit is still wanted.
bool fix(const CommandLine& line, const SourceRequest& request, const std::string& root,
         const RuleSet& rules, const Policy& policy) {
  std::error_code error;
  if (!fs::is_directory(request.paths.front(), error))
    throw Error("--fix needs a folder, not \"" + request.paths.front() + "\"");
  Progress progress;
  const ContractAudit found = audit_contract(request, rules, policy, progress);
  const std::vector<Fix> fixes = plan_fixes(found.contract, found.result.findings);
  if (line.dry_run) {
    print(diff_of(fixes, root));
    return false;
  }
  apply_fixes(fixes, root);
  return true;
}

/// PATH:LINE; the path may hold colons.
std::pair<std::string, uint64_t> split_place(const std::string& place) {
  const size_t colon = place.rfind(':');
  const std::string number = colon == std::string::npos ? "" : place.substr(colon + 1);
  const bool is_number =
      !number.empty() && number.size() < 10 &&
      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number || colon == 0 || std::stoul(number) == 0)
    throw Error("--explain wants PATH:LINE, not \"" + place + "\"");
  return {place.substr(0, colon), std::stoul(number)};
}

/// Reports name paths relative to the audited root: --explain takes them as they stand there, too.
ExitCode explain_place(const std::string& place, const std::string& root, const RuleSet& rules,
                       const Policy& policy) {
  auto [path, number] = split_place(place);
  std::error_code error;
  const fs::path below_root = fs::path(root) / path;
  if (fs::path(path).is_relative() && fs::exists(below_root, error))
    path = below_root.lexically_normal().string();
  return print(explain_line(path, number, rules, policy));
}

}  // namespace

ExitCode run_audit(const CommandLine& line) {
  SourceRequest request = source_request(line);
  const std::string root = root_of(request);
  const auto [policy, rules, baseline] = plan_audit(line, root);
  if (line.explain_line) return explain_place(*line.explain_line, root, rules, policy);

  const Outputs outputs(line, input_files(request, policy, root));
  request.gitignore = policy.gitignore;
  request.exclude = policy.exclude;
  request.exclude_prefix = policy.config_prefix;
  request.own_outputs = outputs.identities();
  leave_out(policy.baseline, request);

  if (line.fix && !fix(line, request, root, rules, policy)) return ExitCode::clean;
  const AuditResult result = audit_with_progress(request, rules, policy, baseline, line.quiet);
  const bool written = outputs.write(result);
  if (verdict(result) == Verdict::incomplete && !outputs.shows_report())
    say("incomplete: " + why_incomplete(result));
  return exit_code(result, written);
}

}  // namespace prodready
