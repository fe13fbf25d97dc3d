#include "scan/setting_rules.h"

#include <algorithm>

#include "scan/path_index.h"

namespace prodready {
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

const KeyIndex& SettingRules::by_key() const {
  return by_key_.get([&] {
    KeyIndex keys;
    for (const RuleIndex::Entry& entry : rules_.index.keys) keys.add(entry.text, entry.rule);
    return keys;
  });
}

bool is_wanted(const Window& window, const Setting& setting) {
  if (window.changed == nullptr) return true;
  const size_t end = std::max(setting.key_span.end, setting.value_span.end);
  const auto last = std::upper_bound(window.changed->begin(), window.changed->end(), end,
                                     [](size_t at, const Span& part) { return at < part.begin; });
  return last != window.changed->begin() && setting.key_span.begin <= std::prev(last)->end;
}

std::vector<SettingMatch> SettingRules::find(const Window& window, const SettingsFile& file,
                                             KeyMemory& memory) const {
  return Search(*this, window, file).matches(memory);
}

SettingRules::Search::Search(const SettingRules& rules, const Window& window,
                             const SettingsFile& file)
    : all_(rules), window_(window), file_(file), keys_(file.settings.size()) {}

const KeyPath& SettingRules::Search::key(uint32_t setting) {
  if (!keys_[setting]) keys_[setting].emplace(file_.settings[setting]);
  return *keys_[setting];
}

std::vector<SettingMatch> SettingRules::Search::matches(KeyMemory& memory) {
  const KeyIndex& by_key = all_.by_key();
  std::vector<SettingMatch> matches;
  for (uint32_t i = 0; i < file_.settings.size(); ++i) {
    if (!is_wanted(window_, file_.settings[i])) continue;
    auto try_rule = [&](uint32_t rule) {
      if (may_look(rule, file_.settings[i])) matches.push_back(match(rule, i));
    };
    for (uint32_t rule : by_key.find(key(i), memory)) try_rule(rule);
    for (uint32_t rule : all_.rules_.index.roles) try_rule(rule);
  }
  return matches;
}

bool SettingRules::Search::may_look(uint32_t index, const Setting& setting) {
  const Rule& rule = all_.rules_.rules[index];
  if (rule.role && *rule.role != setting.role) return false;
  const auto [known, is_new] = in_file_.try_emplace(index, false);
  if (is_new) {
    const bool format = !rule.formats || (rule.formats >> static_cast<unsigned>(file_.format) & 1);
    known->second = format && path_fits(rule, window_.path);
  }
  return known->second;
}

SettingMatch SettingRules::Search::match(uint32_t rule, uint32_t index) {
  const Setting& setting = file_.settings[index];
  const CompiledRule& compiled = all_.compiled_[rule];
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
  result.fits =
      std::all_of(compiled.companions.begin(), compiled.companions.end(),
                  [&](const CompiledCompanion& companion) { return holds(companion, index); });
  return result;
}

bool SettingRules::Search::holds(const CompiledCompanion& companion, uint32_t index) {
  if (window_.excerpt && companion.must) return true;
  const auto [known, is_new] = companions_.try_emplace(&companion);
  CompanionSettings& settings = known->second;
  if (is_new) {
    for (uint32_t i = 0; i < file_.settings.size(); ++i) {
      if (fits(companion, i)) settings.add(file_.settings[i]);
    }
    settings.finish();
  }
  return settings.stand_near(file_.settings[index], companion.reach, fits(companion, index)) ==
         companion.must;
}

bool SettingRules::Search::fits(const CompiledCompanion& companion, uint32_t index) {
  const Setting& setting = file_.settings[index];
  return fits_any(companion.keys, key(index)) &&
         (!companion.value || (setting.kind != ValueKind::reference &&
                               found_in(*companion.value, effective_value(setting).text)));
}

}  // namespace prodready
