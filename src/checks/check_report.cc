#include "checks/check_report.h"

#include <algorithm>

#include "findings/fingerprint.h"
#include "findings/grading.h"

namespace prodready {

void CheckReport::add(std::string_view id, CheckFinding found) {
  const Rule* rule = rules_.find(id);
  if (!rule) return;
  Rule graded_as = {};
  graded_as.category = rule->category;
  graded_as.environments = rule->environments;
  graded_as.severity = found.severity.value_or(rule->severity);
  graded_as.confidence = found.confidence.value_or(rule->confidence);
  const std::optional<Grade> graded = grade(graded_as, found.place.environment.environment);
  if (!graded) return;
  Finding finding;
  finding.rule = rule;
  finding.path = std::move(found.place.path);
  finding.environment = found.place.environment.environment;
  finding.environment_reason = std::move(found.place.environment.reason);
  finding.severity = graded->severity;
  finding.confidence = graded_as.confidence;
  finding.location = found.place.location;
  finding.frame = std::move(found.place.frame);
  finding.detail = std::move(found.detail);
  finding.related = std::move(found.related);
  if (!found.reason.empty()) finding.reasons.push_back(std::move(found.reason));
  if (!graded->reason.empty()) finding.reasons.push_back(graded->reason);
  finding.fingerprint = fingerprint(key_, rule->id, prefix_ + finding.path, found.value);
  finding.value_id = value_id(key_, rule->id, found.value);
  findings_.push_back(std::move(finding));
}

std::string named(const std::vector<std::string>& names) {
  std::string text;
  const size_t shown = std::min(names.size(), kMaxNamed);
  const bool more = names.size() > shown;
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == shown && !more ? " and " : ", ";
    text += names[i];
  }
  if (more) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

Related related(const Place& place, std::string text) {
  return {place.path, place.location, std::move(text)};
}

std::string shown(const Place& place) {
  return place.path + ":" + std::to_string(place.location.start.line);
}

Place file_place(const std::string& path) {
  Place place;
  place.path = path;
  place.environment = classify(path, "");
  return place;
}

}  // namespace prodready
