// gitleaks and betterleaks. What is common to all rules (a global allowlist, a global filter) is
// given to each of them.
#include <algorithm>
#include <variant>

#include "import/globs.h"
#include "import/readers.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/toml.h"

namespace prodready::importing {
namespace {

using toml_tree::Table;
using toml_tree::Value;

const Value* find(const Table& table, std::string_view key) {
  for (const auto& [name, value] : table.entries) {
    if (to_lower(name) == key) return &value;
  }
  return nullptr;
}

std::string text(const Table& table, std::string_view key) {
  const Value* value = find(table, key);
  const std::string* text = value ? std::get_if<std::string>(&value->data) : nullptr;
  return text ? *text : "";
}

double number(const Table& table, std::string_view key) {
  const Value* value = find(table, key);
  if (!value) return 0;
  if (const int64_t* integer = std::get_if<int64_t>(&value->data))
    return static_cast<double>(*integer);
  const double* real = std::get_if<double>(&value->data);
  return real ? *real : 0;
}

std::vector<std::string> texts(const Table& table, std::string_view key) {
  std::vector<std::string> result;
  const Value* value = find(table, key);
  const toml_tree::Array* array = value ? std::get_if<toml_tree::Array>(&value->data) : nullptr;
  if (!array) return result;
  for (const Value& item : *array) {
    if (const std::string* text = std::get_if<std::string>(&item.data)) result.push_back(*text);
  }
  return result;
}

/// `[[key]]`, and `[key]` as it was written once.
std::vector<const Table*> tables(const Table& table, std::string_view key) {
  std::vector<const Table*> result;
  const Value* value = find(table, key);
  if (!value) return result;
  if (const Table* one = std::get_if<Table>(&value->data)) result.push_back(one);
  if (const toml_tree::Array* array = std::get_if<toml_tree::Array>(&value->data)) {
    for (const Value& item : *array) {
      if (const Table* one = std::get_if<Table>(&item.data)) result.push_back(one);
    }
  }
  return result;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void read_allowlist(const Table& list, ForeignRule& into) {
  const std::vector<std::string> paths = texts(list, "paths");
  const std::vector<std::string> regexes = texts(list, "regexes");
  const std::vector<std::string> words = texts(list, "stopwords");
  const bool commits = !texts(list, "commits").empty();
  const std::string condition = to_lower(text(list, "condition"));
  const bool all = condition == "and" || condition == "&&";
  const int kinds = !paths.empty() + !regexes.empty() + !words.empty() + commits;
  if (all && kinds > 1) {
    into.losses.push_back("an allowlist that asks for several things at once is left out");
    return;
  }
  if (commits) into.losses.push_back("commits of an allowlist are left out");
  append(into.allow_paths, paths);
  append(into.stop_words, words);
  const std::string target = to_lower(text(list, "regextarget"));
  append(target == "match"  ? into.allow_match
         : target == "line" ? into.allow_line
                            : into.allow,
         regexes);
}

void read_allowlists(const Table& holder, ForeignRule& into) {
  for (const char* key : {"allowlist", "allowlists"}) {
    for (const Table* list : tables(holder, key)) read_allowlist(*list, into);
  }
}

ForeignRule read_rule(const Table& rule) {
  ForeignRule into;
  into.id = text(rule, "id");
  into.description = text(rule, "description");
  into.pattern = text(rule, "regex");
  into.path_pattern = text(rule, "path");
  into.secret_group = static_cast<int>(number(rule, "secretgroup"));
  into.choice = into.secret_group > 0 ? SecretChoice::numbered : SecretChoice::first_group;
  into.entropy = number(rule, "entropy");
  into.entropy_itself_drops = true;
  into.keywords = texts(rule, "keywords");
  into.confidence = parse_confidence(to_lower(text(rule, "confidence")));
  read_allowlists(rule, into);
  if (const std::string filter = text(rule, "filter"); !filter.empty()) read_filter(filter, into);
  for (const Table* other : tables(rule, "required"))
    into.losses.push_back("does not ask for a match of " + text(*other, "id") + " nearby");
  const Value* skip = find(rule, "skipreport");
  if (skip && std::get_if<bool>(&skip->data) && std::get<bool>(skip->data))
    into.refused = "an auxiliary rule, which reports nothing itself";
  if (into.pattern.empty() && into.path_pattern.empty())
    into.refused = "it has neither a regex nor a path";
  return into;
}

/// What the file says about all its rules.
ForeignRule read_common(const Table& root) {
  ForeignRule common;
  for (const char* key : {"allowlist", "allowlists"}) {
    for (const Table* list : tables(root, key)) {
      if (texts(*list, "targetrules").empty()) read_allowlist(*list, common);
    }
  }
  for (const char* key : {"prefilter", "filter"}) {
    if (const std::string filter = text(root, key); !filter.empty()) read_filter(filter, common);
  }
  return common;
}

/// Global allowlists that name this rule.
void read_targeted(const Table& root, ForeignRule& into) {
  for (const Table* list : tables(root, "allowlists")) {
    const std::vector<std::string> targets = texts(*list, "targetrules");
    if (std::find(targets.begin(), targets.end(), into.id) != targets.end())
      read_allowlist(*list, into);
  }
}

void add_common(const ForeignRule& common, ForeignRule& into) {
  append(into.common_paths, common.allow_paths);
  append(into.allow, common.allow);
  append(into.allow_match, common.allow_match);
  append(into.allow_line, common.allow_line);
  append(into.stop_words, common.stop_words);
  into.requirements.insert(into.requirements.end(), common.requirements.begin(),
                           common.requirements.end());
  if (into.entropy == 0) {
    into.entropy = common.entropy;
    into.entropy_itself_drops = common.entropy_itself_drops;
  }
}

/// How well the global paths can be said: once for the file, not for each rule.
void note_paths(const std::vector<std::string>& paths, ForeignFile& into) {
  for (const std::string& path : paths) {
    std::optional<Globs> globs;
    try {
      globs = to_globs(parse_pattern(path, Dialect::go).root);
    } catch (const Untranslatable&) {
    }
    if (!globs) {
      into.notes.push_back("all rules: the excepted path " + path + " cannot be said in globs");
    } else if (!globs->exact) {
      into.notes.push_back("all rules: the excepted path " + path + " is wider as globs");
    }
  }
}

}  // namespace

void read_gitleaks(std::string_view source, const std::string& file, ForeignFile& into) {
  const Table root = toml_tree::parse(source, file);
  if (find(root, "betterleaksminversion") || find(root, "prefilter")) into.prefix = "betterleaks-";
  const ForeignRule common = read_common(root);
  note_paths(common.allow_paths, into);
  for (const std::string& loss : common.losses) into.notes.push_back("all rules: " + loss);
  for (const Table* rule : tables(root, "rules")) {
    ForeignRule foreign = read_rule(*rule);
    read_targeted(root, foreign);
    add_common(common, foreign);
    into.rules.push_back(std::move(foreign));
  }
  for (const Table* extend : tables(root, "extend")) {
    for (const auto& [key, value] : extend->entries)
      into.notes.push_back("[extend] " + key + " is not followed: import that file, too");
  }
}

}  // namespace prodready::importing
