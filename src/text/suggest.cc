#include "text/suggest.h"

#include <algorithm>
#include <numeric>

#include "text/ascii.h"

namespace prodready {
namespace {

/// No word of ours is longer; it bounds the work for a hostile one.
constexpr size_t kMaxWord = 64;

/// Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions
/// and swaps of neighbours.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> before_last, last, row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    before_last = std::move(last);
    last = std::move(row);
    row.assign(b.size() + 1, i);
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.empty() || word.size() > kMaxWord) return "";
  const std::string lower = to_lower(word);
  // A word may not be replaced whole: "x" is no mistyped "y".
  const size_t allowed = std::min<size_t>(word.size() < 5 ? 1 : 2, word.size() - 1);
  std::string best;
  size_t best_distance = allowed + 1;
  for (const std::string& candidate : known) {
    if (candidate.size() > kMaxWord) continue;
    const size_t d = distance(lower, to_lower(candidate));
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string best = nearest(word, known);
  return best.empty() ? "" : " (did you mean \"" + best + "\"?)";
}

}  // namespace prodready
