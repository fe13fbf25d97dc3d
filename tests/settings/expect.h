// What the tests of readers expect of settings, and whether spans point at what they should.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "settings/readers.h"
#include "text/span.h"

namespace prodready {

struct ExpectedSetting {
  std::string key;
  std::string value;
  ValueKind kind = ValueKind::text;
  SettingRole role = SettingRole::plain;
  Environment part = Environment::unknown;
  std::string source = {};  ///< what value_span points at, where that is not the value
};

inline std::string described(const std::string& key, const std::string& value, ValueKind kind,
                             SettingRole role, Environment part) {
  static constexpr std::string_view kKinds[] = {"text", "reference", "none"};
  static constexpr std::string_view kRoles[] = {"plain", "variable", "argument", "command",
                                                "image"};
  return key + " = " + value + " | " + std::string(kKinds[static_cast<size_t>(kind)]) + " " +
         std::string(kRoles[static_cast<size_t>(role)]) + " " + std::string(name(part));
}

inline std::string described(const Setting& s) {
  return described(s.key, s.value, s.kind, s.role, s.part.environment);
}

inline std::vector<std::string> described(const SettingsFile& file) {
  std::vector<std::string> all;
  for (const Setting& setting : file.settings) all.push_back(described(setting));
  return all;
}

inline bool is_inside(std::string_view text, Span span) {
  return span.begin <= span.end && span.end <= text.size();
}

/// Each expected setting is there, and its spans point at it in the text.
inline void check_settings(std::string_view text, const SettingsFile& file,
                           const std::vector<ExpectedSetting>& expected) {
  const std::vector<std::string> found = described(file);
  for (const ExpectedSetting& e : expected) {
    CAPTURE(found);
    const std::string wanted = described(e.key, e.value, e.kind, e.role, e.part);
    const auto at = std::find(found.begin(), found.end(), wanted);
    INFO(wanted);
    CHECK(at != found.end());
    if (at == found.end()) continue;
    const Setting& s = file.settings[static_cast<size_t>(at - found.begin())];
    REQUIRE((is_inside(text, s.value_span) && is_inside(text, s.key_span)));
    const std::string_view source = part(text, s.value_span);
    if (!e.source.empty()) {
      CHECK(source == e.source);
    } else if (e.kind == ValueKind::none) {
      CHECK(source.empty());
    } else {
      CHECK(source == e.value);
    }
    const std::string_view key = part(text, s.key_span);
    CHECK((e.key.ends_with(key) || key == "tag"));  // "tag" beside "repository" makes an `image`
  }
}

inline const Setting& find_setting(const SettingsFile& file, std::string_view key) {
  const auto at = std::find_if(file.settings.begin(), file.settings.end(),
                               [key](const Setting& s) { return s.key == key; });
  CAPTURE(key, described(file));
  REQUIRE(at != file.settings.end());
  return *at;
}

inline size_t count_settings(const SettingsFile& file, std::string_view key) {
  return static_cast<size_t>(std::count_if(file.settings.begin(), file.settings.end(),
                                           [key](const Setting& s) { return s.key == key; }));
}

}  // namespace prodready
