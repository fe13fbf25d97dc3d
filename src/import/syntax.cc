#include "import/syntax.h"

#include <algorithm>

#include "text/ascii.h"

namespace prodready::importing {
namespace {

/// RE2 counts no further.
constexpr int kMaxRepeat = 1000;
/// A repeat is split into at most this many; beyond, the bound goes.
constexpr int kMaxSplit = 3;
constexpr int kMaxDepth = 200;

class Parser {
 public:
  Parser(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  Pattern run() {
    Pattern pattern;
    pattern.root = alternation(0);
    if (at_ < text_.size()) throw Untranslatable("the pattern has a ) too many");
    pattern.captures = captures_;
    pattern.changes = std::move(changes_);
    if (wide_class_) pattern.changes.push_back("letters beyond ASCII are compared byte by byte");
    return pattern;
  }

 private:
  struct Flags {
    bool spacing = false, fold = false, dot_all = false;
  };

  bool done() const { return at_ >= text_.size(); }
  bool next_is(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

  void skip_spacing() {
    for (;;) {
      if (next_is("(?#")) {
        const size_t end = text_.find(')', at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
      } else if (flags_.spacing && !done() && is_space(text_[at_])) {
        ++at_;
      } else if (flags_.spacing && !done() && text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        return;
      }
    }
  }

  Node alternation(int depth) {
    if (depth > kMaxDepth) throw Untranslatable("the pattern is nested too deep");
    Node node;
    node.kind = Node::Kind::alternation;
    node.children.push_back(sequence(depth));
    while (!done() && text_[at_] == '|') {
      ++at_;
      node.children.push_back(sequence(depth));
    }
    if (node.children.size() > 1) return node;
    Node only = std::move(node.children.front());
    return only;
  }

  Node sequence(int depth) {
    Node node;
    for (skip_spacing(); !done() && text_[at_] != '|' && text_[at_] != ')'; skip_spacing()) {
      const char c = text_[at_];
      if (c == '(') {
        group(node, depth);
      } else if (c == '*' || c == '+' || c == '?') {
        throw Untranslatable("a repeat has nothing to repeat");
      } else if (c == '\\') {
        escape(node);
      } else if (c == '[') {
        node.children.push_back(atom(char_class()));
      } else if (c == '^' || c == '$') {
        node.children.push_back(assertion(std::string(1, c)));
        ++at_;
      } else {
        literal(node);
      }
      skip_spacing();
      if (!node.children.empty()) quantifiers(node);
    }
    return node;
  }

  /// A letter beyond ASCII is several bytes, which a repeat repeats together.
  void literal(Node& into) {
    Node letter;
    letter.kind = Node::Kind::group;
    letter.text = "(?:";
    letter.children.emplace_back();
    do {
      letter.children.front().children.push_back(atom(std::string(1, text_[at_++])));
    } while (!done() && (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80);
    std::vector<Node>& bytes = letter.children.front().children;
    if (bytes.size() == 1) {
      Node only = std::move(bytes.front());
      letter = std::move(only);
    }
    into.children.push_back(std::move(letter));
  }

  Node atom(std::string text) const {
    Node node;
    node.kind = Node::Kind::atom;
    node.text = std::move(text);
    if (flags_.fold) node.flags += 'i';
    if (flags_.dot_all) node.flags += 's';
    return node;
  }

  static Node assertion(std::string text) {
    Node node;
    node.kind = Node::Kind::assertion;
    node.text = std::move(text);
    return node;
  }

  /// `(?flags)` holds until the group around it ends.
  void group(Node& into, int depth) {
    const Flags outside = flags_;
    Node node;
    node.kind = Node::Kind::group;
    ++at_;
    if (next_is("?")) {
      if (group_opening(node, into)) return;
    } else {
      node.capture = true;
      node.number = ++captures_;
    }
    node.children.push_back(alternation(depth + 1));
    if (done()) throw Untranslatable("the pattern has a ( that is not closed");
    ++at_;
    flags_ = outside;
    into.children.push_back(std::move(node));
  }

  /// Behind "(": whether it was a lone flag group, which is then part of `into`.
  bool group_opening(Node& node, Node& into) {
    for (std::string_view look : {"?=", "?!", "?<=", "?<!"}) {
      if (next_is(look)) throw Untranslatable("look-around");
    }
    if (next_is("?>")) throw Untranslatable("an atomic group");
    if (next_is("?(")) throw Untranslatable("a conditional group");
    if (next_is("?P=") || next_is("?P>") || next_is("?R")) throw Untranslatable("a back-reference");
    if (next_is("?P<") || next_is("?<") || next_is("?'")) {
      const size_t begin = text_.find_first_of("<'", at_) + 1;
      const size_t end = text_.find_first_of(">'", begin);
      if (end == std::string_view::npos) throw Untranslatable("a group's name is not closed");
      node.capture = true;
      node.number = ++captures_;
      node.name = std::string(text_.substr(begin, end - begin));
      at_ = end + 1;
      return false;
    }
    ++at_;
    std::string kept;
    bool on = true;
    for (; !done() && text_[at_] != ')' && text_[at_] != ':'; ++at_) {
      const char c = text_[at_];
      if (c == '-') {
        on = false;
      } else if (c == 'x') {
        flags_.spacing = on;
        continue;
      } else if (c == 'u') {
        continue;  // bytes are matched either way
      } else if (c == 'i') {
        flags_.fold = on;
      } else if (c == 's') {
        flags_.dot_all = on;
      } else if (c != 'm' && c != 'U') {
        throw Untranslatable(std::string("the flag ") + c);
      }
      kept += c;
    }
    if (done()) throw Untranslatable("a group of flags is not closed");
    if (kept == "-") kept.clear();
    if (kept.ends_with('-')) kept.pop_back();
    const bool lone = text_[at_++] == ')';
    if (lone && !kept.empty()) into.children.push_back(assertion("(?" + kept + ")"));
    node.text = "(?" + kept + ":";
    return lone;
  }

  void escape(Node& into) {
    if (at_ + 1 >= text_.size()) throw Untranslatable("the pattern ends in a backslash");
    const char c = text_[at_ + 1];
    if (c >= '1' && c <= '9') throw Untranslatable("a back-reference");
    if (c == 'Q') {
      at_ += 2;
      const size_t end = std::min(text_.find("\\E", at_), text_.size());
      for (; at_ < end; ++at_)
        into.children.push_back(atom(is_word(text_[at_]) ? std::string(1, text_[at_])
                                                         : std::string("\\") + text_[at_]));
      at_ = std::min(at_ + 2, text_.size());
      return;
    }
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z') {
      if (text_.substr(at_ + 2, 1) == "{") throw Untranslatable("a word boundary like \\b{start}");
      into.children.push_back(assertion(std::string(text_.substr(at_, 2))));
      at_ += 2;
      return;
    }
    if ((c == '<' || c == '>') && dialect_ == Dialect::rust)
      throw Untranslatable(std::string("\\") + c +
                           ", the edge of a word, which RE2 reads as the sign");
    into.children.push_back(atom(one_escape()));
  }

  /// One escape that stands for a byte, inside or outside of a class.
  std::string one_escape() {
    const size_t begin = at_;
    const char c = text_[at_ + 1];
    at_ += 2;
    if (c == 'h') return in_class_ ? " \\t" : "[ \\t]";
    if (c == 'e') return "\\x1b";
    if (c == 'x' || c == 'p' || c == 'P') {
      if (!done() && text_[at_] == '{') {
        at_ = std::min(text_.find('}', at_), text_.size() - 1) + 1;
      } else {
        at_ = std::min(at_ + (c == 'x' ? 2 : 1), text_.size());
      }
      return std::string(text_.substr(begin, at_ - begin));
    }
    constexpr std::string_view kKnown = "dDsSwWnrtfva0C";
    if (is_letter(c) && kKnown.find(c) == std::string_view::npos)
      throw Untranslatable(std::string("the escape \\") + c);
    if (is_space(c)) return c == '\n' ? "\\n" : std::string(1, c);
    if (c == '<' || c == '>' || c == '_' || c == '"' || c == '\'' || c == '`') return {c};
    return std::string(text_.substr(begin, 2));
  }

  std::string char_class() {
    std::string out = "[";
    in_class_ = true;
    ++at_;
    if (next_is("^")) out += text_[at_++];
    if (next_is("]")) out += "\\]", ++at_;
    while (!done() && text_[at_] != ']') {
      if (dialect_ == Dialect::rust && (next_is("&&") || next_is("--") || next_is("~~")))
        throw Untranslatable("a set operation in a class, " + std::string(text_.substr(at_, 2)));
      if (next_is("[:")) {
        const size_t end = text_.find(":]", at_);
        if (end == std::string_view::npos) throw Untranslatable("a class is not closed");
        out += text_.substr(at_, end + 2 - at_);
        at_ = end + 2;
      } else if (text_[at_] == '[') {
        if (dialect_ == Dialect::rust) throw Untranslatable("a class inside of a class");
        out += "\\[";
        ++at_;
      } else if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        out += text_[at_ + 1] == 'b' ? (at_ += 2, std::string("\\x08")) : one_escape();
      } else {
        if (static_cast<unsigned char>(text_[at_]) >= 0x80) wide_class_ = true;
        out += text_[at_++];
      }
    }
    if (done()) throw Untranslatable("a class is not closed");
    ++at_;
    in_class_ = false;
    return out + "]";
  }

  /// Of the last item of the sequence.
  void quantifiers(Node& sequence) {
    while (!done()) {
      int min = 0, max = kUnbounded;
      const char c = text_[at_];
      if (c == '*') {
      } else if (c == '+') {
        min = 1;
      } else if (c == '?') {
        max = 1;
      } else if (c != '{' || !counts(min, max)) {
        return;
      }
      if (c != '{') ++at_;
      bool lazy = false;
      if (next_is("?")) lazy = true, ++at_;
      if (next_is("+")) throw Untranslatable("a possessive repeat");
      Node item = std::move(sequence.children.back());
      sequence.children.pop_back();
      if (item.kind == Node::Kind::assertion) {
        if (min > 0) sequence.children.push_back(std::move(item));
      } else {
        repeat(sequence, item, min, max, lazy);
      }
      skip_spacing();
      if (sequence.children.empty()) return;
    }
  }

  /// `{3}`, `{3,}`, `{3,5}`, `{,5}`; anything else is a brace. Moves behind it when it is one.
  bool counts(int& min, int& max) {
    const size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view body = text_.substr(at_ + 1, end - at_ - 1);
    const size_t comma = body.find(',');
    const std::string_view low = body.substr(0, comma);
    const std::string_view high = comma == body.npos ? low : body.substr(comma + 1);
    const auto is_count = [](std::string_view digits) {
      return digits.size() < 8 && std::all_of(digits.begin(), digits.end(), is_digit);
    };
    if (low.empty() || !is_count(low) || !is_count(high)) return false;
    min = std::stoi(std::string(low));
    max = high.empty() ? kUnbounded : std::stoi(std::string(high));
    if (max != kUnbounded && max < min) throw Untranslatable("a repeat with its bounds swapped");
    at_ = end + 1;
    return true;
  }

  void repeat(Node& into, const Node& item, int min, int max, bool lazy) {
    const auto add = [&](int low, int high) {
      Node node;
      node.kind = Node::Kind::repeat;
      node.min = low;
      node.max = high;
      node.lazy = lazy;
      node.children.push_back(item);
      if (item.kind == Node::Kind::repeat) {  // a{2}{3}
        Node group;
        group.kind = Node::Kind::group;
        group.text = "(?:";
        group.children.push_back(item);
        node.children.front() = std::move(group);
      }
      into.children.push_back(std::move(node));
    };
    const int top = std::max(min, max);
    if (top <= kMaxRepeat) return add(min, max);
    if (min > kMaxSplit * kMaxRepeat) throw Untranslatable("a repeat of " + std::to_string(min));
    if (max > kMaxSplit * kMaxRepeat) {
      changes_.push_back("the bound " + std::to_string(max) + " of a repeat is left out");
      max = kUnbounded;
    }
    while (min > kMaxRepeat || max > kMaxRepeat) {
      const int low = std::min(min, kMaxRepeat);
      add(low, max == kUnbounded ? low : kMaxRepeat);
      min -= low;
      if (max != kUnbounded) max -= kMaxRepeat;
    }
    if (max != 0) add(min, max);
  }

  std::string_view text_;
  Dialect dialect_;
  size_t at_ = 0;
  Flags flags_;
  bool in_class_ = false;
  bool wide_class_ = false;
  int captures_ = 0;
  std::vector<std::string> changes_;
};

}  // namespace

Pattern parse_pattern(std::string_view text, Dialect dialect) {
  return Parser(text, dialect).run();
}

}  // namespace prodready::importing
