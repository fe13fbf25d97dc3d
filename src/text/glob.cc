#include "text/glob.h"

#include <array>
#include <cstdint>
#include <iterator>

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr size_t kMaxExpansions = 1000;

bool is_alnum(char c) { return is_letter(c) || is_digit(c); }
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_control(char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7f; }
bool is_print(char c) { return c >= 0x20 && c < 0x7f; }
bool is_graph(char c) { return is_print(c) && c != ' '; }
bool is_punct(char c) { return is_graph(c) && !is_alnum(c); }
bool is_git_space(char c) { return is_blank(c) || c == '\n' || c == '\r'; }  // no \v, no \f
bool is_xdigit(char c) { return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f'); }

struct NamedClass {
  std::string_view name;
  bool (*holds)(char);
};
constexpr std::array<NamedClass, 12> kNamedClasses{{{"alnum", is_alnum},
                                                    {"alpha", is_letter},
                                                    {"blank", is_blank},
                                                    {"cntrl", is_control},
                                                    {"digit", is_digit},
                                                    {"graph", is_graph},
                                                    {"lower", is_lower},
                                                    {"print", is_print},
                                                    {"punct", is_punct},
                                                    {"space", is_git_space},
                                                    {"upper", is_upper},
                                                    {"xdigit", is_xdigit}}};

/// One step through a bracket expression.
struct ClassItem {
  size_t next = kNone;  ///< where the next item starts; kNone: the pattern matches nothing
  bool matched = false;
  uint8_t low = 0;  ///< what a range that follows would start with; 0: no range may follow
};

ClassItem named_class(std::string_view pattern, size_t at, uint8_t c) {
  const size_t end = pattern.find(']', at + 2);
  if (end == kNone) return {};
  if (end < at + 3 || pattern[end - 1] != ':') return {at + 1, c == '[', '['};  // a mere '['
  const std::string_view name = pattern.substr(at + 2, end - 1 - (at + 2));
  for (const NamedClass& known : kNamedClasses) {
    if (known.name == name) return {end + 1, known.holds(static_cast<char>(c)), 0};
  }
  return {};
}

ClassItem class_item(std::string_view pattern, size_t at, uint8_t low, uint8_t c) {
  const auto byte = [&](size_t i) {
    return i < pattern.size() ? static_cast<uint8_t>(pattern[i]) : uint8_t{0};
  };
  uint8_t first = byte(at);
  if (first == 0) return {};
  if (first == '\\') {
    first = byte(++at);
    if (first == 0) return {};
    return {at + 1, c == first, first};
  }
  if (first == '-' && low != 0 && byte(at + 1) != 0 && byte(at + 1) != ']') {
    uint8_t high = byte(++at);
    if (high == '\\') high = byte(++at);
    if (high == 0) return {};
    return {at + 1, c >= low && c <= high, 0};
  }
  if (first == '[' && byte(at + 1) == ':') return named_class(pattern, at, c);
  return {at + 1, c == first, first};
}

/// Length of the bracket expression that `pattern` starts with if it matches `c`, otherwise 0.
size_t match_class(std::string_view pattern, uint8_t c) {
  size_t at = 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool matched = false;
  uint8_t low = 0;
  do {  // a ']' that comes first is an ordinary member
    const ClassItem item = class_item(pattern, at, low, c);
    if (item.next == kNone) return 0;
    matched |= item.matched;
    low = item.low;
    at = item.next;
  } while (at >= pattern.size() || pattern[at] != ']');
  return matched != negated && c != '/' ? at + 1 : 0;
}

/// Bytes of `pattern` (which does not start with '*') that match the one byte `c`; 0 if it does not
/// match.
size_t match_one(std::string_view pattern, uint8_t c) {
  if (pattern.empty()) return 0;
  switch (pattern[0]) {
    case '?':
      return c != '/' ? 1 : 0;
    case '[':
      return match_class(pattern, c);
    case '\\':
      return pattern.size() > 1 && static_cast<uint8_t>(pattern[1]) == c ? 2 : 0;
    default:
      return static_cast<uint8_t>(pattern[0]) == c ? 1 : 0;
  }
}

bool literal_head_differs(std::string_view pattern, std::string_view path) {
  if (pattern.empty() || path.empty()) return false;
  const char c = pattern[0];
  return c != path[0] && c != '*' && c != '?' && c != '[' && c != '\\';
}

/// Most candidates fail at their ending, so that is looked at first.
bool literal_tail_differs(std::string_view pattern, std::string_view path) {
  size_t p = pattern.size();
  size_t t = path.size();
  while (p > 0 && t > 0) {
    const char c = pattern[--p];
    if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\') return false;
    if (c != path[--t]) return true;
  }
  return false;
}

/// A place to go back to: the pattern after a star, and the text that the star has not swallowed
/// yet.
struct Retry {
  size_t pattern = kNone;
  size_t text = 0;
};

// Two nested loops of "the last star swallows one more": `*` within a folder's name, `**` over
// whole folders. The leftmost match of what stands before the last star leaves the most text to the
// rest, so earlier stars are never tried again, and no pattern takes more than (pattern x path)
// steps for each folder of the path.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view path) : pattern_(pattern), path_(path) {}

  bool matches() {
    while (p_ < pattern_.size() || t_ < path_.size()) {
      const bool star = p_ < pattern_.size() && pattern_[p_] == '*';
      if (!(star ? take_stars() : take_byte()) && !go_back()) return false;
    }
    return true;
  }

 private:
  bool take_byte() {
    const size_t length =
        t_ < path_.size() ? match_one(pattern_.substr(p_), static_cast<uint8_t>(path_[t_])) : 0;
    if (length == 0) return false;
    if (path_[t_] == '/') star_ = {};
    p_ += length;
    ++t_;
    return true;
  }

  bool take_stars() {
    const size_t begin = p_;
    while (p_ < pattern_.size() && pattern_[p_] == '*') ++p_;
    const std::string_view rest = pattern_.substr(p_);
    const bool component = (begin == 0 || pattern_[begin - 1] == '/') &&
                           (rest.empty() || rest[0] == '/' || rest.starts_with("\\/"));
    if (p_ - begin == 1 || !component) {
      star_ = {p_, t_};
      return true;
    }
    if (rest.empty()) {  // matches everything
      t_ = path_.size();
      return true;
    }
    const bool quoted = rest[0] == '\\';  // git's oddity: then ** must stand for a folder at least
    p_ += quoted ? 2 : 1;
    folders_ = {p_, t_};
    star_ = {};
    return !quoted;
  }

  bool go_back() {
    if (star_.pattern != kNone && star_.text < path_.size() && path_[star_.text] != '/') {
      p_ = star_.pattern;
      t_ = ++star_.text;
      return true;
    }
    star_ = {};
    const size_t slash = folders_.pattern == kNone ? kNone : path_.find('/', folders_.text);
    if (slash == kNone) return false;
    p_ = folders_.pattern;
    t_ = folders_.text = slash + 1;
    return true;
  }

  std::string_view pattern_;
  std::string_view path_;
  size_t p_ = 0;
  size_t t_ = 0;
  Retry star_;
  Retry folders_;
};

}  // namespace

