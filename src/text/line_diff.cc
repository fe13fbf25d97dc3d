#include "text/line_diff.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace prodready {
namespace {

/// Insertions and deletions that are looked for; their table has this many numbers, squared.
constexpr int kMaxEdits = 1500;
/// Lines passed while looking for them.
constexpr size_t kMaxSteps = 30'000'000;
/// Lines of either side between what is the same at both ends.
constexpr size_t kMaxLines = 2'000'000;

using Lines = std::vector<std::string_view>;

size_t count_lines(std::string_view text) {
  const auto ends = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  return ends + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// A line of either text.
struct Line {
  uint32_t kind = 0;    ///< the same for the same text
  uint32_t number = 0;  ///< in its own text, from 0
};

struct Sides {
  std::vector<Line> before;
  std::vector<Line> after;
};

/// Gives equal lines equal kinds, and leaves out those that the other side does not have at all:
/// `added` is told of those of `after`. By sorting, so that no choice of lines makes it slow.
template <typename Added>
Sides number_lines(const Lines& before, const Lines& after, Added added) {
  struct Key {
    size_t hash;
    std::string_view text;
    bool is_after;
    uint32_t number;
  };
  std::vector<Key> keys;
  keys.reserve(before.size() + after.size());
  const auto add = [&](const Lines& lines, bool is_after) {
    for (uint32_t i = 0; i < lines.size(); ++i)
      keys.push_back({std::hash<std::string_view>{}(lines[i]), lines[i], is_after, i});
  };
  add(before, false);
  add(after, true);
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    return std::tuple(a.hash, a.text.size(), a.text, a.is_after, a.number) <
           std::tuple(b.hash, b.text.size(), b.text, b.is_after, b.number);
  });
  Sides sides;
  uint32_t kind = 0;
  for (size_t i = 0; i < keys.size(); ++kind) {
    size_t end = i;
    while (end < keys.size() && keys[end].hash == keys[i].hash && keys[end].text == keys[i].text)
      ++end;
    const bool both = !keys[i].is_after && keys[end - 1].is_after;
    for (; i < end; ++i) {
      const Line line{kind, keys[i].number};
      if (both) {
        (keys[i].is_after ? sides.after : sides.before).push_back(line);
      } else if (keys[i].is_after) {
        added(line.number);
      }
    }
  }
  const auto by_number = [](const Line& a, const Line& b) { return a.number < b.number; };
  std::sort(sides.before.begin(), sides.before.end(), by_number);
  std::sort(sides.after.begin(), sides.after.end(), by_number);
  return sides;
}

/// Myers' greedy search for a longest common subsequence, forwards, with the furthest points of
/// each round kept: going back through them tells which lines of `after` were inserted.
class Myers {
 public:
  Myers(const std::vector<Line>& before, const std::vector<Line>& after)
      : before_(before),
        after_(after),
        width_(static_cast<int>(before.size())),
        height_(static_cast<int>(after.size())) {}

  /// Numbers of lines in `after`.
  std::vector<uint32_t> inserted() {
    while (!reached_ && edits_ < kMaxEdits && steps_ < kMaxSteps) next_round();
    std::vector<uint32_t> numbers;
    int diagonal = reached_ ? width_ - height_ : furthest_diagonal();
    int x = at(edits_, diagonal);
    for (int y = x - diagonal; y < height_; ++y) numbers.push_back(number(y));  // not reached
    for (int round = edits_; round > 0; --round) {
      const bool down = went_down(round, diagonal);
      diagonal += down ? 1 : -1;
      x = at(round - 1, diagonal);
      if (down) numbers.push_back(number(x - diagonal));
    }
    return numbers;
  }

 private:
  uint32_t number(int y) const { return after_[static_cast<size_t>(y)].number; }

  /// How far along `before` a round got on a diagonal (x - y).
  int at(int round, int diagonal) const {
    return table_[static_cast<size_t>(round) * static_cast<size_t>(round) +
                  static_cast<size_t>(diagonal + round)];
  }

  /// Whether the last edit of a round on this diagonal was an insertion.
  bool went_down(int round, int diagonal) const {
    if (diagonal == -round) return true;
    if (diagonal == round) return false;
    return at(round - 1, diagonal - 1) < at(round - 1, diagonal + 1);
  }

