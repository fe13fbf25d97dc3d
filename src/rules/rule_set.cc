#include "rules/rule_set.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "rules/anchors.h"
#include "rules/file_kind.h"
#include "rules/rule_parser.h"
#include "text/error.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;

/// A rule file is a few KiB; anything much larger is none.
constexpr uintmax_t kMaxRuleFile = 1 << 20;

std::string read_rule_file(const fs::path& path) {
  if (fs::file_size(path) > kMaxRuleFile)
    throw Error(path.string() + ": larger than 1 MiB, this is no rule file");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) throw Error(path.string() + ": cannot be read");
  return text.str();
}

std::vector<fs::path> rule_files(const std::string& dir) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator it(dir, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".toml" && it->is_regular_file()) files.push_back(it->path());
  }
  if (error) throw Error(dir + ": cannot be read as a folder of rules: " + error.message());
  if (files.empty()) throw Error(dir + ": holds no rules; rules are files <category>/<id>.toml");
  std::sort(files.begin(), files.end());
  return files;
}

void check_ids(const std::vector<Rule>& sorted) {
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].id != sorted[i - 1].id) continue;
    const bool builtin = sorted[i].builtin || sorted[i - 1].builtin;
    const Rule& mine = sorted[i].builtin ? sorted[i - 1] : sorted[i];
    const Rule& other = sorted[i].builtin ? sorted[i] : sorted[i - 1];
    throw Error(mine.source + ": the id \"" + mine.id + "\" is taken" +
                (builtin ? " by a built-in rule; rename the file" : " by " + other.source));
  }
}

}  // namespace

const Rule* RuleSet::find(std::string_view id) const {
  auto found = std::lower_bound(rules.begin(), rules.end(), id,
                                [](const Rule& r, std::string_view i) { return r.id < i; });
  return found != rules.end() && found->id == id ? &*found : nullptr;
}

std::vector<Rule> read_rules(const std::string& dir) {
  std::vector<Rule> rules;
  for (const fs::path& file : rule_files(dir))
    rules.push_back(parse_rule(read_rule_file(file), file.string()));
  return rules;
}

RuleSet make_rule_set(std::vector<Rule> rules, bool database_per_kind) {
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return a.id < b.id; });
  check_ids(rules);
  RuleSet set;
  for (Rule& rule : rules) {
    if (!has_pattern(rule)) continue;
    if (rule.anchors.empty()) rule.anchors = derive_anchors(rule.pattern);
    for (const std::string& anchor : rule.anchors) {
      for (std::string& begin : token_begins(anchor)) rule.prefixes.push_back(std::move(begin));
    }
  }
  set.rules = RuleList(std::move(rules));
  set.index = index_of(set.rules);
  std::vector<Anchor> anchors;
  for (size_t i = 0; i < set.rules.size(); ++i) {
    const Rule& rule = set.rules[i];
    if (!has_anchors(rule)) continue;
    for (const std::string& anchor : rule.anchors) {
      if (has_pattern(rule) && !token_begins(anchor).empty()) continue;
      anchors.push_back({anchor, &rule, static_cast<uint32_t>(set.anchor_rule.size())});
      set.anchor_rule.push_back(static_cast<uint32_t>(i));
    }
  }
  for (size_t kind = database_per_kind ? 0 : kFileKindCount - 1; kind < kFileKindCount; ++kind) {
    std::vector<Anchor> of_kind;
    std::copy_if(anchors.begin(), anchors.end(), std::back_inserter(of_kind),
                 [&](const Anchor& anchor) { return may_look_at_kind(*anchor.rule, kind); });
    set.own_databases.push_back(compile_anchors(of_kind));
  }
  set.prefilter_databases.assign(set.own_databases.begin(), set.own_databases.end());
  return set;
}

}  // namespace prodready
