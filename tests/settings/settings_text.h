// What the tests of the readers say about settings, in one line each.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "settings/settings.h"

namespace prodready {

/// "KEY = VALUE", with a role, a kind that is not text, and an environment behind it:
/// "ENV.A = 1 | variable", "a = x | reference | production: under prod".
inline std::string line_of(const Setting& setting) {
  constexpr const char* kRoles[] = {"", " | variable", " | argument", " | command", " | image"};
  constexpr const char* kKinds[] = {"", " | reference", " | none"};
  std::string line = setting.key + " = " + setting.value;
  line += kRoles[static_cast<size_t>(setting.role)];
  line += kKinds[static_cast<size_t>(setting.kind)];
  if (setting.part.environment != Environment::unknown)
    line += " | " + std::string(name(setting.part.environment)) + ": " + setting.part.reason;
  return line;
}

using Texts = std::vector<std::string>;

inline Texts lines_of(const SettingsFile& file) {
  Texts lines;
  for (const Setting& setting : file.settings) lines.push_back(line_of(setting));
  return lines;
}

inline bool spans_are_inside(const SettingsFile& file, std::string_view text) {
  auto is_inside = [text](Span span) { return span.begin <= span.end && span.end <= text.size(); };
  return std::all_of(file.settings.begin(), file.settings.end(), [&](const Setting& setting) {
    return is_inside(setting.key_span) && is_inside(setting.value_span);
  });
}

/// What the spans cover: "key→value" for each setting.
inline Texts spans_of(const SettingsFile& file, std::string_view text) {
  REQUIRE(spans_are_inside(file, text));
  Texts lines;
  for (const Setting& setting : file.settings) {
    lines.push_back(std::string(part(text, setting.key_span)) + "→" +
                    std::string(part(text, setting.value_span)));
  }
  return lines;
}

inline std::string repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace prodready
