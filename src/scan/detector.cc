// A window's way: the prefilter names places, each rule's regex looks around its own, filters drop
// what is no finding, the rest is graded by the file's environment, located and redacted. Cost is
// linear in the text: places of one rule whose surroundings overlap are searched as one range.
#include "scan/detector.h"

#include <algorithm>

#include "findings/fingerprint.h"
#include "findings/frame.h"
#include "findings/grading.h"
#include "findings/redaction.h"
#include "rules/file_kind.h"
#include "scan/filters.h"
#include "scan/pairs.h"
#include "scan/text_kind.h"
#include "text/ascii.h"
#include "text/digest.h"
#include "text/line_cursor.h"
#include "text/line_range.h"

namespace prodready {
namespace {

static_assert(static_cast<size_t>(kMaxReach) < kWindowContext);

/// Of one file, all levels together.
constexpr size_t kDecodedBytesPerFile = 16 << 20;

/// A rule without `reach` looks at its anchor's line.
Span range_around(std::string_view text, size_t at, size_t reach) {
  if (reach == 0) return line_range(text, at);
  return {at > reach ? at - reach : 0, std::min(at + reach, text.size())};
}

/// "  " and line breaks folded: what a match without a secret is compared by.
std::string normalised(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (!is_space(c)) {
      result += c;
    } else if (!result.ends_with(' ')) {
      result += ' ';
    }
  }
  return result;
}

std::string repeat_key(uint32_t rule, std::string_view value) {
  std::string key(reinterpret_cast<const char*>(&rule), sizeof rule);
  return key.append(value);
}

template <typename Index>
Index index_over(const std::vector<RuleIndex::Entry>& entries) {
  Index index;
  for (const RuleIndex::Entry& entry : entries) index.add(entry.text, entry.rule);
  return index;
}

}  // namespace

Detector::Detector(const RuleSet& set, DetectorOptions detector_options)
    : rules(set),
      options(std::move(detector_options)),
      compiled(set.rules),
      paths(set),
      settings(set, compiled),
      prefilter(set.prefilter_databases) {}

const NameIndex& Detector::names() const {
  return names_.get([&] { return index_over<NameIndex>(rules.index.names); });
}

const PrefixIndex& Detector::prefixes() const {
  return prefixes_.get([&] { return index_over<PrefixIndex>(rules.index.prefixes); });
}

FileScanner::FileScanner(const Detector& detector, Trace* trace)
    : detector_(detector),
      trace_(trace),
      rules_(detector.rules.rules.size()),
      ignores_(detector.options.today, detector.options.inline_ignores),
      facts_(detector.options.fingerprint_key, detector.options.facts) {}

void FileScanner::scan(const Window& window) {
  matches_.clear();
  notes_.resize(1);
  silent_known_ = false;
  whole_ = window.text;
  facts_.begin_window();
  if (window.first) begin_file(window);
  if (!window.text.empty()) {
    if (window.first) read_settings_of(window);
    if (window.changed == nullptr) {
      find_in_text(window);
      find_by_path(window);
      find_in_decoded(window);
    }
    if (window.first) find_in_settings(window);
  }
  ignores_.read(window, !matches_.empty());
  if (!matches_.empty()) report_matches(window);
  if (window.last) end_file(window);
}

void FileScanner::begin_file(const Window& window) {
  ++file_;
  budget_ = {kDecodedBytesPerFile};
  file_begin_ = findings_.size();
  environment_known_ = false;
  ignores_.begin_file(window.path);
  begin_path(window.path);
  report_path_rules(window);
  facts_.add_file(window);
}

/// The versions of a file come one after another.
void FileScanner::begin_path(std::string_view path) {
  if (path_number_ > 0 && path == path_) return;
  path_ = path;
  ++path_number_;
  text_kind_.reset();
  path_rules_.clear();
  detector_.paths.rules_for(path, path_rules_);
}

void FileScanner::end_file(const Window& window) {
  repeats_.clear();
  if (ignores_.has_own()) {
    for (size_t i = file_begin_; i < findings_.size(); ++i) {
      if (findings_[i].rule->shape == Shape::path)
        findings_[i].suppression = ignores_.suppression_of(findings_[i]);
    }
    // Documentation shows how markers are written, and nobody tidies up in others' code.
    const Environment where = environment(window).environment;
    ignores_.end_file(where != Environment::documentation && where != Environment::vendored);
  }
  std::sort(findings_.begin() + static_cast<long>(file_begin_), findings_.end(),
            [](const Finding& a, const Finding& b) {
              return std::tie(a.location, a.rule->id) < std::tie(b.location, b.rule->id);
            });
  join_pairs(findings_, file_begin_);
}

