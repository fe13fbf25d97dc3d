#include "audit/version_scanner.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_set>

#include "settings/outline.h"
#include "settings/settings.h"
#include "text/excerpt.h"
#include "text/line_index.h"

namespace prodready {
namespace {

constexpr size_t kHead = 1024;
/// What append_excerpt() puts between two parts.
constexpr size_t kBetweenParts = 2;
/// What is said on so many lines around a finding may matter to it.
constexpr uint64_t kLinesAround = 2;

Window window_of(std::string_view path, std::string_view text, std::string_view file) {
  Window window;
  window.path = path;
  window.text = text;
  window.core_end = text.size();
  window.head = file.substr(0, kHead);
  return window;
}

/// Lines `from` to `to` with those around them.
Span lines_around(const LineIndex& lines, uint64_t from, uint64_t to) {
  return {lines.begin_of(from > kLinesAround ? from - kLinesAround : 1),
          lines.begin_of(to + kLinesAround + 1)};
}

std::vector<Location> places_of(const Finding& finding) {
  std::vector<Location> places{finding.location};
  places.insert(places.end(), finding.repeats.begin(), finding.repeats.end());
  return places;
}

size_t origin_end(const git::Copy& copy) { return copy.from + copy.length; }

/// The copied parts by their place in the base. A part that ends before one that begins before it
/// is of no use: that one stands in its place.
std::vector<git::Copy> by_origin(const std::vector<git::Copy>& copies) {
  std::vector<git::Copy> sorted = copies;
  std::sort(sorted.begin(), sorted.end(),
            [](const git::Copy& a, const git::Copy& b) { return a.from < b.from; });
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (origin_end(sorted[i]) < origin_end(sorted[i - 1])) {
      const size_t from = sorted[i].from;
      sorted[i] = sorted[i - 1];
      sorted[i].to += from - sorted[i].from;
      sorted[i].length -= from - sorted[i].from;
      sorted[i].from = from;
    }
  }
  return sorted;
}

/// Where in a version something stands that is at `at` in the excerpt of its `parts`.
class PlacesOfExcerpt {
 public:
  explicit PlacesOfExcerpt(const std::vector<Span>& parts) : parts_(parts) {
    size_t end = 0;
    for (const Span& shown : parts) ends_.push_back(end += shown.end - shown.begin + kBetweenParts);
  }

  size_t in_version(size_t at) const {
    const auto end = std::upper_bound(ends_.begin(), ends_.end(), at);
    if (end == ends_.end()) return 0;
    const Span& shown = parts_[static_cast<size_t>(end - ends_.begin())];
    const size_t begin = end == ends_.begin() ? 0 : *std::prev(end);
    return std::min(shown.begin + (at - begin), shown.end);
  }

 private:
  const std::vector<Span>& parts_;
  std::vector<size_t> ends_;  ///< of each part in the excerpt, with what separates it
};

/// Where `lines` of the base went as a whole.
std::optional<Span> place_of_copy(const std::vector<git::Copy>& sorted, Span lines) {
  auto copy =
      std::upper_bound(sorted.begin(), sorted.end(), lines.begin,
                       [](size_t at, const git::Copy& candidate) { return at < candidate.from; });
  if (copy == sorted.begin()) return std::nullopt;
  --copy;
  if (lines.end > origin_end(*copy)) return std::nullopt;
  const size_t to = copy->to + (lines.begin - copy->from);
  return Span{to, to + (lines.end - lines.begin)};
}

}  // namespace

void VersionScanner::scan(const Version& version) {
  const std::string_view bytes = version.member->bytes;
  Looked now;
  now.path = version.path;
  now.path_class = version.path_class;
  now.format = settings_format(version.name, bytes.substr(0, kHead));
  const Looked* base = known_base(version, now);
  if (base == nullptr || !inherit(version, *base, now)) scan_whole(version, now);
  sight(version, now.held);
  if (version.text) looked_[version.member->number].push_back(std::move(now));
}

