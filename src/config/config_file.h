// The file half of the configuration: where .prodready.toml is looked for, how it is opened (it may
// lie in a hostile tree: only regular files, never through a symbolic link, never blocking), and
// what its keys are. What the values mean is decided in config.cc, the same way for files,
// variables and flags.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"

namespace prodready {

struct ConfigText {
  std::string text;
  std::string path;    ///< as it can be opened from the current folder; for messages
  std::string name;    ///< relative to the audited root when found in the tree, so that reports do
                       ///< not depend on the way the root was named; otherwise as the user named it
  std::string prefix;  ///< see Policy::config_prefix
  bool in_tree = false;
};

/// The nearest .prodready.toml from `start` up to the root of its git work tree. Throws Error for
/// one that is not to be read.
std::optional<ConfigText> find_config(const std::string& start);

/// A file that the user named. Throws Error.
ConfigText open_config(const std::string& file);

struct ConfigFile {
  PolicyLayer values;
  std::map<std::string, std::string> places;   ///< key → "path:line:column", for messages
  std::map<std::string, std::string> origins;  ///< key → "name:line"
  std::vector<IgnoreEntry> ignores;
};

/// Throws Error "path:line:column: …". Values that are words are not looked at yet.
ConfigFile parse_config(const ConfigText& config);

}  // namespace prodready