FileScanner::RuleInFile& FileScanner::state_of(uint32_t rule, std::string_view path) {
  RuleInFile& state = rules_[rule];
  if (state.file == file_) return state;
  const bool fits = state.path == path_number_ ? state.fits : detector_.paths.fits(rule, path);
  return state = {file_, path_number_, fits};
}

void FileScanner::find_in_text(const Window& window) {
  hits_.clear();
  detector_.prefilter.find(window.text, file_kind(window.path), scratch_, hits_);
  for (AnchorHit& hit : hits_) hit.anchor = detector_.rules.anchor_rule[hit.anchor];
  find_in_tokens(window);
  find_by_anchors(window);
}

/// `hits_` name rules.
void FileScanner::find_by_anchors(const Window& window) {
  std::sort(hits_.begin(), hits_.end(), [](const AnchorHit& a, const AnchorHit& b) {
    return std::tie(a.anchor, a.end) < std::tie(b.anchor, b.end);
  });
  for (size_t i = 0; i < hits_.size();) {
    const uint32_t rule = hits_[i].anchor;
    const Rule& its = detector_.rules.rules[rule];
    const auto reach = static_cast<size_t>(its.reach);
    const bool fits = state_of(rule, window.path).fits;
    if (!fits)
      note(window, hits_[i].end, rule,
           "anchor found, but `files` or `not_files` keep the rule from this file");
    Span last;
    for (; fits && !has_pattern(its) && i < hits_.size() && hits_[i].anchor == rule; ++i) {
      if (its.code)
        find_assignment(window, rule, hits_[i].end, last);
      else
        find_short_token(window, rule, hits_[i].end);
    }
    for (; fits && i < hits_.size() && hits_[i].anchor == rule;) {
      note(window, hits_[i].end, rule, "anchor found");
      Span range = range_around(window.text, hits_[i].end, reach);
      for (++i; i < hits_.size() && hits_[i].anchor == rule && hits_[i].end <= range.end + reach;
           ++i) {
        const Span next = range_around(window.text, hits_[i].end, reach);
        if (next.begin >= range.end) break;
        range.end = std::max(range.end, next.end);
      }
      search(window, rule, range);
    }
    while (i < hits_.size() && hits_[i].anchor == rule) ++i;
  }
}

void FileScanner::find_by_path(const Window& window) {
  for (uint32_t rule : path_rules_) {
    if (!has_pattern(detector_.rules.rules[rule])) continue;
    state_of(rule, window.path);
    search(window, rule, {0, window.text.size()});
  }
}

void FileScanner::search(const Window& window, uint32_t rule, Span range) {
  const CompiledRule& compiled = detector_.compiled[rule];
  // The character on either side belongs to it, a line break mostly: it may be what delimits a
  // secret.
  range = {range.begin - (range.begin > 0), std::min(range.end + 1, window.text.size())};
  RegexMatch match;
  while (range.begin < range.end && find_match(compiled, window.text, range, match)) {
    if (match.value.end > match.value.begin && passes_filters(window, rule, match)) {
      const Rule& its = detector_.rules.rules[rule];
      const Judgement judgement = judge({.rule = its, .value = part(window.text, match.value)});
      MatchNote note = note_of(rule, judgement);
      if (its.shape == Shape::idiom) {
        note.variable = {&its, match.value, match.default_value, match.fallback, match.required};
      }
      if (is_open(environment(window))) note.part = part_of(window, rule, match.whole.begin);
      if (!judgement.dropped.empty())
        this->note(window, match.value.begin, rule, "dropped: " + judgement.dropped);
      else if (its.shape == Shape::idiom || speaks(window, rule, match.value.begin, note.part))
        matches_.push_back(
            {match.value, rule, is_owned(window, match.whole.begin), add_note(std::move(note))});
    }
    // From the value's end on, not the match's: what delimits one secret may also delimit the next.
    range.begin = std::max(match.value.end, range.begin + 1);
  }
}

bool FileScanner::passes(const Window& window, uint32_t rule, size_t at,
                         const Candidate& candidate) {
  for (const Filter& filter : filters()) {
    const Reason reason = filter.drop(candidate);
    if (reason.empty()) continue;
    note(window, at, rule, "dropped by the filter " + std::string(filter.name) + ": " + reason);
    return false;
  }
  return true;
}

