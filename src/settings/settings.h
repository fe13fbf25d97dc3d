// Reads a configuration file as configuration. Pure functions of path and text: no file is opened.
#pragma once

#include <string_view>

#include "settings/setting.h"

namespace prodready {

/// Decided from the path, and for YAML and JSON from the text's beginning too (`head`: 1 KiB is
/// enough): a first, cheap answer for every file of a tree. `none` for anything that is not
/// configuration: program code other than settings files, data, lock files, documentation.
SettingsFormat settings_format(std::string_view path, std::string_view head);

/// The settings of `text`. Never throws for what stands in the text.
SettingsFile read_settings(std::string_view path, std::string_view text);
/// The same where the format is known, which parts of a file do not tell.
SettingsFile read_settings(std::string_view path, std::string_view text, SettingsFormat format);

}  // namespace prodready
