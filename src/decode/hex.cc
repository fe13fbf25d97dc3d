#include "decode/hex.h"

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr size_t kMinDigits = 32;
constexpr size_t kMinListed = 12;

/// Whether a text may hold the byte; random ones end with the first few that it may not.
bool may_be_text(int byte) {
  return byte >= 0 && (byte >= 0x80 || is_plain_text(static_cast<uint8_t>(byte)));
}

}  // namespace

int HexDecoder::byte_at(size_t at) const {
  const int high = hex_value(text_[at]), low = hex_value(text_[at + 1]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

void HexDecoder::look(Span run) {
  const char second = text_[run.begin + 1];
  if (text_[run.begin] == '0' && (second == 'x' || second == 'X')) run.begin += 2;
  const size_t digits = run.end - run.begin;
  if (digits < kMinDigits || digits % 2 != 0) return;
  if (!decodings_.has_room(0)) return;

  Readability readability;
  PartBuilder part(Encoding::hex, run.begin);
  for (size_t at = run.begin; at < run.end; at += 2) {
    const int byte = byte_at(at);
    if (!may_be_text(byte)) return;
    part.text() += static_cast<char>(byte);
    part.map({at, at + 2});
    if (part.text().size() % 64 == 0) readability.read(part.text(), false);
    if (readability.damaged() > 0) return;
  }
  readability.read(part.text(), true);
  if (readability.damaged() == 0) decodings_.add(part.finish(run.end));
}

void HexDecoder::look_for_list(size_t at) {
  if (at < list_done_) return;
  PartBuilder part(Encoding::hex, at);
  size_t unit = at, end = at;
  while (at + 4 <= text_.size() && text_[at] == '0' && to_lower(text_[at + 1]) == 'x') {
    const int byte = byte_at(at + 2);
    const bool longer = at + 4 < text_.size() && is_word(text_[at + 4]);
    if (byte < 0 || longer || !is_plain_text(static_cast<uint8_t>(byte))) break;
    // A byte's unit goes on to the next byte: so all of them are alike.
    if (at != unit) part.map({unit, at});
    part.text() += static_cast<char>(byte);
    unit = at;
    end = at += 4;
    while (at < text_.size() && is_space(text_[at])) ++at;
    if (at < text_.size() && text_[at] == ',') ++at;
    while (at < text_.size() && (is_space(text_[at]) || text_[at] == '\\')) ++at;
  }
  list_done_ = at;
  if (part.text().size() < kMinListed) return;
  part.map({unit, end});
  decodings_.add(part.finish(end));
}

}  // namespace prodready
