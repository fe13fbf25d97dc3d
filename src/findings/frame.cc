#include "findings/frame.h"

#include <algorithm>

#include "findings/redaction.h"
#include "text/ascii.h"
#include "text/line_range.h"

namespace prodready {
namespace {

/// Text looked at on either side of a mark, or from a neighbour line's start.
constexpr size_t kBefore = 200;
constexpr size_t kAfter = 400;
/// Columns kept left of the mark when a line is cut.
constexpr size_t kKeptLeft = 60;

constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// A cut inside of a token would show the rest of a secret that is no longer recognised: the whole
/// token goes.
constexpr bool is_inside_token(char c) {
  return !is_space(c) && c != '"' && c != '\'' && c != ',' && c != ';';
}

static_assert(kLineReach > kBefore + kAfter);

/// The part of `line` to be shown, uncut if it is short.
Span visible_part(std::string_view text, Span line, Span mark) {
  Span part = line;
  if (line.end - line.begin <= kBefore + kAfter) return part;
  if (mark.begin > line.begin + kBefore) {
    part.begin = mark.begin - kBefore;
    while (part.begin < mark.begin && is_inside_token(text[part.begin])) ++part.begin;
  }
  if (std::max(mark.begin, part.begin) + kAfter < line.end) {
    part.end = std::max(mark.begin, part.begin) + kAfter;
    const size_t floor = std::clamp(mark.end, part.begin, part.end);
    while (part.end > floor && is_inside_token(text[part.end - 1])) --part.end;
  }
  return part;
}

/// Known secrets that touch `part`, and what merely looks like one, outside of the known ones.
std::vector<Span> spans_to_hide(std::string_view text, Span part,
                                const std::vector<Span>& secrets) {
  std::vector<Span> spans;
  auto first = std::lower_bound(secrets.begin(), secrets.end(), part.begin,
                                [](const Span& s, size_t at) { return s.end <= at; });
  for (auto secret = first; secret != secrets.end() && secret->begin < part.end; ++secret)
    spans.push_back(*secret);
  const size_t known = spans.size();
  for (Span looks : secret_looking(text.substr(part.begin, part.end - part.begin))) {
    looks = {looks.begin + part.begin, looks.end + part.begin};
    const bool apart = std::none_of(
        spans.begin(), spans.begin() + static_cast<long>(known),
        [&](const Span& secret) { return looks.begin < secret.end && secret.begin < looks.end; });
    if (apart) {
      spans.push_back(looks);
      continue;
    }
    // What stands beside a known secret in the same run is hidden too, without naming it.
    for (size_t i = 0; i < known; ++i) {
      if (looks.begin < spans[i].end && spans[i].begin < looks.end) {
        spans[i] = {std::min(spans[i].begin, looks.begin), std::max(spans[i].end, looks.end)};
      }
    }
  }
  std::sort(spans.begin(), spans.end());
  return spans;
}

/// Builds the shown line piece by piece and keeps track of where the mark comes to stand.
struct Redactor {
  std::string_view text;
  Span mark;
  FrameLine line;

  void copy(Span span) {
    const size_t out = line.text.size();
    if (mark.begin >= span.begin && mark.begin < span.end)
      line.mark_begin = out + (mark.begin - span.begin);
    if (mark.end > span.begin && mark.end <= span.end)
      line.mark_end = out + (mark.end - span.begin);
    line.text += part(text, span);
  }
  /// `whole`: all of the secret is on this line; otherwise only its length is told.
  void hide(Span span, bool whole) {
    if (mark.begin >= span.begin && mark.begin < span.end) line.mark_begin = line.text.size();
    line.text +=
        whole ? redacted(part(text, span)) : "…[" + std::to_string(span.end - span.begin) + "]";
    if (mark.end > span.begin && mark.end <= span.end) line.mark_end = line.text.size();
  }
};

/// Cuts `line` to kMaxFrameWidth bytes around its mark, at code-point borders.
void clip(FrameLine& line) {
  if (line.text.size() <= kMaxFrameWidth) return;
  size_t begin = 0;
  if (line.mark_end > kMaxFrameWidth)
    begin = line.mark_begin > kKeptLeft ? line.mark_begin - kKeptLeft : 0;
  while (begin > 0 && is_continuation(line.text[begin])) --begin;
  size_t end = std::min(begin + kMaxFrameWidth, line.text.size());
  while (end < line.text.size() && end > begin && is_continuation(line.text[end])) --end;
  line.clipped_left |= begin > 0;
  line.clipped_right |= end < line.text.size();
  line.text = line.text.substr(begin, end - begin);
  line.mark_begin -= std::min(begin, line.mark_begin);
  line.mark_end = std::clamp(line.mark_end, begin, end) - begin;
}

FrameLine redacted_line(std::string_view text, Span line, Span mark, uint64_t number,
                        const std::vector<Span>& secrets) {
  if (line.end > line.begin && text[line.end - 1] == '\r') --line.end;
  const Span visible = visible_part(text, line, mark);
  mark.end = std::min(mark.end, visible.end);
  Redactor out{text, mark, {}};
  out.line.number = number;
  out.line.clipped_left = visible.begin > line.begin;
  out.line.clipped_right = visible.end < line.end;
  size_t at = visible.begin;
  for (const Span& secret : spans_to_hide(text, visible, secrets)) {
    const Span shown = {std::max(secret.begin, at), std::min(secret.end, visible.end)};
    if (shown.end <= shown.begin) continue;
    if (shown.begin > at) out.copy({at, shown.begin});
    out.hide(shown, shown == secret);
    at = shown.end;
  }
  if (at < visible.end) out.copy({at, visible.end});
  clip(out.line);
  return out.line;
}

bool begins_line(std::string_view text, size_t at) { return at == 0 || text[at - 1] == '\n'; }

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

}  // namespace

std::vector<FrameLine> make_frame(std::string_view text, Span mark, uint64_t number,
                                  const std::vector<Span>& secrets) {
  const Span line = line_range(text, mark.begin);
  mark.end = std::min(mark.end, line.end);
  std::vector<FrameLine> frame;
  if (begins_line(text, line.begin) && line.begin > 0) {
    const Span before = line_range(text, line.begin - 1);
    // Of a very long line only the end is at hand, perhaps from the middle of a secret on.
    if (begins_line(text, before.begin) && !is_blank(part(text, before))) {
      frame.push_back(
          redacted_line(text, before, {before.begin, before.begin}, number - 1, secrets));
    }
  }
  frame.push_back(redacted_line(text, line, mark, number, secrets));
  if (line.end < text.size() && text[line.end] == '\n') {
    const Span after = line_range(text, line.end + 1);
    if (!is_blank(part(text, after))) {
      frame.push_back(redacted_line(text, after, {after.begin, after.begin}, number + 1, secrets));
    }
  }
  for (FrameLine& shown : frame) {
    if (shown.number != number) shown.mark_begin = shown.mark_end = 0;
  }
  return frame;
}

}  // namespace prodready
