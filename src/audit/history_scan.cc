#include "audit/history_scan.h"

#include <algorithm>
#include <memory>
#include <set>
#include <unordered_map>

#include "audit/version_scanner.h"
#include "scan/path_class.h"
#include "source/content_kind.h"
#include "source/excludes.h"
#include "source/git/commit.h"
#include "source/parallel.h"

namespace prodready {
namespace {

/// An empty file may stand in thousands of places.
constexpr size_t kMaxPathsOfBlob = 1000;
constexpr size_t kMessagesAtOnce = 256 * 1024;
/// Families are handed out so many at a time: most have one member.
constexpr size_t kFamiliesAtOnce = 16;
constexpr size_t kPathsAtOnce = 256;

/// The paths that blobs had, each blob's sorted.
class PathsOfBlobs {
 public:
  PathsOfBlobs(size_t objects, const git::CommitChanges& changes) {
    std::vector<std::pair<git::ObjectNumber, git::PathNumber>> all;
    all = changes.staged;
    all.reserve(all.size() + changes.changes.size());
    for (const git::Change& change : changes.changes) {
      if (change.after != git::kNoObject) all.emplace_back(change.after, change.path);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    begin_.assign(objects + 1, 0);
    for (const auto& [blob, path] : all) {
      ++begin_[blob + 1];
      paths_.push_back(path);
    }
    for (size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  }

  size_t count(git::ObjectNumber blob) const { return begin_[blob + 1] - begin_[blob]; }
  git::PathNumber at(git::ObjectNumber blob, size_t i) const { return paths_[begin_[blob] + i]; }
  bool contains(git::ObjectNumber blob, git::PathNumber path) const {
    return std::binary_search(paths_.begin() + begin_[blob], paths_.begin() + begin_[blob + 1],
                              path);
  }

 private:
  std::vector<git::PathNumber> paths_;
  std::vector<uint32_t> begin_;
};

/// The classes of paths, as numbers.
class ClassOfPaths {
 public:
  ClassOfPaths(const Detector& detector, const git::CommitChanges& changes, size_t workers) {
    const PathClasses classes(detector);
    std::vector<std::string> names(changes.paths.size());
    for_each_in_parallel(workers, (names.size() + kPathsAtOnce - 1) / kPathsAtOnce,
                         [&](size_t, size_t piece) {
                           const size_t end = std::min(names.size(), (piece + 1) * kPathsAtOnce);
                           for (size_t i = piece * kPathsAtOnce; i < end; ++i)
                             names[i] = classes.of(changes.paths[i]);
                         });
    std::unordered_map<std::string, uint32_t> numbers;
    for (std::string& name : names)
      classes_.push_back(numbers.try_emplace(std::move(name), numbers.size() + 1).first->second);
  }

  /// What no commit has is called after its object: the same to all rules.
  uint32_t of(git::PathNumber path) const { return path == kNoPath ? 0 : classes_[path]; }

 private:
  std::vector<uint32_t> classes_;
};

struct Shared {
  const git::AllObjects& objects;
  const git::CommitChanges& changes;
  const Detector& detector;
  const ClassOfPaths classes;
  const Excludes excludes;
  const PathsOfBlobs paths;
  Progress& progress;
};

std::string lost_path(const git::AllObjects& objects, git::ObjectNumber number) {
  const std::string hex = objects.hex(number);
  return ".git/objects/" + hex.substr(0, 2) + "/" + hex.substr(2);
}

class HistoryScanner {
 public:
  explicit HistoryScanner(Shared& shared)
      : shared_(shared), families_(shared.objects), versions_(shared.detector) {}

  void scan_family(git::ObjectNumber root, git::ObjectType type) {
    versions_.begin_family();
    families_.read(
        root,
        [&](const git::Member& member) {
          if (type == git::ObjectType::blob) {
            scan_blob(member);
          } else if (shared_.objects.canonical(member.number) == member.number) {
            add_message(member, type);
          }
        },
        [&](git::ObjectNumber, const std::string& error) {
          failures_.insert(error);
          if (type == git::ObjectType::blob) ++coverage_.discovered;
        });
  }

  /// Looks at the messages that were gathered.
  void finish_messages() {
    if (!messages_.empty() && versions_.shows_something(messages_text_, "message")) {
      for (const auto& [number, text] : messages_)
        versions_.scan_text(text, number, lost_path(shared_.objects, number));
    }
    messages_.clear();
    messages_text_.clear();
  }

  std::vector<KnownFinding> take_findings() { return versions_.take_findings(); }
  std::vector<Sighting> take_sightings() { return versions_.take_sightings(); }

  Coverage coverage() const {
    Coverage coverage = coverage_;
    for (const std::string& failure : failures_) coverage.failures.push_back({".git", failure});
    return coverage;
  }

 private:
  void scan_blob(const git::Member& member) {
    const git::ObjectNumber number = shared_.objects.canonical(member.number);
    const size_t paths = shared_.paths.count(number);
    const Content content = inspect_content(member.bytes.substr(0, kInspected));
    const bool text = content.kind == ContentKind::text && content.encoding == TextEncoding::bytes;
    for_each_path(number, paths, [&](git::PathNumber path, const std::string& name) {
      versions_.scan({&member, number, path, name, shared_.classes.of(path), text});
    });
    if (number == member.number) account(member, content.kind, paths);
  }

  template <typename F>
  void for_each_path(git::ObjectNumber number, size_t count, const F& look) {
    if (count == 0) return look(kNoPath, lost_path(shared_.objects, number));
    for (size_t i = 0; i < std::min(count, kMaxPathsOfBlob); ++i) {
      const git::PathNumber path = shared_.paths.at(number, i);
      const std::string& name = shared_.changes.paths[path];
      if (!is_excluded(name)) look(path, name);
    }
    if (count > kMaxPathsOfBlob)
      failures_.insert("object " + shared_.objects.hex(number) + " had " + std::to_string(count) +
                       " paths; it was audited under 1000 of them");
  }

  bool is_excluded(const std::string& path) const {
    return shared_.excludes.file(path) || shared_.excludes.around(path);
  }

  void account(const git::Member& member, ContentKind kind, size_t paths) {
    shared_.progress.files.fetch_add(1, std::memory_order_relaxed);
    shared_.progress.bytes.fetch_add(member.bytes.size(), std::memory_order_relaxed);
    ++coverage_.discovered;
    const std::string name = paths == 0 ? lost_path(shared_.objects, member.number)
                                        : shared_.changes.paths[shared_.paths.at(member.number, 0)];
    if (paths > 0 && is_excluded(name)) {
      coverage_.skip(SkipReason::excluded, name);
    } else if (kind == ContentKind::text) {
      ++coverage_.scanned;
      coverage_.bytes += member.bytes.size();
    } else {
      coverage_.skip(kind == ContentKind::archive ? SkipReason::archive : SkipReason::binary, name);
    }
  }

  void add_message(const git::Member& member, git::ObjectType type) {
    messages_.emplace_back(member.number, audited_text(type, member.bytes, shared_.objects.hash()));
    messages_text_ += messages_.back().second + "\n\n";
    if (messages_text_.size() >= kMessagesAtOnce) finish_messages();
  }

  static constexpr size_t kInspected = 64 * 1024;

  Shared& shared_;
  git::FamilyReader families_;
  VersionScanner versions_;
  std::vector<std::pair<git::ObjectNumber, std::string>> messages_;
  std::string messages_text_;
  Coverage coverage_;
  std::set<std::string> failures_;
};

void scan_all(git::ObjectType type, Shared& shared,
              std::vector<std::unique_ptr<HistoryScanner>>& scanners) {
  const std::vector<git::ObjectNumber> roots = shared.objects.roots_of_type(type);
  for_each_in_parallel(scanners.size(), (roots.size() + kFamiliesAtOnce - 1) / kFamiliesAtOnce,
                       [&](size_t worker, size_t piece) {
                         const size_t end = std::min(roots.size(), (piece + 1) * kFamiliesAtOnce);
                         for (size_t i = piece * kFamiliesAtOnce; i < end; ++i)
                           scanners[worker]->scan_family(roots[i], type);
                       });
}

/// What the workers found, with common numbers that do not depend on who found what.
void join(std::vector<std::unique_ptr<HistoryScanner>>& scanners, HistoryScan& scan) {
  std::vector<std::vector<KnownFinding>> found;
  for (const auto& scanner : scanners) found.push_back(scanner->take_findings());
  const auto before = [](const KnownFinding& a, const KnownFinding& b) {
    return std::tie(a.path, a.fingerprint) < std::tie(b.path, b.fingerprint);
  };
  for (const auto& some : found)
    scan.findings.insert(scan.findings.end(), some.begin(), some.end());
  std::sort(scan.findings.begin(), scan.findings.end(), before);
  scan.findings.erase(std::unique(scan.findings.begin(), scan.findings.end(),
                                  [&](const KnownFinding& a, const KnownFinding& b) {
                                    return !before(a, b) && !before(b, a);
                                  }),
                      scan.findings.end());
  for (size_t i = 0; i < scanners.size(); ++i) {
    std::vector<uint32_t> numbers;
    for (const KnownFinding& finding : found[i])
      numbers.push_back(static_cast<uint32_t>(
          std::lower_bound(scan.findings.begin(), scan.findings.end(), finding, before) -
          scan.findings.begin()));
    for (Sighting sighting : scanners[i]->take_sightings()) {
      sighting.finding = numbers[sighting.finding];
      scan.sightings.push_back(sighting);
    }
    scan.coverage.merge(scanners[i]->coverage());
  }
  std::sort(scan.sightings.begin(), scan.sightings.end());
  scan.sightings.erase(std::unique(scan.sightings.begin(), scan.sightings.end()),
                       scan.sightings.end());
}

void append_people(std::string& text, const git::Signature& person) {
  text.append(person.name).append(" <").append(person.email).append(">\n");
}

}  // namespace

std::string audited_text(git::ObjectType type, std::string_view bytes, git::HashKind hash) {
  std::string text;
  if (type == git::ObjectType::commit) {
    const auto commit = git::parse_commit(bytes, hash);
    if (!commit) return std::string(bytes);
    text.append(bytes.substr(commit->message)).append("\n");
    append_people(text, commit->author);
    append_people(text, commit->committer);
  } else if (type == git::ObjectType::tag) {
    const auto tag = git::parse_tag(bytes, hash);
    if (!tag) return std::string(bytes);
    text.append(bytes.substr(tag->message)).append("\n").append(tag->name).append("\n");
    append_people(text, tag->tagger);
  } else {
    text.append(bytes);
  }
  return text;
}

std::string path_of(const git::AllObjects& objects, const git::CommitChanges& changes,
                    const Sighting& sighting) {
  return sighting.path == kNoPath ? lost_path(objects, sighting.object)
                                  : changes.paths[sighting.path];
}

HistoryScan scan_history(const git::AllObjects& objects, const git::CommitChanges& changes,
                         const SourceRequest& request, const Detector& detector, size_t workers,
                         Progress& progress) {
  Shared shared{objects,
                changes,
                detector,
                ClassOfPaths(detector, changes, workers),
                Excludes(request.exclude, request.exclude_prefix),
                PathsOfBlobs(objects.count(), changes),
                progress};
  std::vector<std::unique_ptr<HistoryScanner>> scanners;
  for (size_t i = 0; i < workers; ++i) scanners.push_back(std::make_unique<HistoryScanner>(shared));
  for (git::ObjectType type :
       {git::ObjectType::commit, git::ObjectType::tag, git::ObjectType::blob})
    scan_all(type, shared, scanners);
  for (const auto& scanner : scanners) scanner->finish_messages();
  HistoryScan scan;
  join(scanners, scan);
  return scan;
}

}  // namespace prodready
