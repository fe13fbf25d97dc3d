#include "report/finding_text.h"

#include <algorithm>
#include <array>

#include "report/amounts.h"
#include "text/escape.h"

namespace prodready {
namespace {

constexpr size_t kShortId = 12;
constexpr size_t kNamedCommits = 3;
constexpr size_t kNamedPlaces = 5;

std::string environment_text(const Finding& finding) {
  const std::string text(name(finding.environment));
  const std::string& reason = finding.environment_reason;
  return reason.empty() ? text : text + " (" + reason + ")";
}

std::string reasons_text(const Finding& finding) {
  std::string text;
  for (const std::string& reason : finding.reasons) text += (text.empty() ? "" : "; ") + reason;
  return text;
}

std::string related_text(const Finding& finding) {
  std::string text;
  for (size_t i = 0; i < finding.related.size(); ++i) {
    if (i == kNamedPlaces) return text + ", …";
    const Related& related = finding.related[i];
    text += (i == 0 ? "" : ", ") + related.path + ":" +
            std::to_string(related.location.start.line) + " (" + related.text + ")";
  }
  return text;
}

std::string suppression_text(const Suppression& suppression) {
  std::string text = suppression.reason.empty() ? "no reason given" : suppression.reason;
  if (!suppression.owner.empty()) text += ", by " + suppression.owner;
  if (!suppression.until.empty()) text += ", until " + suppression.until;
  return suppression.origin.empty() ? text : text + " (" + suppression.origin + ")";
}

/// "1a2b3c4d5e6f on 2024-05-01, … and 4 more"
std::string commits_text(const std::vector<CommitPlace>& commits, uint64_t count) {
  std::string text;
  for (size_t i = 0; i < commits.size() && i < kNamedCommits; ++i) {
    const CommitPlace& commit = commits[i];
    text += (i == 0 ? "" : ", ") + commit.commit.substr(0, kShortId);
    if (!commit.date.empty()) text += " on " + commit.date.substr(0, 10);
  }
  const uint64_t named = std::min<uint64_t>(commits.size(), kNamedCommits);
  return count > named ? text + " and " + amount(count - named) + " more" : text;
}

}  // namespace

std::string headline(const Finding& finding) {
  const std::string& title = finding.rule->title;
  return printable(finding.redacted.empty() ? title : title + " (" + finding.redacted + ")");
}

std::string_view baseline_word(BaselineState state) {
  constexpr std::array<std::string_view, 5> kWords = {"", "new", "unchanged", "moved", "changed"};
  return kWords[static_cast<size_t>(state)];
}

std::string history_text(const History& history) {
  std::string text =
      history.introduced.empty()
          ? "in no commit that can be reached"
          : "introduced in " + commits_text(history.introduced, history.introductions);
  if (!history.removed.empty())
    text += ", removed in " + commits_text(history.removed, history.removals);
  return text + (history.present ? "; still in HEAD" : "; not in the files of HEAD");
}

std::vector<Note> notes_of(const Policy& policy, const Finding& finding) {
  std::vector<Note> notes;
  const auto add = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) notes.push_back({label, printable(text)});
  };
  add("what", finding.detail);
  add("see", related_text(finding));
  add("environment", environment_text(finding));
  const bool certain = is_certain(policy, finding);
  add("confidence",
      std::string(name(finding.confidence)) + (certain ? "" : ", not counted by the gate"));
  add("why", reasons_text(finding));
  if (finding.occurrences > 1) add("found", amount(finding.occurrences) + " times in this file");
  add("baseline", std::string(baseline_word(finding.baseline)));
  if (finding.history) add("history", history_text(*finding.history));
  if (finding.suppression) add("accepted", suppression_text(*finding.suppression));
  return notes;
}

std::string joined(const std::vector<Note>& notes, std::string_view separator) {
  std::string text;
  for (const Note& note : notes) {
    if (!text.empty()) text += separator;
    text.append(note.label).append(": ").append(note.text);
  }
  return text;
}

std::vector<std::string_view> weaknesses(const Rule& rule) {
  std::vector<std::string_view> found;
  for (const std::string& reference : rule.references) {
    if (reference.starts_with("CWE-")) found.push_back(reference);
  }
  return found;
}

std::string documentation_url(const Rule& rule) {
  for (const std::string& reference : rule.references) {
    const bool plain = std::all_of(reference.begin(), reference.end(),
                                   [](char c) { return c > 0x20 && c < 0x7f; });
    if (plain && reference.starts_with("https://")) return reference;
  }
  return "";
}

std::string repository_path(const AuditResult& result, std::string_view path) {
  return result.work_tree_prefix + std::string(path);
}

std::string clipped(std::string_view text, size_t limit) {
  constexpr std::string_view kEllipsis = "…";
  if (text.size() <= limit) return std::string(text);
  size_t end = limit - kEllipsis.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)).append(kEllipsis);
}

}  // namespace prodready
