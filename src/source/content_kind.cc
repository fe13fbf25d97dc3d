#include "source/content_kind.h"

#include <algorithm>
#include <array>

#include "source/byte_counts.h"

namespace prodready {
namespace {

constexpr size_t kSample = 4096;
/// Formats that may open with pages of readable text (PDF, JPEG with XMP) are told from a longer
/// sample.
constexpr size_t kMagicSample = 64 * 1024;

using namespace std::string_view_literals;

struct Magic {
  size_t offset;
  std::string_view bytes;
  ContentKind kind;
};
constexpr std::array kMagics{
    Magic{0, "PK\x03\x04"sv, ContentKind::archive},  // zip, jar, docx, …
    Magic{0, "PK\x05\x06"sv, ContentKind::archive},  // zip without members
    Magic{0, "PK\x07\x08"sv, ContentKind::archive},  // zip in parts
    Magic{0, "\x1f\x8b"sv, ContentKind::archive},    // gzip
    Magic{0, "\x1f\x9d"sv, ContentKind::archive},    // compress
    Magic{0, "BZh"sv, ContentKind::archive},         // bzip2
    Magic{0,
          "\xfd"
          "7zXZ\0"sv,
          ContentKind::archive},                             // xz
    Magic{0, "LZIP"sv, ContentKind::archive},                // lzip
    Magic{0, "\x04\x22\x4d\x18"sv, ContentKind::archive},    // lz4
    Magic{0, "\x28\xb5\x2f\xfd"sv, ContentKind::archive},    // zstd
    Magic{0, "7z\xbc\xaf\x27\x1c"sv, ContentKind::archive},  // 7z
    Magic{0, "Rar!\x1a\x07"sv, ContentKind::archive},        // rar
    Magic{257, "ustar"sv, ContentKind::archive},             // tar
    Magic{0, "!<arch>\n"sv, ContentKind::archive},           // ar, deb
    Magic{0, "\xed\xab\xee\xdb"sv, ContentKind::archive},    // rpm
    Magic{0, "MSCF\0\0\0\0"sv, ContentKind::archive},        // cab
    Magic{0, "%PDF-"sv, ContentKind::binary},
    Magic{0, "\x89PNG\r\n"sv, ContentKind::binary},
    Magic{0, "\xff\xd8\xff"sv, ContentKind::binary},  // JPEG
    Magic{0, "GIF8"sv, ContentKind::binary},
    Magic{0,
          "\x7f"
          "ELF"sv,
          ContentKind::binary},
};

const Magic* find_magic(std::string_view start) {
  const auto found = std::find_if(kMagics.begin(), kMagics.end(), [&](const Magic& magic) {
    return start.size() > magic.offset && start[magic.offset] == magic.bytes[0] &&
           start.substr(magic.offset).starts_with(magic.bytes);
  });
  return found == kMagics.end() ? nullptr : found;
}

struct Bom {
  std::string_view bytes;
  TextEncoding encoding;
};
constexpr std::array kBoms{
    Bom{"\xef\xbb\xbf"sv, TextEncoding::bytes},
    Bom{"\xff\xfe\0\0"sv, TextEncoding::utf32_le},  // before UTF-16, whose mark it starts with
    Bom{"\0\0\xfe\xff"sv, TextEncoding::utf32_be},
    Bom{"\xff\xfe"sv, TextEncoding::utf16_le},
    Bom{"\xfe\xff"sv, TextEncoding::utf16_be},
};

/// What the 16-bit units of a sample look like.
struct Units {
  size_t total = 0;
  size_t latin = 0;     ///< printable, or blank space, below U+0100
  size_t controls = 0;  ///< what text does not hold
};

Units count_units(std::string_view sample, bool big_endian) {
  Units units;
  for (size_t i = 0; i + 1 < sample.size(); i += 2) {
    const auto first = static_cast<uint8_t>(sample[i]);
    const auto second = static_cast<uint8_t>(sample[i + 1]);
    const unsigned unit = big_endian ? first << 8 | second : second << 8 | first;
    const bool blank = unit >= '\b' && unit <= '\r';
    const bool control = (unit < 0x20 && !blank) || (unit >= 0x7f && unit < 0xa0) || unit >= 0xfffe;
    ++units.total;
    units.latin += unit < 0x100 && !control;
    units.controls += control;
  }
  return units;
}

/// Without a mark only text that is at least half Latin is told from 16-bit numbers.
bool looks_like_utf16(std::string_view sample, bool big_endian) {
  const Units units = count_units(sample, big_endian);
  return units.total >= 2 && units.latin * 2 >= units.total && units.controls * 20 <= units.total;
}

/// Whether a sample is no text. A small one is given the benefit of the doubt: some control
/// characters in front of a password are cheaper to scan than to miss, and only a run of NULs or a
/// known format tells a small binary file.
bool looks_binary(std::string_view sample, bool known_format) {
  if (sample.size() >= 512 || known_format) return count_controls(sample) * 20 > sample.size();
  return count_nuls(sample) * 10 > sample.size();
}

Content inspect_marked(std::string_view start, const Bom& bom) {
  const std::string_view sample = start.substr(bom.bytes.size(), kSample);
  bool binary = false;
  if (bom.encoding == TextEncoding::bytes) {
    binary = looks_binary(sample, false);
  } else if (bom.encoding == TextEncoding::utf16_le || bom.encoding == TextEncoding::utf16_be) {
    const Units units = count_units(sample, bom.encoding == TextEncoding::utf16_be);
    binary = units.total >= 256 && units.controls * 10 > units.total;
  }
  if (binary) return {ContentKind::binary, TextEncoding::bytes, 0};
  return {ContentKind::text, bom.encoding, static_cast<uint8_t>(bom.bytes.size())};
}

}  // namespace

Content inspect_content(std::string_view start) {
  for (const Bom& bom : kBoms) {
    if (!start.empty() && start[0] == bom.bytes[0] && start.starts_with(bom.bytes)) {
      return inspect_marked(start, bom);
    }
  }
  const std::string_view sample = start.substr(0, kSample);
  const Magic* const magic = find_magic(start);
  if (magic == nullptr && !has_controls(sample)) return {};
  if (magic == nullptr) {
    if (looks_like_utf16(sample, false)) return {ContentKind::text, TextEncoding::utf16_le, 0};
    if (looks_like_utf16(sample, true)) return {ContentKind::text, TextEncoding::utf16_be, 0};
  }
  if (!looks_binary(magic == nullptr ? sample : start.substr(0, kMagicSample), magic != nullptr))
    return {};
  return {magic == nullptr ? ContentKind::binary : magic->kind, TextEncoding::bytes, 0};
}

}  // namespace prodready
