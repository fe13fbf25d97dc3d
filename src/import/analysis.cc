#include "import/analysis.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "text/ascii.h"

namespace prodready::importing {
namespace {

using Kind = Node::Kind;

int64_t plus(int64_t a, int64_t b) { return a == kNoBound || b == kNoBound ? kNoBound : a + b; }

int64_t times(int64_t length, int count) {
  if (length == 0) return 0;
  return length == kNoBound || count == kUnbounded ? kNoBound : length * count;
}

bool can_break_line(const Node& node) {
  if (node.kind == Kind::atom) return bytes_of(node)['\n'];
  if (node.kind == Kind::repeat && node.max == 0) return false;
  return std::any_of(node.children.begin(), node.children.end(), can_break_line);
}

/// Whether a line break can lie in a match of `node`; one byte at an open edge does not count.
bool breaks_inside(const Node& node, bool first, bool last) {
  if (!can_break_line(node)) return false;
  switch (node.kind) {
    case Kind::atom:
      return !first && !last;
    case Kind::repeat:
      if (node.max == 1) return breaks_inside(node.children.front(), first, last);
      return true;
    case Kind::sequence:
      for (size_t i = 0; i < node.children.size(); ++i) {
        const bool opens = first && i == 0;
        const bool ends = last && i + 1 == node.children.size();
        if (breaks_inside(node.children[i], opens, ends)) return true;
      }
      return false;
    default:
      return std::any_of(node.children.begin(), node.children.end(),
                         [&](const Node& child) { return breaks_inside(child, first, last); });
  }
}

/// All texts that a node can match, when they are few.
using Texts = std::set<std::string>;
constexpr size_t kMaxTexts = 64;

struct Knowledge {
  std::optional<Texts> texts = Texts{""};
  bool held = false;  ///< one of the words is in every match
};

class WordSearch {
 public:
  explicit WordSearch(const std::vector<std::string>& words) : words_(words) {}

  Knowledge know(const Node& node) const {
    switch (node.kind) {
      case Kind::atom:
        return {atom_texts(node), false};
      case Kind::assertion:
        return {};
      case Kind::group:
        return know(node.children.front());
      case Kind::sequence:
        return sequence(node.children);
      case Kind::alternation:
        return alternation(node);
      case Kind::repeat:
        return repeat(node);
    }
    return {};
  }

  bool all_hold(const std::optional<Texts>& texts) const {
    return texts && std::all_of(texts->begin(), texts->end(), [&](const std::string& text) {
             return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
               return text.find(word) != std::string::npos;
             });
           });
  }

 private:
  static std::optional<Texts> atom_texts(const Node& atom) {
    Texts texts;
    const Bytes& bytes = bytes_of(atom);
    if (bytes.count() > 8) return std::nullopt;
    for (size_t byte = 0; byte < bytes.size(); ++byte) {
      if (bytes[byte]) texts.insert(std::string(1, to_lower(static_cast<char>(byte))));
    }
    return texts;
  }

  Knowledge sequence(const std::vector<Node>& nodes) const {
    Knowledge whole;
    bool only_texts = true;
    Texts run = {""};
    for (const Node& node : nodes) {
      const Knowledge next = know(node);
      whole.held = whole.held || next.held;
      if (next.texts && run.size() * next.texts->size() <= kMaxTexts) {
        Texts longer;
        for (const std::string& a : run) {
          for (const std::string& b : *next.texts) longer.insert(a + b);
        }
        run = std::move(longer);
        continue;
      }
      whole.held = whole.held || all_hold(run);
      only_texts = false;
      run = next.texts ? *next.texts : Texts{""};
    }
    whole.held = whole.held || all_hold(run);
    whole.texts.reset();
    if (only_texts) whole.texts = std::move(run);
    return whole;
  }

  Knowledge alternation(const Node& node) const {
    Knowledge whole{Texts{}, true};
    for (const Node& child : node.children) {
      const Knowledge branch = know(child);
      whole.held = whole.held && (branch.held || all_hold(branch.texts));
      if (!branch.texts || !whole.texts || whole.texts->size() + branch.texts->size() > kMaxTexts) {
        whole.texts.reset();
      } else {
        whole.texts->insert(branch.texts->begin(), branch.texts->end());
      }
    }
    return whole;
  }

  Knowledge repeat(const Node& node) const {
    const Node& item = node.children.front();
    if (node.min == 0 && node.max == 1) {
      Knowledge maybe = know(item);
      maybe.held = false;
      if (maybe.texts) maybe.texts->insert("");
      return maybe;
    }
    if (node.min == 0) return {std::nullopt, false};
    if (node.min == node.max && node.min <= 8)
      return sequence(std::vector<Node>(static_cast<size_t>(node.min), item));
    const Knowledge once = know(item);
    return {std::nullopt, once.held || all_hold(once.texts)};
  }

  const std::vector<std::string>& words_;
};

bool holds_capture(const Node& node, int number) { return find_capture(node, number) != nullptr; }

/// A short regex that lies in every match, and how rare it is.
struct Core {
  std::string text;
  int length = 0;
  double bits = 0;
  bool fold = false;
};

/// Regexes of which one lies in every match; as rare as the least rare of them.
struct Cover {
  std::vector<Core> cores;
  double bits = 0;
};

constexpr int kLongestCore = 16;
constexpr size_t kMostCores = 24;
constexpr double kManyBits = 1e9;
constexpr double kRareEnough = 16;  ///< two letters, or three in any case