bool FileScanner::passes_filters(const Window& window, uint32_t rule_index,
                                 const RegexMatch& match) {
  const Candidate candidate{detector_.rules.rules[rule_index], detector_.compiled[rule_index],
                            part(window.text, match.value),
                            line_at(window.text, match.value.begin)};
  if (!passes(window, rule_index, match.value.begin, candidate)) return false;
  return passes_context(window, rule_index, match);
}

bool FileScanner::is_owned(const Window& window, size_t at) {
  return at >= window.core_begin && at < window.core_end;
}

FileScanner::MatchNote FileScanner::note_of(uint32_t rule, const Judgement& judgement) const {
  MatchNote note;
  if (judgement.confidence != detector_.rules.rules[rule].confidence)
    note.confidence = judgement.confidence;
  note.reasons = judgement.reasons;
  return note;
}

const FileScanner::TextKind& FileScanner::text_kind(const Window& window) {
  if (!text_kind_) {
    text_kind_ = {is_program_code(window.path), is_translation(window.path),
                  is_generated(window.path)};
  }
  return *text_kind_;
}

uint32_t FileScanner::add_note(MatchNote note) {
  notes_.push_back(std::move(note));
  return static_cast<uint32_t>(notes_.size() - 1);
}

/// Of what passed the filters: the file's environment is known.
Severity FileScanner::severity_of(const Match& match) const {
  const FileEnvironment& where = effective(environment_, notes_[match.note].part);
  const std::optional<Grade> graded = grade(detector_.rules.rules[match.rule], where.environment);
  return graded ? graded->severity : Severity::info;
}

Confidence FileScanner::confidence_of(const Match& match) const {
  return notes_[match.note].confidence.value_or(detector_.rules.rules[match.rule].confidence);
}

/// Two rules that found the same secret: the surer one speaks. Rules that report once a file stay
/// out of it: what they displace further down would be lost.
void FileScanner::keep_best_of_overlapping() {
  const RuleList& rules = detector_.rules.rules;
  auto better = [&](const Match& a, const Match& b) {
    auto rank = [&](const Match& m) {
      // A form says more than a name, also where it says that the value is made up.
      const bool has_form = !rules[m.rule].code && rules[m.rule].names.empty();
      return std::tuple(has_form, confidence_of(m), severity_of(m), m.value.end - m.value.begin);
    };
    return rank(a) > rank(b);
  };
  auto competes = [&](const Match& m) { return rules[m.rule].has_secret && !rules[m.rule].once; };
  std::vector<Match> kept;
  size_t last = 0;  // index behind the last one that competes; others may stand in between
  for (const Match& match : matches_) {
    const bool overlaps =
        last > 0 && competes(match) && match.value.begin < kept[last - 1].value.end;
    if (!overlaps) {
      kept.push_back(match);
      if (competes(match)) last = kept.size();
    } else if (better(match, kept[last - 1])) {
      kept[last - 1] = match;
    }
  }
  matches_ = std::move(kept);
}

void FileScanner::report_matches(const Window& window) {
  // A merged or aliased part of a YAML file is a setting of several services; a setting is also
  // found as the text that it is. The surer one stays.
  std::sort(matches_.begin(), matches_.end(), [&](const Match& a, const Match& b) {
    return std::tuple(a.value, a.rule, confidence_of(b), b.owned, a.note) <
           std::tuple(b.value, b.rule, confidence_of(a), a.owned, b.note);
  });
  auto same = [](const Match& a, const Match& b) { return a.value == b.value && a.rule == b.rule; };
  matches_.erase(std::unique(matches_.begin(), matches_.end(), same), matches_.end());
  keep_best_of_overlapping();
  std::vector<Span> secrets;
  for (const Match& match : matches_) {
    if (detector_.rules.rules[match.rule].has_secret) secrets.push_back(match.value);
  }
  secrets = merged(std::move(secrets));
  LineCursor cursor(window.text, window.line, window.column);
  for (const Match& match : matches_) {
    if (!match.owned) continue;
    Location location;
    cursor.advance_to(match.value.begin);
    location.start = {cursor.line(), cursor.column(), cursor.byte_column()};
    LineCursor end = cursor;
    end.advance_to(match.value.end);
    location.end = {end.line(), end.column(), end.byte_column()};
    if (const VariableMatch& variable = notes_[match.note].variable; variable.idiom) {
      facts_.add_variable(window, variable, place_of(window, match, location, secrets));
    } else {
      report(window, match, location, secrets);
    }
  }
}

