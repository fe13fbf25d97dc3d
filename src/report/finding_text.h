// What is known of a finding, in words, for every format that has room for words. Each text is one
// line without control characters, since other programs will print it; nothing else is escaped yet.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "findings/audit_result.h"

namespace prodready {

/// "AWS secret access key (kR4v…[36])"
std::string headline(const Finding& finding);

struct Note {
  std::string_view label;  ///< "environment"
  std::string text;
};

/// Everything beside headline, place and fix: detail, environment, confidence, reasons,
/// occurrences, baseline, history, suppression.
std::vector<Note> notes_of(const Policy& policy, const Finding& finding);

/// "environment: production (…); confidence: high; …"
std::string joined(const std::vector<Note>& notes, std::string_view separator);

/// "new", "unchanged", "moved", "changed", or "" where there is no baseline.
std::string_view baseline_word(BaselineState state);

/// "introduced in 1a2b3c4d5e6f on 2024-05-01, removed in …; not in any branch or tag now"
std::string history_text(const History& history);

/// "CWE-798", … of the rule's references.
std::vector<std::string_view> weaknesses(const Rule& rule);

/// Rules have no page of their own on the web: the first documentation address stands for it.
std::string documentation_url(const Rule& rule);

/// The path from the top of the repository.
std::string repository_path(const AuditResult& result, std::string_view path);

/// Identities for formats that want each only once: the fingerprint, and a number behind it where
/// it was given before.
class UniqueFingerprints {
 public:
  std::string next(const std::string& fingerprint) {
    const size_t count = ++counts_[fingerprint];
    return count == 1 ? fingerprint : fingerprint + ":" + std::to_string(count);
  }

 private:
  std::unordered_map<std::string, size_t> counts_;
};

/// At most `limit` bytes of `text`, cut between code points, with an ellipsis for the rest.
std::string clipped(std::string_view text, size_t limit);

/// A finding about a file as such has no line.
inline bool is_about_file(const Finding& finding) { return finding.frame.empty(); }

}  // namespace prodready
