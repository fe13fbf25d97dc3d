// Gathers the facts of the files that one worker reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "facts/facts.h"
#include "scan/setting_rules.h"
#include "settings/setting.h"
#include "source/window.h"

namespace prodready {

/// What an idiom found about a variable.
struct VariableMatch {
  const Rule* idiom = nullptr;
  Span name;           ///< in the window's text
  Span default_value;  ///< empty: none
  bool fallback = false;
  bool required = false;
};

class FactCollector {
 public:
  /// `wanted`: otherwise nothing is gathered.
  FactCollector(std::string key, bool wanted) : key_(std::move(key)), wanted_(wanted) {}

  bool wanted() const { return wanted_; }

  /// For every window, before anything about it.
  void begin_window();
  /// For every file once.
  void add_file(const Window& window);
  void add_variable(const Window& window, const VariableMatch& match, Place place);
  void add_settings(const Window& window, const SettingsFile& file,
                    const FileEnvironment& environment);
  void add_switch(const Rule& rule, const Setting& setting, bool unsafe, Place place);
  void add_problem(const Window& window, const std::string& message);

  Facts take() { return std::move(facts_); }

 private:
  SettingFact fact_of(const Setting& setting) const;

  std::string key_;  ///< of the hashes
  bool wanted_;
  // Of the current window, made when they are first asked for.
  std::optional<std::unordered_set<std::string_view>> assigned_;  ///< names a script sets itself
  std::optional<std::string_view> env_prefix_;                    ///< of pydantic
  Facts facts_;
};

}  // namespace prodready
