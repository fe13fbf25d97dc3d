// Printing what syntax.cc parsed, and what its leaves match.
#include <map>

#include "import/syntax.h"
#include "rules/regex.h"

namespace prodready::importing {
namespace {

std::string quantifier(const Node& node) {
  std::string text;
  if (node.min == 0 && node.max == kUnbounded) {
    text = "*";
  } else if (node.min == 1 && node.max == kUnbounded) {
    text = "+";
  } else if (node.min == 0 && node.max == 1) {
    text = "?";
  } else {
    text = "{" + std::to_string(node.min);
    if (node.max == kUnbounded) text += ",";
    if (node.max != kUnbounded && node.max != node.min) text += "," + std::to_string(node.max);
    text += "}";
  }
  return node.lazy ? text + "?" : text;
}

/// What a repeat repeats must be one item.
std::string as_item(const Node& node) {
  if (node.kind == Node::Kind::atom || node.kind == Node::Kind::group) return to_string(node);
  return "(?:" + to_string(node) + ")";
}

}  // namespace

std::string to_string(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::atom:
    case Node::Kind::assertion:
      return node.text;
    case Node::Kind::repeat:
      return as_item(node.children.front()) + quantifier(node);
    case Node::Kind::group:
      text = !node.capture ? node.text : node.name.empty() ? "(" : "(?P<" + node.name + ">";
      return text + to_string(node.children.front()) + ")";
    case Node::Kind::sequence:
      for (const Node& child : node.children) text += to_string(child);
      return text;
    case Node::Kind::alternation:
      for (const Node& child : node.children)
        text += (&child == &node.children.front() ? "" : "|") + to_string(child);
      return text;
  }
  return text;
}

const Bytes& bytes_of(const Node& atom) {
  static std::map<std::string, Bytes> known;
  const std::string key = (atom.flags.empty() ? "" : "(?" + atom.flags + ")") + atom.text;
  const auto [entry, is_new] = known.try_emplace(key);
  if (!is_new) return entry->second;
  const Regex regex = compile_regex("\\A(?:" + key + ")\\z");
  if (!regex_error(*regex).empty()) return entry->second;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    entry->second[static_cast<size_t>(byte)] = found_in(*regex, {&c, 1});
  }
  return entry->second;
}

}  // namespace prodready::importing
