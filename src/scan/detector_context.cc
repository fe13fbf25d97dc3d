// What stands around a match: comments, blocks, the rest of the file, and the environment that
// follows.
#include <algorithm>

#include "environment/guards.h"
#include "findings/grading.h"
#include "scan/detector.h"
#include "text/blocks.h"
#include "text/comments.h"
#include "text/line_range.h"

namespace prodready {
namespace {

/// What is built in an earlier stage of a Dockerfile is not there in production, but for rules
/// about how it is built.
FileEnvironment without_build_stage(const Rule& rule, const FileEnvironment& part) {
  const bool counts = rule.build_stages && part.reason.starts_with("build stage");
  return counts ? FileEnvironment{} : part;
}

}  // namespace

/// What stands around the match: comments, the block, the rest of the file.
bool FileScanner::passes_context(const Window& window, uint32_t rule_index,
                                 const RegexMatch& match) {
  const Rule& rule = detector_.rules.rules[rule_index];
  auto drop = [&](const std::string& why) {
    note(window, match.value.begin, rule_index, "dropped: " + why);
    return false;
  };
  if (rule.category != Category::credentials && !rule.comments) {
    if (!silent_known_) silent_ = silent_parts(window.path, window.text);
    silent_known_ = true;
    if (lies_in(silent_, match.value.begin)) return drop("it stands in a comment or a text block");
  }
  const CompiledRule& compiled = detector_.compiled[rule_index];
  if (compiled.within) {
    const auto opening = opening_lines(window.text, match.value.begin);
    if (std::none_of(opening.begin(), opening.end(),
                     [&](std::string_view line) { return found_in(*compiled.within, line); }))
      return drop("no block around it is what `within` asks for");
  }
  return text_fits(window, rule_index) ||
         drop("`file_has` or `file_lacks` keep the rule from this file");
}

bool FileScanner::text_fits(const Window& window, uint32_t rule_index) {
  RuleInFile& state = state_of(rule_index, window.path);
  if (state.text_asked || window.excerpt) return window.excerpt || state.text_fits;
  state.text_asked = true;
  const CompiledRule& compiled = detector_.compiled[rule_index];
  auto is_found = [&](const Regex& regex) { return found_in(*regex, whole_); };
  state.text_fits = (compiled.file_has.empty() ||
                     std::any_of(compiled.file_has.begin(), compiled.file_has.end(), is_found)) &&
                    std::none_of(compiled.file_lacks.begin(), compiled.file_lacks.end(), is_found);
  return state.text_fits;
}

FileEnvironment FileScanner::part_of(const Window& window, uint32_t rule, const Setting& setting) {
  if (setting.part.environment != Environment::unknown)
    return without_build_stage(detector_.rules.rules[rule], setting.part);
  const bool code = settings_.format == SettingsFormat::source;
  return code ? part_of(window, rule, setting.key_span.begin) : FileEnvironment{};
}

/// Which environment the code around a match belongs to. A credential is one wherever it stands.
FileEnvironment FileScanner::part_of(const Window& window, uint32_t rule_index, size_t at) {
  const Rule& rule = detector_.rules.rules[rule_index];
  if (rule.category == Category::credentials) return {};
  // The part of a configuration file is that of the setting before: a stage, a profile, a service.
  // Code has blocks.
  const bool configuration = window.first && settings_.format != SettingsFormat::source;
  auto after =
      std::upper_bound(settings_.settings.begin(), settings_.settings.end(), at,
                       [](size_t offset, const Setting& s) { return offset < s.key_span.begin; });
  if (configuration && after != settings_.settings.begin()) {
    const FileEnvironment& part = std::prev(after)->part;
    if (part.environment != Environment::unknown) return without_build_stage(rule, part);
  }
  const CompiledRule& compiled = detector_.compiled[rule_index];
  if (!compiled.guards.empty()) {
    std::vector<std::string_view> lines = opening_lines(window.text, at);
    lines.push_back(line_at(window.text, at));
    for (std::string_view line : lines) {
      for (const Regex& guard : compiled.guards) {
        if (found_in(*guard, line))
          return {Environment::development, "under `" + std::string(line.substr(0, 60)) + "`"};
      }
    }
  }
  return guarded(window.text, at);
}

bool FileScanner::speaks(const Window& window, uint32_t rule, size_t at,
                         const FileEnvironment& part) {
  const FileEnvironment& where = effective(environment(window), part);
  if (grade(detector_.rules.rules[rule], where.environment)) return true;
  note(window, at, rule,
       "dropped: the rule does not speak in " + std::string(name(where.environment)) + " files (" +
           where.reason + ")");
  return false;
}

const FileEnvironment& FileScanner::environment(const Window& window) {
  if (!environment_known_) {
    environment_ = classify(detector_.options.path_prefix + std::string(window.path), window.head);
    environment_known_ = true;
  }
  return environment_;
}

}  // namespace prodready
