// Opening what a hostile tree holds: relative to a folder's descriptor, never through a symbolic
// link, never anything but what was asked for, never waiting for the other end of a FIFO.
#pragma once

#include <string>
#include <string_view>

#include "text/descriptor.h"

namespace prodready {

// All of these give an empty Descriptor and set errno when they fail.

/// A file to read; the caller checks that it is a regular one. `name` is one component.
Descriptor open_file(int folder, const char* name);
/// A folder to list. `name` is one component.
Descriptor open_folder(int folder, const char* name);
/// A folder some levels down, only to open more below it. No component may be a symbolic link or
/// lead upwards.
Descriptor open_path(int folder, const std::string& path);

struct SmallFile {
  std::string bytes;
  int error = 0;           ///< errno; EINVAL when it is no regular file
  bool too_large = false;  ///< more than `limit` bytes: none of them are returned
};
/// The whole of a small regular file; links within `path` (not the file itself) are followed.
SmallFile read_small_file(int folder, const char* path, size_t limit);

/// What an errno means, for messages.
std::string error_text(int error);

}  // namespace prodready
