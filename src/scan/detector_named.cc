// Secrets that only their name tells: long tokens with a provider's name before them, and literals
// given to a name like `password`. What stands there is judged value by value (judgement.h).
#include <algorithm>
#include <array>
#include <bit>

#include "scan/assignment.h"
#include "scan/detector.h"
#include "scan/text_kind.h"
#include "text/ascii.h"
#include "text/bytes16.h"
#include "text/line_range.h"
#include "text/token_runs.h"

namespace prodready {
namespace {

/// Shorter values are found by a keyword before them only.
constexpr size_t kShortestToken = 16;
/// Longer ones are data; keys of such length have forms of their own.
constexpr size_t kLongestToken = 512;

/// Words that say that what follows is a secret.
constexpr std::array<std::string_view, 14> kKeywords = {
    "key",  "token",  "secret", "auth",   "pass",    "pwd",    "password",
    "cred", "access", "apikey", "bearer", "private", "client", "api"};

bool has_keyword(const FoldedText& context) {
  return std::any_of(kKeywords.begin(), kKeywords.end(),
                     [&](std::string_view word) { return context.holds_at_edge(word); });
}

bool any_held(const FoldedText& context, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return context.holds(name); });
}

bool meets_needs(const FoldedText& context, const Rule& rule) {
  return rule.needs.empty() ||
         std::any_of(rule.needs.begin(), rule.needs.end(),
                     [&](const std::string& word) { return context.holds_at_edge(word); });
}

/// Whether the last word of the name right before the value is one of the rule's.
bool is_adjacent(const Rule& rule, std::string_view name, std::string_view between) {
  if (between.size() > 8 || between.find("---") != std::string_view::npos) return false;
  const FoldedText folded(name);
  return std::any_of(rule.names.begin(), rule.names.end(),
                     [&](const std::string& word) { return folded.text.ends_with(word); });
}

/// The last name in the text before a value.
std::string_view last_name(std::string_view context) {
  auto is_name = [](char c) { return is_word(c) || c == '-' || c == '.'; };
  size_t end = context.size();
  while (end > 0 && !is_word(context[end - 1])) --end;
  size_t begin = end;
  while (begin > 0 && is_name(context[begin - 1])) --begin;
  return context.substr(begin, end - begin);
}

/// Which characters of a token's block are what, as bits.
struct CharacterBits {
  CharacterBits() = default;
  /// The block at `offset` of a token of sixteen characters or more, behind the block `before`.
  CharacterBits(std::string_view token, size_t offset, const CharacterBits& before) {
    for (size_t at = 0; at < kBlockBytes && offset + at < token.size(); at += 16) {
      // The last sixteen overlap those before.
      const size_t begin = std::min(offset + at, token.size() - 16);
      const size_t known = offset + at - begin;
      const Bytes16 here = Bytes16::load(token.data() + begin);
      lower |= here.between('a', 'z').bits() >> known << at;
      upper |= here.between('A', 'Z').bits() >> known << at;
      digits |= here.between('0', '9').bits() >> known << at;
      separators |=
          (here.equal('_') | here.equal('.') | here.equal('/') | here.equal('=')).bits() >>
          known << at;
    }
    // Where a small letter, a capital or a digit follows another of the three.
    auto follows = [](uint64_t bits, uint64_t bits_before) {
      return bits << 1 | bits_before >> 63;
    };
    const uint64_t after_lower = follows(lower, before.lower);
    const uint64_t after_upper = follows(upper, before.upper);
    const uint64_t after_digit = follows(digits, before.digits);
    changes = (lower & (after_upper | after_digit)) | (upper & (after_lower | after_digit)) |
              (digits & (after_lower | after_upper));
  }

  uint64_t lower = 0, upper = 0, digits = 0, separators = 0, changes = 0;
};

constexpr size_t kShortestPart = 8;

bool are_mixed(int digits, int changes) { return digits >= 3 || changes >= 4; }

/// Whether between two separators stand eight characters or more, and among them three digits or
/// four changes.
bool has_mixed_part(std::string_view token) {
  CharacterBits bits;
  size_t length = 0;  // of the part so far, with its digits and changes
  int digits = 0, changes = 0;
  for (size_t offset = 0; offset < token.size(); offset += kBlockBytes) {
    bits = CharacterBits(token, offset, bits);
    const size_t size = std::min(token.size() - offset, kBlockBytes);
    if (size == token.size() && !are_mixed(std::popcount(bits.digits), std::popcount(bits.changes)))
      return false;
    size_t begin = 0;
    for (uint64_t ends = bits.separators;; ends &= ends - 1) {
      const size_t end = ends == 0 ? size : static_cast<size_t>(std::countr_zero(ends));
      if (end > begin) {
        const uint64_t part = ~uint64_t{0} >> (kBlockBytes - end) & ~uint64_t{0} << begin;
        length += end - begin;
        digits += std::popcount(bits.digits & part);
        changes += std::popcount(bits.changes & part);
        if (length >= kShortestPart && are_mixed(digits, changes)) return true;
      }
      if (ends == 0) break;
      length = 0;
      digits = changes = 0;
      begin = end + 1;
    }
  }
  return false;
}

