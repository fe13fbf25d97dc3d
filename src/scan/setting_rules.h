// Setting rules applied to the settings of one file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/rule_set.h"
#include "scan/companions.h"
#include "scan/compiled_rules.h"
#include "settings/key_path.h"
#include "settings/setting.h"
#include "source/window.h"
#include "text/lazy.h"

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

/// Whether the setting is of interest: not where Window::changed leaves it out.
bool is_wanted(const Window& window, const Setting& setting);

class SettingRules {
 public:
  /// Refers to both.
  SettingRules(const RuleSet& rules, const CompiledRules& compiled)
      : rules_(rules), compiled_(compiled) {}

  /// In the order of the settings; `files` and `not_files` were taken into account. `file` was read
  /// from `window`.
  std::vector<SettingMatch> find(const Window& window, const SettingsFile& file,
                                 KeyMemory& memory) const;

 private:
  /// One file's; remembers what holds for all of its settings.
  class Search {
   public:
    Search(const SettingRules& rules, const Window& window, const SettingsFile& file);
    std::vector<SettingMatch> matches(KeyMemory& memory);

   private:
    const KeyPath& key(uint32_t setting);
    bool may_look(uint32_t rule, const Setting& setting);
    SettingMatch match(uint32_t rule, uint32_t setting);
    bool holds(const CompiledCompanion& companion, uint32_t setting);
    bool fits(const CompiledCompanion& companion, uint32_t setting);

    const SettingRules& all_;
    const Window& window_;
    const SettingsFile& file_;
    std::vector<std::optional<KeyPath>> keys_;    ///< of the settings that were asked about
    std::unordered_map<uint32_t, bool> in_file_;  ///< rule → whether format and globs let it look
    std::unordered_map<const CompiledCompanion*, CompanionSettings> companions_;
  };

  const KeyIndex& by_key() const;

  const RuleSet& rules_;
  const CompiledRules& compiled_;
  Lazy<KeyIndex> by_key_;
};

}  // namespace prodready
