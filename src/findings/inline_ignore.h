// Suppressions in the audited file (markers, see marker.h): which one holds for a finding, and
// which held for none. Markers above a finding, blocks and markers for the file are remembered from
// window to window.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "findings/finding.h"
#include "findings/marker.h"
#include "source/window.h"

namespace prodready {

/// The markers of one file that are known so far.
struct FileMarkers {
  std::string path;
  std::vector<Marker> lines;  ///< about a line or two, in the order of the text
  std::vector<Marker> wide;   ///< about blocks and the file
  bool told = true;           ///< whether those of no use are of interest: not in documentation
};

/// More are left out, and hide nothing.
inline constexpr size_t kMaxLineMarkers = 10000;
inline constexpr size_t kMaxWideMarkers = 100;

/// In the order of the text. The end of a block ends the last one of its kind that is open.
void add(FileMarkers& markers, Marker marker);

/// What accepts `finding`, which is marked as used. A marker that has expired by `today`
/// (YYYY-MM-DD; empty: none has) accepts nothing.
std::optional<Suppression> suppression_by(FileMarkers& markers, const Finding& finding,
                                          std::string_view today);

/// Whether the marker's last day is over.
inline bool has_expired(const Marker& marker, std::string_view today) {
  return !marker.until.empty() && std::string_view(marker.until) < today;
}

/// Takes the windows of files in order. One worker's.
class InlineIgnores {
 public:
  /// Unless they are heeded, what the markers accept is only counted.
  InlineIgnores(std::string today, bool heeded) : today_(std::move(today)), heeded_(heeded) {}

  void begin_file(std::string_view path);
  /// Before suppression_of() is asked about what was found in this window. Where nothing was, only
  /// what must be remembered is looked for.
  void read(const Window& window, bool has_findings);
  /// Whether any marker is known that may hold for a finding of this window.
  bool any() const;
  std::optional<Suppression> suppression_of(const Finding& finding);
  /// `told`: see FileMarkers.
  void end_file(bool told);
  bool has_others_blocks() const { return !others_.wide.empty(); }
  bool has_own() const { return !own_.lines.empty() || !own_.wide.empty(); }

  uint64_t unheeded() const { return unheeded_; }

  /// prodready's own markers of all files so far.
  std::vector<FileMarkers> take() { return std::move(done_); }

 private:
  std::string today_;
  bool heeded_;
  uint64_t unheeded_ = 0;
  FileMarkers own_;
  FileMarkers others_;       ///< blocks of the file, lines of the window
  uint64_t read_until_ = 0;  ///< what lasts is known up to here, an offset in the file
  std::vector<FileMarkers> done_;
};

}  // namespace prodready