/// What the version before was found to hold under the same path. Where it held nothing, another
/// path of the same class will do.
const VersionScanner::Looked* VersionScanner::known_base(const Version& version,
                                                         const Looked& now) const {
  if (version.member->fresh == nullptr || !version.text) return nullptr;
  const auto base = looked_.find(version.member->base);
  if (base == looked_.end()) return nullptr;
  const Looked* found = nullptr;
  for (const Looked& candidate : base->second) {
    if (candidate.format != now.format || candidate.path_class != now.path_class) continue;
    if (candidate.path == now.path && now.path != kNoPath) return &candidate;
    if (candidate.held.empty() && now.format == SettingsFormat::none) found = &candidate;
  }
  return found;
}

/// Whether it is clear without a look at the whole version what it holds of what its base holds,
/// and that it holds nothing else; `now` has it then.
bool VersionScanner::inherit(const Version& version, const Looked& base, Looked& now) {
  if (base.blocks && !base.held.empty()) return false;
  look_at_changes(version, base);
  const std::vector<Finding> shown = take_new_findings();
  if (!excerpt_.empty() && has_outline(base.format) && scanner_.has_unread_settings()) return false;
  if (blocks_ && !base.held.empty()) return false;
  if (shown.empty() && !blocks_) {
    for (KnownLines::Digest digest : looked_at_) known_lines_.add(digest);
  }
  now.held = moved(version, base.held);
  if (add_shown(version, base, shown, now.held) && holds_all(base, now.held)) return true;
  now.held.clear();
  return false;
}

/// What stands in lines that were copied as they are.
std::vector<VersionScanner::Held> VersionScanner::moved(const Version& version,
                                                        const std::vector<Held>& held) {
  std::vector<Held> found;
  if (held.empty()) return found;
  const std::vector<git::Copy> copies = by_origin(*version.member->copies);
  for (Held one : held) {
    if (one.lines.end > one.lines.begin) {
      const std::optional<Span> lines = place_of_copy(copies, one.lines);
      if (!lines) continue;
      one.lines = *lines;
    }
    found.push_back(one);
  }
  return found;
}

/// Adds what changed lines show. False if that is more than the base held.
bool VersionScanner::add_shown(const Version& version, const Looked& base,
                               const std::vector<Finding>& shown, std::vector<Held>& held) {
  if (shown.empty()) return true;
  std::unordered_map<uint32_t, bool> suppressed;
  for (const Held& one : base.held) suppressed.emplace(one.finding, one.suppressed);
  const LineIndex lines(version.member->bytes);
  const LineIndex excerpt(excerpt_);
  const PlacesOfExcerpt places(parts_);
  for (const Finding& finding : shown) {
    const auto number = numbers_.find(finding.path + '\0' + finding.fingerprint);
    if (number == numbers_.end()) return false;
    const auto known = suppressed.find(number->second);
    if (known == suppressed.end() || known->second != finding.suppression.has_value()) return false;
    if (base.format != SettingsFormat::none) continue;  // the place is one in an outline
    for (const Location& place : places_of(finding)) {
      const uint64_t first = lines.line(places.in_version(excerpt.begin_of(place.start.line)));
      const uint64_t last = first + (place.end.line - place.start.line);
      held.push_back({number->second, known->second, lines_around(lines, first, last)});
    }
  }
  std::sort(held.begin(), held.end());
  held.erase(std::unique(held.begin(), held.end()), held.end());
  return true;
}

/// Of the findings of a text, whether each is still somewhere; in configuration, whether each place
/// is still there.
bool VersionScanner::holds_all(const Looked& base, const std::vector<Held>& held) {
  if (base.format != SettingsFormat::none) return held.size() >= base.held.size();
  std::unordered_set<uint32_t> found;
  for (const Held& one : held) found.insert(one.finding);
  return std::all_of(base.held.begin(), base.held.end(),
                     [&](const Held& one) { return found.contains(one.finding); });
}

void VersionScanner::look_at_changes(const Version& version, const Looked& known) {
  looked_at_.clear();
  excerpt_.clear();
  blocks_ = false;
  if (known.format == SettingsFormat::none) {
    look_at_text(version, known);
  } else {
    look_at_configuration(version, known);
  }
}

