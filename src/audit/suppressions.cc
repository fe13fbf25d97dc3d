#include "audit/suppressions.h"

#include <algorithm>
#include <map>

#include "text/glob.h"
#include "text/suggest.h"

namespace prodready {
namespace {

bool names_path(const IgnoreEntry& entry, const Policy& policy, const std::string& path) {
  return std::any_of(entry.paths.begin(), entry.paths.end(), [&](const std::string& glob) {
    return path_glob_match(glob, policy.config_prefix + path);
  });
}

/// Of no interest in a file where everything is accepted.
bool is_all_accepted(const Policy& policy, const std::string& path) {
  return std::any_of(policy.ignores.begin(), policy.ignores.end(), [&](const IgnoreEntry& entry) {
    return entry.rule.empty() && entry.fingerprint.empty() && names_path(entry, policy, path);
  });
}

/// The marker as it is written, its reason left out.
std::string written(const Marker& marker) {
  std::string rules;
  for (const std::string& rule : marker.rules) rules += (rules.empty() ? "" : ",") + rule;
  return std::string(marker.word) + (rules.empty() ? "" : "[" + rules + "]");
}

/// Collects what is wrong with suppressions.
class Notes {
 public:
  Notes(const SuppressionUse& use, const Policy& policy, const RuleSet& rules)
      : use_(use), policy_(policy), rules_(rules) {}

  void add_used(const std::string& path, const Marker& marker) {
    if (marker.reason.empty()) add("suppression-without-reason", path, marker, "says no reason");
    if (marker.reach == Marker::Reach::block && !marker.closed)
      add("suppression-invalid", path, marker,
          "has no prodready:ignore-end: it holds to the end of the file");
  }

  void add_idle(const std::string& path, const Marker& marker) {
    if (!marker.problem.empty()) {
      add("suppression-invalid", path, marker, "hides nothing: " + marker.problem);
    } else if (has_expired(marker, policy_.today)) {
      add("suppression-expired", path, marker,
          "held until " + marker.until + " and hides nothing any more");
    } else if (const std::string unknown = unknown_rule(marker); !unknown.empty()) {
      add("suppression-unused", path, marker,
          "hides nothing: there is no rule \"" + unknown + "\"");
      notes_["suppression-unused"].back().unknown_rule = unknown;
    } else if (could_be_used(marker)) {
      add("suppression-unused", path, marker, "hides nothing");
    }
  }

  void add_idle(const IgnoreEntry& entry) {
    const size_t colon = entry.origin.rfind(':');
    add("suppression-unused", entry.origin.substr(0, colon),
        std::stoull(entry.origin.substr(colon + 1)), "this [[ignore]] hides nothing");
  }

  std::vector<Notification> take() {
    std::vector<Notification> all;
    for (auto& [code, notes] : notes_) {
      std::sort(notes.begin(), notes.end());
      const size_t count = std::min(notes.size(), kMaxSuppressionNotes);
      for (size_t i = 0; i < count; ++i) all.push_back(notification(code, notes[i]));
      if (notes.size() > count)
        all.push_back({level_of(code), code, "",
                       "and " + std::to_string(notes.size() - count) + " more like these"});
    }
    return all;
  }

 private:
  struct Note {
    std::string path;
    uint64_t line = 0;
    std::string text;
    std::string unknown_rule;
    auto operator<=>(const Note&) const = default;
  };

  static Notification::Level level_of(const std::string& code) {
    const bool harmless = code == "suppression-unused" || code == "suppression-without-reason";
    return harmless ? Notification::Level::note : Notification::Level::warning;
  }

  void add(const char* code, const std::string& path, uint64_t line, const std::string& text) {
    notes_[code].push_back({path, line, text, ""});
  }
  void add(const char* code, const std::string& path, const Marker& marker,
           const std::string& text) {
    add(code, path, marker.at.line, written(marker) + " " + text);
  }

  Notification notification(const std::string& code, const Note& note) {
    std::string text = note.text;
    if (!note.unknown_rule.empty()) text += did_you_mean(note.unknown_rule, rule_ids());
    return {level_of(code), code, note.path, text, note.line};
  }

  const std::vector<std::string>& rule_ids() {
    if (ids_.empty())
      for (const Rule& rule : rules_.rules) ids_.push_back(rule.id);
    return ids_;
  }

  /// Nothing where the built-in rules take no part: the rule may be one of those.
  std::string unknown_rule(const Marker& marker) const {
    if (!policy_.builtin_rules) return "";
    const auto unknown =
        std::find_if(marker.rules.begin(), marker.rules.end(),
                     [&](const std::string& id) { return rules_.find(id) == nullptr; });
    return unknown == marker.rules.end() ? "" : *unknown;
  }

