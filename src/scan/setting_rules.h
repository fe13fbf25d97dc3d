// Setting rules applied to the settings of one file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"
#include "scan/compiled_rules.h"
#include "settings/key_path.h"
#include "settings/setting.h"

namespace prodready {

/// The value that counts: of `${X:-default}` the default.
struct EffectiveValue {
  std::string_view text;
  bool is_default = false;  ///< it counts only when the variable is not set
};
EffectiveValue effective_value(const Setting& setting);

/// A setting that a rule's keys, role and formats fit.
struct SettingMatch {
  uint32_t rule = 0;
  uint32_t setting = 0;  ///< index in the file's settings
  bool fits = false;     ///< the value and the companions fit too: the rule reports it
  Span secret;           ///< of the group `secret` in the value; empty: the whole value
};

class SettingRules {
 public:
  SettingRules(const std::vector<Rule>& rules, const CompiledRules& compiled);

  /// In the order of the settings; `files` and `not_files` were taken into account.
  std::vector<SettingMatch> find(std::string_view path, const SettingsFile& file) const;

 private:
  bool may_look(const Rule& rule, std::string_view path, const SettingsFile& file,
                const Setting& setting) const;
  SettingMatch match(uint32_t rule, uint32_t setting, const SettingsFile& file) const;
  bool companions_hold(const CompiledRule& rule, const Setting& setting,
                       const SettingsFile& file) const;

  const std::vector<Rule>& rules_;
  const CompiledRules& compiled_;
  KeyIndex by_key_;
  std::vector<uint32_t> by_role_;  ///< rules that ask for a role and no key
};

}  // namespace prodready
