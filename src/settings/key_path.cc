#include "settings/key_path.h"

#include <algorithm>

#include "text/ascii.h"

namespace prodready {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  for (size_t dot; (dot = path.find('.')) != std::string_view::npos; path.remove_prefix(dot + 1))
    segments.push_back(path.substr(0, dot));
  segments.push_back(path);
  return segments;
}

/// `*` in a segment stands for any characters: `*password`.
bool segment_fits(std::string_view wanted, std::string_view segment) {
  const size_t star = wanted.find('*');
  if (star == std::string_view::npos) return wanted == segment;
  const std::string_view before = wanted.substr(0, star);
  const std::string_view after = wanted.substr(star + 1);
  if (!segment.starts_with(before)) return false;
  segment.remove_prefix(before.size());
  if (after.find('*') == std::string_view::npos) return segment.ends_with(after);
  for (size_t at = 0; at <= segment.size(); ++at) {
    if (segment_fits(after, segment.substr(at))) return true;
  }
  return false;
}

/// Whether `path` ends with `pattern`, both from their last segment backwards; with `rooted` it
/// must be used up.
bool ends_with(const std::vector<std::string_view>& path, size_t path_size,
               const std::vector<std::string>& pattern, size_t pattern_size, bool rooted) {
  for (; pattern_size > 0; --path_size, --pattern_size) {
    const std::string& wanted = pattern[pattern_size - 1];
    if (wanted == "**") {
      for (size_t rest = path_size + 1; rest-- > 0;) {
        if (ends_with(path, rest, pattern, pattern_size - 1, rooted)) return true;
      }
      return false;
    }
    if (path_size == 0 || !segment_fits(wanted, path[path_size - 1])) return false;
  }
  return !rooted || path_size == 0;
}

}  // namespace

std::string folded_key(std::string_view key) {
  std::string folded;
  folded.reserve(key.size());
  for (char c : key) {
    if (c != '-' && c != '_') folded += to_lower(c);
  }
  return folded;
}

std::string_view last_segment(std::string_view key) {
  return key.substr(key.rfind('.') + 1);  // npos + 1 is 0
}

KeyPath::KeyPath(const Setting& setting)
    : folded(folded_key(setting.key)),
      segments(split(folded)),
      is_variable(setting.role == SettingRole::variable || setting.role == SettingRole::argument) {}

KeyPattern::KeyPattern(std::string_view key) {
  rooted_ = key.starts_with('/');
  if (rooted_) key.remove_prefix(1);
  const std::string folded = folded_key(key);
  for (std::string_view segment : split(folded)) segments_.emplace_back(segment);
  const bool any_segment = std::any_of(segments_.begin(), segments_.end(),
                                       [](const std::string& s) { return s == "*" || s == "**"; });
  if (!any_segment) {
    for (const std::string& segment : segments_) variable_ += segment;
  }
}

bool KeyPattern::fits(const KeyPath& path) const {
  if (path.is_variable && !variable_.empty() && segment_fits(variable_, path.segments.back()))
    return true;
  return ends_with(path.segments, path.segments.size(), segments_, segments_.size(), rooted_);
}

bool fits_any(const std::vector<KeyPattern>& patterns, const KeyPath& path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const KeyPattern& pattern) { return pattern.fits(path); });
}

void KeyIndex::add(std::string_view key, uint32_t id) {
  const auto entry = static_cast<uint32_t>(entries_.size());
  entries_.push_back({KeyPattern(key), id});
  const KeyPattern& pattern = entries_.back().pattern;
  if (pattern.last().find('*') != std::string::npos) {
    others_.push_back(entry);
    return;
  }
  by_name_[pattern.last()].push_back(entry);
  if (!pattern.variable().empty() && pattern.variable() != pattern.last())
    by_name_[pattern.variable()].push_back(entry);
}

/// Entries whose last segment fits `last`, or which may be another name of a variable.
const std::vector<uint32_t>& KeyIndex::candidates(std::string_view last, KeyMemory& memory) const {
  constexpr size_t kMaxRemembered = 10000;
  if (memory.size() >= kMaxRemembered) memory.clear();
  const auto [known, added] = memory.try_emplace(std::string(last));
  std::vector<uint32_t>& entries = known->second;
  if (!added) return entries;
  if (auto found = by_name_.find(known->first); found != by_name_.end()) entries = found->second;
  for (uint32_t entry : others_) {
    const KeyPattern& pattern = entries_[entry].pattern;
    if (segment_fits(pattern.last(), last) ||
        (!pattern.variable().empty() && segment_fits(pattern.variable(), last)))
      entries.push_back(entry);
  }
  return entries;
}

std::vector<uint32_t> KeyIndex::find(const KeyPath& path, KeyMemory& memory) const {
  std::vector<uint32_t> ids;
  for (uint32_t entry : candidates(path.segments.back(), memory)) {
    if (entries_[entry].pattern.fits(path)) ids.push_back(entries_[entry].id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace prodready
