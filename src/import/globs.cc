// The regex is first written out as the few texts it stands for, with marks for its beginning, its
// end and "anything"; each text then becomes one or two globs.
#include "import/globs.h"

#include <algorithm>
#include <set>

#include "rules/regex.h"
#include "text/ascii.h"

namespace prodready::importing {
namespace {

using Kind = Node::Kind;
using Texts = std::vector<std::string>;

constexpr size_t kMaxGlobs = 64;
constexpr char kAny = '\x01', kBegin = '\x02', kEnd = '\x03';

class Writer {
 public:
  bool exact = true;

  std::optional<Texts> texts(const Node& node) {
    switch (node.kind) {
      case Kind::atom:
        return one(atom(node));
      case Kind::assertion:
        return assertion(node);
      case Kind::group:
        return texts(node.children.front());
      case Kind::sequence:
        return sequence(node.children);
      case Kind::alternation:
        return alternation(node);
      case Kind::repeat:
        return repeat(node);
    }
    return std::nullopt;
  }

 private:
  static std::optional<Texts> one(std::string text) { return Texts{std::move(text)}; }

  std::string atom(const Node& node) {
    const Bytes& bytes = bytes_of(node);
    if (bytes.count() > 8) {
      // One byte of nearly any kind; a dot was meant for a dot or for any letter.
      exact = exact && bytes.count() > 200;
      return "?";
    }
    std::string members;
    for (size_t byte = 1; byte < bytes.size(); ++byte) {
      if (bytes[byte]) members += static_cast<char>(byte);
    }
    if (members.find('/') != std::string::npos) {
      exact = exact && (members == "/" || members == "/\\");
      return "/";
    }
    if (members.size() == 1 && (is_word(members[0]) || members.find_first_of(".-~@+ ,=#%:") == 0))
      return members;
    if (members.find_first_of("]!^\\-") != std::string::npos) {
      exact = false;
      return "?";
    }
    return "[" + members + "]";
  }

  std::optional<Texts> assertion(const Node& node) {
    if (node.text == "^" || node.text == "\\A") return one({kBegin});
    if (node.text == "$" || node.text == "\\z") return one({kEnd});
    if (!node.text.starts_with("(?")) exact = false;
    return one("");
  }

  std::optional<Texts> sequence(const std::vector<Node>& nodes) {
    Texts whole = {""};
    for (const Node& node : nodes) {
      const std::optional<Texts> next = texts(node);
      if (!next || whole.size() * next->size() > kMaxGlobs) return std::nullopt;
      Texts longer;
      for (const std::string& a : whole) {
        for (const std::string& b : *next) longer.push_back(a + b);
      }
      whole = std::move(longer);
    }
    return whole;
  }

  std::optional<Texts> alternation(const Node& node) {
    Texts whole;
    for (const Node& child : node.children) {
      const std::optional<Texts> next = texts(child);
      if (!next || whole.size() + next->size() > kMaxGlobs) return std::nullopt;
      whole.insert(whole.end(), next->begin(), next->end());
    }
    return whole;
  }

  std::optional<Texts> repeat(const Node& node) {
    const Node& item = node.children.front();
    if (node.min == 0 && node.max == 1) {
      std::optional<Texts> maybe = texts(item);
      if (maybe) maybe->push_back("");
      return maybe;
    }
    if (item.kind == Kind::atom && (node.max == kUnbounded || node.max > 4)) return run(node, item);
    if (node.max == kUnbounded || node.max > 4) return more(node, item);
    Texts whole;
    for (int count = node.min; count <= node.max; ++count) {
      const std::optional<Texts> next =
          sequence(std::vector<Node>(static_cast<size_t>(count), item));
      if (!next) return std::nullopt;
      whole.insert(whole.end(), next->begin(), next->end());
    }
    return whole;
  }

  /// `(?:-\d+)+`: the least, and then anything within the name.
  std::optional<Texts> more(const Node& node, const Node& item) {
    exact = false;
    std::optional<Texts> least = sequence(std::vector<Node>(static_cast<size_t>(node.min), item));
    if (least) {
      for (std::string& text : *least) text += '*';
    }
    return least;
  }

  /// `.*`, `[^/]+`, `\w*`
  std::optional<Texts> run(const Node& node, const Node& item) {
    const Bytes& bytes = bytes_of(item);
    const bool slash = bytes['/'];
    if (node.max != kUnbounded || bytes.count() < 200) exact = false;
    return one(std::string(node.min > 0 ? "?" : "") + (slash ? kAny : '*'));
  }
};

void append(std::string& glob, std::string_view text) {
  for (char c : text) {
    if (c != '*' || !glob.ends_with('*')) glob += c;
  }
}

/// "Anything" stays within a name, or spans folders.
Texts without_marks(const std::string& text) {
  Texts whole = {""};
  for (char c : text) {
    if (c != kAny) {
      for (std::string& glob : whole) append(glob, {&c, 1});
      continue;
    }
    Texts both;
    for (const std::string& glob : whole) {
      both.push_back(glob);
      append(both.back(), "*");
      both.push_back(glob);
      append(both.back(), "*/");
      both.back() += "**/*";
    }
    whole = std::move(both);
    if (whole.size() > kMaxGlobs) return {};
  }
  return whole;
}

Texts globs_of(std::string text) {
  const bool begins = text.starts_with(kBegin);
  const bool ends = text.ends_with(kEnd);
  std::erase_if(text, [](char c) { return c == kBegin || c == kEnd; });
  Texts globs;
  for (std::string glob : without_marks(text)) {
    if (begins) {
      if (!glob.starts_with('/')) glob.insert(0, "/");
    } else if (glob.starts_with('/')) {
      glob.erase(0, 1);
    } else if (!glob.starts_with('*')) {
      glob.insert(0, "*");
    }
    if (glob.ends_with('/')) {
      globs.push_back(glob + "**");
    } else if (ends) {
      globs.push_back(glob);
    } else {
      append(glob, "*");
      globs.push_back(glob);
      globs.push_back(glob + "/**");
    }
  }
  return globs;
}

}  // namespace

std::optional<Globs> to_globs(const Node& path_pattern) {
  // What RE2 refuses (repeats of repeats) would also be too long to write out.
  if (!regex_error(*compile_regex(to_string(path_pattern))).empty()) return std::nullopt;
  Writer writer;
  const std::optional<Texts> texts = writer.texts(path_pattern);
  if (!texts) return std::nullopt;
  std::set<std::string> unique;
  for (const std::string& text : *texts) {
    for (std::string& glob : globs_of(text)) {
      if (!glob.empty()) unique.insert(std::move(glob));
    }
  }
  Globs result;
  result.exact = writer.exact;
  for (const std::string& glob : unique) {
    const bool covered = glob.starts_with('/') && unique.count(glob.substr(1)) != 0;
    if (!covered) result.globs.push_back(glob);
  }
  if (result.globs.empty() || result.globs.size() > kMaxGlobs) return std::nullopt;
  return result;
}

}  // namespace prodready::importing
