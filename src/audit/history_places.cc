#include "audit/history_places.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>
#include <unordered_map>

#include "source/git/commit.h"

namespace prodready {
namespace {

using git::kNoObject;

/// Which findings a version of a file has.
class FindingsOfVersions {
 public:
  explicit FindingsOfVersions(const std::vector<Sighting>& sightings) {
    for (const Sighting& sighting : sightings)
      findings_[key(sighting.path, sighting.object)].push_back(sighting.finding);
  }

  /// Sorted.
  const std::vector<uint32_t>& of(git::PathNumber path, git::ObjectNumber blob) const {
    static const std::vector<uint32_t> kNone;
    const auto known = blob == kNoObject ? findings_.end() : findings_.find(key(path, blob));
    return known == findings_.end() ? kNone : known->second;
  }

 private:
  static uint64_t key(git::PathNumber path, git::ObjectNumber blob) {
    return uint64_t{path} << 32 | blob;
  }
  std::unordered_map<uint64_t, std::vector<uint32_t>> findings_;
};

bool has(const std::vector<uint32_t>& findings, uint32_t finding) {
  return std::binary_search(findings.begin(), findings.end(), finding);
}

/// One commit bringing or taking away one finding.
struct Event {
  uint32_t finding = 0;
  git::ObjectNumber blob = kNoObject;  ///< the version that has it
};

struct CommitEvents {
  std::vector<Event> introduced;
  std::vector<Event> removed;
};

/// Of one file of a commit: `group` has one entry for each parent.
void add_events(std::span<const git::Change> group, const FindingsOfVersions& versions,
                CommitEvents& events) {
  const git::Change& first = group.front();
  const auto before = [&](const git::Change& change) -> const std::vector<uint32_t>& {
    return versions.of(change.path, change.before);
  };
  const std::vector<uint32_t>& after = versions.of(first.path, first.after);
  for (uint32_t finding : after) {
    const bool is_new = std::none_of(group.begin(), group.end(), [&](const git::Change& change) {
      return has(before(change), finding);
    });
    if (is_new) events.introduced.push_back({finding, first.after});
  }
  for (uint32_t finding : before(first)) {
    const bool was_in_all = std::all_of(group.begin(), group.end(), [&](const git::Change& change) {
      return has(before(change), finding);
    });
    if (was_in_all && !has(after, finding)) events.removed.push_back({finding, first.before});
  }
}

/// Findings that are one because a file was renamed.
class Groups {
 public:
  explicit Groups(size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), uint32_t{0});
  }
  uint32_t of(uint32_t finding) {
    while (parent_[finding] != finding) finding = parent_[finding] = parent_[parent_[finding]];
    return finding;
  }
  void join(uint32_t a, uint32_t b) { parent_[of(a)] = of(b); }

 private:
  std::vector<uint32_t> parent_;
};

class Placer {
 public:
  Placer(const git::AllObjects& objects, const git::CommitChanges& changes, const HistoryScan& scan)
      : objects_(objects),
        changes_(changes),
        scan_(scan),
        versions_(scan.sightings),
        groups_(scan.findings.size()),
        placed_(scan.findings.size()),
        known_(scan.findings.size()) {}

  std::vector<PlacedFinding> run(git::ObjectNumber head) {
    add_messages();
    const auto& all = changes_.changes;
    for (size_t end = all.size(); end > 0;) {  // oldest first
      size_t begin = end;
      while (begin > 0 && all[begin - 1].commit == all[end - 1].commit) --begin;
      add_commit({all.data() + begin, end - begin});
      end = begin;
    }
    find_present(head);
    return gather();
  }

 private:
  /// What stands in a commit's message came with that commit.
  void add_messages() {
    std::unordered_map<git::ObjectNumber, uint32_t> commits;
    for (uint32_t i = 0; i < changes_.commits.size(); ++i) commits[changes_.commits[i].number] = i;
    for (const Sighting& sighting : scan_.sightings) {
      Known& known = known_[sighting.finding];
      if (known.shown.object == kNoObject || (sighting.suppressed && !known.shown.suppressed))
        known.shown = sighting;
      const auto commit = commits.find(sighting.object);
      if (sighting.path == kNoPath && commit != commits.end())
        add(commit->second, scan_.findings[sighting.finding].path,
            placed_[sighting.finding].introduced, placed_[sighting.finding].introductions);
    }
  }

