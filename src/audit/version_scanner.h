// The versions of a file, as a family of deltas brings them: most are the version before with a few
// lines changed. What is known of that one is taken over, and only what changed is looked at, by
// the same rules; the whole version is looked at where that shows something new, or where a line
// with a finding changed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/history_scan.h"
#include "audit/known_lines.h"
#include "scan/detector.h"
#include "source/file_reader.h"
#include "source/git/all_objects.h"

namespace prodready {

/// A blob under one of its paths.
struct Version {
  const git::Member* member = nullptr;
  git::ObjectNumber object = git::kNoObject;  ///< under this number it is reported
  git::PathNumber path = kNoPath;
  std::string_view name;
  uint32_t path_class = 0;  ///< equal for paths of one class (scan/path_class.h)
  bool text = true;         ///< that need not be decoded
};

/// One worker's.
class VersionScanner {
 public:
  /// Refers to it.
  explicit VersionScanner(const Detector& detector) : scanner_(detector) {}

  /// Versions of one family come one after another, bases first.
  void begin_family() { looked_.clear(); }
  void scan(const Version& version);

  /// Text that is no version of anything.
  void scan_text(std::string_view bytes, git::ObjectNumber object, std::string_view name);
  /// Whether text that stands for several shows anything at all.
  bool shows_something(std::string_view text, std::string_view name);

  /// What was found; Sighting::finding is an index in it.
  std::vector<KnownFinding> take_findings() { return std::move(findings_); }
  std::vector<Sighting> take_sightings() { return std::move(sightings_); }

 private:
  /// A place of a finding.
  struct Held {
    uint32_t finding = 0;
    bool suppressed = false;
    Span lines;  ///< its own and those around it that may matter; empty: the file as such
    auto operator<=>(const Held&) const = default;
  };
  /// What is known of a version under one path.
  struct Looked {
    git::PathNumber path = kNoPath;
    uint32_t path_class = 0;
    SettingsFormat format = SettingsFormat::none;
    bool blocks = false;  ///< comments accept findings in more than the lines next to them
    std::vector<Held> held;
  };

  const Looked* known_base(const Version& version, const Looked& now) const;
  bool inherit(const Version& version, const Looked& base, Looked& now);
  static std::vector<Held> moved(const Version& version, const std::vector<Held>& held);
  bool add_shown(const Version& version, const Looked& base, const std::vector<Finding>& shown,
                 std::vector<Held>& held);
  static bool holds_all(const Looked& base, const std::vector<Held>& held);
  void look_at_changes(const Version& version, const Looked& known);
  void look_at_text(const Version& version, const Looked& known);
  void look_at_configuration(const Version& version, const Looked& known);
  bool is_known(std::string_view lines, const Looked& known);
  void scan_excerpt(const Version& version);
  void scan_whole(const Version& version, Looked& now);
  void sight(const Version& version, const std::vector<Held>& held);
  std::vector<Finding> take_new_findings();
  uint32_t number_of(const Finding& finding);
  FileReader& reader();

  FileScanner scanner_;
  std::unique_ptr<FileReader> reader_;
  std::unordered_map<git::ObjectNumber, std::vector<Looked>> looked_;  ///< of the family
  std::vector<Span> parts_;  ///< of the version at hand, of which excerpt_ is made
  std::string excerpt_;
  KnownLines known_lines_;
  std::vector<KnownLines::Digest> looked_at_;  ///< what is new in excerpt_
  bool blocks_ = false;                        ///< Looked::blocks of what was scanned last
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<KnownFinding> findings_;
  std::vector<Sighting> sightings_;
};

}  // namespace prodready
