// What the source hands on: the text of a file in bounded pieces, so that memory does not depend on
// a file's size. Windows of one file overlap: a window owns the matches that start in its core, and
// shows enough text on both sides of the core to see any of them whole. Offsets count bytes of the
// decoded text (UTF-16 and UTF-32 files are decoded to UTF-8 first; anything else is passed on as
// it is).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace prodready {

/// Text on either side of a core: more than a match may stretch from its anchor, and room for the
/// lines shown around it.
inline constexpr size_t kWindowContext = 16384;
/// Bytes of decoded text in one window's core.
inline constexpr size_t kWindowCore = 1 << 20;

enum class ContentKind : uint8_t {
  text,
  binary,      ///< recognised by content; `text` is empty
  archive,     ///< recognised by its magic number; not unpacked; `text` is empty
  unreadable,  ///< could not be opened or read; `text` is empty
};

struct Window {
  std::string_view path;  ///< relative to the root, '/'-separated, raw bytes
  std::string_view text;
  uint64_t offset = 0;    ///< of text[0] in the decoded file
  size_t core_begin = 0;  ///< core: text[core_begin, core_end)
  size_t core_end = 0;
  uint64_t line = 1;    ///< 1-based line number of text[0]; a line ends at LF and nowhere else
  uint64_t column = 1;  ///< 1-based code-point column of text[0]
  bool first = true;    ///< the file's first window
  bool last = true;     ///< the file's last window
  ContentKind content = ContentKind::text;
  /// The text is only parts of the file, for a first look: what rules ask of the whole file is
  /// taken as given, and only what has an outline (settings/outline.h) is read as configuration.
  bool excerpt = false;
  /// For such a look at configuration without an outline: the whole text is read as configuration,
  /// and only as that, and only settings that touch these parts (ascending) are of interest.
  const std::vector<Span>* changed = nullptr;
  /// The first bytes of the file's text (at most 1 KiB), the same in every window.
  std::string_view head;
};

}  // namespace prodready
