// Findings that were looked at and may stay: they never fail an audit, everything else is new. The
// file is made to be committed and merged: one sorted line an entry, no line numbers, no times, no
// secrets. What other tools wrote (foreign.h) is read as well, never written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "findings/finding.h"

namespace prodready {

inline constexpr const char* kBaselineName = ".prodready-baseline";

struct BaselineEntry {
  std::string path;  ///< in the repository, raw bytes
  std::string rule_id;
  std::string fingerprint;
  std::string value_id;  ///< may be empty
  bool history = false;  ///< found in the history: only an audit of that can tell that it is gone
  auto operator<=>(const BaselineEntry&) const = default;
};

/// An entry of another tool's file, bound to what that file knows: a fingerprint of ours, a value,
/// or only a line.
struct ForeignEntry {
  std::string path;  ///< as the tool wrote it, '/'-separated
  std::string kind;  ///< the tool's name for what it found; may be empty
  uint64_t line = 0;
  uint64_t column = 0;  ///< 0: the whole line
  uint64_t end_column = 0;
  std::string commit;          ///< hex; empty: any
  std::string sha1;            ///< of the value, hex; empty: not known
  std::string fingerprint;     ///< of prodready; empty: another tool's
  bool any_rule = false;       ///< not only credentials
  bool labelled_real = false;  ///< somebody looked and said that it is a secret
  std::string place;           ///< where it stands in its file: "12", "results[3]"
};

enum class BaselineFormat : uint8_t {
  prodready,
  gitleaks_ignore,  ///< .gitleaksignore
  gitleaks_report,  ///< JSON
  detect_secrets,   ///< .secrets.baseline
  sarif,
};
std::string_view name(BaselineFormat format);  ///< for people: "gitleaks report"

struct Baseline {
  std::string file;  ///< as it was named; empty: there is none
  BaselineFormat format = BaselineFormat::prodready;
  std::vector<BaselineEntry> entries;  ///< sorted, each fingerprint once
  std::vector<ForeignEntry> foreign;   ///< in the order of the file
  std::vector<std::string> notes;      ///< what of a foreign file was left out, and why

  bool exists() const { return !file.empty(); }
  /// Whether entries can only be told by Finding::secret_sha1.
  bool wants_sha1() const;
};

/// Reads the file named `file`, whatever its format. Throws Error "FILE:LINE: …": also when it was
/// written with another key than `fingerprint_key`, which would make everything new.
Baseline read_baseline(const std::string& file, const std::string& fingerprint_key);

/// The same for a text at hand.
Baseline parse_baseline(std::string_view text, const std::string& file,
                        const std::string& fingerprint_key);

/// The file's text: sorted, each fingerprint once, the same for the same entries.
std::string baseline_text(std::vector<BaselineEntry> entries, const std::string& fingerprint_key);

/// `path_prefix` as in DetectorOptions.
BaselineEntry entry_of(const Finding& finding, const std::string& path_prefix);

}  // namespace prodready
