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

}  // namespace

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
