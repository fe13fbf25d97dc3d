#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <system_error>

#include "app/atomic_file.h"
#include "app/commands.h"
#include "app/fd_stream.h"
#include "app/load_baseline.h"
#include "app/policy_request.h"
#include "app/process.h"
#include "app/progress.h"
#include "app/rule_selection.h"
#include "app/standard_output.h"
#include "audit/audit.h"
#include "report/amounts.h"
#include "text/descriptor.h"
#include "text/error.h"
#include "text/escape.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0644;

/// What all of these commands begin with.
struct Job {
  SourceRequest request;
  Policy policy;
  RuleSet rules;
  std::string file;  ///< the baseline
};

std::string root_of(const CommandLine& line) {
  const std::string root = line.arguments.empty() ? "." : line.arguments.front();
  std::error_code error;
  if (!fs::is_directory(root, error)) throw Error("\"" + root + "\" is no folder");
  return root;
}

/// The gate plays no part here. What an audit does not show it does not fail on either, so that
/// everything down to info is accepted, unless the user drew a line.
Policy policy_of(CommandLine line, const std::string& root) {
  line.policy.fail_on = "never";
  Policy policy = policy_for(line, root);
  if (policy.origins.at("min-severity") == "default") policy.min_severity = Severity::info;
  return policy;
}

Job job_of(const CommandLine& line) {
  const std::string root = root_of(line);
  const Policy policy = policy_of(line, root);
  Job job{{}, policy, select_rules(policy), policy.baseline};
  if (job.file.empty()) job.file = (fs::path(root) / kBaselineName).lexically_normal().string();
  job.request.paths = {root};
  job.request.gitignore = policy.gitignore;
  job.request.exclude = policy.exclude;
  job.request.exclude_prefix = policy.config_prefix;
  leave_out(job.file, job.request);
  return job;
}

ContractAudit audit_with(const Job& job, const Baseline& baseline) {
  Progress progress;
  const ProgressLine progress_line(progress, true);
  return audit_contract(job.request, job.rules, job.policy, progress, baseline);
}

/// Only what is ours is written: what another tool reads is not for us to change.
Baseline own_baseline(const Job& job) {
  Baseline baseline = read_baseline(job.file, job.policy.fingerprint_key);
  if (baseline.format == BaselineFormat::prodready) return baseline;
  throw Error(job.file + ": this is a file of another tool (" + std::string(name(baseline.format)) +
              "), which is only read; \"prodready baseline create --from " + job.file +
              " --baseline " + kBaselineName + "\" makes one of it that can be changed");
}

// ---- Writing

void write_whole(const std::string& file, const std::string& text) {
  const fs::path path(file);
  const std::string folder = path.parent_path().empty() ? "." : path.parent_path().string();
  const Descriptor descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor) throw std::system_error(errno, std::generic_category());
  AtomicFile written(descriptor.get(), path.filename().string());
  FdStream out(written.descriptor());
  out << text;
  if (const int error = out.finish()) throw std::system_error(error, std::generic_category());
  written.commit(kFileMode);
}

std::string file_gap(const Coverage& coverage) {
  if (coverage.failures.empty()) return "there was nothing to scan";
  const Failure& first = coverage.failures.front();
  return counted(coverage.failures.size(), "file or folder", "files or folders") +
         " could not be read: " + first.path + ": " + first.message;
}

ExitCode outcome(const AuditResult& result, ExitCode code = ExitCode::clean) {
  if (verdict(result) != Verdict::incomplete) return code;
  say("incomplete: " + file_gap(result.coverage));
  return ExitCode::incomplete;
}

ExitCode write_and_tell(const Job& job, const AuditResult& result,
                        std::vector<BaselineEntry> entries, const std::string& account) {
  if (result.coverage.scanned == 0) return outcome(result);  // nothing is known: nothing is written
  try {
    write_whole(job.file, baseline_text(std::move(entries), job.policy.fingerprint_key));
  } catch (const std::system_error& error) {
    say("the baseline is not written: " + job.file + ": " + error.code().message());
    return ExitCode::incomplete;
  }
  return print(account, outcome(result));
}

