#include "scan/pairs.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "rules/rule.h"

namespace prodready {
namespace {

/// Halves that stand further apart belong to different credentials.
constexpr uint64_t kMaxLinesApart = 20;

uint64_t lines_apart(const Finding& a, const Finding& b) {
  const uint64_t one = a.location.start.line, other = b.location.start.line;
  return one > other ? one - other : other - one;
}

/// The nearest finding of the rule that `whole` is a pair with, among its neighbours.
size_t nearest_half(const std::vector<Finding>& findings, size_t first, size_t whole,
                    const std::vector<bool>& joined) {
  size_t best = whole;
  uint64_t best_distance = kMaxLinesApart + 1;
  auto consider = [&](size_t i) {
    const uint64_t distance = lines_apart(findings[i], findings[whole]);
    if (findings[i].rule->id == findings[whole].rule->pair && distance < best_distance &&
        (!joined[i] || findings[i].rule->pair.empty()) && findings[i].related.empty() &&
        findings[i].suppression.has_value() == findings[whole].suppression.has_value()) {
      best = i;
      best_distance = distance;
    }
    return distance <= kMaxLinesApart;
  };
  for (size_t i = whole; i > first && consider(i - 1);) --i;
  for (size_t i = whole + 1; i < findings.size() && consider(i);) ++i;
  return best;
}

void join(const Finding& half, Finding& whole, std::vector<bool>::reference is_joined) {
  whole.related.push_back({half.path, half.location, "its other half: " + half.rule->title});
  for (const std::string& reason : half.reasons) {
    if (std::find(whole.reasons.begin(), whole.reasons.end(), reason) == whole.reasons.end())
      whole.reasons.push_back(reason);
  }
  is_joined = true;
}

}  // namespace

void join_pairs(std::vector<Finding>& findings, size_t first) {
  std::vector<bool> joined(findings.size(), false);
  for (size_t i = first; i < findings.size(); ++i) {
    if (findings[i].rule->pair.empty() || joined[i]) continue;
    const size_t half = nearest_half(findings, first, i, joined);
    if (half == i) continue;
    // The surer half stays, of equals the more severe one, or else the one that names the other.
    const bool mutual = findings[half].rule->pair == findings[i].rule->id;
    const auto rank = [&](size_t f) {
      return std::tuple(findings[f].confidence, findings[f].severity);
    };
    if (rank(half) > rank(i) || (mutual && rank(half) == rank(i) && half > i)) {
      if (!mutual) join(findings[i], findings[half], joined[i]);
      continue;
    }
    join(findings[half], findings[i], joined[half]);
  }
  size_t kept = first;
  for (size_t i = first; i < joined.size(); ++i) {
    if (joined[i]) continue;
    if (kept != i) findings[kept] = std::move(findings[i]);
    ++kept;
  }
  findings.resize(kept);
}

}  // namespace prodready