bool glob_match(std::string_view pattern, std::string_view path) {
  return !literal_head_differs(pattern, path) && !literal_tail_differs(pattern, path) &&
         Matcher(pattern, path).matches();
}

namespace {

struct Braces {
  size_t open = kNone;
  size_t close = kNone;
  std::vector<size_t> commas;  ///< of this level
};

/// The first '{' that is closed again. One pass: what stays open at the end was no brace.
Braces first_braces(std::string_view pattern) {
  std::vector<Braces> open;
  Braces found;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      ++i;
    } else if (c == '{') {
      open.push_back({i, kNone, {}});
    } else if (c == ',' && !open.empty()) {
      open.back().commas.push_back(i);
    } else if (c == '}' && !open.empty()) {
      open.back().close = i;
      if (open.back().open < found.open) found = std::move(open.back());
      open.pop_back();
      if (open.empty()) break;
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> expand_braces(std::string_view pattern) {
  std::vector<std::string> done;
  std::vector<std::string> todo{std::string(pattern)};  // a stack; the next one to expand is last
  while (!todo.empty()) {
    const std::string current = std::move(todo.back());
    todo.pop_back();
    const Braces braces = first_braces(current);
    if (braces.open == kNone) {
      done.push_back(current);
    } else {
      std::vector<size_t> ends = braces.commas;
      ends.push_back(braces.close);
      std::vector<std::string> alternatives;
      size_t begin = braces.open + 1;
      for (const size_t end : ends) {
        alternatives.push_back(current.substr(0, braces.open) + current.substr(begin, end - begin) +
                               current.substr(braces.close + 1));
        begin = end + 1;
      }
      todo.insert(todo.end(), std::make_move_iterator(alternatives.rbegin()),
                  std::make_move_iterator(alternatives.rend()));
    }
    if (done.size() + todo.size() > kMaxExpansions) return {std::string(pattern)};
  }
  return done;
}

bool path_glob_match(std::string_view pattern, std::string_view path) {
  if (pattern.ends_with('/')) {  // any folder on the way to `path`
    pattern.remove_suffix(1);
    for (size_t slash = path.find('/'); slash != kNone; slash = path.find('/', slash + 1)) {
      if (path_glob_match(pattern, path.substr(0, slash))) return true;
    }
    return false;
  }
  if (pattern.starts_with('/')) return glob_match(pattern.substr(1), path);
  if (pattern.find('/') == kNone) return glob_match(pattern, path.substr(path.rfind('/') + 1));
  if (literal_tail_differs(pattern, path)) return false;
  for (size_t begin = 0;;) {
    if (glob_match(pattern, path.substr(begin))) return true;
    const size_t slash = path.find('/', begin);
    if (slash == kNone || pattern.starts_with("**/")) return false;
    begin = slash + 1;
  }
}

}  // namespace prodready