void VersionScanner::look_at_text(const Version& version, const Looked& known) {
  const std::string_view bytes = version.member->bytes;
  parts_ = excerpt_parts(bytes, *version.member->fresh,
                         [&](std::string_view lines) { return is_known(lines, known); });
  append_excerpt(bytes, parts_, excerpt_);
  if (!excerpt_.empty()) scan_excerpt(version);
}

/// What a line means is said by all that stands around it, so outlines are known as a whole only.
void VersionScanner::look_at_configuration(const Version& version, const Looked& known) {
  const std::string_view bytes = version.member->bytes;
  const std::vector<Span> parts =
      excerpt_parts(bytes, with_blocks(known.format, bytes, *version.member->fresh));
  const bool outlined = has_outline(known.format);
  if (outlined) {
    append_outline(known.format, bytes, parts, excerpt_);
    if (is_known(excerpt_, known)) excerpt_.clear();
  } else {
    append_excerpt(bytes, parts, excerpt_);
  }
  if (excerpt_.empty()) return;
  scan_excerpt(version);
  if (outlined || bytes.size() > kWindowCore) return;
  Window window = window_of(version.name, bytes, bytes);
  window.changed = &parts;
  scanner_.scan(window);
}

/// The same lines say one thing in a text and another in configuration.
bool VersionScanner::is_known(std::string_view lines, const Looked& known) {
  const uint64_t kind =
      uint64_t{known.path_class} * kSettingsFormatCount + static_cast<uint64_t>(known.format);
  const KnownLines::Digest digest = KnownLines::digest_of(lines, kind);
  if (known_lines_.contains(digest)) return true;
  looked_at_.push_back(digest);
  return false;
}

void VersionScanner::scan_excerpt(const Version& version) {
  Window window = window_of(version.name, excerpt_, version.member->bytes);
  window.excerpt = true;
  scanner_.scan(window);
  blocks_ = scanner_.has_others_blocks();
}

void VersionScanner::scan_whole(const Version& version, Looked& now) {
  reader().read(version.member->bytes, version.name,
                [&](const Window& window) { scanner_.scan(window); });
  blocks_ = scanner_.has_others_blocks();
  const std::vector<Finding> found = take_new_findings();
  now.blocks = blocks_;
  std::optional<LineIndex> lines;
  for (const Finding& finding : found) {
    if (!lines) lines.emplace(version.member->bytes);
    const uint32_t number = number_of(finding);
    const bool suppressed = finding.suppression.has_value();
    for (const Location& place : places_of(finding)) {
      const bool as_such = place == Location{};
      now.held.push_back(
          {number, suppressed,
           as_such ? Span{} : lines_around(*lines, place.start.line, place.end.line)});
    }
  }
}

void VersionScanner::scan_text(std::string_view bytes, git::ObjectNumber object,
                               std::string_view name) {
  reader().read(bytes, name, [&](const Window& window) { scanner_.scan(window); });
  for (const Finding& finding : take_new_findings())
    sightings_.push_back({number_of(finding), kNoPath, object, finding.suppression.has_value()});
}

bool VersionScanner::shows_something(std::string_view text, std::string_view name) {
  Window window = window_of(name, text, text);
  window.excerpt = true;
  scanner_.scan(window);
  return !take_new_findings().empty();
}

void VersionScanner::sight(const Version& version, const std::vector<Held>& held) {
  for (const Held& one : held) {
    const Sighting sighting{one.finding, version.path, version.object, one.suppressed};
    if (sightings_.empty() || sightings_.back() != sighting) sightings_.push_back(sighting);
  }
}

std::vector<Finding> VersionScanner::take_new_findings() {
  scanner_.take_facts();
  for (const FileMarkers& own : scanner_.take_markers()) blocks_ = blocks_ || !own.wide.empty();
  return scanner_.take_findings();
}

uint32_t VersionScanner::number_of(const Finding& finding) {
  const auto [known, added] = numbers_.try_emplace(finding.path + '\0' + finding.fingerprint,
                                                   static_cast<uint32_t>(findings_.size()));
  if (added) findings_.push_back({finding.path, finding.fingerprint, finding.value_id});
  return known->second;
}

FileReader& VersionScanner::reader() {
  if (!reader_) reader_ = std::make_unique<FileReader>();
  return *reader_;
}

}  // namespace prodready
