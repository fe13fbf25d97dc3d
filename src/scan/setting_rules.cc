#include "scan/setting_rules.h"

#include <algorithm>

#include "scan/path_index.h"

namespace prodready {
namespace {

/// The map, section or block that holds `setting`, and what is nested in it.
bool in_group(const Setting& setting, const Setting& other) {
  if (setting.group == other.group) return true;
  const std::string_view parent =
      std::string_view(setting.key)
          .substr(0, setting.key.size() - last_segment(setting.key).size());
  return !parent.empty() && setting.document == other.document && other.key.starts_with(parent);
}

bool near(Companion::Reach reach, const Setting& a, const Setting& b) {
  switch (reach) {
    case Companion::Reach::group:
      return in_group(a, b);
    case Companion::Reach::document:
      return a.document == b.document;
    case Companion::Reach::file:
      break;
  }
  return true;
}

}  // namespace

EffectiveValue effective_value(const Setting& setting) {
  const std::string_view value = setting.value;
  if (!value.starts_with("${") || !value.ends_with('}')) return {value, false};
  const std::string_view inside = value.substr(2, value.size() - 3);
  const size_t colon = inside.find_first_of(":-=?");
  if (colon == std::string_view::npos || inside.find('{') != std::string_view::npos)
    return {value, false};
  std::string_view rest = inside.substr(colon);
  for (std::string_view sign :
       {std::string_view(":-"), std::string_view(":="), std::string_view(":"),
        std::string_view("-"), std::string_view("=")}) {
    if (!rest.starts_with(sign)) continue;
    rest.remove_prefix(sign.size());
    return {rest, true};
  }
  return {value, false};
}

SettingRules::SettingRules(const std::vector<Rule>& rules, const CompiledRules& compiled)
    : rules_(rules), compiled_(compiled) {
  for (uint32_t i = 0; i < rules.size(); ++i) {
    if (rules[i].shape != Shape::setting) continue;
    for (const std::string& key : rules[i].keys) by_key_.add(key, i);
    if (rules[i].keys.empty()) by_role_.push_back(i);
  }
}

std::vector<SettingMatch> SettingRules::find(std::string_view path,
                                             const SettingsFile& file) const {
  std::vector<SettingMatch> matches;
  for (uint32_t i = 0; i < file.settings.size(); ++i) {
    const Setting& setting = file.settings[i];
    auto try_rule = [&](uint32_t rule) {
      if (may_look(rules_[rule], path, file, setting)) matches.push_back(match(rule, i, file));
    };
    for (uint32_t rule : by_key_.find(setting)) try_rule(rule);
    for (uint32_t rule : by_role_) try_rule(rule);
  }
  return matches;
}

bool SettingRules::may_look(const Rule& rule, std::string_view path, const SettingsFile& file,
                            const Setting& setting) const {
  if (rule.role && *rule.role != setting.role) return false;
  if (rule.formats && !(rule.formats >> static_cast<unsigned>(file.format) & 1)) return false;
  return path_fits(rule, path);
}

SettingMatch SettingRules::match(uint32_t rule, uint32_t index, const SettingsFile& file) const {
  const Setting& setting = file.settings[index];
  const CompiledRule& compiled = compiled_[rule];
  SettingMatch result{rule, index, false, setting.value_span};
  if (setting.kind == ValueKind::reference) return result;
  const std::string_view value = effective_value(setting).text;
  RegexMatch found;
  if (!match_value(compiled, value, found)) return result;
  if (!compiled.value_groups.empty()) {
    // Where the value stands in the file as it is, the secret's place in it is known too.
    const size_t size = setting.value_span.end - setting.value_span.begin;
    if (size == value.size())
      result.secret = {setting.value_span.begin + found.value.begin,
                       setting.value_span.begin + found.value.end};
  }
  result.fits = companions_hold(compiled, setting, file);
  return result;
}

bool SettingRules::companions_hold(const CompiledRule& rule, const Setting& setting,
                                   const SettingsFile& file) const {
  return std::all_of(
      rule.companions.begin(), rule.companions.end(), [&](const CompiledCompanion& companion) {
        const bool stands =
            std::any_of(file.settings.begin(), file.settings.end(), [&](const Setting& other) {
              return &other != &setting && near(companion.reach, setting, other) &&
                     fits_any(companion.keys, other) &&
                     (!companion.value ||
                      (other.kind != ValueKind::reference &&
                       found_in(*companion.value, effective_value(other).text)));
            });
        return stands == companion.must;
      });
}

}  // namespace prodready
