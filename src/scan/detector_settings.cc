// The settings of a configuration file: read once, judged by setting rules, kept as facts.
#include <algorithm>
#include <optional>
#include <tuple>

#include "scan/detector.h"
#include "settings/outline.h"
#include "settings/settings.h"
#include "text/line_range.h"

namespace prodready {
namespace {

/// The place that is shown of a setting: from its key on, where both stand on one line.
Span shown_span(std::string_view text, const Setting& setting) {
  constexpr size_t kLongest = 160;
  const Span whole = {setting.key_span.begin,
                      std::max(setting.key_span.end, setting.value_span.end)};
  const bool one_line = whole.end > whole.begin && whole.end - whole.begin <= kLongest &&
                        part(text, whole).find('\n') == std::string_view::npos;
  if (one_line) return whole;
  return setting.value_span.end > setting.value_span.begin ? setting.value_span : setting.key_span;
}

}  // namespace

void FileScanner::read_settings_of(const Window& window) {
  settings_ = {};
  const SettingsFormat format = settings_format(window.path, window.head);
  if (format == SettingsFormat::none || (window.excerpt && !has_outline(format))) return;
  // Documentation is full of YAML and JSON that nothing reads.
  const bool data = format == SettingsFormat::yaml || format == SettingsFormat::json;
  if (data && environment(window).environment == Environment::documentation) return;
  if (!window.last) {
    facts_.add_problem(window, "larger than 1 MiB");
    return;
  }
  settings_ = read_settings(window.path, window.text, format);
  if (!settings_.problem.empty()) facts_.add_problem(window, settings_.problem);
}

void FileScanner::find_in_settings(const Window& window) {
  if (settings_.settings.empty()) return;
  facts_.add_settings(window, settings_, environment(window));
  std::optional<LineIndex> lines;
  const Setting* last = nullptr;
  if (!detector_.rules.index.names.empty()) {
    for (const Setting& setting : settings_.settings) {
      if (is_wanted(window, setting)) find_names_in(window, setting);
    }
  }
  size_t first_of_setting = matches_.size();
  for (const SettingMatch& match : detector_.settings.find(window, settings_, key_memory_)) {
    const Setting& setting = settings_.settings[match.setting];
    const Rule& rule = detector_.rules.rules[match.rule];
    if (!text_fits(window, match.rule)) continue;
    if (&setting != last) first_of_setting = matches_.size();
    last = &setting;
    if (match.fits && take_setting(window, setting, match)) keep_worst_of(first_of_setting);
    if (!facts_.wanted() ||
        !may_override(rule, setting, effective(environment(window), setting.part)))
      continue;
    if (!lines) lines.emplace(window.text);
    facts_.add_switch(rule, setting, match.fits, place_of(window, setting, *lines));
  }
}

/// Only a setting that one file states for all environments, or for production, overrides or is
/// overridden; and only where the rule is about one key, not about the values of any.
bool FileScanner::may_override(const Rule& rule, const Setting& setting,
                               const FileEnvironment& where) {
  const bool shared =
      where.environment == Environment::unknown || where.environment == Environment::production;
  const bool literal = setting.kind == ValueKind::text || setting.kind == ValueKind::none;
  const bool switches = setting.role != SettingRole::command && setting.role != SettingRole::image;
  return shared && literal && switches &&
         std::none_of(rule.keys.begin(), rule.keys.end(), [](const std::string& key) {
           return last_segment(key).find('*') != std::string_view::npos;
         });
}

Place FileScanner::place_of(const Window& window, const Setting& setting, const LineIndex& lines) {
  Place place;
  place.path = window.path;
  place.environment = effective(environment(window), setting.part);
  const size_t at = shown_span(window.text, setting).begin;
  place.location.start = {lines.line(at), lines.column(at), lines.byte_column(at)};
  return place;
}

/// Several rules may know one setting (`APP_DEBUG=true` of Laravel, and any DEBUG): of those that
/// say what the setting does, the most severe speaks.
void FileScanner::keep_worst_of(size_t first) {
  const RuleList& rules = detector_.rules.rules;
  auto competes = [&](const Match& m) { return !rules[m.rule].once && !rules[m.rule].has_secret; };
  Match& added = matches_.back();
  if (!competes(added)) return;
  auto rank = [&](const Match& m) {
    const Confidence confidence = rules[m.rule].confidence;
    return std::tuple(confidence != Confidence::low, severity_of(m), confidence);
  };
  for (size_t i = first; i + 1 < matches_.size(); ++i) {
    if (!competes(matches_[i])) continue;
    if (rank(added) > rank(matches_[i])) matches_[i] = added;
    matches_.pop_back();
    return;
  }
}

bool FileScanner::take_setting(const Window& window, const Setting& setting,
                               const SettingMatch& match) {
  const Rule& rule = detector_.rules.rules[match.rule];
  const EffectiveValue value = effective_value(setting);
  RegexMatch as_match;
  as_match.whole = shown_span(window.text, setting);
  as_match.value = rule.has_secret ? match.secret : as_match.whole;
  if (as_match.value.end <= as_match.value.begin) return false;
  if (!passes_setting_filters(window, match.rule, as_match, value.text)) return false;
  MatchNote note;
  if (rule.origin != ValueOrigin::any || !rule.validator.empty()) {
    if (!is_secret(window, match.rule, setting, value.text, as_match.value, note)) return false;
  }
  note.part = part_of(window, match.rule, setting);
  if (value.is_default)
    note.reasons.push_back("it is the default, taken when the variable is not set");
  if (!rule.has_secret) note.value = setting.key + "=" + std::string(value.text);
  if (!speaks(window, match.rule, as_match.value.begin, note.part)) return false;
  matches_.push_back({as_match.value, match.rule, true, add_note(std::move(note))});
  return true;
}

/// Whether the value of a credential's setting is one, and how surely.
bool FileScanner::is_secret(const Window& window, uint32_t rule_index, const Setting& setting,
                            std::string_view value, Span place, MatchNote& note) {
  const Rule& rule = detector_.rules.rules[rule_index];
  Subject subject{.rule = rule, .value = value, .name = setting.key};
  subject.assigned = true;
  subject.configuration = settings_.format != SettingsFormat::source;
  subject.code = !subject.configuration;
  subject.translation = text_kind(window).translation;
  Judgement judgement = judge(subject);
  if (judgement.dropped.empty() && rule.code) judgement.dropped = about_reason(setting.key);
  if (!judgement.dropped.empty()) {
    this->note(window, place.begin, rule_index, "dropped: " + judgement.dropped);
    return false;
  }
  note = note_of(rule_index, judgement);
  return true;
}

/// The filters of patterns see a setting's value as what was found; comments were left out when the
/// file was read.
bool FileScanner::passes_setting_filters(const Window& window, uint32_t rule_index,
                                         const RegexMatch& match, std::string_view value) {
  const Candidate candidate{detector_.rules.rules[rule_index], detector_.compiled[rule_index],
                            value, line_at(window.text, match.value.begin)};
  return passes(window, rule_index, match.value.begin, candidate);
}

}  // namespace prodready
