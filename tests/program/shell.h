// Other programs than ours, where a test needs them: shells and readers of manual pages.
#pragma once

#include <string>

/// Whether `name` is on PATH. If not, it says so on standard error, with `lost`: what is not
/// tested.
bool have(const std::string& name, const std::string& lost);

struct Output {
  int status = -1;
  std::string text;  ///< standard output and standard error
};

/// Runs `command` with sh, in a folder, with prodready's folder first in PATH and nobody's
/// configuration.
Output shell(const std::string& command, const std::string& folder);

/// 'text' for sh.
std::string quoted(const std::string& text);
