// One pass over the text finds where something encoded may stand: 64 bytes become sets of bits, and
// in most blocks of most files none of them is left after a few operations. What is left goes to
// the decoders, which look closer and drop most of it after a few bytes.
#include "decode/decode.h"

#include <bit>

#include "decode/base64.h"
#include "decode/decodings.h"
#include "decode/escapes.h"
#include "decode/hex.h"
#include "text/bit_runs.h"
#include "text/bytes16.h"

namespace prodready {
namespace {

/// How many bytes behind a block decide about its last.
constexpr size_t kAhead = 16;

/// What every block is asked; the rest only where there is a hint of something.
struct Glance {
  uint64_t letters_and_digits = 0;
  uint64_t hints = 0;  ///< '\\', '%', '&' and "0x"

  void add(const char* bytes, size_t shift) {
    const Bytes16 here = Bytes16::load(bytes + shift);
    const Bytes16 number = here.equal('0') & Bytes16::load(bytes + shift + 1).equal('x');
    letters_and_digits |= (here.lowered().between('a', 'z') | here.between('0', '9')).bits()
                          << shift;
    hints |= (here.equal('\\') | here.equal('%') | here.equal('&') | number).bits() << shift;
  }
};

struct Candidates {
  uint64_t starts = 0;  ///< "\x6", "\u", "\1", "%2" and "0x68,"; of the latter the '0'
  uint64_t ampersands = 0;
  uint64_t semicolons = 0;

  /// Takes in the sixteen bytes at `bytes + shift`.
  void add(const char* bytes, size_t shift) {
    const Bytes16 here = Bytes16::load(bytes + shift);
    const Bytes16 next = Bytes16::load(bytes + shift + 1);
    // Of text, most bytes have a first digit of 2 to 7; of tables of numbers, few.
    const Bytes16 x = next.equal('x') & Bytes16::load(bytes + shift + 2).between('2', '7');
    const Bytes16 digit = next.between('0', '7');
    const Bytes16 backslash = here.equal('\\') & (x | digit | next.lowered().equal('u'));
    const Bytes16 percent = here.equal('%') & digit;
    const Bytes16 listed = here.equal('0') & x & Bytes16::load(bytes + shift + 4).equal(',');
    starts |= (backslash | percent | listed).bits() << shift;
    ampersands |= here.equal('&').bits() << shift;
    semicolons |= here.equal(';').bits() << shift;
  }

  /// Where "&lt;", "&amp;", "&quot;", "&#34;" may stand: by the distance of their ends.
  uint64_t entities(const char* bytes) const {
    const uint64_t behind = Bytes16::load(bytes + kBlockBytes).equal(';').bits();
    auto semicolon_at = [&](int distance) {
      return semicolons >> distance | behind << (64 - distance);
    };
    return ampersands & (semicolon_at(3) | semicolon_at(4) | semicolon_at(5));
  }
};

/// How many of the letters and digits at `begin` belong to an escape: "\n", "\x3d", "\u003d",
/// "%3D".
size_t end_of_escape(std::string_view text, size_t begin) {
  const char before = begin > 0 ? text[begin - 1] : '\0';
  if (before == '%') return 2;
  if (before != '\\') return 0;
  switch (text[begin]) {
    case 'n':
    case 'r':
    case 't':
      return 1;
    case 'x':
      return 3;
    case 'u':
      return 5;
    default:
      return 0;
  }
}

}  // namespace

std::vector<Decoded> decoded_parts(std::string_view text, DecodeBudget& budget) {
  Decodings decodings(budget);
  Base64Decoder base64(text, decodings);
  HexDecoder hex(text, decodings);
  EscapeDecoder escapes(text, decodings);
  BitRuns runs(Base64Decoder::kMinRun);
  auto look_at_run = [&](Span run) {
    run.begin += end_of_escape(text, run.begin);
    if (run.end - run.begin < Base64Decoder::kMinRun) return;
    base64.look(run);
    hex.look(run);
  };
  for_each_block<kAhead>(text, [&](const char* bytes, size_t offset) {
    if (decodings.exceeded()) return;
    Glance glance;
    for (size_t shift = 0; shift < kBlockBytes; shift += 16) glance.add(bytes, shift);
    runs.add(glance.letters_and_digits, offset, look_at_run);
    if (glance.hints == 0) return;
    Candidates found;
    for (size_t shift = 0; shift < kBlockBytes; shift += 16) found.add(bytes, shift);
    for (uint64_t bits = found.starts | found.entities(bytes); bits != 0; bits &= bits - 1) {
      const size_t at = offset + static_cast<size_t>(std::countr_zero(bits));
      text[at] == '0' ? hex.look_for_list(at) : escapes.look(at);
    }
  });
  if (!decodings.exceeded()) runs.finish(text.size(), look_at_run);
  return decodings.take();
}

}  // namespace prodready
