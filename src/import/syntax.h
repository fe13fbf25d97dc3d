// A regex as a tree: what other engines understand is parsed, what RE2 does not know is rewritten
// or refused, and the tree is printed again. Leaves keep the text they were written with, so that a
// pattern which needs no change reads as its author wrote it (without free spacing).
#pragma once

#include <bitset>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace prodready::importing {

/// Whose meaning a pattern has where the engines differ.
enum class Dialect : uint8_t {
  go,    ///< RE2's own
  rust,  ///< and Vectorscan: `[a&&b]`, nested classes and `\<` have a meaning of their own
};

/// A pattern that prodready cannot express; what() says why.
struct Untranslatable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Node {
  enum class Kind : uint8_t {
    sequence,
    alternation,
    group,      ///< one child; `capture` or not
    atom,       ///< exactly one byte: a literal, an escape, a class, a dot
    assertion,  ///< no byte: `\b`, `^`, `$`, and flags like `(?i)`
    repeat,     ///< one child, `min` to `max` times
  };
  Kind kind = Kind::sequence;
  std::string text;  ///< atom, assertion: as printed; group: `(?i:` or `(?:` when no capture
  std::vector<Node> children;
  int min = 0;
  int max = 0;  ///< kUnbounded: no bound
  bool lazy = false;
  bool capture = false;
  int number = 0;     ///< of a capture, from 1
  std::string name;   ///< of a capture; may be empty
  std::string flags;  ///< atom: those in force, of "is"
};
inline constexpr int kUnbounded = -1;

struct Pattern {
  Node root;
  int captures = 0;
  std::vector<std::string> changes;  ///< what had to be altered in a way that changes the meaning
};

/// Throws Untranslatable.
Pattern parse_pattern(std::string_view text, Dialect dialect);
std::string to_string(const Node& node);

/// The bytes that an atom fits.
using Bytes = std::bitset<256>;
const Bytes& bytes_of(const Node& atom);

/// Calls `visit` for the node and all below it, parents first.
template <typename Visit>
void for_each(Node& node, Visit visit) {
  visit(node);
  for (Node& child : node.children) for_each(child, visit);
}

}  // namespace prodready::importing
