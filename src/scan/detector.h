// The engine: rules applied to the windows of files. The Detector is what all workers share; each
// worker has a FileScanner.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "decode/decode.h"
#include "findings/finding.h"
#include "findings/inline_ignore.h"
#include "rules/rule_set.h"
#include "scan/compiled_rules.h"
#include "scan/fact_collector.h"
#include "scan/filters.h"
#include "scan/judgement.h"
#include "scan/name_index.h"
#include "scan/path_index.h"
#include "scan/prefilter.h"
#include "scan/prefix_index.h"
#include "scan/setting_rules.h"
#include "scan/trace.h"
#include "source/window.h"
#include "text/line_index.h"
#include "text/span.h"

namespace prodready {

struct DetectorOptions {
  bool inline_ignores = true;
  std::string fingerprint_key;
  std::string path_prefix;   ///< put before paths when environments and fingerprints are decided
                             ///< (work_tree_prefix())
  std::string today;         ///< YYYY-MM-DD: which inline suppressions have expired; empty: none
  bool secret_sha1 = false;  ///< Finding::secret_sha1 is wanted
  bool facts = true;         ///< what the files say together is wanted (take_facts())
};

/// Immutable; refers to `rules`.
class Detector {
 public:
  Detector(const RuleSet& rules, DetectorOptions options);

  const RuleSet& rules;
  const DetectorOptions options;
  const CompiledRules compiled;
  const PathIndex paths;
  const SettingRules settings;
  const NameIndex& names() const;  ///< of the named rules
  const PrefixIndex& prefixes() const;
  const Prefilter prefilter;

 private:
  Lazy<NameIndex> names_;
  Lazy<PrefixIndex> prefixes_;
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

  /// What the files say that means something only together.
  Facts take_facts() { return facts_.take(); }

  /// prodready's own suppressions in the files, with what each was used for.
  std::vector<FileMarkers> take_markers() { return ignores_.take(); }

  /// Whether configuration that the last file may be could not be read to its end.
  bool has_unread_settings() const { return !settings_.problem.empty(); }
  /// Whether other tools' markers in the last file accept more than the lines next to them.
  bool has_others_blocks() const { return ignores_.has_others_blocks(); }

  /// Places that comments accept though DetectorOptions::inline_ignores is off.
  uint64_t unheeded() const { return ignores_.unheeded(); }

 private:
  /// A regex match that passed the filters; offsets are in the current window.
  struct Match {
    Span value;
    uint32_t rule;
    bool owned;         ///< reported by this window; the others only help to redact its lines
    uint32_t note = 0;  ///< index in notes_; 0: none
    auto operator<=>(const Match&) const = default;
  };
  /// What is known about a match beside its place.
  struct MatchNote {
    FileEnvironment part;  ///< of the part of the file it stands in; unknown: the file's
    std::vector<std::string> reasons;      ///< for the finding
    std::optional<Confidence> confidence;  ///< where it is not the rule's
    std::string value;       ///< of a setting: what the file means, when it is written otherwise
    VariableMatch variable;  ///< of an idiom
  };
  /// What is known about one rule in the current file.
  struct RuleInFile {
    uint64_t file = 0;        ///< number of the file that the rest is about
    uint64_t path = 0;        ///< number of the path that `fits` is about
    bool fits = false;        ///< the globs let the rule look here
    bool done = false;        ///< `once`, and once was
    bool text_asked = false;  ///< whether text_fits is known
    bool text_fits = false;   ///< `file_has` and `file_lacks` let it
  };

  /// What the file's path says about how its text is meant (scan/text_kind.h).
  struct TextKind {
    bool code = false;
    bool translation = false;
    bool generated = false;
  };

