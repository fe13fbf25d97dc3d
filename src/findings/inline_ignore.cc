#include "findings/inline_ignore.h"

#include <algorithm>

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr std::string_view kMarker = "prodready:ignore";
/// How far from a finding a marker may stand on its own line: lines of minified code are endless.
constexpr size_t kMaxDistance = 1024;
constexpr size_t kMaxReason = 200;

std::string_view without_comment_end(std::string_view text) {
  text = trimmed(text);
  for (std::string_view end : {std::string_view("*/"), std::string_view("-->"),
                               std::string_view("#}"), std::string_view("%>")}) {
    if (text.ends_with(end)) text.remove_suffix(end.size());
  }
  return trimmed(text);
}

bool names(std::string_view list, std::string_view rule_id) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    if (trimmed(list.substr(0, end)) == rule_id) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// The reason behind a marker in `line` that holds for `rule_id`.
std::optional<std::string> marker_reason(std::string_view line, std::string_view rule_id) {
  size_t at = line.find(kMarker);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = line.substr(at + kMarker.size());
  if (rest.starts_with('[')) {
    const size_t close = rest.find(']');
    if (close == std::string_view::npos || !names(rest.substr(1, close - 1), rule_id))
      return std::nullopt;
    rest.remove_prefix(close + 1);
  } else if (!rest.empty() && (is_word(rest[0]) || rest[0] == '-')) {
    return std::nullopt;  // another word, prodready:ignore-file say
  }
  return std::string(without_comment_end(rest).substr(0, kMaxReason));
}

/// Whether nothing but comment signs stand before the marker: a marker behind code is meant for
/// that code only.
bool is_comment_line(std::string_view line) {
  const std::string_view before = line.substr(0, line.find(kMarker));
  return std::none_of(before.begin(), before.end(), is_word);
}

}  // namespace

std::optional<Suppression> inline_ignore(std::string_view text, size_t at, uint64_t line,
                                         std::string_view path, std::string_view rule_id) {
  auto suppression = [&](const std::string& reason, uint64_t number) {
    return Suppression{SuppressionKind::in_source, reason,
                       std::string(path) + ":" + std::to_string(number)};
  };
  const size_t floor = at > kMaxDistance ? at - kMaxDistance : 0;
  const std::string_view before = text.substr(floor, at - floor);
  const size_t newline = before.rfind('\n');
  const size_t begin = floor + (newline == std::string_view::npos ? 0 : newline + 1);
  const size_t end = std::min(text.find('\n', at), std::min(at + kMaxDistance, text.size()));
  if (auto reason = marker_reason(text.substr(begin, end - begin), rule_id))
    return suppression(*reason, line);
  if (newline == std::string_view::npos) return std::nullopt;

  const size_t above_end = begin - 1;
  const size_t above_floor = above_end > kMaxDistance ? above_end - kMaxDistance : 0;
  std::string_view above = text.substr(above_floor, above_end - above_floor);
  above.remove_prefix(above.rfind('\n') == std::string_view::npos ? 0 : above.rfind('\n') + 1);
  if (!is_comment_line(above)) return std::nullopt;
  if (auto reason = marker_reason(above, rule_id)) return suppression(*reason, line - 1);
  return std::nullopt;
}

}  // namespace prodready
