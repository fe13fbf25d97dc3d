// JSON by recursive descent: comments, trailing commas and raw control characters are tolerated,
// and so are the holes of templates ({{ x }}, ${x}, <%= x %>) where a value belongs.
#include <algorithm>

#include "settings/lines.h"
#include "settings/tree.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : text_(text) {}
  Documents parse();

 private:
  bool value(Node& node, int depth);
  bool collection(Node& node, int depth);
  bool member(Node& node, int depth);
  bool quoted(std::string& out, Span& span);
  bool escape(std::string& out);
  bool bare_word(std::string& out, Span& span);
  bool hole(Node& node);
  void scalar_kind(Node& node, bool is_quoted);
  void skip_blanks();
  uint32_t hex4();

  bool fail(std::string_view what) {
    if (problem_.empty()) problem_ = problem_at(text_, std::min(at_, text_.size()), what);
    return false;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

  std::string_view text_;
  size_t at_ = 0;
  size_t nodes_ = 0;
  std::string problem_;
};

void append_utf8(std::string& out, uint32_t code) {
  auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xf0 | (code >> 18));
    tail(12), tail(6), tail(0);
  }
}

Documents JsonParser::parse() {
  if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  Documents documents;
  skip_blanks();
  if (at_ < text_.size() && problem_.empty()) {
    Node root;
    value(root, 0);
    documents.roots.push_back(std::move(root));  // what was read before a problem stays
    skip_blanks();
    if (at_ < text_.size()) fail("something follows the JSON value");
  }
  documents.problem = std::move(problem_);
  return documents;
}

void JsonParser::skip_blanks() {
  while (at_ < text_.size()) {
    if (static_cast<unsigned char>(text_[at_]) <= ' ') {
      ++at_;
    } else if (at("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (at("/*")) {
      const size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos) {
        fail("comment without end");
        at_ = text_.size();
        return;
      }
      at_ = end + 2;
    } else {
      return;
    }
  }
}

bool JsonParser::value(Node& node, int depth) {
  if (++nodes_ > kMaxSettings) return fail("more than " + std::to_string(kMaxSettings) + " values");
  if (at("{{") || at("${") || at("<%")) return hole(node);
  if (peek() == '{' || peek() == '[') return collection(node, depth);
  const bool is_quoted = peek() == '"';
  if (!(is_quoted ? quoted(node.value, node.span) : bare_word(node.value, node.span))) return false;
  scalar_kind(node, is_quoted);
  return true;
}

void JsonParser::scalar_kind(Node& node, bool is_quoted) {
  if (!is_quoted && node.value == "null") {
    node.value.clear();
    node.value_kind = ValueKind::none;
  } else {
    node.value_kind = value_kind(node.value);
  }
}

bool JsonParser::collection(Node& node, int depth) {
  const bool is_map = peek() == '{';
  const char close = is_map ? '}' : ']';
  node.kind = is_map ? Node::Kind::map : Node::Kind::list;
  node.span = {at_, text_.size()};
  if (depth >= kMaxSettingsDepth)
    return fail("nested deeper than " + std::to_string(kMaxSettingsDepth) + " levels");
  ++at_;
  while (true) {
    skip_blanks();
    if (peek() == close) break;
    if (at_ >= text_.size()) return fail(is_map ? "map without end" : "list without end");
    node.children.emplace_back();
    if (is_map ? !member(node.children.back(), depth) : !value(node.children.back(), depth + 1)) {
      if (node.children.back().span.end == 0) node.children.pop_back();  // nothing was read of it
      return false;
    }
    skip_blanks();
    if (peek() == ',') {
      ++at_;
    } else if (peek() != close) {
      return fail(is_map ? "expected ',' or '}'" : "expected ',' or ']'");
    }
  }
  node.span.end = ++at_;
  return true;
}

bool JsonParser::member(Node& node, int depth) {
  if (peek() == '"' ? !quoted(node.key, node.key_span) : !bare_word(node.key, node.key_span))
    return false;
  skip_blanks();
  if (peek() != ':') return fail("expected ':'");
  ++at_;
  skip_blanks();
  if (!value(node, depth + 1)) return false;
  if (node.value_kind == ValueKind::none) node.span = {node.key_span.end, node.key_span.end};
  return true;
}

bool JsonParser::quoted(std::string& out, Span& span) {
  const size_t begin = ++at_;
  while (true) {
    const size_t stop = text_.find_first_of("\"\\", at_);
    if (stop == std::string_view::npos) {
      at_ = begin;
      return fail("string without end");
    }
    out += text_.substr(at_, stop - at_);
    at_ = stop + 1;
    if (text_[stop] == '"') break;
    if (!escape(out)) return false;
  }
  span = {begin, at_ - 1};
  return true;
}

/// Behind the backslash.
bool JsonParser::escape(std::string& out) {
  static constexpr std::string_view kLetters = "bfnrt", kMeanings = "\b\f\n\r\t";
  const char letter = peek();
  ++at_;
  if (letter == 'u') {
    uint32_t code = hex4();
    if (code >= 0xd800 && code < 0xdc00 && at("\\u")) {
      const size_t before = at_;
      at_ += 2;
      const uint32_t low = hex4();
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      } else {
        at_ = before;
      }
    }
    append_utf8(out, code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
    return true;
  }
  const size_t known = kLetters.find(letter);
  out += known == std::string_view::npos ? letter : kMeanings[known];
  return at_ <= text_.size() || fail("string without end");
}

uint32_t JsonParser::hex4() {
  uint32_t code = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char c = to_lower(peek());
    if (is_digit(c)) {
      code = code * 16 + static_cast<uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      code = code * 16 + static_cast<uint32_t>(c - 'a' + 10);
    } else {
      return 0xfffd;
    }
  }
  return code;
}

/// A number, true, false, null; as a key what JSON5 allows there.
bool JsonParser::bare_word(std::string& out, Span& span) {
  const size_t begin = at_;
  while (is_word(peek()) || peek() == '.' || peek() == '-' || peek() == '+' || peek() == '$') ++at_;
  if (at_ == begin) return fail("expected a value");
  span = {begin, at_};
  out = part(text_, span);
  return true;
}

/// What a template fills in: `"cpu": {{ cpu }}`.
bool JsonParser::hole(Node& node) {
  const std::string_view close = at("{{") ? "}}" : at("${") ? "}" : "%>";
  const size_t line_end = std::min(text_.find('\n', at_), text_.size());
  const size_t end = text_.substr(0, line_end).find(close, at_ + 2);
  if (end == std::string_view::npos) return fail("expected a value");
  node.span = {at_, end + close.size()};
  node.value = part(text_, node.span);
  node.value_kind = ValueKind::reference;
  at_ = node.span.end;
  return true;
}

}  // namespace

Documents parse_json(std::string_view text) { return JsonParser(text).parse(); }

}  // namespace prodready
