#include "text/format_escape.h"

#include <algorithm>
#include <cstdint>

#include "text/ascii.h"
#include "text/utf8.h"

namespace prodready {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

/// XML 1.0, production Char; surrogates are no valid UTF-8 in the first place.
bool is_xml_char(const CodePoint& point) {
  if (!point.valid || point.value == 0xfffe || point.value == 0xffff) return false;
  return point.value >= 0x20 || point.value == '\t' || point.value == '\n' || point.value == '\r';
}

std::string_view xml_reference(uint32_t code_point) {
  switch (code_point) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";  // "]]>" must not stand in text
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\t':
      return "&#9;";  // in an attribute, a parser would make blanks of these
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    default:
      return "";
  }
}

/// Replaces each of `characters` by '%' and its two hexadecimal digits.
std::string percent_encoded(std::string_view text, std::string_view characters) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (characters.find(c) == std::string_view::npos) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 0xf]};
    }
  }
  return result;
}

/// What `=`, `+`, `-`, `@` begin, also in their wide East Asian forms, is a formula.
bool begins_formula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos) return true;
  const uint32_t first = decode_utf8(text).value;
  return first == 0xff1d || first == 0xff0b || first == 0xff0d || first == 0xff20;
}

/// Invisible, and no part of a name or number: what stands before it does not reach behind it.
constexpr std::string_view kSeparator = "&#8203;";

/// Markdown for text[at]; a mention, an issue number and an address are only seen with what
/// follows.
std::string markdown_for(std::string_view text, size_t at) {
  const char c = text[at];
  const auto next_is = [&](auto test) { return at + 1 < text.size() && test(text[at + 1]); };
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '|':
      return "&#124;";
    case ':':
      return next_is([](char n) { return n == '/'; }) ? "&#58;" : ":";
    case '@':
      return std::string("@").append(kSeparator);
    case '#':
      return std::string("\\#").append(next_is(is_digit) ? kSeparator : "");
    case '.':
      return at >= 3 && (text[at - 1] | 0x20) == 'w' ? "&#46;" : ".";
    case '-':
    case '+':
      return at == 0 ? std::string("\\") + c : std::string(1, c);
    default:
      break;
  }
  constexpr std::string_view kMarkup = "\\`*_[]~$";  // a '(' is only a link's behind a ']'
  return kMarkup.find(c) == std::string_view::npos ? std::string(1, c) : std::string("\\") + c;
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    const std::string_view reference = xml_reference(point.value);
    if (!is_xml_char(point)) {
      result += kReplacement;
    } else {
      result += reference.empty() ? text.substr(0, point.length) : reference;
    }
    text.remove_prefix(point.length);
  }
  return result;
}

std::string csv_field(std::string_view text) {
  std::string result = begins_formula(text) ? "\"'" : "\"";
  for (const char c : text) result.append(c == '"' ? 2 : 1, c);
  return result + '"';
}

std::string markdown_text(std::string_view text) {
  std::string result;
  for (size_t at = 0; at < text.size(); ++at) result += markdown_for(text, at);
  return result;
}

std::string markdown_code(std::string_view text) {
  // Inside of a table, no code span can hold a '|' that all readers understand.
  if (text.empty() || text.find('|') != std::string_view::npos) return markdown_text(text);
  size_t longest = 0, run = 0;
  for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
  const std::string fence(longest + 1, '`');
  const bool padded =
      text.front() == '`' || text.back() == '`' || (text.front() == ' ' && text.back() == ' ');
  const std::string pad = padded ? " " : "";
  return std::string(fence).append(pad).append(text).append(pad).append(fence);
}

std::string command_message(std::string_view text) { return percent_encoded(text, "%\r\n"); }

std::string command_property(std::string_view text) { return percent_encoded(text, "%\r\n:,"); }

}  // namespace prodready
