#include "audit/find.h"

#include <sched.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "audit/history.h"
#include "checks/checks.h"

namespace prodready {
namespace {

unsigned worker_count(const Policy& policy) {
  if (policy.jobs > 0) return policy.jobs;
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  const int count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
  return static_cast<unsigned>(std::max(1, count));
}

void add_note(AuditResult& result, const char* code, std::string message) {
  result.notifications.push_back({Notification::Level::note, code, "", std::move(message)});
}

/// Where the request wants changes: what they are, and what that means for the rest of the audit.
std::optional<FileChanges> changes_of(const SourceRequest& request, AuditResult& result) {
  if (!request.changes) return std::nullopt;
  FileChanges changes = find_changes(request);
  const git::ChangeSet& set = changes.set;
  const bool staged = request.changes->kind == git::ChangeQuery::Kind::staged;
  result.scope = staged ? Scope::staged : Scope::changes;
  result.base = set.base;
  result.head = set.head;
  if (set.changes.conflicts > 0)
    add_note(result, "merge-conflict",
             std::to_string(set.changes.conflicts) +
                 (set.changes.conflicts == 1 ? " file" : " files") +
                 " in conflict, of which the other side was audited");
  if (!changes.files.empty())
    add_note(result, "cross-file-checks-skipped",
             "checks across files need all of them, and were not run on changes");
  return changes;
}

/// Configuration that was scanned as text only.
void add_problems(const Facts& facts, AuditResult& result) {
  for (const FileProblem& problem : facts.problems)
    result.notifications.push_back({Notification::Level::note, "settings-unreadable", problem.path,
                                    "not read as configuration: " + problem.message});
}

/// What one worker gathers: workers share nothing that changes.
struct WorkerFinds {
  FileScanner scanner;
  ReadFiles read_files;
};

/// Puts together what the workers gathered.
void join(std::vector<WorkerFinds>& workers, Found& found) {
  for (WorkerFinds& worker : workers) {
    std::vector<Finding> findings = worker.scanner.take_findings();
    std::move(findings.begin(), findings.end(), std::back_inserter(found.findings));
    append(found.facts, worker.scanner.take_facts());
    std::vector<FileMarkers> markers = worker.scanner.take_markers();
    std::move(markers.begin(), markers.end(), std::back_inserter(found.suppressions.markers));
    found.suppressions.unheeded += worker.scanner.unheeded();
    found.read_files.merge(worker.read_files);
  }
  sort(found.facts);
  std::sort(found.suppressions.markers.begin(), found.suppressions.markers.end(),
            [](const FileMarkers& a, const FileMarkers& b) { return a.path < b.path; });
}

/// Whether everything was looked at that the configuration and checks across files speak of. A
/// configuration that was named may be meant for other trees, too.
bool is_whole_tree(const SourceRequest& request, const AuditResult& result) {
  const Policy& policy = result.policy;
  const bool whole = policy.config_file.empty()
                         ? work_tree_prefix(result.root).empty()
                         : policy.config_in_tree && policy.config_prefix.empty();
  std::error_code error;
  return whole && result.scope == Scope::files && result.coverage.failures.empty() &&
         request.paths.size() == 1 && std::filesystem::is_directory(request.paths.front(), error);
}

/// In all files, or in those that changed.
void find_in_files(const SourceRequest& request, const Detector& detector, Progress& progress,
                   Found& found, AuditResult& result) {
  const unsigned count = worker_count(result.policy);
  std::vector<WorkerFinds> workers;
  std::vector<WindowSink> sinks;
  workers.reserve(count);
  for (unsigned i = 0; i < count; ++i) {
    WorkerFinds& worker = workers.emplace_back(FileScanner(detector), found.read_files);
    sinks.push_back([&worker](const Window& window) {
      worker.read_files.note(window);
      worker.scanner.scan(window);
    });
  }
  found.changes = changes_of(request, result);
  result.coverage = found.changes ? read_changes(*found.changes, request, sinks, progress)
                                  : read_all(request, sinks, progress);
  join(workers, found);

  if (!found.changes) {  // what only shows across files, which are all there
    found.contract = make_contract(found.facts);
    run_checks(found.facts, found.contract, detector.rules,
               {result.policy.fingerprint_key, detector.options.path_prefix}, found.findings);
  }
  add_problems(found.facts, result);
  found.suppressions.scope = result.scope;
  found.suppressions.whole_tree = is_whole_tree(request, result);
  accept_checked(found.findings, result.policy, found.suppressions);
}

void find_in_history(const SourceRequest& request, const Detector& detector, Progress& progress,
                     Found& found, AuditResult& result) {
  result.scope = found.suppressions.scope = Scope::history;
  HistoryAudit history = audit_history(request, detector, worker_count(result.policy), progress);
  found.findings = std::move(history.findings);
  result.coverage = std::move(history.coverage);
  add_note(result, "cross-file-checks-skipped", "checks across files were not run on the history");
}

}  // namespace

Found find_all(const SourceRequest& request, const Detector& detector, const Baseline& baseline,
               Progress& progress, AuditResult& result) {
  Found found{.read_files = ReadFiles(baseline, detector.options.path_prefix)};
  if (request.history) {
    find_in_history(request, detector, progress, found, result);
  } else {
    find_in_files(request, detector, progress, found, result);
  }
  result.nothing_to_audit = result.coverage.discovered == 0;
  return found;
}

}  // namespace prodready
