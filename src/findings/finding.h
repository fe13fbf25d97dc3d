// A finding: a match that survived the filters, graded, located and redacted. Nothing in it holds a
// raw secret, so that no report can leak one.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "environment/environment.h"
#include "rules/rule.h"
#include "rules/severity.h"

namespace prodready {

/// 1-based; columns count code points; a line ends at LF.
struct Position {
  uint64_t line = 1;
  uint64_t column = 1;
  /// The same column in bytes of UTF-8, which some formats want; 0: not known. It says nothing new:
  /// comparisons leave it out.
  uint64_t byte_column = 0;
  auto operator<=>(const Position& other) const {
    return std::tie(line, column) <=> std::tie(other.line, other.column);
  }
  bool operator==(const Position& other) const {
    return line == other.line && column == other.column;
  }
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
  std::string reason{};  ///< may be empty
  std::string origin{};  ///< where it stands: "src/a.py:12", ".prodready.toml:8"
  std::string marker{};  ///< in_source: what the comment says, "prodready:ignore", "gitleaks:allow"
  std::string owner{};   ///< who accepted it; may be empty
  std::string until{};   ///< last day it holds, YYYY-MM-DD; empty: for ever
};

/// How a finding stands to the baseline. Those that are no longer found are AuditResult::fixed.
enum class BaselineState : uint8_t {
  none,        ///< there is no baseline
  unaccepted,  ///< "new": not in the baseline
  unchanged,
  moved,    ///< the value is in the baseline, under a path where it is not any more
  changed,  ///< another value than the one the baseline has for this rule and file
};

/// A commit that brought or took away a finding.
struct CommitPlace {
  std::string commit;  ///< its id, hex
  std::string date;    ///< author date, RFC 3339 with the author's offset
  std::string path;    ///< of the file in it
};

/// A finding's way through the history of a repository.
struct History {
  std::vector<CommitPlace> introduced;  ///< oldest first, the first kMaxCommitPlaces; empty: no
                                        ///< commit that can be reached has it
  std::vector<CommitPlace> removed;     ///< the same, of those that took it away
  uint64_t introductions = 0;           ///< how many there are of each
  uint64_t removals = 0;
  bool present = false;  ///< in the files of HEAD
  std::string object;    ///< id of the first blob (or commit, or tag) that holds it, hex
};
inline constexpr size_t kMaxCommitPlaces = 20;

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
  std::string fingerprint;  ///< "v1:" and 32 hex digits; the same wherever the line moves
  /// "v1:" and 32 hex digits of rule and value without the path: what is the same when a file is
  /// renamed. The value is the secret, else the text that matched, blanks normalised. Empty when
  /// the finding is about the file as such.
  std::string value_id;
  std::string secret_sha1;       ///< hex, only where a foreign baseline asks for it; in no report
  std::vector<FrameLine> frame;  ///< empty for path rules
  std::vector<std::string> reasons;  ///< why this severity and confidence
  /// What the rule's title cannot know: "read in 3 places, defined nowhere". No secret in it, not
  /// escaped; may be empty.
  std::string detail;
  std::vector<Related> related;
  std::optional<Suppression> suppression;
  BaselineState baseline = BaselineState::none;
  std::optional<History> history;  ///< when the history was audited
};
inline constexpr size_t kMaxRepeats = 20;

}  // namespace prodready
