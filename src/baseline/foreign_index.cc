#include "baseline/foreign_index.h"

#include <algorithm>

namespace prodready {
namespace {

/// More entries than this about one line, or lines of one finding, are not looked at: the finding
/// is then new.
constexpr size_t kMaxPerLine = 64;

std::string line_key(const std::string& path, uint64_t line) {
  return path + ':' + std::to_string(line);
}

std::string value_key(const std::string& path, const std::string& sha1) {
  return sha1 + ' ' + path;
}

/// Columns are regarded where both sides are on one line.
bool overlaps(const ForeignEntry& entry, const Location& location) {
  if (entry.column == 0 || entry.line != location.start.line) return true;
  const uint64_t entry_end = entry.end_column > entry.column ? entry.end_column : entry.column + 1;
  const bool ends_here = location.end.line == location.start.line;
  return location.start.column < entry_end &&
         (!ends_here || entry.column < std::max(location.end.column, location.start.column + 1));
}

/// Where the history was audited, an entry about a commit is about that one.
bool is_of_commit(const ForeignEntry& entry, const Finding& finding) {
  if (entry.commit.empty() || !finding.history) return true;
  const auto& commits = finding.history->introduced;
  return std::any_of(commits.begin(), commits.end(), [&](const CommitPlace& place) {
    return place.commit.starts_with(entry.commit);
  });
}

bool fits(const ForeignEntry& entry, const Finding& finding, const Location& location) {
  return (entry.any_rule || finding.rule->category == Category::credentials) &&
         is_of_commit(entry, finding) && overlaps(entry, location);
}

}  // namespace

ForeignIndex::ForeignIndex(const Baseline& baseline, const Reach& reach)
    : baseline_(baseline), reach_(reach), used_(baseline.foreign.size()) {
  for (size_t i = 0; i < baseline.foreign.size(); ++i) {
    const ForeignEntry& entry = baseline.foreign[i];
    const std::string& path = paths_.emplace_back(reach.repository_path(entry.path));
    if (!entry.fingerprint.empty()) {
      by_value_[entry.fingerprint].entries.push_back(i);
    } else if (!entry.sha1.empty()) {
      by_value_[value_key(path, entry.sha1)].entries.push_back(i);
    } else {
      by_line_[line_key(path, entry.line)].entries.push_back(i);
    }
  }
}

bool ForeignIndex::accepts_value(const std::string& key) {
  const auto found = by_value_.find(key);
  if (found == by_value_.end()) return false;
  if (!std::exchange(found->second.used, true)) {
    for (size_t entry : found->second.entries) used_[entry] = true;
  }
  return true;
}

bool ForeignIndex::accepts_place(const Finding& finding, const std::string& path,
                                 const Location& location) {
  const uint64_t last = std::min(location.end.line, location.start.line + kMaxPerLine);
  bool accepted = false;
  for (uint64_t line = location.start.line; line <= last; ++line) {
    found_.insert(line_key(path, line));
    const auto found = by_line_.find(line_key(path, line));
    if (found == by_line_.end()) continue;
    const std::vector<size_t>& entries = found->second.entries;
    for (size_t i = 0; i < std::min(entries.size(), kMaxPerLine); ++i) {
      if (!fits(baseline_.foreign[entries[i]], finding, location)) continue;
      used_[entries[i]] = true;
      accepted = true;
    }
  }
  return accepted;
}

bool ForeignIndex::accepts(const Finding& finding) {
  const std::string path = reach_.path_prefix() + finding.path;
  found_.insert(path);
  bool accepted = accepts_value(finding.fingerprint);
  if (!finding.secret_sha1.empty())
    accepted = accepts_value(value_key(path, finding.secret_sha1)) || accepted;
  accepted = accepts_place(finding, path, finding.location) || accepted;
  for (const Location& repeat : finding.repeats)
    accepted = accepts_place(finding, path, repeat) || accepted;
  return accepted;
}

Mismatch ForeignIndex::mismatch(size_t i) const {
  const ForeignEntry& entry = baseline_.foreign[i];
  const std::string& path = paths_[i];
  if (used_[i]) return Mismatch::none;
  if (!reach_.covers(path)) return Mismatch::not_audited;
  if (!reach_.exists(path)) return Mismatch::no_file;
  const bool knows_value = !entry.sha1.empty() || !entry.fingerprint.empty();
  const bool has_finding = found_.contains(entry.line > 0 ? line_key(path, entry.line) : path);
  return knows_value && has_finding ? Mismatch::other_value : Mismatch::no_finding;
}

std::vector<Mismatch> ForeignIndex::mismatches() const {
  std::vector<Mismatch> all;
  for (size_t i = 0; i < baseline_.foreign.size(); ++i) all.push_back(mismatch(i));
  return all;
}

}  // namespace prodready
