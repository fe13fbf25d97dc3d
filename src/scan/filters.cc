#include "scan/filters.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "text/ascii.h"

namespace prodready {
namespace {

/// Chosen and drawn values are asked for placeholders when they are judged.
Reason drop_placeholder(const Candidate& candidate) {
  const Rule& rule = candidate.rule;
  const bool judged = rule.origin == ValueOrigin::chosen || rule.origin == ValueOrigin::drawn;
  return rule.placeholders && rule.has_secret && !judged ? placeholder_reason(candidate.value) : "";
}

Reason first_found(const Regex& any, const std::vector<Regex>& regexes, std::string_view text) {
  if (any && !found_in(*any, text)) return "";
  for (const Regex& regex : regexes) {
    if (found_in(*regex, text)) return "it matches " + pattern_of(*regex);
  }
  return "";
}

Reason drop_allowed(const Candidate& candidate) {
  for (const re2::RE2* shared : candidate.compiled.allow_shared) {
    if (found_in(*shared, candidate.value)) return "it is what `allow_shared` of the rule names";
  }
  return first_found(candidate.compiled.any_allow, candidate.compiled.allow, candidate.value);
}

Reason drop_allowed_line(const Candidate& candidate) {
  return first_found(candidate.compiled.any_allow_line, candidate.compiled.allow_line,
                     candidate.line);
}

Reason drop_low_entropy(const Candidate& candidate) {
  if (candidate.rule.min_entropy == 0) return "";
  const double bits = entropy(candidate.value);
  if (bits >= candidate.rule.min_entropy) return "";
  char text[64];
  std::snprintf(text, sizeof text, "%.2f bits per character, the rule asks for %.2f", bits,
                candidate.rule.min_entropy);
  return text;
}

}  // namespace

const std::vector<Filter>& filters() {
  static const std::vector<Filter> all = {
      {"placeholder", drop_placeholder},
      {"allow", drop_allowed},
      {"allow_line", drop_allowed_line},
      {"entropy", drop_low_entropy},
  };
  return all;
}

double entropy(std::string_view text) {
  if (text.empty()) return 0;
  std::array<size_t, 256> counts{};
  for (char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

}  // namespace prodready
