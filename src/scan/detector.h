// The engine: rules applied to the windows of files. The Detector is what all workers share; each
// worker has a FileScanner.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "findings/finding.h"
#include "rules/rule_set.h"
#include "scan/compiled_rules.h"
#include "scan/path_index.h"
#include "scan/prefilter.h"
#include "scan/trace.h"
#include "source/window.h"
#include "text/span.h"

namespace prodready {

struct DetectorOptions {
  bool inline_ignores = true;
  std::string fingerprint_key;
  std::string path_prefix;  ///< put before paths when environments and fingerprints are decided
                            ///< (work_tree_prefix())
};

/// Immutable; refers to `rules`.
class Detector {
 public:
  Detector(const RuleSet& rules, DetectorOptions options);

  const RuleSet& rules;
  const DetectorOptions options;
  const CompiledRules compiled;
  const PathIndex paths;
  const Prefilter prefilter;
};

/// Takes the windows of files in order and gathers findings. One worker's, not thread-safe.
class FileScanner {
 public:
  explicit FileScanner(const Detector& detector, Trace* trace = nullptr);

  /// A WindowSink: windows of one file in order, one file after another.
  void scan(const Window& window);

  /// All findings so far, files in the order they came, each file's in the order of location and
  /// rule.
  std::vector<Finding> take_findings() { return std::move(findings_); }

 private:
  /// A regex match that passed the filters; offsets are in the current window.
  struct Match {
    Span value;
    uint32_t rule;
    bool owned;  ///< reported by this window; the others only help to redact its lines
    auto operator<=>(const Match&) const = default;
  };
  /// What is known about one rule in the current file.
  struct RuleInFile {
    uint64_t file = 0;  ///< number of the file that the rest is about
    bool fits = false;  ///< the globs let the rule look here
    bool done = false;  ///< `once`, and once was
  };

  void begin_file(const Window& window);
  void end_file();
  RuleInFile& state_of(uint32_t rule, std::string_view path);
  void find_by_anchors(const Window& window);
  void find_by_path(const Window& window);
  void search(const Window& window, uint32_t rule, Span range);
  bool passes_filters(const Window& window, uint32_t rule, const RegexMatch& match);
  void keep_best_of_overlapping();
  void report_matches(const Window& window);
  void report(const Window& window, const Match& match, const Location& location,
              const std::vector<Span>& secrets);
  void report_path_rules(const Window& window);
  const FileEnvironment& environment(const Window& window);
  Finding make_finding(uint32_t rule, const Window& window, std::string_view value);
  void note(const Window& window, size_t at, uint32_t rule, const std::string& text);

  const Detector& detector_;
  Trace* trace_;
  Prefilter::Scratch scratch_;
  std::vector<AnchorHit> hits_;
  std::vector<uint32_t> path_rules_;  ///< rules that look at the current file because of its path
  std::vector<Match> matches_;        ///< of the current window
  std::vector<RuleInFile> rules_;     ///< by rule
  std::unordered_map<std::string, size_t>
      repeats_;  ///< rule and value → finding, in the current file
  uint64_t file_ = 0;
  size_t file_begin_ = 0;  ///< the current file's first finding
  FileEnvironment environment_;
  bool environment_known_ = false;
  std::vector<Finding> findings_;
};

}  // namespace prodready
