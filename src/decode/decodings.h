// What the decoders share: how a decoded part is put together, when it is worth keeping, and what
// is left of the budget.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "decode/decode.h"
#include "text/ascii.h"
#include "text/span.h"

namespace prodready {

/// Whether a byte is text as it stands: printable ASCII, a tab, a line break.
constexpr bool is_plain_text(uint8_t byte) {
  return (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\n' || byte == '\r';
}

void append_utf8(std::string& text, uint32_t code_point);

/// Puts a part together, unit by unit.
class PartBuilder {
 public:
  PartBuilder(Encoding encoding, size_t origin_begin) {
    part_.encoding = encoding;
    part_.origin = {origin_begin, origin_begin};
  }

  std::string& text() { return part_.text; }
  const std::string& text() const { return part_.text; }

  /// `origin` means what was appended to text() since the last call: one unit.
  void map(Span origin) {
    const auto text_unit = static_cast<uint32_t>(part_.text.size() - mapped_);
    const auto origin_unit = static_cast<uint32_t>(origin.end - origin.begin);
    if (text_unit == 0) return;
    if (part_.pieces.empty() || part_.pieces.back().text_unit != text_unit ||
        part_.pieces.back().origin_unit != origin_unit || part_.origin.end != origin.begin)
      part_.pieces.push_back({mapped_, origin.begin, text_unit, origin_unit});
    part_.origin.end = origin.end;
    mapped_ = part_.text.size();
  }

  Decoded finish(size_t origin_end) {
    part_.origin.end = origin_end;
    return std::move(part_);
  }

 private:
  Decoded part_;
  size_t mapped_ = 0;  ///< bytes of the text that a piece says the origin of
};

/// How much of a text is readable, found out as it grows.
class Readability {
 public:
  /// Goes on to the end of `text`, or shortly before it while more is to come.
  void read(std::string_view text, bool complete);

  bool hopeless() const { return damaged_ > 4 + read_ / 10; }
  bool readable() const { return damaged_ * 10 <= read_; }
  size_t damaged() const { return damaged_; }

 private:
  size_t read_ = 0;
  size_t damaged_ = 0;  ///< control characters, and bytes that are no UTF-8
};

/// The parts found so far, and the budget.
class Decodings {
 public:
  explicit Decodings(DecodeBudget& budget) : budget_(budget) {}

  bool exceeded() const { return budget_.exceeded; }
  /// Whether `bytes` more may be produced; if not, this is the end of decoding.
  bool has_room(size_t bytes);
  /// Keeps the part if it is long enough, readable, and there is room for it. Whether it was kept.
  bool add(Decoded part);

  /// The parts by where they begin.
  std::vector<Decoded> take();

 private:
  DecodeBudget& budget_;
  std::vector<Decoded> parts_;
};

}  // namespace prodready
