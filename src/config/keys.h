// Every key of the configuration in one table, for all three places it can be given in and for
// `config show`: the key as .prodready.toml spells it, the flag, and how its text becomes a value
// of the Policy. The variable is PRODREADY_<KEY>.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.h"

namespace prodready {

/// A key whose value is a word or a number. `set` throws Error without a place.
struct WordKey {
  const char* key;
  const char* flag;
  std::optional<std::string> PolicyLayer::*given;
  void (*set)(Policy& policy, const std::string& text);
  std::string (*show)(const Policy& policy);  ///< as TOML; empty: there is nothing to show
};

struct SwitchKey {
  const char* key;
  const char* flag;
  std::optional<bool> PolicyLayer::*given;
  bool Policy::*value;
};

/// A key whose value is a list. Lists add up: what a flag gives stands beside what the file gives.
struct ListKey {
  const char* key;
  const char* flag;
  std::optional<std::vector<std::string>> PolicyLayer::*given;
  std::vector<std::string> Policy::*value;
  bool globs;  ///< braces are expanded
};

const std::vector<WordKey>& word_keys();
const std::vector<SwitchKey>& switch_keys();
const std::vector<ListKey>& list_keys();

/// "fail-on" → "PRODREADY_FAIL_ON"
std::string variable_name(const char* key);

}  // namespace prodready
