// Text in base64 is easy to tell from names, digests and keys: sixteen characters are twelve bytes,
// and twelve random bytes are hardly ever readable. So the first sixteen decide whether a run is
// followed at all; then it is followed from line to line, and left as soon as it is unreadable.
//
// A run may have something before it in the same characters (a path, "--token-"), and wrapped text
// has no mark of where it ends. Both are tried the long way first, and what was followed in vain is
// remembered, so that no byte is followed twice from places that cannot be better.
#include "decode/base64.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/bytes16.h"

namespace prodready {
namespace {

/// Base64 characters, padding included, from which on a text is looked at.
constexpr size_t kMinCharacters = 24;
/// Lines without an operator between them are one text from this width on.
constexpr size_t kMinWidth = 40;
constexpr int kFirstSpecial = 62;  ///< the values of '+' '/' and '-' '_'

constexpr auto kValues = [] {
  std::array<int8_t, 256> values{};
  for (int8_t& value : values) value = -1;
  for (char c = 'A'; c <= 'Z'; ++c) values[static_cast<uint8_t>(c)] = static_cast<int8_t>(c - 'A');
  for (char c = 'a'; c <= 'z'; ++c)
    values[static_cast<uint8_t>(c)] = static_cast<int8_t>(c - 'a' + 26);
  for (char c = '0'; c <= '9'; ++c)
    values[static_cast<uint8_t>(c)] = static_cast<int8_t>(c - '0' + 52);
  values['+'] = values['-'] = kFirstSpecial;
  values['/'] = values['_'] = kFirstSpecial + 1;
  return values;
}();

int value_of(char c) { return kValues[static_cast<uint8_t>(c)]; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Which of the two alphabets a text is in, as far as it has shown.
class Alphabet {
 public:
  bool accepts(char c) {
    const int value = value_of(c);
    if (value < kFirstSpecial) return value >= 0;
    const Kind kind = c == '+' || c == '/' ? Kind::standard : Kind::url;
    if (kind_ == Kind::unknown) kind_ = kind;
    return kind_ == kind;
  }

 private:
  enum class Kind : uint8_t { unknown, standard, url };
  Kind kind_ = Kind::unknown;
};

/// What the first twelve bytes of a text show, a bit a byte. Without branches: most of what comes
/// here is random.
struct FirstBytes {
  explicit FirstBytes(const char* sixteen) {
    char bytes[16] = {};
    for (size_t quad = 0; quad < 4; ++quad) {
      uint32_t bits = 0;
      for (size_t i = 0; i < 4; ++i)
        bits = bits << 6 | static_cast<uint32_t>(value_of(sixteen[4 * quad + i]));
      for (size_t i = 0; i < 3; ++i) bytes[3 * quad + i] = static_cast<char>(bits >> (16 - 8 * i));
    }
    const Bytes16 all = Bytes16::load(bytes);
    const uint64_t plain =
        (all.between(' ', '~') | all.between('\t', '\n') | all.equal('\r')).bits();
    const uint64_t following = all.between('\x80', '\xbf').bits();
    const uint64_t leads = all.between('\xc0', '\xff').bits();
    const uint64_t long_leads = all.between('\xe0', '\xff').bits();
    const uint64_t longest_leads = all.between('\xf0', '\xff').bits();
    zeros = all.equal('\0').bits() & kAll;
    damaged = (~(plain | following | leads) |
               (following ^ (leads << 1 | long_leads << 2 | longest_leads << 3))) &
              kAll;
  }

  static constexpr uint64_t kAll = 0xfff, kEven = 0x555, kOdd = 0xaaa;
  uint64_t zeros;
  uint64_t damaged;  ///< what no UTF-8 text holds
};

bool at_most_one(uint64_t bits) { return (bits & (bits - 1)) == 0; }

/// Characters become bytes, four at a time.
class Quads {
 public:
  explicit Quads(PartBuilder& part) : part_(part) {}

  void add(char c, size_t at) {
    if (count_ == 0) begin_ = at;
    bits_ = bits_ << 6 | static_cast<uint32_t>(value_of(c));
    if (++count_ < 4) return;
    put(3, 16);
    part_.map({begin_, at + 1});
    count_ = 0;
  }

  /// What is left at the text's end: two characters mean a byte, three mean two, one is none.
  void finish(size_t end) {
    if (count_ < 2) return;
    bits_ <<= 6 * (4 - count_);
    put(count_ - 1, 16);
    part_.map({begin_, end});
  }

  size_t count() const { return count_; }

 private:
  void put(size_t bytes, int shift) {
    for (; bytes > 0; --bytes, shift -= 8) part_.text() += static_cast<char>(bits_ >> shift);
  }

  PartBuilder& part_;
  uint32_t bits_ = 0;
  size_t count_ = 0;
  size_t begin_ = 0;
};

/// Follows base64 from line to line.
class Lines {
 public:
  Lines(std::string_view text, Alphabet& alphabet) : text_(text), alphabet_(alphabet) {}

  size_t line_end(size_t at) const {
    while (at < text_.size() && alphabet_.accepts(text_[at])) ++at;
    return at;
  }
  size_t padding_end(size_t at) const {
    size_t end = at;
    while (end < text_.size() && end - at < 2 && text_[end] == '=') ++end;
    return end;
  }

  /// Where the text goes on behind `line`; the line's end: nowhere. `characters`: how many there
  /// were.
  size_t next(Span line, size_t characters) {
    const Joint joint = joint_at(line.end);
    if (joint.next == line.end || !continues(joint.next)) return line.end;
    const size_t end = line_end(joint.next), padded = padding_end(end);
    if (!ends_well(padded)) return line.end;
    if (joint.operator_between) return joint.next;

    // Lines of a list, or the words behind a text, are told apart by their widths.
    const size_t width = line.end - line.begin, next_width = end - joint.next;
    if (width_ == 0) width_ = width;
    const bool whole = padded > end || next_width == width || (characters + next_width) % 4 == 0;
    const bool wrapped = width >= kMinWidth && width == width_ && next_width <= width && whole;
    return wrapped ? joint.next : line.end;
  }

 private:
  struct Joint {
    size_t next;
    bool operator_between;
  };

  char at(size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  bool continues(size_t at) const {
    return at < text_.size() && text_[at] != '-' && Alphabet(alphabet_).accepts(text_[at]);
  }
  size_t skip_blanks(size_t from) const {
    while (is_blank(at(from))) ++from;
    return from;
  }
  bool ends_line(size_t from) const {
    from = skip_blanks(from);
    return from >= text_.size() || text_[from] == '\n';
  }
  bool ends_well(size_t end) const {
    constexpr std::string_view kClosing = "\"'`\\<)]},;";
    return ends_line(end) || kClosing.find(text_[end]) != std::string_view::npos;
  }

  /// Behind a line break that is written out: \n, \r\n, \\n.
  size_t skip_written_break(size_t from) const {
    for (size_t end = from; at(end) == '\\';) {
      while (at(end) == '\\') ++end;
      if (at(end) != 'n' && at(end) != 'r') break;
      from = ++end;
    }
    return from;
  }

  /// A line break and what stands before the text on the next line: blanks, a comment's mark.
  size_t skip_break(size_t from, bool in_quotes) const {
    const size_t line = skip_blanks(from);
    if (at(line) != '\n') return from;
    from = skip_blanks(line + 1);
    if (in_quotes) return from;
    const size_t mark = from;
    while (at(from) == '#' || at(from) == '*' || at(from) == '/' || at(from) == '>') ++from;
    return from != mark && is_blank(at(from)) ? skip_blanks(from) : mark;
  }

  Joint joint_at(size_t end) const {
    const Joint none{end, false};
    if (at(end) == '\\' && at(end + 1) == '/') return {end + 1, true};  // JSON may escape a slash
    size_t from = skip_written_break(end);
    if (!is_quote(at(from))) {
      const bool continued = at(from) == '\\' && ends_line(from + 1);
      const size_t next = skip_break(from + (continued ? 1 : 0), false);
      return next == from ? Joint{from, false} : Joint{next, continued};
    }

    const char quote = at(from);
    const size_t closed = from + 1;
    from = skip_blanks(closed);
    bool operator_between = at(from) == '+' || at(from) == '.' || at(from) == '&';
    if (operator_between || at(from) == ',' || at(from) == '\\') ++from;
    from = skip_blanks(skip_break(from, true));
    if (!operator_between && (at(from) == '+' || at(from) == '.')) {
      operator_between = true;
      from = skip_blanks(from + 1);
    }
    if (at(from) == 'b' && at(from + 1) == quote) ++from;
    return at(from) == quote && from != closed ? Joint{from + 1, operator_between} : none;
  }

  std::string_view text_;
  Alphabet& alphabet_;
  size_t width_ = 0;  ///< of the first line
};

/// The text whose UTF-16 code units the bytes of `encoded` are, with units of whole base64 quads.
Decoded from_utf16(const Decoded& encoded, bool big_endian) {
  const std::string& bytes = encoded.text;
  auto unit_at = [&](size_t at) {
    const auto first = static_cast<uint8_t>(bytes[at]),
               second = static_cast<uint8_t>(bytes[at + 1]);
    return static_cast<uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  PartBuilder part(Encoding::base64, encoded.origin.begin);
  size_t group = 0;  // three code units are two quads
  for (size_t at = 0; at + 1 < bytes.size();) {
    uint32_t point = unit_at(at);
    at += 2;
    if (point >> 10 == 0xd800 >> 10 && at + 1 < bytes.size() && unit_at(at) >> 10 == 0xdc00 >> 10) {
      point = 0x10000 + ((point & 0x3ff) << 10 | (unit_at(at) & 0x3ff));
      at += 2;
    }
    if (point != 0xfeff) append_utf8(part.text(), point);
    if (at % 6 != 0 && at + 1 < bytes.size()) continue;
    part.map(encoded.origin_of({group, at}));
    group = at;
  }
  return part.finish(encoded.origin.end);
}

}  // namespace

void Base64Decoder::look(Span run) {
  const size_t start = std::max(run.begin, done_);
  if (run.end < start + kMinRun) return;
  // What stands before the run may belong to the text, or be a path or a name that ends there.
  const size_t floor = std::max(tried_, done_);
  size_t begin = start;
  while (begin > floor && value_of(text_[begin - 1]) >= 0) --begin;
  const bool was_tried = begin == floor && floor > 0 && value_of(text_[floor - 1]) >= 0;
  tried_ = run.end;
  if (begin != start && !was_tried && decode_from(begin, run.end)) return;
  decode_from(start, run.end);
}

bool Base64Decoder::decode_from(size_t begin, size_t run_end) {
  const Form form = form_at(begin);
  if (form == Form::none) return false;
  // What had been followed in vain is not followed again from another place: cost stays linear.
  if (begin >= failed_ && decode_within({begin, text_.size()}, form, true)) return true;
  return run_end - begin >= kMinCharacters && decode_within({begin, run_end}, form, false);
}

/// What the sixteen characters at `at` look like. Most runs are names, digests and random keys:
/// this is where they end.
Base64Decoder::Form Base64Decoder::form_at(size_t at) const {
  const FirstBytes first(text_.data() + at);
  if (at_most_one(first.damaged)) return Form::utf8;
  const uint64_t even_zeros = first.zeros & FirstBytes::kEven;
  const uint64_t odd_zeros = first.zeros & FirstBytes::kOdd;
  if (even_zeros == 0 && at_most_one(odd_zeros ^ FirstBytes::kOdd)) return Form::utf16_little;
  if (odd_zeros == 0 && at_most_one(even_zeros ^ FirstBytes::kEven)) return Form::utf16_big;
  return Form::none;
}

bool Base64Decoder::decode_within(Span limits, Form form, bool wrapped) {
  const std::string_view text = text_.substr(0, limits.end);
  Alphabet alphabet;
  Lines lines(text, alphabet);
  PartBuilder part(Encoding::base64, limits.begin);
  Quads quads(part);
  Readability readability;
  size_t characters = 0, end = limits.begin;
  for (size_t begin = limits.begin;;) {
    for (end = begin; end < text.size() && alphabet.accepts(text[end]); ++end) {
      quads.add(text[end], end);
      if (++characters % 256 != 0) continue;
      if (form == Form::utf8) readability.read(part.text(), false);
      if (readability.hopeless() || !decodings_.has_room(part.text().size())) {
        failed_ = std::max(failed_, end);
        return false;
      }
    }
    const size_t next = wrapped ? lines.next({begin, end}, characters) : end;
    if (next == end) break;
    begin = next;
  }

  failed_ = std::max(failed_, end);
  if (quads.count() == 1) --end;
  if (quads.count() >= 2) {
    const size_t padded = lines.padding_end(end);
    characters += padded - end;
    end = padded;
    quads.finish(end);
  }
  if (characters < kMinCharacters) return false;
  Decoded decoded = part.finish(end);
  if (form != Form::utf8) decoded = from_utf16(decoded, form == Form::utf16_big);
  if (!decodings_.add(std::move(decoded))) return false;
  done_ = end;
  return true;
}

}  // namespace prodready
