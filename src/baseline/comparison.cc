#include "baseline/comparison.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "baseline/foreign_index.h"
#include "environment/environment.h"

namespace prodready {
namespace {

/// Entries that are gone, by a key; each is taken once.
class GoneEntries {
 public:
  void add(const std::string& key, size_t entry) { entries_[key].entries.push_back(entry); }

  const size_t* take(const std::string& key) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return nullptr;
    Queue& queue = found->second;
    return queue.next < queue.entries.size() ? &queue.entries[queue.next++] : nullptr;
  }

 private:
  struct Queue {
    std::vector<size_t> entries;
    size_t next = 0;
  };
  std::unordered_map<std::string, Queue> entries_;
};

std::string place_key(const std::string& rule, const std::string& path) {
  return rule + ' ' + path;
}

/// A value that moves from tests to production is not what was accepted.
std::string move_key(const std::string& value_id, const std::string& path) {
  return value_id + ' ' + std::string(name(classify(path, "").environment));
}

/// One comparison with a baseline of ours.
class Comparison {
 public:
  Comparison(const Baseline& baseline, const Reach& reach, std::vector<Finding>& findings)
      : baseline_(baseline), reach_(reach), findings_(findings) {
    result_.fates.resize(baseline.entries.size());
    result_.moved.resize(baseline.entries.size());
    for (size_t i = 0; i < baseline.entries.size(); ++i)
      index_.emplace(baseline.entries[i].fingerprint, i);
  }

  BaselineComparison run() {
    mark_unchanged();
    find_gone();
    const std::vector<Finding*> others = in_order();
    for (Finding* finding : others) mark_moved(*finding);
    find_vanished();
    for (Finding* finding : others) mark_changed(*finding);
    list_fixed();
    return std::move(result_);
  }

 private:
  void mark_unchanged() {
    for (Finding& finding : findings_) {
      const auto found = index_.find(finding.fingerprint);
      finding.baseline =
          found == index_.end() ? BaselineState::unaccepted : BaselineState::unchanged;
      if (found != index_.end()) result_.fates[found->second] = EntryFate::unchanged;
    }
  }

  void find_gone() {
    for (size_t i = 0; i < baseline_.entries.size(); ++i) {
      const BaselineEntry& entry = baseline_.entries[i];
      if (result_.fates[i] == EntryFate::unchanged || !reach_.is_gone(entry)) continue;
      result_.fates[i] = EntryFate::fixed;
      if (!entry.value_id.empty()) by_value_.add(move_key(entry.value_id, entry.path), i);
    }
  }

  /// Of those that are gone, the ones that have not moved.
  void find_vanished() {
    for (size_t i = 0; i < baseline_.entries.size(); ++i) {
      const BaselineEntry& entry = baseline_.entries[i];
      if (result_.fates[i] == EntryFate::fixed)
        by_place_.add(place_key(entry.rule_id, entry.path), i);
    }
  }

  /// Those that are not in the baseline, in an order that is always the same.
  std::vector<Finding*> in_order() {
    std::vector<Finding*> others;
    for (Finding& finding : findings_) {
      if (finding.baseline == BaselineState::unaccepted) others.push_back(&finding);
    }
    std::sort(others.begin(), others.end(), [](const Finding* a, const Finding* b) {
      const bool a_hidden = a->suppression.has_value(), b_hidden = b->suppression.has_value();
      return std::tie(a_hidden, a->path, a->location, a->rule->id, a->fingerprint) <
             std::tie(b_hidden, b->path, b->location, b->rule->id, b->fingerprint);
    });
    return others;
  }

  void mark_moved(Finding& finding) {
    if (finding.value_id.empty()) return;
    const std::string path = reach_.path_prefix() + finding.path;
    // What was found twice (once as production, once as a test, say) moved once.
    const auto known = moved_.find(finding.fingerprint);
    if (known != moved_.end()) {
      finding.baseline = BaselineState::moved;
      return;
    }
    const size_t* entry = by_value_.take(move_key(finding.value_id, path));
    if (entry == nullptr) return;
    finding.baseline = BaselineState::moved;
    moved_.insert(finding.fingerprint);
    result_.fates[*entry] = EntryFate::moved;
    result_.moved[*entry] = path;
  }

  void mark_changed(Finding& finding) {
    if (finding.baseline != BaselineState::unaccepted) return;
    const std::string key = place_key(finding.rule->id, reach_.path_prefix() + finding.path);
    if (by_place_.take(key) != nullptr) finding.baseline = BaselineState::changed;
  }

  /// Whether the baseline is about this folder. Outside of a work tree it may be about one above
  /// or below: then no file of it is here, and that says nothing.
  bool is_about_here() const {
    if (reach_.in_work_tree()) return true;
    const auto& fates = result_.fates;
    if (std::find(fates.begin(), fates.end(), EntryFate::unchanged) != fates.end()) return true;
    return std::any_of(baseline_.entries.begin(), baseline_.entries.end(),
                       [this](const BaselineEntry& entry) { return reach_.exists(entry.path); });
  }

  void list_fixed() {
    const bool tells = reach_.tells_fixed() && is_about_here();
    for (size_t i = 0; i < baseline_.entries.size(); ++i) {
      const BaselineEntry& entry = baseline_.entries[i];
      if (result_.fates[i] != EntryFate::fixed) continue;
      if (tells) {
        result_.fixed.push_back({entry.path, entry.rule_id, entry.fingerprint});
      } else {
        result_.fates[i] = EntryFate::unseen;
      }
    }
  }

  const Baseline& baseline_;
  const Reach& reach_;
  std::vector<Finding>& findings_;
  BaselineComparison result_;
  std::unordered_map<std::string_view, size_t> index_;  ///< fingerprint → entry
  std::unordered_set<std::string> moved_;               ///< fingerprints
  GoneEntries by_value_;
  GoneEntries by_place_;
};

BaselineComparison compare_foreign(const Baseline& baseline, const Reach& reach,
                                   std::vector<Finding>& findings) {
  ForeignIndex index(baseline, reach);
  for (Finding& finding : findings) {
    finding.baseline =
        index.accepts(finding) ? BaselineState::unchanged : BaselineState::unaccepted;
  }
  BaselineComparison result;
  result.mismatches = index.mismatches();
  return result;
}

}  // namespace

BaselineComparison compare(const Baseline& baseline, const Reach& reach,
                           std::vector<Finding>& findings) {
  if (!baseline.exists()) return {};
  if (baseline.format != BaselineFormat::prodready)
    return compare_foreign(baseline, reach, findings);
  return Comparison(baseline, reach, findings).run();
}

}  // namespace prodready
