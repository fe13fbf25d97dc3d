// What kind of terminal a descriptor leads to, if any, and how a report may look there.
#pragma once

#include "config/policy.h"
#include "report/report.h"

namespace prodready {

/// Order: --color (or PRODREADY_COLOR), NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, the configuration
/// file, TERM=dumb, GitHub Actions (no terminal, yet its log shows colours), and last whether `fd`
/// is a terminal.
bool use_color(int fd, const Policy& policy);

/// The style of a terminal report on `fd`.
TerminalStyle style_of(int fd, const Policy& policy);

/// The style of a terminal report in a file: the same on every machine.
TerminalStyle file_style(const Policy& policy);

/// Whether one may draw and redraw a progress line on `fd`.
bool is_animated(int fd);

}  // namespace prodready