/// Whether a part of a token may have been drawn at random, as a first, cheap answer for each of
/// millions of identifiers with a digit: between underscores, dots and slashes stand three digits,
/// or it changes four times between small letters, capitals and digits.
bool may_be_drawn(std::string_view token) {
  if (token.size() < 40 && (token.starts_with("0x") || token.starts_with("0X"))) return false;
  return has_mixed_part(token);
}

/// An id has the form of the secret that stands beside it, and some issuers call the secret an id.
void lower_by_name(std::string_view name, Judgement& judgement) {
  const std::string about = about_reason(name);
  if (about.empty() || !judgement.dropped.empty()) return;
  if (name.ends_with("id") || name.ends_with("Id") || name.ends_with("ID"))
    lower(judgement, Confidence::low, "lowered: " + about);
  else
    judgement.dropped = about;
}

bool is_long_line(std::string_view text, size_t at) {
  const Span line = line_range(text, at);
  return line.end - line.begin > kLineReach;
}

/// Hex digests and UUIDs stand everywhere: near a name they mean nothing.
bool is_common_form(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f') || c == '-';
  });
}

/// The rest of the line, bounded: a name may also follow the value.
size_t context_end(std::string_view text, size_t at) {
  constexpr size_t kBehind = 64;
  const size_t newline = text.substr(at, kBehind).find('\n');
  return newline == std::string_view::npos ? std::min(at + kBehind, text.size()) : at + newline;
}

/// The token with what is written next to it (`user:` of `user:ab12…`), and one character more.
Span word_around(std::string_view text, Span token) {
  constexpr size_t kBeside = 64;
  auto ends = [](char c) {
    return is_space(c) || std::string_view("\"'`<>(),;=").find(c) != std::string_view::npos;
  };
  Span word = token;
  while (word.begin > 0 && token.begin - word.begin < kBeside && !ends(text[word.begin - 1]))
    --word.begin;
  while (word.end < text.size() && word.end - token.end < kBeside && !ends(text[word.end]))
    ++word.end;
  return {word.begin - (word.begin > 0), std::min(word.end + 1, text.size())};
}

}  // namespace

void FileScanner::find_in_tokens(const Window& window) {
  tokens_.clear();
  find_token_runs(window.text, kShortestToken, 0, tokens_);
  const bool named = !text_kind(window).generated;
  for (const Span& token : tokens_) {
    const bool digit = has_digit(part(window.text, token));
    find_prefixed(window, token, digit);
    const bool short_enough = token.end - token.begin <= kLongestToken;
    if (digit && named && short_enough && may_be_drawn(part(window.text, token)))
      find_in_token(window, token);
  }
}

/// The prefix of a pattern rule is an anchor like any other, if a token is behind it; a named
/// rule's value is the token, and has a digit.
void FileScanner::find_prefixed(const Window& window, Span token, bool digit) {
  prefixed_.clear();
  detector_.prefixes().find(part(window.text, token), digit ? 0 : kMinTokenRun, prefixed_);
  for (const PrefixIndex::Hit& hit : prefixed_) {
    const size_t at = token.begin + hit.at;
    if (!has_pattern(detector_.rules.rules[hit.rule])) {
      if (digit) take_prefixed(window, hit.rule, {at, token.end});
    } else if (token.end - at >= kMinTokenRun) {
      hits_.push_back({hit.rule, static_cast<uint32_t>(at + kMinTokenRun)});
    }
  }
}

void FileScanner::take_prefixed(const Window& window, uint32_t rule, Span value) {
  if (!state_of(rule, window.path).fits) return;
  const Span range = {value.begin - (value.begin > 0),
                      std::min({value.end + 1, value.begin + kMaxReach, window.text.size()})};
  RegexMatch match;
  if (!find_match(detector_.compiled[rule], window.text, range, match, true)) return;
  take_judged(
      window, rule, match,
      judge({.rule = detector_.rules.rules[rule], .value = part(window.text, match.value)}));
}

void FileScanner::find_in_token(const Window& window, Span token) {
  const Span before = context_before(window.text, token.begin);
  folded_.fold(part(window.text, {before.begin, context_end(window.text, token.end)}));
  detector_.names().find(folded_, named_);
  for (uint32_t rule : named_) {
    const Rule& its = detector_.rules.rules[rule];
    if (!meets_needs(folded_, its)) continue;
    if (state_of(rule, window.path).fits) take_named(window, rule, before, token);
  }
}

void FileScanner::take_named(const Window& window, uint32_t rule, Span before, Span token) {
  Span range = word_around(window.text, token);
  RegexMatch match;
  while (range.begin < range.end &&
         find_match(detector_.compiled[rule], window.text, range, match)) {
    take_named_value(window, rule, before.begin, match);
    range.begin = std::max(match.value.end, range.begin + 1);
  }
}