  void next_round() {
    const int round = ++edits_;
    table_.resize(table_.size() + 2 * static_cast<size_t>(round) + 1, -1);
    for (int diagonal = -round; diagonal <= round; diagonal += 2) {
      int x = 0;
      if (round > 0) {
        const bool down = went_down(round, diagonal);
        x = down ? at(round - 1, diagonal + 1) : at(round - 1, diagonal - 1) + 1;
      }
      const int begin = x;
      while (x < width_ && x - diagonal < height_ && x - diagonal >= 0 && same(x, x - diagonal))
        ++x;
      steps_ += static_cast<size_t>(x - begin) + 1;
      table_[static_cast<size_t>(round) * static_cast<size_t>(round) +
             static_cast<size_t>(diagonal + round)] = x;
      if (diagonal == width_ - height_ && x >= width_) {
        reached_ = true;
        return;
      }
    }
  }

  bool same(int x, int y) const {
    return before_[static_cast<size_t>(x)].kind == after_[static_cast<size_t>(y)].kind;
  }

  /// Where most of both texts was matched when the work ran out.
  int furthest_diagonal() const {
    int best = -edits_;
    int most = -1;
    for (int diagonal = -edits_; diagonal <= edits_; diagonal += 2) {
      const int x = at(edits_, diagonal), y = x - diagonal;
      if (x > width_ || y > height_ || y < 0 || x + y <= most) continue;
      most = x + y;
      best = diagonal;
    }
    return best;
  }

  const std::vector<Line>& before_;
  const std::vector<Line>& after_;
  int width_;
  int height_;
  std::vector<int> table_;  ///< rounds one after the other, 2 * round + 1 diagonals each
  int edits_ = -1;          ///< the latest round
  size_t steps_ = 0;
  bool reached_ = false;
};

/// Cuts off what both have at their start; how many lines that was.
size_t cut_common(std::string_view& before, std::string_view& after) {
  const size_t common = static_cast<size_t>(
      std::mismatch(
          before.begin(),
          before.begin() + static_cast<std::ptrdiff_t>(std::min(before.size(), after.size())),
          after.begin())
          .first -
      before.begin());
  // Only whole lines: the text may go on differently in one of the two.
  const bool whole = common == before.size() && common == after.size();
  const size_t line_feed = before.substr(0, common).rfind('\n');
  const size_t cut = whole ? common : line_feed == std::string_view::npos ? 0 : line_feed + 1;
  const auto lines =
      std::count(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(cut), '\n');
  before.remove_prefix(cut);
  after.remove_prefix(cut);
  return static_cast<size_t>(lines);
}

/// Cuts off the lines that both end with.
void cut_common_end(std::string_view& before, std::string_view& after) {
  size_t common = 0;
  const size_t most = std::min(before.size(), after.size());
  while (common < most && before[before.size() - common - 1] == after[after.size() - common - 1])
    ++common;
  const auto starts_line = [](std::string_view text, size_t kept) {
    return kept == 0 || text[kept - 1] == '\n';
  };
  while (common > 0 && !(starts_line(before, before.size() - common) &&
                         starts_line(after, after.size() - common)))
    --common;
  before.remove_suffix(common);
  after.remove_suffix(common);
}

std::vector<LineSpan> spans_of(std::vector<uint64_t> lines) {
  std::sort(lines.begin(), lines.end());
  std::vector<LineSpan> spans;
  for (const uint64_t line : lines) {
    if (!spans.empty() && line <= spans.back().last + 1) {
      spans.back().last = line;
    } else {
      spans.push_back({line, line});
    }
  }
  return spans;
}

}  // namespace

std::vector<LineSpan> added_lines(std::string_view before, std::string_view after) {
  const uint64_t first = cut_common(before, after) + 1;
  cut_common_end(before, after);
  if (after.empty()) return {};
  const size_t lines = count_lines(after);
  if (std::max(lines, count_lines(before)) > kMaxLines) return {{first, first + lines - 1}};
  std::vector<uint64_t> added;
  const auto add = [&](uint32_t number) { added.push_back(first + number); };
  const Lines olds = split(before), news = split(after);
  const Sides sides = number_lines(olds, news, add);
  for (const uint32_t number : Myers(sides.before, sides.after).inserted()) add(number);
  return spans_of(std::move(added));
}

bool touches(const std::vector<LineSpan>& spans, LineSpan lines) {
  const auto span =
      std::lower_bound(spans.begin(), spans.end(), lines.first,
                       [](const LineSpan& s, uint64_t line) { return s.last < line; });
  return span != spans.end() && span->first <= lines.last;
}

}  // namespace prodready
