// Comments in audited files that accept findings: prodready's own markers and those of other
// scanners, where they mean the same. What each means is in docs/suppressions.md. Reading them
// only; which finding one holds for is decided in inline_ignore.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "findings/finding.h"

namespace prodready {

struct Marker {
  enum class Reach : uint8_t {
    line,            ///< the finding's lines
    line_or_below,   ///< and, of a comment line, the line below it
    line_or_around,  ///< and the line above it
    below,           ///< only the line below it
    block,           ///< everything up to `end`
    block_end,
    file,
  };
  std::string_view word;  ///< what the comment says: "prodready:ignore", "gitleaks:allow"
  bool own = false;       ///< prodready's
  Reach reach = Reach::line;
  Position at;
  Position end = {UINT64_MAX, 1};  ///< of a block, once its end is known
  bool closed = false;             ///< of a block
  bool comment_line = false;       ///< nothing but comment signs stands before it on its line
  bool in_comment = false;         ///< a comment sign stands right before it

  bool credentials_only = false;
  /// Ids of the rules it holds for, of others' markers how they begin; empty: every rule.
  std::vector<std::string> rules;
  std::string fingerprint;  ///< first hex digits of the one finding, or value, it holds for; or ""
  std::string reason;
  std::string owner;
  std::string until;    ///< YYYY-MM-DD, or empty
  std::string problem;  ///< why it holds for nothing; empty: it is in order

  bool used = false;  ///< a finding was accepted by it
};

/// Where markers are looked for: in `text`, from `begin` up to `end`.
struct MarkedText {
  std::string_view path;
  std::string_view text;
  uint64_t line = 1;  ///< of text[0]
  uint64_t column = 1;
  size_t begin = 0;
  size_t end = 0;
};

enum MarkerKind : uint32_t {
  kOwnMarkers = 1,
  kOtherBlocks = 2,  ///< of other scanners, those that hold for more than a line or two
  kOtherLines = 4,
};

/// The markers of these kinds (MarkerKind) that begin there, in the order of the text.
std::vector<Marker> find_markers(const MarkedText& text, uint32_t kinds);

/// How far down a marker for the whole file may stand.
inline constexpr uint64_t kFileMarkerLines = 20;

}  // namespace prodready
