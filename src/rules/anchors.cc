// Deriving anchors stands on re2::FilteredRE2, which knows for a regex which literal texts
// ("atoms") a match must contain, as a formula of ands and ors. A match position is wanted here, so
// a set of atoms is chosen of which one is in every match: such a set is enough if the formula
// cannot hold when all the others are there and none of the set is.
#include "rules/anchors.h"

#include <hs/hs.h>
#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>

#include "text/ascii.h"
#include "text/error.h"
#include "text/token_runs.h"

namespace prodready {
namespace {

struct Atoms {
  re2::FilteredRE2 filter{kMinAnchorLength};
  std::vector<std::string> texts;

  /// Whether every match holds at least one of the atoms in `kept`.
  bool enough(const std::set<int>& kept) const {
    std::vector<int> others;
    for (int i = 0; i < static_cast<int>(texts.size()); ++i) {
      if (!kept.count(i)) others.push_back(i);
    }
    std::vector<int> may_match;
    filter.AllPotentials(others, &may_match);
    return may_match.empty();
  }
};

std::unique_ptr<Atoms> atoms_of(std::string_view pattern) {
  auto atoms = std::make_unique<Atoms>();
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  int id = 0;
  atoms->filter.Add({pattern.data(), pattern.size()}, options, &id);
  atoms->filter.Compile(&atoms->texts);
  return atoms;
}

std::string escaped(std::string_view literal) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string expression = "(?i)";
  for (char c : literal) {
    if (is_word(c)) {
      expression += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      expression += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return expression;
}

/// An anchor is written out as at most so many texts.
constexpr size_t kMaxBegins = 256;

/// Takes a character, an escaped sign or a class off `rest`: the characters it stands for. Empty
/// for anything that no token holds.
std::string take_token_characters(std::string_view& rest) {
  constexpr std::string_view kOperators = "+.";
  std::string_view inside = rest.substr(0, 1);
  size_t size = 1;
  if (rest.starts_with('[')) {
    inside = rest.substr(1, rest.find(']') - 1);
    size = inside.size() + 2;
  } else if (rest.starts_with('\\') && rest.size() > 1 && !is_word(rest[1])) {
    inside = rest.substr(1, 1);
    size = 2;
  } else if (inside.empty() || kOperators.find(inside[0]) != std::string_view::npos) {
    return "";
  }
  if (size > rest.size()) return "";
  rest.remove_prefix(size);
  std::string characters;
  for (size_t i = 0; i < inside.size(); ++i) {
    const bool range = i + 2 < inside.size() && inside[i + 1] == '-';
    const char last = range ? inside[i + 2] : inside[i];
    if (last < inside[i]) return "";
    for (int c = inside[i]; c <= last; ++c) characters += static_cast<char>(c);
    if (range) i += 2;
  }
  return std::all_of(characters.begin(), characters.end(), is_token) ? characters : "";
}

/// 12 of "{12}"; 0 where there is none.
size_t take_repeat(std::string_view& rest) {
  const size_t close = rest.find('}');
  if (!rest.starts_with('{') || close > 4) return 0;
  const std::string_view digits = rest.substr(1, close - 1);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return 0;
  rest.remove_prefix(close + 1);
  return static_cast<size_t>(std::stoi(std::string(digits)));
}

/// None where they would be too many.
std::vector<std::string> each_followed_by(const std::vector<std::string>& texts,
                                          const std::string& characters) {
  std::vector<std::string> longer;
  if (texts.size() * characters.size() > kMaxBegins) return longer;
  for (const std::string& text : texts) {
    for (char c : characters) longer.push_back(text + c);
  }
  return longer;
}

}  // namespace

std::vector<std::string> token_begins(std::string_view anchor) {
  constexpr std::string_view kBoundary = "\\b";
  if (!anchor.starts_with(kBoundary)) return {};
  std::string_view rest = anchor.substr(kBoundary.size());
  std::vector<std::string> begins = {""};
  size_t length = 0, repeated = 0;
  while (!rest.empty() && repeated == 0) {
    const std::string characters = take_token_characters(rest);
    if (characters.empty()) return {};
    repeated = take_repeat(rest);
    length += std::max<size_t>(repeated, 1);
    if (repeated == 0) begins = each_followed_by(begins, characters);
  }
  const bool usable = rest.empty() && length >= kMinTokenRun && !begins.empty() &&
                      begins[0].size() >= kMinPrefix &&
                      std::all_of(begins.begin(), begins.end(),
                                  [](const std::string& begin) { return is_word(begin[0]); });
  return usable ? begins : std::vector<std::string>();
}

std::vector<std::string> derive_anchors(std::string_view pattern) {
  const std::unique_ptr<Atoms> atoms = atoms_of(pattern);
  std::set<int> kept;
  for (int i = 0; i < static_cast<int>(atoms->texts.size()); ++i) kept.insert(i);
  if (kept.empty() || !atoms->enough(kept)) return {};

  std::vector<int> shortest_first(kept.begin(), kept.end());
  std::stable_sort(shortest_first.begin(), shortest_first.end(),
                   [&](int a, int b) { return atoms->texts[a].size() < atoms->texts[b].size(); });
  for (int atom : shortest_first) {
    kept.erase(atom);
    if (kept.empty() || !atoms->enough(kept)) kept.insert(atom);
  }
  std::vector<std::string> anchors;
  for (int atom : kept) anchors.push_back(escaped(atoms->texts[atom]));
  std::sort(anchors.begin(), anchors.end());
  return anchors;
}

bool is_unselective(const Rule& rule) {
  return (has_pattern(rule) || rule.code) && rule.anchors.empty() && rule.files.empty();
}

std::string compile_anchors(const std::vector<Anchor>& anchors) {
  if (anchors.empty()) return "";
  std::vector<const char*> expressions;
  std::vector<unsigned> flags, ids;
  for (const Anchor& anchor : anchors) {
    const bool caseless = anchor.expression.starts_with("(?i)");
    expressions.push_back(anchor.expression.c_str() + (caseless ? 4 : 0));
    flags.push_back(caseless ? HS_FLAG_CASELESS : 0);
    ids.push_back(anchor.number);
  }
  const hs_platform_info_t any_machine = {};
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                       static_cast<unsigned>(anchors.size()), HS_MODE_BLOCK, &any_machine,
                       &database, &error) != HS_SUCCESS) {
    const std::unique_ptr<hs_compile_error_t, decltype(&hs_free_compile_error)> guard(
        error, hs_free_compile_error);
    const bool named = error->expression >= 0;
    throw Error((named ? anchors[error->expression].rule->source + ": anchor \"" +
                             anchors[error->expression].expression + "\": "
                       : "anchors: ") +
                error->message);
  }
  char* bytes = nullptr;
  size_t length = 0;
  const hs_error_t result = hs_serialize_database(database, &bytes, &length);
  hs_free_database(database);
  if (result != HS_SUCCESS) throw Error("the anchors cannot be serialised");
  std::string serialised(bytes, length);
  std::free(bytes);
  return serialised;
}

}  // namespace prodready
