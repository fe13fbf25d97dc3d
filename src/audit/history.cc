#include "audit/history.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "audit/history_places.h"
#include "source/file_reader.h"
#include "source/git/change_set.h"
#include "source/git/object_store.h"
#include "source/git/refs.h"
#include "source/git/repository.h"
#include "source/parallel.h"
#include "text/error.h"

namespace prodready {
namespace {

/// Names of refs, one a line, are audited under this path.
constexpr std::string_view kRefNames = ".git/refs";

git::Repository open_history(const SourceRequest& request) {
  const std::string root = common_root(request);
  if (request.paths.size() != 1 || request.paths.front() == "-")
    throw Error("--history audits one repository: name its folder");
  auto repository = git::open_repository(root, request.follow_outside);
  if (!repository)
    throw Error("--history needs the top folder of a git repository, and \"" + root + "\" is none");
  return std::move(*repository);
}

void add_index(const git::Repository& repository, const git::AllObjects& objects,
               git::CommitChanges& changes) {
  try {
    git::add_staged(objects, git::read_staged_index(repository), changes);
  } catch (const Error& error) {
    changes.problems.push_back(error.what());
  }
}

/// HEAD's tree, or kNoObject.
git::ObjectNumber head_tree(const git::Repository& repository, const git::CommitChanges& changes,
                            const git::AllObjects& objects, Coverage& coverage) {
  try {
    const git::Head head = git::read_head(repository);
    const auto number = head.id ? objects.find(*head.id) : std::nullopt;
    const auto commit = std::find_if(
        changes.commits.begin(), changes.commits.end(),
        [&](const git::CommitEntry& entry) { return number && entry.number == *number; });
    if (commit != changes.commits.end()) return commit->tree;
  } catch (const Error& error) {
    coverage.failures.push_back({".git/HEAD", error.what()});
  }
  return git::kNoObject;
}

/// Makes the findings that are shown, each from its version of the file.
class Details {
 public:
  Details(const git::AllObjects& objects, const git::CommitChanges& changes,
          const HistoryScan& scan, const Detector& detector)
      : objects_(objects), changes_(changes), scan_(scan), cache_(objects), scanner_(detector) {}

  /// All of `placed` are of the same version.
  void make(std::vector<const PlacedFinding*> placed, std::vector<Finding>& findings) {
    const Sighting& sighting = placed.front()->shown;
    std::string error;
    const auto bytes = cache_.get(sighting.object, error);
    if (!bytes) return;  // the failure was told when it was first read
    const std::string text =
        audited_text(*objects_.type(sighting.object), bytes->view(), objects_.hash());
    const std::string path = path_of(objects_, changes_, sighting);
    reader_.read(text, path, [&](const Window& window) { scanner_.scan(window); });
    scanner_.take_facts();
    for (Finding& finding : scanner_.take_findings()) {
      const auto wanted =
          std::find_if(placed.begin(), placed.end(), [&](const PlacedFinding* candidate) {
            return scan_.findings[candidate->finding].fingerprint == finding.fingerprint;
          });
      if (wanted == placed.end()) continue;
      finding.history = (*wanted)->history;
      findings.push_back(std::move(finding));
    }
  }

