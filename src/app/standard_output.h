// Standard output of the commands that print a text: written whole, and checked.
#pragma once

#include <string_view>

#include "app/exit_code.h"

namespace prodready {

/// Writes `text`; returns `code`, or incomplete (with a message) if standard output does not take
/// it.
ExitCode print(std::string_view text, ExitCode code = ExitCode::clean);

/// Whether the system accepted what was written: flushed by closing a copy of the descriptor.
/// Returns errno or 0.
int close_copy(int fd);

}  // namespace prodready
