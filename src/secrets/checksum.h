// Tokens that carry a checksum, or a structure that chance does not produce: whether it agrees.
// Knows one validator for each scheme and nothing of rules; a wrong checksum says "made up", not
// "no secret was meant". The source of each scheme stands beside its validator in checksum_*.cc.
#pragma once

#include <string_view>
#include <vector>

namespace prodready {

enum class ChecksumVerdict {
  none,   // no such validator, or a form of the token that carries no checksum
  right,  // it agrees
  wrong,  // the form is there, the checksum or structure does not agree
};

/// `secret` is the token alone, without quotes or blanks around it. Never throws.
ChecksumVerdict check_checksum(std::string_view validator, std::string_view secret);

/// The names of all validators, sorted.
const std::vector<std::string_view>& checksum_names();

}  // namespace prodready
