// A finding: a match that survived the filters, graded, located and redacted. Nothing in it holds a
// raw secret, so that no report can leak one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "environment/environment.h"
#include "rules/rule.h"
#include "rules/severity.h"

namespace prodready {

/// 1-based; columns count code points; a line ends at LF.
struct Position {
  uint64_t line = 1;
  uint64_t column = 1;
  auto operator<=>(const Position&) const = default;
};

/// From `start` up to but not including `end`. A finding about a file as such is 1:1 to 1:1.
struct Location {
  Position start;
  Position end;
  auto operator<=>(const Location&) const = default;
};

/// One line of the frame around a finding, redacted, at most kMaxFrameWidth bytes of UTF-8 or
/// Latin-1, not yet escaped.
struct FrameLine {
  uint64_t number = 0;
  std::string text;
  bool clipped_left = false;
  bool clipped_right = false;
  size_t mark_begin = 0;  ///< byte range of `text` to underline; empty for neighbour lines
  size_t mark_end = 0;
};
inline constexpr size_t kMaxFrameWidth = 160;

enum class SuppressionKind : uint8_t {
  in_source,      ///< a comment in the audited file
  configuration,  ///< .prodready.toml
};
struct Suppression {
  SuppressionKind kind = SuppressionKind::in_source;
  std::string reason;  ///< may be empty
  std::string origin;  ///< where it stands: "src/a.py:12", ".prodready.toml:8"
};

/// Another place that belongs to a finding: where it is overridden, the other environment's file.
struct Related {
  std::string path;
  Location location;
  std::string text;  ///< what it is to the finding: "overridden here"
};

struct Finding {
  const Rule* rule = nullptr;
  std::string path;
  Environment environment = Environment::unknown;
  std::string environment_reason;
  Severity severity = Severity::info;  ///< after the environment was taken into account
  Confidence confidence = Confidence::low;
  Location location;
  uint64_t occurrences = 1;       ///< of this value by this rule in this file
  std::vector<Location> repeats;  ///< the other occurrences, the first kMaxRepeats
  std::string
      redacted;  ///< the secret, unrecognisable: "ghp_…[40]"; empty when the rule has no secret
  std::string fingerprint;           ///< "v1:" and 32 hex digits; the same wherever the line moves
  std::vector<FrameLine> frame;      ///< empty for path rules
  std::vector<std::string> reasons;  ///< why this severity and confidence
  /// What the rule's title cannot know: "read in 3 places, defined nowhere". No secret in it, not
  /// escaped; may be empty.
  std::string detail;
  std::vector<Related> related;
  std::optional<Suppression> suppression;
};
inline constexpr size_t kMaxRepeats = 20;

}  // namespace prodready
