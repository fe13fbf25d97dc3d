#include "decode/escapes.h"

#include <algorithm>

#include "text/ascii.h"

namespace prodready {
namespace {

/// How much without an escape may stand between two, before the first and after the last.
constexpr size_t kMaxGap = 256;

/// From how many escapes on a text counts as encoded.
constexpr size_t kMinPercent = 3;
constexpr size_t kMinEntities = 3;
constexpr size_t kMinUnicode = 4;
constexpr size_t kMinBytes = 12;

struct Entity {
  std::string_view name;  ///< behind the '&'
  char value;
  bool counts;
};
constexpr Entity kEntities[] = {
    {"amp;", '&', true}, {"quot;", '"', true},  {"lt;", '<', true},
    {"gt;", '>', true},  {"apos;", '\'', true}, {"nbsp;", ' ', false},
};

constexpr bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// What a backslash before this character means; 0: nothing known.
constexpr char simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case '\\':
    case '"':
    case '\'':
    case '`':
    case '/':
      return c;
    default:
      return '\0';
  }
}

}  // namespace

struct EscapeDecoder::Counts {
  size_t percent = 0, unicode = 0, bytes = 0, entities = 0;

  void add(const Escape& escape) {
    if (!escape.counts) return;
    switch (escape.encoding) {
      case Encoding::percent:
        ++percent;
        break;
      case Encoding::unicode_escape:
        ++unicode;
        break;
      case Encoding::hex:
        ++bytes;
        break;
      case Encoding::html_entity:
        ++entities;
        break;
      case Encoding::base64:
        break;
    }
  }
};

void EscapeDecoder::look(size_t at) {
  const char c = text_[at];
  const Kind kind = c == '%' ? Kind::percent : c == '&' ? Kind::entity : Kind::backslash;
  if (at < done_[static_cast<size_t>(kind)]) return;
  const Escape escape = read(kind, at);
  if (escape.counts) decode_around(kind, at);
}

void EscapeDecoder::decode_around(Kind kind, size_t at) {
  size_t& done = done_[static_cast<size_t>(kind)];
  size_t begin = at;
  const size_t floor = std::max(done, at - std::min(at, kMaxGap));
  while (begin > floor && !is_break(kind, text_[begin - 1])) --begin;

  Counts counts;
  size_t end = at;
  for (size_t last = at; end < text_.size() && end - last <= kMaxGap;) {
    const Escape escape = read(kind, end);
    if (escape.length == 0 && is_break(kind, text_[end])) break;
    counts.add(escape);
    end += std::max<size_t>(escape.length, 1);
    if (escape.length != 0) last = end;
  }
  done = end;

  const Span span{begin, end};
  if (counts.percent >= kMinPercent) decodings_.add(decoded(kind, Encoding::percent, span));
  if (counts.entities >= kMinEntities) decodings_.add(decoded(kind, Encoding::html_entity, span));
  if (counts.unicode >= kMinUnicode)
    decodings_.add(decoded(kind, Encoding::unicode_escape, span));
  else if (counts.bytes >= kMinBytes)
    decodings_.add(decoded(kind, Encoding::hex, span));
}

Decoded EscapeDecoder::decoded(Kind kind, Encoding encoding, Span span) const {
  PartBuilder part(encoding, span.begin);
  for (size_t at = span.begin; at < span.end;) {
    const Escape escape = read(kind, at);
    if (escape.length == 0) {
      part.text() += text_[at];
    } else if (escape.is_byte) {
      part.text() += static_cast<char>(escape.value);
    } else {
      append_utf8(part.text(), escape.value);
    }
    const size_t length = std::max<size_t>(escape.length, 1);
    part.map({at, at + length});
    at += length;
  }
  return part.finish(span.end);
}

bool EscapeDecoder::is_break(Kind kind, char c) {
  switch (kind) {
    case Kind::percent:
      return static_cast<uint8_t>(c) <= ' ' || c == '"' || c == '\'' || c == '`' || c == '<' ||
             c == '>' || c == '\\';
    case Kind::backslash:
      return c == '"' || c == '\'' || c == '`' || c == '\n';
    case Kind::entity:
      return c == '"' || c == '<' || c == '>' || c == '\n';
  }
  return true;
}

EscapeDecoder::Escape EscapeDecoder::read(Kind kind, size_t at) const {
  switch (kind) {
    case Kind::percent:
      return text_[at] == '%' ? read_percent(at) : Escape();
    case Kind::backslash:
      return text_[at] == '\\' ? read_backslash(at) : Escape();
    case Kind::entity:
      return text_[at] == '&' ? read_entity(at) : Escape();
  }
  return {};
}