  void begin_file(const Window& window);
  void begin_path(std::string_view path);
  void end_file(const Window& window);
  RuleInFile& state_of(uint32_t rule, std::string_view path);
  void find_in_text(const Window& window);
  void find_by_anchors(const Window& window);
  void find_by_path(const Window& window);
  void search(const Window& window, uint32_t rule, Span range);
  bool passes_filters(const Window& window, uint32_t rule, const RegexMatch& match);
  bool passes_setting_filters(const Window& window, uint32_t rule, const RegexMatch& match,
                              std::string_view value);
  bool passes(const Window& window, uint32_t rule, size_t at, const Candidate& candidate);
  bool passes_context(const Window& window, uint32_t rule, const RegexMatch& match);
  bool text_fits(const Window& window, uint32_t rule);
  bool speaks(const Window& window, uint32_t rule, size_t at, const FileEnvironment& part);
  FileEnvironment part_of(const Window& window, uint32_t rule, size_t at);
  FileEnvironment part_of(const Window& window, uint32_t rule, const Setting& setting);
  void find_in_settings(const Window& window);
  void find_in_decoded(const Window& window);
  void keep_secrets(const Window& window, const Decoded& part, size_t first);
  void find_in_tokens(const Window& window);
  void find_in_token(const Window& window, Span token);
  void find_prefixed(const Window& window, Span token, bool digit);
  void take_prefixed(const Window& window, uint32_t rule, Span value);
  void take_named(const Window& window, uint32_t rule, Span context, Span token);
  void find_short_token(const Window& window, uint32_t rule, size_t at);
  void take_named_value(const Window& window, uint32_t rule, size_t context_begin,
                        const RegexMatch& match);
  void find_assignment(const Window& window, uint32_t rule, size_t at, Span& last);
  void find_names_in(const Window& window, const Setting& setting);
  void take_judged(const Window& window, uint32_t rule, const RegexMatch& match,
                   const Judgement& judgement);
  Confidence confidence_of(const Match& match) const;
  bool take_setting(const Window& window, const Setting& setting, const SettingMatch& match);
  bool is_secret(const Window& window, uint32_t rule, const Setting& setting,
                 std::string_view value, Span place, MatchNote& note);
  void keep_worst_of(size_t first);
  Severity severity_of(const Match& match) const;
  static bool may_override(const Rule& rule, const Setting& setting, const FileEnvironment& where);
  Place place_of(const Window& window, const Setting& setting, const LineIndex& lines);
  void read_settings_of(const Window& window);
  static bool is_owned(const Window& window, size_t at);
  MatchNote note_of(uint32_t rule, const Judgement& judgement) const;
  uint32_t add_note(MatchNote note);
  const TextKind& text_kind(const Window& window);
  void keep_best_of_overlapping();
  void report_matches(const Window& window);
  void report(const Window& window, const Match& match, const Location& location,
              const std::vector<Span>& secrets);
  void report_path_rules(const Window& window);
  const FileEnvironment& environment(const Window& window);
  Place place_of(const Window& window, const Match& match, const Location& location,
                 const std::vector<Span>& secrets);
  Finding make_finding(uint32_t rule, const Window& window, std::string_view value,
                       const FileEnvironment& part);
  void note(const Window& window, size_t at, uint32_t rule, const std::string& text);

  const Detector& detector_;
  Trace* trace_;
  Prefilter::Scratch scratch_;
  std::vector<Span> tokens_;                ///< of the current window
  std::vector<PrefixIndex::Hit> prefixed_;  ///< prefixes in the current token
  FoldedText folded_;                       ///< what stands around the current token
  std::vector<uint32_t> named_;             ///< rules with a name there
  std::vector<AnchorHit> hits_;             ///< of the current text
  std::string path_;                        ///< of the current file
  uint64_t path_number_ = 0;          ///< counts files whose path is not that of the one before
  std::vector<uint32_t> path_rules_;  ///< rules that look at the current file because of its path
  Judge judge_;                       ///< of what is assigned
  std::vector<Match> matches_;        ///< of the current window
  std::vector<MatchNote> notes_;      ///< of the current window's matches; the first is empty
  KeyMemory key_memory_;
  SettingsFile settings_;     ///< of the current file, if it is configuration
  std::vector<Span> silent_;  ///< comments of the current window
  bool silent_known_ = false;
  std::string_view whole_;         ///< the current window's text, while a decoded part is searched
  std::string_view encoding_;      ///< of the part that is searched; empty: the text as it is
  size_t encoded_at_ = 0;          ///< where in whole_ that part begins
  int level_ = 0;                  ///< how many encodings deep that part is
  DecodeBudget budget_;            ///< of the current file
  std::vector<RuleInFile> rules_;  ///< by rule
  std::unordered_map<std::string, size_t>
      repeats_;  ///< rule and value → finding, in the current file
  uint64_t file_ = 0;
  size_t file_begin_ = 0;  ///< the current file's first finding
  FileEnvironment environment_;
  bool environment_known_ = false;
  std::optional<TextKind> text_kind_;  ///< of the current path, once it was asked
  std::vector<Finding> findings_;
  InlineIgnores ignores_;
  FactCollector facts_;
};

}  // namespace prodready