  /// What was not looked for cannot be found: one of the marker's rules took part, and if it judges
  /// across files, it saw all of them.
  bool could_be_used(const Marker& marker) const {
    return marker.rules.empty() ||
           std::any_of(marker.rules.begin(), marker.rules.end(), [&](const std::string& id) {
             const Rule* rule = rules_.find(id);
             return rule != nullptr && (use_.whole_tree || rule->shape != Shape::check);
           });
  }

  const SuppressionUse& use_;
  const Policy& policy_;
  const RuleSet& rules_;
  std::vector<std::string> ids_;
  std::map<std::string, std::vector<Note>> notes_;  ///< by code
};

FileMarkers* markers_of(std::vector<FileMarkers>& all, const std::string& path) {
  const auto found = std::lower_bound(
      all.begin(), all.end(), path,
      [](const FileMarkers& markers, const std::string& wanted) { return markers.path < wanted; });
  return found != all.end() && found->path == path ? &*found : nullptr;
}

Notification unheeded_note(uint64_t count) {
  const std::string what = count == 1 ? "1 place that a comment accepts is"
                                      : std::to_string(count) + " places that comments accept are";
  return {Notification::Level::note, "suppressions-unheeded", "",
          what + " reported: inline ignores are off"};
}

bool applies(const IgnoreEntry& entry, const Policy& policy, const Finding& finding) {
  if (!entry.rule.empty() && entry.rule != finding.rule->id) return false;
  if (!entry.fingerprint.empty() && entry.fingerprint != finding.fingerprint &&
      entry.fingerprint != finding.value_id)
    return false;
  return entry.paths.empty() || names_path(entry, policy, finding.path);
}

Suppression configured(const std::string& reason, const std::string& origin) {
  Suppression suppression;
  suppression.kind = SuppressionKind::configuration;
  suppression.reason = reason;
  suppression.origin = origin;
  return suppression;
}

}  // namespace

void accept_checked(std::vector<Finding>& findings, const Policy& policy, SuppressionUse& use) {
  for (Finding& finding : findings) {
    if (finding.rule->shape != Shape::check) continue;
    FileMarkers* in_file = markers_of(use.markers, finding.path);
    if (in_file == nullptr) continue;
    finding.suppression = suppression_by(*in_file, finding, policy.today);
    if (policy.inline_ignores || !finding.suppression) continue;
    finding.suppression.reset();
    ++use.unheeded;
  }
}

std::optional<Suppression> configured_suppression(const Finding& finding, const Policy& policy,
                                                  SuppressionUse& use) {
  const auto& disabled = policy.disabled_rules;
  if (std::find(disabled.begin(), disabled.end(), finding.rule->id) != disabled.end()) {
    auto origin = policy.origins.find("disable-rules");
    return configured("the rule is disabled", origin == policy.origins.end() ? "" : origin->second);
  }
  std::optional<Suppression> first;
  use.ignores.resize(policy.ignores.size(), false);
  for (size_t i = 0; i < policy.ignores.size(); ++i) {
    const IgnoreEntry& entry = policy.ignores[i];
    if (!applies(entry, policy, finding)) continue;
    use.ignores[i] = true;
    if (first) continue;
    first = configured(entry.reason, entry.origin);
    first->owner = entry.owner;
    first->until = entry.expires;
  }
  return first;
}

std::vector<Notification> suppression_notes(const SuppressionUse& use, const Policy& policy,
                                            const RuleSet& rules) {
  Notes notes(use, policy, rules);
  for (const FileMarkers& file : use.markers) {
    // Of old versions, and of files that are only judged in part, it is nobody's concern.
    if (!policy.inline_ignores || use.scope != Scope::files) break;
    const bool told = file.told && !is_all_accepted(policy, file.path);
    for (const auto* list : {&file.lines, &file.wide}) {
      for (const Marker& marker : *list) {
        // Without a comment sign before it, it may be a text about markers.
        if (marker.used)
          notes.add_used(file.path, marker);
        else if (told && marker.in_comment)
          notes.add_idle(file.path, marker);
      }
    }
  }
  for (size_t i = 0; i < policy.ignores.size() && use.whole_tree; ++i) {
    if (i >= use.ignores.size() || !use.ignores[i]) notes.add_idle(policy.ignores[i]);
  }
  std::vector<Notification> all = notes.take();
  if (use.unheeded > 0) all.push_back(unheeded_note(use.unheeded));
  return all;
}

}  // namespace prodready
