// How a check reports: by the id of its rule, at a place, with a sentence that says what it saw.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"
#include "findings/finding.h"
#include "rules/rule_set.h"

namespace prodready {

struct CheckFinding {
  Place place;
  std::string detail;
  std::string value;  ///< what the fingerprint is made of, beside rule and path: a variable's name
  std::vector<Related> related;
  std::optional<Severity> severity;  ///< instead of the rule's, before the environment is regarded
  std::optional<Confidence> confidence;  ///< instead of the rule's
  std::string reason;                    ///< for the severity or confidence; may be empty
};

class CheckReport {
 public:
  /// `path_prefix` as in DetectorOptions.
  CheckReport(const RuleSet& rules, std::string fingerprint_key, std::string path_prefix)
      : rules_(rules), key_(std::move(fingerprint_key)), prefix_(std::move(path_prefix)) {}

  /// Whether a rule of this id is in the set: the work is not done for nobody.
  bool wants(std::string_view rule) const { return rules_.find(rule) != nullptr; }
  void add(std::string_view rule, CheckFinding finding);

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  const RuleSet& rules_;
  std::string key_;
  std::string prefix_;
  std::vector<Finding> findings_;
};

/// "A, B and 3 more": at most kMaxNamed of `names`.
std::string named(const std::vector<std::string>& names);
inline constexpr size_t kMaxNamed = 10;

Related related(const Place& place, std::string text);
/// "src/app.py:12".
std::string shown(const Place& place);
/// The beginning of a file that nothing more is known about.
Place file_place(const std::string& path);

}  // namespace prodready
