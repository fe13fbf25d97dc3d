#include "audit/audit.h"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <tuple>

#include "checks/checks.h"
#include "scan/detector.h"
#include "text/escape.h"
#include "text/glob.h"

namespace prodready {
namespace {

unsigned worker_count(const Policy& policy) {
  if (policy.jobs > 0) return policy.jobs;
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  const int count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
  return static_cast<unsigned>(std::max(1, count));
}

bool applies(const IgnoreEntry& ignore, const std::string& prefix, const Finding& finding) {
  if (!ignore.rule.empty() && ignore.rule != finding.rule->id) return false;
  if (!ignore.fingerprint.empty() && ignore.fingerprint != finding.fingerprint) return false;
  return ignore.paths.empty() ||
         std::any_of(ignore.paths.begin(), ignore.paths.end(), [&](const std::string& glob) {
           return path_glob_match(glob, prefix + finding.path);
         });
}

/// What the configuration accepts; comments in the file were looked at when it was scanned.
std::optional<Suppression> configured_suppression(const Policy& policy, const Finding& finding) {
  const auto& disabled = policy.disabled_rules;
  if (std::find(disabled.begin(), disabled.end(), finding.rule->id) != disabled.end()) {
    auto origin = policy.origins.find("disable-rules");
    return Suppression{SuppressionKind::configuration, "the rule is disabled",
                       origin == policy.origins.end() ? "" : origin->second};
  }
  for (const IgnoreEntry& ignore : policy.ignores) {
    if (applies(ignore, policy.config_prefix, finding))
      return Suppression{SuppressionKind::configuration, ignore.reason, ignore.origin};
  }
  return std::nullopt;
}

/// Each finding to its place in the report: shown, suppressed, or only counted.
void sort_out(std::vector<Finding> findings, AuditResult& result) {
  for (Finding& finding : findings) {
    if (!finding.suppression) finding.suppression = configured_suppression(result.policy, finding);
    if (finding.suppression) {
      result.suppressed.push_back(std::move(finding));
    } else if (finding.confidence < result.policy.min_confidence) {
      ++result.hidden.below_min_confidence;
    } else if (finding.severity < result.policy.min_severity) {
      ++result.hidden.below_min_severity;
    } else {
      result.findings.push_back(std::move(finding));
    }
  }
}

/// Less certain findings come last.
bool before(const Policy& policy, const Finding& a, const Finding& b) {
  const bool a_certain = is_certain(policy, a), b_certain = is_certain(policy, b);
  if (a_certain != b_certain) return a_certain;
  if (a.severity != b.severity) return a.severity > b.severity;
  return std::tie(a.path, a.location, a.rule->id) < std::tie(b.path, b.location, b.rule->id);
}

Facts all_facts(std::vector<FileScanner>& scanners) {
  Facts all;
  for (FileScanner& scanner : scanners) append(all, scanner.take_facts());
  sort(all);
  return all;
}

/// Configuration that was scanned as text only.
void add_problems(const Facts& facts, AuditResult& result) {
  for (const FileProblem& problem : facts.problems)
    result.notifications.push_back({Notification::Level::note, "settings-unreadable", problem.path,
                                    "not read as configuration: " + problem.message});
}

std::vector<Finding> all_findings(std::vector<FileScanner>& scanners) {
  std::vector<Finding> all;
  for (FileScanner& scanner : scanners) {
    std::vector<Finding> findings = scanner.take_findings();
    std::move(findings.begin(), findings.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

AuditResult audit(const SourceRequest& request, const RuleSet& rules, const Policy& policy,
                  Progress& progress) {
  return audit_contract(request, rules, policy, progress).result;
}

ContractAudit audit_contract(const SourceRequest& request, const RuleSet& rules,
                             const Policy& policy, Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  ContractAudit audit;
  AuditResult& result = audit.result;
  result.policy = policy;
  result.root = common_root(request);
  result.rule_count =
      static_cast<size_t>(std::count_if(rules.rules.begin(), rules.rules.end(), is_reporting));
  if (!policy.config_error.empty()) {
    result.notifications.push_back({Notification::Level::error, "config-invalid", "",
                                    policy.config_error + "; audited without this configuration"});
  }

  // Read and match: every worker has its own scanner, so that they share nothing that changes.
  const Detector detector(
      rules, {policy.inline_ignores, policy.fingerprint_key, work_tree_prefix(result.root)});
  std::vector<FileScanner> scanners;
  std::vector<WindowSink> sinks;
  scanners.reserve(worker_count(policy));
  for (unsigned i = 0; i < worker_count(policy); ++i) {
    FileScanner& scanner = scanners.emplace_back(detector);
    sinks.push_back([&scanner](const Window& window) { scanner.scan(window); });
  }
  result.coverage = read_all(request, sinks, progress);
  result.nothing_to_audit = result.coverage.discovered == 0;

  // What only shows across files.
  std::vector<Finding> findings = all_findings(scanners);
  audit.facts = all_facts(scanners);
  audit.contract = make_contract(audit.facts);
  run_checks(audit.facts, audit.contract, rules,
             {policy.fingerprint_key, detector.options.path_prefix}, findings);
  add_problems(audit.facts, result);

  // Judge: what is accepted, what is below the thresholds, what is shown.
  sort_out(std::move(findings), result);
  const auto in_order = [&](const Finding& a, const Finding& b) {
    return before(result.policy, a, b);
  };
  std::sort(result.findings.begin(), result.findings.end(), in_order);
  std::sort(result.suppressed.begin(), result.suppressed.end(), in_order);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return audit;
}

std::string explain_line(const std::string& path, uint64_t line, const RuleSet& rules,
                         const Policy& policy) {
  SourceRequest request;
  request.paths = {path};
  const std::string root = common_root(request);
  const Detector detector(rules,
                          {policy.inline_ignores, policy.fingerprint_key, work_tree_prefix(root)});
  Trace trace{line, {}};
  FileScanner scanner(detector, &trace);
  FileEnvironment environment;
  ContentKind content = ContentKind::text;
  auto sink = [&](const Window& window) {
    if (window.first)
      environment = classify(detector.options.path_prefix + std::string(window.path), window.head);
    content = window.content;
    scanner.scan(window);
  };
  Progress progress;
  const Coverage coverage = read_all(request, {sink}, progress);

  std::string text = printable(path) + ":" + std::to_string(line) + "\n";
  text += "environment: " + std::string(name(environment.environment)) +
          (environment.reason.empty() ? "" : " (" + printable(environment.reason) + ")") + "\n";
  for (const Failure& failure : coverage.failures)
    text += "not read: " + printable(failure.message) + "\n";
  if (content == ContentKind::binary || content == ContentKind::archive)
    text += "not scanned as text: binary or archive\n";
  for (const std::string& entry : trace.entries) text += printable(entry) + "\n";
  if (trace.entries.empty()) text += "no rule's anchor or pattern is on this line\n";
  return text;
}

}  // namespace prodready
