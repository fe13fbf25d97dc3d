#include "decode/decodings.h"

#include <algorithm>

#include "text/bytes16.h"
#include "text/utf8.h"

namespace prodready {
namespace {

/// Shorter texts hold no secret that a rule could tell.
constexpr size_t kMinText = 8;

bool sixteen_printable(const char* bytes) {
  return Bytes16::load(bytes).between(' ', '~').bits() == 0xffff;
}

}  // namespace

std::string_view name(Encoding encoding) {
  switch (encoding) {
    case Encoding::base64:
      return "base64";
    case Encoding::hex:
      return "hex";
    case Encoding::percent:
      return "percent encoding";
    case Encoding::unicode_escape:
      return "Unicode escapes";
    case Encoding::html_entity:
      return "HTML entities";
  }
  return "";
}

Span Decoded::origin_of(Span decoded) const {
  if (pieces.empty()) return origin;
  auto unit_at = [&](size_t at) -> Span {
    at = std::min(at, text.size() - 1);
    auto after = std::upper_bound(pieces.begin(), pieces.end(), at,
                                  [](size_t offset, const Piece& p) { return offset < p.text; });
    const Piece& piece = *std::prev(after);
    const size_t begin = piece.origin + (at - piece.text) / piece.text_unit * piece.origin_unit;
    return {begin, begin + piece.origin_unit};
  };
  const size_t last = decoded.end > decoded.begin ? decoded.end - 1 : decoded.begin;
  return {unit_at(decoded.begin).begin, unit_at(last).end};
}

void append_utf8(std::string& text, uint32_t code_point) {
  auto put = [&](uint32_t byte) { text += static_cast<char>(byte); };
  auto put_next = [&](int shift) { put(0x80 | (code_point >> shift & 0x3f)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put_next(0);
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put_next(6);
    put_next(0);
  } else {
    put(0xf0 | (code_point >> 18 & 7));
    put_next(12);
    put_next(6);
    put_next(0);
  }
}

void Readability::read(std::string_view text, bool complete) {
  const size_t end = complete ? text.size() : text.size() - std::min<size_t>(text.size(), 3);
  while (read_ < end) {
    if (read_ + 16 <= end && sixteen_printable(text.data() + read_)) {
      read_ += 16;
      continue;
    }
    const CodePoint point = decode_utf8(text.substr(read_));
    const bool readable = point.value < 0x80 ? is_plain_text(static_cast<uint8_t>(point.value))
                                             : point.valid && point.value >= 0xa0;
    if (!readable) damaged_ += point.length;
    read_ += point.length;
  }
}

bool Decodings::has_room(size_t bytes) {
  if (bytes > budget_.bytes) budget_.exceeded = true;
  return !budget_.exceeded;
}

bool Decodings::add(Decoded part) {
  if (part.text.size() < kMinText) return false;
  Readability readability;
  readability.read(part.text, true);
  if (!readability.readable() || !has_room(part.text.size())) return false;
  budget_.bytes -= part.text.size();
  parts_.push_back(std::move(part));
  return true;
}

std::vector<Decoded> Decodings::take() {
  std::stable_sort(parts_.begin(), parts_.end(), [](const Decoded& a, const Decoded& b) {
    return a.origin.begin < b.origin.begin;
  });
  return std::move(parts_);
}

}  // namespace prodready