std::vector<BaselineEntry> entries_of(const AuditResult& result, bool only_accepted) {
  const std::string prefix = work_tree_prefix(result.root);
  std::vector<BaselineEntry> entries;
  for (const Finding& finding : result.findings) {
    if (!only_accepted || is_accepted(finding)) entries.push_back(entry_of(finding, prefix));
  }
  return entries;
}

uint64_t count(const std::vector<EntryFate>& fates, EntryFate fate) {
  return static_cast<uint64_t>(std::count(fates.begin(), fates.end(), fate));
}

uint64_t count_new(const AuditResult& result) {
  return result.findings.size() - count_accepted(result);
}

std::string accepted_text(uint64_t count, const std::string& file) {
  return counted(count, "finding") + " accepted in " + printable(file) + "\n";
}

// ---- baseline create

/// What is there must not be lost: a file of ours only with --force, anything else never.
void check_target(const Job& job, bool force) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(job.file, error))) return;
  if (!force)
    throw Error(job.file +
                " exists already; \"prodready baseline update\" brings it up to date, --force "
                "makes it anew");
  struct stat status {};
  if (lstat(job.file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
    throw Error(job.file + " is not a regular file: --force does not replace it");
}

std::string_view text_of(Mismatch mismatch) {
  switch (mismatch) {
    case Mismatch::none:
      return "accepted";
    case Mismatch::not_audited:
      return "outside of what was audited";
    case Mismatch::no_file:
      return "there is no such file";
    case Mismatch::other_value:
      return "another value is found there";
    case Mismatch::no_finding:
      return "nothing is found there";
  }
  return "";
}

std::string place_of(const ForeignEntry& entry) {
  std::string text = entry.path;
  if (entry.line > 0) text += ":" + std::to_string(entry.line);
  if (!entry.kind.empty()) text += " (" + entry.kind + ")";
  return printable(text);
}

/// Which entries of another tool's file accept something, and why the others do not.
std::string foreign_account(const Baseline& foreign, const BaselineComparison& comparison) {
  std::string text = printable(foreign.file) + ": " + std::string(name(foreign.format)) + "\n";
  uint64_t matched = 0, real = 0;
  for (size_t i = 0; i < foreign.foreign.size(); ++i) {
    const ForeignEntry& entry = foreign.foreign[i];
    const Mismatch mismatch = comparison.mismatches[i];
    matched += mismatch == Mismatch::none;
    real += mismatch == Mismatch::none && entry.labelled_real;
    if (mismatch == Mismatch::none) continue;
    text += "  " + printable(entry.place) + ": " + place_of(entry) +
            " accepts nothing: " + std::string(text_of(mismatch)) + "\n";
  }
  for (const std::string& note : foreign.notes) text += "  " + printable(note) + "\n";
  const uint64_t all = foreign.foreign.size();
  text += counted(all, "entry", "entries") + ": " + amount(matched) + " matched, " +
          amount(all - matched) + " not matched\n";
  if (real > 0)
    text += amount(real) +
            " of them labelled a real secret: accepting it does not make it safe, replace it\n";
  return text;
}

ExitCode convert(const CommandLine& line, Job& job) {
  const Baseline foreign = read_baseline(*line.from, job.policy.fingerprint_key);
  if (foreign.format == BaselineFormat::prodready)
    throw Error(*line.from + ": this is a baseline of prodready already; name it with --baseline");
  leave_out(*line.from, job.request);
  const ContractAudit audit = audit_with(job, foreign);
  std::vector<BaselineEntry> entries = entries_of(audit.result, true);
  const std::string account =
      foreign_account(foreign, audit.baseline) + accepted_text(entries.size(), job.file);
  return write_and_tell(job, audit.result, std::move(entries), account);
}

// ---- baseline show

/// Entries of one rule in one file, by what became of them.
using Rows = std::map<std::pair<std::string, std::string>, std::map<std::string, uint64_t>>;

std::string state_of(const BaselineComparison& comparison, size_t entry) {
  switch (comparison.fates[entry]) {
    case EntryFate::unseen:
      return "not looked at";
    case EntryFate::unchanged:
      return "unchanged";
    case EntryFate::moved:
      return "moved to " + printable(comparison.moved[entry]);
    case EntryFate::fixed:
      return "fixed";
  }
  return "";
}

Rows rows_of(const Baseline& baseline, const BaselineComparison& comparison) {
  Rows rows;
  for (size_t i = 0; i < baseline.entries.size(); ++i) {
    const BaselineEntry& entry = baseline.entries[i];
    ++rows[{entry.rule_id, entry.path}][state_of(comparison, i)];
  }
  for (size_t i = 0; i < baseline.foreign.size(); ++i) {
    const ForeignEntry& entry = baseline.foreign[i];
    ++rows[{entry.kind, entry.path}][std::string(text_of(comparison.mismatches[i]))];
  }
  return rows;
}

std::string table_of(const Rows& rows) {
  std::string text;
  const std::string* rule = nullptr;
  for (const auto& [key, states] : rows) {
    if (rule == nullptr || *rule != key.first) text += printable(key.first) + "\n";
    rule = &key.first;
    text += "  " + printable(key.second) + ": ";
    std::string counts;
    for (const auto& [state, number] : states)
      counts += (counts.empty() ? "" : ", ") + amount(number) + " " + state;
    text += counts + "\n";
  }
  return text;
}

}  // namespace