void FileScanner::take_named_value(const Window& window, uint32_t rule, size_t context_begin,
                                   const RegexMatch& match) {
  const Rule& its = detector_.rules.rules[rule];
  const std::string_view value = part(window.text, match.value);
  const std::string_view text_before = part(window.text, {context_begin, match.value.begin});
  const FoldedText context(text_before);
  const std::string_view name = last_name(text_before);
  const size_t name_end =
      name.empty() ? 0 : static_cast<size_t>(name.data() + name.size() - text_before.data());
  if (its.adjacent && !is_adjacent(its, name, text_before.substr(name_end))) return;
  // The name may also follow: `new Client("…"); // datadog`.
  const Span behind = {match.value.end, context_end(window.text, match.value.end)};
  if (!any_held(context, its.names) && !any_held(FoldedText(part(window.text, behind)), its.names))
    return;
  Subject subject{.rule = its, .value = value, .name = name};
  subject.assigned = is_assigned(window.text, match.value.begin);
  Judgement judgement = judge(subject);
  if (subject.assigned) lower_by_name(name, judgement);
  if (is_common_form(value) && text_before.ends_with('@'))
    judgement.dropped = "a revision: it stands behind @";
  if (judgement.dropped.empty() && its.needs.empty() && !has_keyword(context)) {
    if (!subject.assigned && is_common_form(value))
      judgement.dropped = "nothing before it says key, token or secret";
    else
      lower(judgement, Confidence::low, "lowered: nothing before it says key, token or secret");
  }
  take_judged(window, rule, match, judgement);
}

void FileScanner::take_judged(const Window& window, uint32_t rule, const RegexMatch& match,
                              const Judgement& judgement) {
  if (!judgement.dropped.empty()) {
    note(window, match.value.begin, rule, "dropped: " + judgement.dropped);
    return;
  }
  if (!passes_filters(window, rule, match) || !speaks(window, rule, match.value.begin, {})) return;
  matches_.push_back(
      {match.value, rule, is_owned(window, match.value.begin), add_note(note_of(rule, judgement))});
}

/// Values too short to be looked for by their looks: a name of the rule is its anchor.
void FileScanner::find_short_token(const Window& window, uint32_t rule, size_t at) {
  const Rule& its = detector_.rules.rules[rule];
  const Span token = {at, context_end(window.text, at)};
  const Span before = context_before(window.text, at);
  if (!meets_needs(FoldedText(part(window.text, {before.begin, token.end})), its)) return;
  take_named(window, rule, before, token);
}

/// `last` goes from the name to the end of the value of the assignment before: a name may hold
/// several anchors, and what stands in a value names nothing.
void FileScanner::find_assignment(const Window& window, uint32_t rule, size_t at, Span& last) {
  if (at <= last.end && at > last.begin) return;
  const bool code = encoding_.empty() && text_kind(window).code;
  const std::optional<Assignment> found = assignment_at(window.text, at, code);
  if (!found) return;
  last = {found->name.begin, found->value.end};
  const Rule& its = detector_.rules.rules[rule];
  const CompiledRule& compiled = detector_.compiled[rule];
  Setting setting;
  setting.key = part(window.text, found->name);
  const KeyPath path(setting);
  if (!fits_any(compiled.keys, path)) return;
  if (const std::string about = about_reason(setting.key); !about.empty())
    return note(window, found->name.begin, rule, "dropped: " + about);
  RegexMatch match;
  const std::string_view value = part(window.text, found->value);
  if (!match_value(compiled, value, match)) return;
  const Span in_value = compiled.value_groups.empty() ? Span{0, value.size()} : match.value;
  match.value = {found->value.begin + in_value.begin, found->value.begin + in_value.end};
  match.whole = {found->name.begin, found->value.end};
  Subject subject{.rule = its, .value = part(window.text, match.value), .name = setting.key};
  subject.assigned = true;
  subject.code = code;
  subject.argument = found->argument;
  subject.goes_on = found->goes_on;
  subject.translation = text_kind(window).translation;
  Judgement judgement = judge_(subject);
  if (code && is_long_line(window.text, found->value.begin))
    lower(judgement, Confidence::low, "lowered: in a very long line, as programs write them");
  take_judged(window, rule, match, judgement);
}

/// Providers' names may stand further up in a key path: `datadog.api_key`.
void FileScanner::find_names_in(const Window& window, const Setting& setting) {
  const size_t size = setting.value_span.end - setting.value_span.begin;
  if (setting.kind != ValueKind::text || size != setting.value.size() || size > kLongestToken ||
      size < 8 || setting.role == SettingRole::command || setting.role == SettingRole::image)
    return;
  const FoldedText context(setting.key);
  detector_.names().find(context, named_);
  for (uint32_t rule : named_) {
    const Rule& its = detector_.rules.rules[rule];
    if (!state_of(rule, window.path).fits) continue;
    if (!meets_needs(context, its)) continue;
    RegexMatch match;
    if (!match_value(detector_.compiled[rule], setting.value, match)) continue;
    Subject subject{.rule = its, .value = part(setting.value, match.value), .name = setting.key};
    subject.assigned = subject.configuration = true;
    Judgement judgement = judge(subject);
    lower_by_name(setting.key, judgement);
    match.value = {setting.value_span.begin + match.value.begin,
                   setting.value_span.begin + match.value.end};
    match.whole = match.value;
    take_judged(window, rule, match, judgement);
  }
}

}  // namespace prodready