  void add_commit(std::span<const git::Change> changes) {
    CommitEvents events;
    for (size_t begin = 0; begin < changes.size();) {
      size_t end = begin + 1;
      while (end < changes.size() && changes[end].path == changes[begin].path) ++end;
      add_events(changes.subspan(begin, end - begin), versions_, events);
      begin = end;
    }
    if (events.introduced.empty() && events.removed.empty()) return;
    const uint32_t commit = changes.front().commit;
    take_out_moves(events);
    for (const Event& event : events.introduced) {
      History& history = placed_[event.finding];
      Known& known = known_[event.finding];
      if (history.introductions == 0 && !known.shown.suppressed)
        known.shown = sighting_of(event.finding, event.blob);
      add(commit, scan_.findings[event.finding].path, history.introduced, history.introductions);
    }
    for (const Event& event : events.removed)
      add(commit, scan_.findings[event.finding].path, placed_[event.finding].removed,
          placed_[event.finding].removals);
  }

  /// A value that left one file and came into another one in the same commit moved.
  void take_out_moves(CommitEvents& events) {
    for (Event& in : events.introduced) {
      const std::string& value = scan_.findings[in.finding].value_id;
      if (value.empty()) continue;
      const auto out =
          std::find_if(events.removed.begin(), events.removed.end(), [&](const Event& event) {
            return event.blob != kNoObject && scan_.findings[event.finding].value_id == value;
          });
      if (out == events.removed.end()) continue;
      groups_.join(in.finding, out->finding);
      known_[in.finding].moved_here = true;
      in.blob = out->blob = kNoObject;
    }
    const auto moved = [](const Event& event) { return event.blob == kNoObject; };
    std::erase_if(events.introduced, moved);
    std::erase_if(events.removed, moved);
  }

  Sighting sighting_of(uint32_t finding, git::ObjectNumber blob) const {
    const auto begin = std::lower_bound(
        scan_.sightings.begin(), scan_.sightings.end(), finding,
        [](const Sighting& sighting, uint32_t number) { return sighting.finding < number; });
    for (auto at = begin; at != scan_.sightings.end() && at->finding == finding; ++at) {
      if (at->object == blob) return *at;
    }
    return *begin;
  }

  void add(uint32_t commit, const std::string& path, std::vector<CommitPlace>& places,
           uint64_t& count) const {
    ++count;
    if (places.size() >= kMaxCommitPlaces) return;
    const git::CommitEntry& entry = changes_.commits[commit];
    git::Signature author;
    author.time = entry.author_time;
    author.offset_minutes = entry.offset_minutes;
    places.push_back({objects_.hex(entry.number), git::rfc3339(author), path});
  }

  /// What HEAD has is shown from there.
  void find_present(git::ObjectNumber head) {
    git::ObjectCache cache(objects_);
    std::map<git::PathNumber, git::ObjectNumber> blobs;
    for (const Sighting& sighting : scan_.sightings) {
      if (sighting.path == kNoPath || head == kNoObject) continue;
      const auto [blob, added] = blobs.try_emplace(sighting.path, kNoObject);
      if (added) blob->second = blob_at(objects_, cache, head, changes_.paths[sighting.path]);
      if (blob->second != sighting.object) continue;
      placed_[sighting.finding].present = true;
      if (!known_[sighting.finding].shown.suppressed) known_[sighting.finding].shown = sighting;
    }
  }

  /// One for each group: the one that is there, or else the one where it came in.
  std::vector<PlacedFinding> gather() {
    std::map<uint32_t, PlacedFinding> of_group;
    for (uint32_t i = 0; i < placed_.size(); ++i) {
      const auto [group, added] = of_group.try_emplace(groups_.of(i));
      PlacedFinding& whole = group->second;
      History& part = placed_[i];
      const bool better = added || (part.present && !whole.history.present) ||
                          (part.present == whole.history.present && !known_[i].moved_here);
      if (better) {
        whole.finding = i;
        whole.shown = known_[i].shown;
      }
      append(part.introduced, whole.history.introduced);
      append(part.removed, whole.history.removed);
      whole.history.introductions += part.introductions;
      whole.history.removals += part.removals;
      whole.history.present = whole.history.present || part.present;
    }
    std::vector<PlacedFinding> all;
    for (auto& [group, placed] : of_group) {
      placed.history.object = objects_.hex(placed.shown.object);
      all.push_back(std::move(placed));
    }
    return all;
  }

  static void append(const std::vector<CommitPlace>& from, std::vector<CommitPlace>& to) {
    to.insert(to.end(), from.begin(), from.end());
    if (to.size() > kMaxCommitPlaces) to.resize(kMaxCommitPlaces);
  }

  struct Known {
    Sighting shown;
    bool moved_here = false;
  };

  const git::AllObjects& objects_;
  const git::CommitChanges& changes_;
  const HistoryScan& scan_;
  const FindingsOfVersions versions_;
  Groups groups_;
  std::vector<History> placed_;  ///< by finding
  std::vector<Known> known_;     ///< by finding
};

}  // namespace

std::vector<PlacedFinding> place_findings(const git::AllObjects& objects,
                                          const git::CommitChanges& changes,
                                          const HistoryScan& scan, git::ObjectNumber head) {
  return Placer(objects, changes, scan).run(head);
}

}  // namespace prodready