ExitCode create_baseline(const CommandLine& line) {
  Job job = job_of(line);
  check_target(job, line.force);
  if (line.from) return convert(line, job);
  const ContractAudit audit = audit_with(job, {});
  std::vector<BaselineEntry> entries = entries_of(audit.result, false);
  const std::string account = accepted_text(entries.size(), job.file);
  return write_and_tell(job, audit.result, std::move(entries), account);
}

ExitCode update_baseline(const CommandLine& line) {
  const Job job = job_of(line);
  const Baseline baseline = own_baseline(job);
  const ContractAudit audit = audit_with(job, baseline);
  const std::vector<EntryFate>& fates = audit.baseline.fates;
  std::vector<BaselineEntry> entries = entries_of(audit.result, false);
  for (size_t i = 0; i < fates.size(); ++i) {
    if (fates[i] == EntryFate::unseen || fates[i] == EntryFate::unchanged)
      entries.push_back(baseline.entries[i]);
  }
  const std::string account = amount(count_new(audit.result)) + " added, " +
                              amount(count(fates, EntryFate::moved)) + " moved, " +
                              amount(count(fates, EntryFate::fixed)) + " dropped in " +
                              printable(job.file) + "\n";
  return write_and_tell(job, audit.result, std::move(entries), account);
}

ExitCode prune_baseline(const CommandLine& line) {
  const Job job = job_of(line);
  const Baseline baseline = own_baseline(job);
  const ContractAudit audit = audit_with(job, baseline);
  std::string account;
  for (const FixedEntry& entry : audit.baseline.fixed)
    account += "fixed: " + printable(entry.path) + " " + printable(entry.rule_id) + "\n";
  const uint64_t fixed = audit.baseline.fixed.size();
  account += counted(fixed, "entry", "entries") + (line.check ? " to drop in " : " dropped in ") +
             printable(job.file) + "\n";
  if (line.check)
    return print(account, outcome(audit.result, fixed > 0 ? ExitCode::findings : ExitCode::clean));
  std::vector<BaselineEntry> entries;
  for (size_t i = 0; i < baseline.entries.size(); ++i) {
    if (audit.baseline.fates[i] != EntryFate::fixed) entries.push_back(baseline.entries[i]);
  }
  return write_and_tell(job, audit.result, std::move(entries), account);
}

ExitCode show_baseline(const CommandLine& line) {
  const Job job = job_of(line);
  const Baseline baseline = read_baseline(job.file, job.policy.fingerprint_key);
  const ContractAudit audit = audit_with(job, baseline);
  const size_t all = baseline.entries.size() + baseline.foreign.size();
  std::string text = printable(job.file) + ": " + std::string(name(baseline.format)) + ", " +
                     counted(all, "entry", "entries") + "\n";
  text += table_of(rows_of(baseline, audit.baseline));
  for (const std::string& note : baseline.notes) text += printable(note) + "\n";
  text += counted(count_new(audit.result), "finding") + " not in it\n";
  return print(text, outcome(audit.result));
}

}  // namespace prodready