/// The hexadecimal digits from `begin` on, of an escape that starts at `at`.
EscapeDecoder::Escape EscapeDecoder::read_digits(size_t at, size_t begin, size_t min_digits,
                                                 size_t max_digits) const {
  Escape escape;
  size_t end = begin;
  for (; end < text_.size() && end - begin < max_digits && hex_value(text_[end]) >= 0; ++end)
    escape.value = escape.value << 4 | static_cast<uint32_t>(hex_value(text_[end]));
  if (end - begin < min_digits) return {};
  escape.length = end - at;
  escape.counts = escape.value < 0x80 && is_plain_text(static_cast<uint8_t>(escape.value));
  return escape;
}

EscapeDecoder::Escape EscapeDecoder::read_percent(size_t at) const {
  Escape escape = read_digits(at, at + 1, 2, 2);
  escape.is_byte = true;
  return escape;
}

EscapeDecoder::Escape EscapeDecoder::read_backslash(size_t at) const {
  const char next = at + 1 < text_.size() ? text_[at + 1] : '\0';
  if (next == 'u' || next == 'U') return read_unicode(at);
  if (next == 'x') {
    Escape escape = read_digits(at, at + 2, 2, 2);
    escape.encoding = Encoding::hex;
    escape.is_byte = true;
    return escape;
  }
  if (next >= '0' && next <= '3' && at + 3 < text_.size() && is_octal(text_[at + 2]) &&
      is_octal(text_[at + 3])) {
    const auto value = static_cast<uint32_t>((next - '0') << 6 | (text_[at + 2] - '0') << 3 |
                                             (text_[at + 3] - '0'));
    return {4, value, true, Encoding::hex, is_plain_text(static_cast<uint8_t>(value))};
  }
  const char simple = simple_escape(next);
  if (simple == '\0') return {};
  return {2, static_cast<uint32_t>(simple), true, Encoding::hex, false};
}

EscapeDecoder::Escape EscapeDecoder::read_unicode(size_t at) const {
  Escape escape;
  if (text_[at + 1] == 'U') {
    escape = read_digits(at, at + 2, 8, 8);
  } else if (at + 2 < text_.size() && text_[at + 2] == '{') {
    escape = read_digits(at, at + 3, 1, 6);
    const size_t close = at + escape.length;
    if (escape.length == 0 || close >= text_.size() || text_[close] != '}') return {};
    ++escape.length;
  } else {
    escape = read_digits(at, at + 2, 4, 4);
    if (escape.value >> 11 == 0xd800 >> 11) escape = read_surrogates(at);
  }
  escape.encoding = Encoding::unicode_escape;
  return escape.value > 0x10ffff ? Escape() : escape;
}

/// \ud83d\ude00: two halves of one code point.
EscapeDecoder::Escape EscapeDecoder::read_surrogates(size_t at) const {
  const Escape high = read_digits(at, at + 2, 4, 4);
  if (text_.compare(at + 6, 2, "\\u") != 0) return {};
  const Escape low = read_digits(at, at + 8, 4, 4);
  if (high.value >> 10 != 0xd800 >> 10 || low.value >> 10 != 0xdc00 >> 10) return {};
  Escape pair = low;
  pair.value = 0x10000 + ((high.value & 0x3ff) << 10 | (low.value & 0x3ff));
  return pair;
}

EscapeDecoder::Escape EscapeDecoder::read_entity(size_t at) const {
  const std::string_view rest = text_.substr(at + 1, 10);
  if (rest.empty()) return {};
  if (rest[0] != '#') {
    for (const Entity& entity : kEntities) {
      if (rest[0] == entity.name[0] && rest.starts_with(entity.name))
        return {1 + entity.name.size(), static_cast<uint32_t>(entity.value), true,
                Encoding::html_entity, entity.counts};
    }
    return {};
  }
  const bool is_hex = rest.size() > 1 && (rest[1] == 'x' || rest[1] == 'X');
  Escape escape;
  size_t end = is_hex ? 2 : 1;
  const size_t digits = end;
  for (; end < rest.size() && (is_hex ? hex_value(rest[end]) >= 0 : is_digit(rest[end])); ++end)
    escape.value = escape.value * (is_hex ? 16 : 10) + static_cast<uint32_t>(hex_value(rest[end]));
  if (end == digits || end == rest.size() || rest[end] != ';' || escape.value > 0x10ffff) return {};
  escape.length = end + 2;
  escape.encoding = Encoding::html_entity;
  escape.counts = escape.value < 0x80 && is_plain_text(static_cast<uint8_t>(escape.value));
  return escape;
}

}  // namespace prodready