void FileScanner::report(const Window& window, const Match& match, const Location& location,
                         const std::vector<Span>& secrets) {
  const Rule& rule = detector_.rules.rules[match.rule];
  RuleInFile& state = state_of(match.rule, window.path);
  if (state.done) return;

  const std::string_view text = part(window.text, match.value);
  const MatchNote& known = notes_[match.note];
  const std::string value = !known.value.empty() ? known.value
                            : rule.has_secret    ? std::string(text)
                                                 : normalised(text);
  std::optional<Suppression> suppression;
  if (ignores_.any()) {
    Finding asked = make_finding(match.rule, window, value, known.part);
    asked.location = location;
    suppression = ignores_.suppression_of(asked);
  }
  state.done = rule.once && !suppression;
  // An accepted occurrence and one that nobody accepted are two findings.
  const auto [repeat, is_new] =
      repeats_.try_emplace(repeat_key(match.rule, value) + (suppression ? "!" : "") +
                               std::string(name(known.part.environment)),
                           findings_.size());
  if (!is_new) {
    Finding& first = findings_[repeat->second];
    ++first.occurrences;
    if (first.repeats.size() < kMaxRepeats) first.repeats.push_back(location);
    return;
  }
  Finding finding = make_finding(match.rule, window, value, known.part);
  finding.confidence = confidence_of(match);
  finding.reasons.insert(finding.reasons.end(), known.reasons.begin(), known.reasons.end());
  finding.location = location;
  finding.suppression = std::move(suppression);
  if (rule.has_secret) finding.redacted = redacted(value);
  finding.frame = make_frame(window.text, match.value, location.start.line, secrets);
  note(window, match.value.begin, match.rule,
       finding.suppression
           ? "suppressed by " + finding.suppression->marker + " at " + finding.suppression->origin
           : "reported as " + std::string(name(finding.severity)));
  findings_.push_back(std::move(finding));
}

void FileScanner::report_path_rules(const Window& window) {
  for (uint32_t rule : path_rules_) {
    if (detector_.rules.rules[rule].shape != Shape::path) continue;
    if (!grade(detector_.rules.rules[rule], environment(window).environment)) continue;
    findings_.push_back(make_finding(rule, window, "", {}));
    note(window, 0, rule, "the path is what the rule looks for");
  }
}

Place FileScanner::place_of(const Window& window, const Match& match, const Location& location,
                            const std::vector<Span>& secrets) {
  Place place;
  place.path = window.path;
  place.location = location;
  place.environment = effective(environment(window), notes_[match.note].part);
  place.frame = make_frame(window.text, match.value, location.start.line, secrets);
  return place;
}

Finding FileScanner::make_finding(uint32_t rule_index, const Window& window, std::string_view value,
                                  const FileEnvironment& part) {
  const Rule& rule = detector_.rules.rules[rule_index];
  const FileEnvironment& where = effective(environment(window), part);
  const std::optional<Grade> graded = grade(rule, where.environment);
  Finding finding;
  finding.rule = &rule;
  finding.path = window.path;
  finding.environment = where.environment;
  finding.environment_reason = where.reason;
  finding.severity = graded ? graded->severity : rule.severity;
  finding.confidence = rule.confidence;
  if (graded && !graded->reason.empty()) finding.reasons.push_back(graded->reason);
  finding.fingerprint = fingerprint(detector_.options.fingerprint_key, rule.id,
                                    detector_.options.path_prefix + finding.path, value);
  finding.value_id = value_id(detector_.options.fingerprint_key, rule.id, value);
  if (detector_.options.secret_sha1 && rule.has_secret) finding.secret_sha1 = sha1_hex(value);
  return finding;
}

void FileScanner::note(const Window& window, size_t at, uint32_t rule, const std::string& text) {
  if (!trace_ || trace_->line == 0) return;
  // What a decoded part says is told where the part stands.
  LineCursor cursor(whole_, window.line, window.column);
  cursor.advance_to(level_ > 0 ? encoded_at_ : at);
  if (cursor.line() != trace_->line) return;
  trace_->entries.push_back("column " + std::to_string(cursor.column()) + ": " +
                            detector_.rules.rules[rule].id + ": " + text);
}

}  // namespace prodready
