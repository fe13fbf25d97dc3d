// Anchors: the short texts that are looked for in every byte, so that a rule's regex runs only
// where it can match.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace prodready {

/// Texts (as case-insensitive Vectorscan expressions) of which at least one lies in every match of
/// `pattern`; the rarest such choice, where longer counts as rarer. Empty when the pattern has no
/// such texts of at least kMinAnchorLength bytes.
std::vector<std::string> derive_anchors(std::string_view pattern);
inline constexpr int kMinAnchorLength = 4;

/// Whether nothing holds a pattern rule back: no anchor and no `files`. It then runs on every byte,
/// which is right but slow.
bool is_unselective(const Rule& rule);

/// What an anchor like `\b[rs]k_live_[0-9A-Za-z]{8}` asks a token to begin with: "rk_live_" and
/// "sk_live_". It is `\b`, fixed text with classes of a few characters in it, and a class of token
/// characters, sixteen characters together. Such anchors are not Vectorscan's: they are looked up
/// where the tokens of a text begin (scan/prefix_index.h). None for any other anchor.
std::vector<std::string> token_begins(std::string_view anchor);

struct Anchor {
  std::string expression;
  const Rule* rule;  ///< named in the Error thrown when Vectorscan refuses the expression
  uint32_t number;   ///< what a hit is reported as
};

/// Serialised Vectorscan database of `anchors`; "" for none.
std::string compile_anchors(const std::vector<Anchor>& anchors);

}  // namespace prodready
