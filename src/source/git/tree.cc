#include "source/git/tree.h"

namespace prodready::git {

std::optional<TreeEntry> TreeReader::next() {
  constexpr size_t kMaxModeDigits = 7;
  TreeEntry entry;
  size_t at = 0;
  for (; at < rest_.size() && at < kMaxModeDigits && rest_[at] >= '0' && rest_[at] <= '7'; ++at)
    entry.mode = entry.mode * 8 + static_cast<uint32_t>(rest_[at] - '0');
  if (at == 0 || at == rest_.size() || rest_[at] != ' ') return std::nullopt;
  ++at;
  const size_t nul = rest_.find('\0', at);
  if (nul == std::string_view::npos || nul == at || rest_.size() - nul - 1 < id_size_)
    return std::nullopt;
  entry.name = rest_.substr(at, nul - at);
  entry.id = id_from_bytes(rest_.substr(nul + 1, id_size_));
  rest_.remove_prefix(nul + 1 + id_size_);
  return entry;
}

}  // namespace prodready::git