/// Of what has a fixed length: an atom, or the least that a repeat of one is.
std::optional<Core> core_of(const Node& node) {
  if (node.kind == Kind::repeat) {
    if (node.min == 0 || node.children.front().kind != Kind::atom) return std::nullopt;
    std::optional<Core> core = core_of(node.children.front());
    if (!core) return std::nullopt;
    core->length = std::min(node.min, kLongestCore);
    if (core->length > 1) core->text += "{" + std::to_string(core->length) + "}";
    core->bits *= core->length;
    return core;
  }
  if (node.kind != Kind::atom) return std::nullopt;
  const size_t choices = bytes_of(node).count();
  if (choices == 0 || choices > 128) return std::nullopt;
  // Random text fits a class again and again: it counts little.
  const double bits = std::log2(256.0 / static_cast<double>(choices)) / (choices > 4 ? 4 : 1);
  return Core{node.text, 1, bits, node.flags.find('i') != std::string::npos};
}

Cover better(Cover a, Cover b) { return b.bits > a.bits ? b : a; }

/// Items in a row, groups opened where they stand for themselves.
void flatten(const Node& node, std::vector<const Node*>& flat) {
  if (node.kind == Kind::sequence || node.kind == Kind::group) {
    for (const Node& child : node.children) flatten(child, flat);
  } else if (node.kind != Kind::assertion) {
    flat.push_back(&node);
  }
}

Cover cover_of(const Node& node) {
  Cover best;
  if (node.kind == Kind::alternation) {
    best.bits = kManyBits;
    for (const Node& child : node.children) {
      const Cover branch = cover_of(child);
      best.bits = std::min(best.bits, branch.bits);
      best.cores.insert(best.cores.end(), branch.cores.begin(), branch.cores.end());
    }
    return best.cores.size() > kMostCores ? Cover{} : best;
  }
  std::vector<const Node*> flat;
  flatten(node, flat);
  Core run;
  // A run goes on while each of its items has a fixed length.
  for (const Node* item : flat) {
    const std::optional<Core> core = core_of(*item);
    if (!core) {
      run = {};
      const bool there = item->kind == Kind::alternation;
      const bool repeated = item->kind == Kind::repeat && item->min > 0;
      if (there) best = better(best, cover_of(*item));
      if (repeated) best = better(best, cover_of(item->children.front()));
      continue;
    }
    if (run.length > 0 && (run.fold != core->fold || run.length >= kLongestCore)) run = {};
    run = {run.text + core->text, run.length + core->length, run.bits + core->bits, core->fold};
    best = better(best, {{run}, run.bits});
    const bool fixed =
        item->kind == Kind::atom || (item->min == item->max && item->min == core->length);
    if (!fixed) run = {};
  }
  return best;
}

}  // namespace

int64_t shortest(const Node& node) {
  int64_t length = node.kind == Kind::atom ? 1 : 0;
  if (node.kind == Kind::repeat) return times(shortest(node.children.front()), node.min);
  if (node.kind == Kind::alternation) {
    length = kNoBound;
    for (const Node& child : node.children) length = std::min(length, shortest(child));
    return length;
  }
  for (const Node& child : node.children) length = plus(length, shortest(child));
  return length;
}

int64_t longest(const Node& node) {
  int64_t length = node.kind == Kind::atom ? 1 : 0;
  if (node.kind == Kind::repeat) return times(longest(node.children.front()), node.max);
  if (node.kind == Kind::alternation) {
    for (const Node& child : node.children) length = std::max(length, longest(child));
    return length;
  }
  for (const Node& child : node.children) length = plus(length, longest(child));
  return length;
}

bool spans_lines(const Node& node) { return breaks_inside(node, true, true); }

bool always_holds_one_of(const Node& node, const std::vector<std::string>& words) {
  const WordSearch search(words);
  const Knowledge known = search.know(node);
  return known.held || search.all_hold(known.texts);
}

const Node* find_capture(const Node& node, int number) {
  if (node.capture && node.number == number) return &node;
  for (const Node& child : node.children) {
    if (const Node* found = find_capture(child, number)) return found;
  }
  return nullptr;
}

bool always_taken(const Node& node, int number) {
  if (node.capture && node.number == number) return true;
  if (node.kind == Kind::alternation) return false;
  if (node.kind == Kind::repeat && node.min == 0) return false;
  return std::any_of(node.children.begin(), node.children.end(), [&](const Node& child) {
    return holds_capture(child, number) && always_taken(child, number);
  });
}

bool is_repeated(const Node& node, int number) {
  if (!holds_capture(node, number) || (node.capture && node.number == number)) return false;
  if (node.kind == Kind::repeat && node.max != 1) return true;
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return is_repeated(child, number); });
}

bool is_optional(const Node& node, int number) {
  if (!holds_capture(node, number) || (node.capture && node.number == number)) return false;
  if (node.kind == Kind::repeat && node.min == 0) return true;
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return is_optional(child, number); });
}

bool is_fixed(const Node& node) {
  if (node.kind == Kind::atom) return bytes_of(node).count() <= 2;
  return std::all_of(node.children.begin(), node.children.end(), is_fixed);
}

std::vector<std::string> cores(const Node& node) {
  const Cover cover = cover_of(node);
  std::set<std::string> texts;
  if (cover.bits < kRareEnough) return {};
  for (const Core& core : cover.cores) texts.insert((core.fold ? "(?i)" : "") + core.text);
  return {texts.begin(), texts.end()};
}

}  // namespace prodready::importing