 private:
  const git::AllObjects& objects_;
  const git::CommitChanges& changes_;
  const HistoryScan& scan_;
  git::ObjectCache cache_;
  FileScanner scanner_;
  FileReader reader_;
};

std::vector<Finding> details_of(const std::vector<PlacedFinding>& placed,
                                const git::AllObjects& objects, const git::CommitChanges& changes,
                                const HistoryScan& scan, const Detector& detector, size_t workers) {
  std::map<std::pair<git::ObjectNumber, git::PathNumber>, std::vector<const PlacedFinding*>>
      versions;
  for (const PlacedFinding& finding : placed)
    versions[{finding.shown.object, finding.shown.path}].push_back(&finding);
  std::vector<std::vector<const PlacedFinding*>> work;
  for (auto& [version, findings] : versions) work.push_back(std::move(findings));
  std::vector<std::vector<Finding>> made(workers);
  std::vector<std::unique_ptr<Details>> details(workers);
  for_each_in_parallel(workers, work.size(), [&](size_t worker, size_t i) {
    if (!details[worker])
      details[worker] = std::make_unique<Details>(objects, changes, scan, detector);
    details[worker]->make(work[i], made[worker]);
  });
  std::vector<Finding> all;
  for (auto& some : made) std::move(some.begin(), some.end(), std::back_inserter(all));
  return all;
}

void audit_ref_names(const git::Refs& refs, const Detector& detector,
                     std::vector<Finding>& findings) {
  std::string names;
  for (const git::Ref& ref : refs.all) names += ref.name + "\n";
  FileScanner scanner(detector);
  FileReader().read(names, kRefNames, [&](const Window& window) { scanner.scan(window); });
  for (Finding& finding : scanner.take_findings()) {
    finding.history.emplace().present = true;
    findings.push_back(std::move(finding));
  }
}

HistoryCoverage counts_of(const git::AllObjects& objects, const git::CommitChanges& changes,
                          const git::Repository& repository, const Coverage& coverage) {
  HistoryCoverage counts;
  counts.commits = changes.commits.size();
  counts.trees = objects.of_type(git::ObjectType::tree).size();
  counts.blobs = objects.of_type(git::ObjectType::blob).size();
  counts.tags = objects.of_type(git::ObjectType::tag).size();
  counts.bytes = coverage.bytes;
  counts.shallow = !repository.shallow.empty();
  counts.partial = repository.partial;
  return counts;
}

void add_failures(Coverage& coverage, const std::string& path,
                  const std::vector<std::string>& messages) {
  for (const std::string& message : messages) coverage.failures.push_back({path, message});
}

/// A history that is not all there must not look like one that is.
void add_what_is_missing(const git::Repository& repository, const git::AllObjects& objects,
                         const git::CommitChanges& changes, Coverage& coverage) {
  if (!repository.shallow.empty())
    coverage.failures.push_back({".git/shallow",
                                 "this is a shallow clone: older commits are not "
                                 "here (git fetch --unshallow brings them)"});
  if (repository.partial)
    coverage.failures.push_back(
        {".git", "this is a partial clone: objects that were not fetched are not here"});
  for (git::ObjectNumber commit : changes.missing_parents) {
    if (std::binary_search(repository.shallow.begin(), repository.shallow.end(),
                           objects.id(commit)))
      continue;
    coverage.failures.push_back(
        {".git", "a parent of commit " + objects.hex(commit) + " is missing"});
  }
}

}  // namespace

HistoryAudit audit_history(const SourceRequest& request, const Detector& detector, size_t workers,
                           Progress& progress) {
  const git::Repository repository = open_history(request);
  const git::ObjectStore store(repository.objects, repository.hash);
  const git::AllObjects objects(store.files(), workers);
  git::CommitChanges changes = read_commit_changes(objects, workers);
  if (!repository.work_tree.empty()) add_index(repository, objects, changes);
  const git::Refs refs = git::read_refs(repository);

  const HistoryScan scan = scan_history(objects, changes, request, detector, workers, progress);
  HistoryAudit audit;
  audit.coverage = scan.coverage;
  const git::ObjectNumber head = head_tree(repository, changes, objects, audit.coverage);
  const auto placed = place_findings(objects, changes, scan, head);
  audit.findings = details_of(placed, objects, changes, scan, detector, workers);
  audit_ref_names(refs, detector, audit.findings);

  Coverage& coverage = audit.coverage;
  coverage.history = counts_of(objects, changes, repository, coverage);
  add_failures(coverage, ".git/objects", store.problems());
  add_failures(coverage, ".git", objects.problems());
  add_failures(coverage, ".git", changes.problems);
  for (const auto* problems : {&repository.problems, &refs.problems})
    coverage.failures.insert(coverage.failures.end(), problems->begin(), problems->end());
  add_what_is_missing(repository, objects, changes, coverage);
  // Messages name files as they stand in the repository: the same on every machine.
  const std::string root = common_root(request) + '/';
  for (Failure& failure : coverage.failures) {
    for (std::string* text : {&failure.path, &failure.message}) {
      const size_t at = text->find(root);
      if (at != std::string::npos) text->erase(at, root.size());
    }
  }
  std::sort(coverage.failures.begin(), coverage.failures.end());
  coverage.failures.erase(std::unique(coverage.failures.begin(), coverage.failures.end()),
                          coverage.failures.end());
  return audit;
}

}  // namespace prodready
