// Looks for findings in everything that a repository ever held: each blob under each path that it
// had, messages of commits and tags, names of refs.
//
// Most blobs are versions of files in which a few lines changed. Where the version before held no
// finding, only what changed is looked at first, by the same rules; the whole version is, when that
// shows something.
#pragma once

#include <string>
#include <vector>

#include "scan/detector.h"
#include "source/coverage.h"
#include "source/git/all_objects.h"
#include "source/git/commit_changes.h"
#include "source/source.h"

namespace prodready {

/// The path of what no commit has: where git itself keeps it.
inline constexpr git::PathNumber kNoPath = std::numeric_limits<git::PathNumber>::max();

/// What a finding is, wherever and however often it was seen.
struct KnownFinding {
  std::string path;
  std::string fingerprint;
  std::string value_id;
};

/// One blob (or message) that holds a finding.
struct Sighting {
  uint32_t finding = 0;  ///< index in HistoryScan::findings
  git::PathNumber path = kNoPath;
  git::ObjectNumber object = git::kNoObject;
  bool suppressed = false;  ///< a comment in this version accepts it
  auto operator<=>(const Sighting&) const = default;
};

struct HistoryScan {
  std::vector<KnownFinding> findings;  ///< sorted by path and fingerprint
  std::vector<Sighting> sightings;     ///< sorted
  Coverage coverage;
};

HistoryScan scan_history(const git::AllObjects& objects, const git::CommitChanges& changes,
                         const SourceRequest& request, const Detector& detector, size_t workers,
                         Progress& progress);

/// The text of an object that is audited: a blob's own; of commits and tags the message, then the
/// people.
std::string audited_text(git::ObjectType type, std::string_view bytes, git::HashKind hash);

std::string path_of(const git::AllObjects& objects, const git::CommitChanges& changes,
                    const Sighting& sighting);

}  // namespace prodready
