// Secrets that stand encoded in a file: what the encoded parts mean is searched like the text
// itself, and found where it is written.
#include <algorithm>

#include "decode/decode.h"
#include "scan/detector.h"

namespace prodready {
namespace {

/// A text in a text: configuration in a Kubernetes Secret, a token in an escaped string.
constexpr int kMaxLevels = 2;

}  // namespace

void FileScanner::find_in_decoded(const Window& window) {
  if (level_ == kMaxLevels) return;
  const bool exceeded = budget_.exceeded;
  const std::vector<Decoded> parts = decoded_parts(window.text, budget_);
  if (budget_.exceeded && !exceeded)
    facts_.add_problem(window, "more encoded text than is decoded of one file");
  for (const Decoded& part : parts) {
    Window inner = window;
    inner.text = part.text;
    inner.core_begin = 0;
    inner.core_end = part.text.size();
    const size_t first = matches_.size();
    const std::string_view outer_encoding = encoding_;
    encoding_ = name(part.encoding);
    if (level_ == 0) encoded_at_ = part.origin.begin;
    ++level_;
    find_in_text(inner);
    find_in_decoded(inner);
    --level_;
    encoding_ = outer_encoding;
    keep_secrets(window, part, first);
  }
}

/// Moves the matches of a decoded part to where it is written; those of rules about the text as it
/// stands are left out.
void FileScanner::keep_secrets(const Window& window, const Decoded& part, size_t first) {
  size_t kept = first;
  for (size_t i = first; i < matches_.size(); ++i) {
    Match match = matches_[i];
    const Rule& rule = detector_.rules.rules[match.rule];
    if (rule.category != Category::credentials || !rule.has_secret) continue;
    MatchNote& note = notes_[match.note];
    if (note.value.empty())
      note.value = part.text.substr(match.value.begin, match.value.end - match.value.begin);
    std::string reason = "it is written in " + std::string(name(part.encoding));
    if (std::find(note.reasons.begin(), note.reasons.end(), reason) == note.reasons.end())
      note.reasons.push_back(std::move(reason));
    match.value = part.origin_of(match.value);
    match.owned = is_owned(window, match.value.begin);
    matches_[kept++] = match;
  }
  matches_.resize(kept);
}

}  // namespace prodready
