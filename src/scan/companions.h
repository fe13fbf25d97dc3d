// The settings that a rule's [[when]] and [[unless]] ask for. A file may hold thousands of settings
// that each ask for thousands of others: they are looked for once a file, not once a setting.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/rule.h"
#include "settings/setting.h"

namespace prodready {

/// The settings of a file that fit one companion, ready to be asked which of them are near.
class CompanionSettings {
 public:
  /// Call for each setting that fits, then finish().
  void add(const Setting& setting);
  void finish();

  /// Whether one of them, other than `setting` itself, stands near it. `itself`: `setting` is one.
  bool stand_near(const Setting& setting, Companion::Reach reach, bool itself) const;

 private:
  bool in_group(const Setting& setting, bool itself) const;

  using Place = std::pair<uint32_t, std::string_view>;  ///< document and key
  size_t count_ = 0;
  std::unordered_map<uint32_t, size_t> documents_, groups_;
  std::vector<Place> places_;  ///< sorted
};

}  // namespace prodready
