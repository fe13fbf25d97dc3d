#include "rules/rule_parser.h"

#include <algorithm>
#include <optional>

#include "rules/free_spacing.h"
#include "rules/regex.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/glob.h"
#include "text/suggest.h"
#include "text/toml.h"

namespace prodready {
namespace {

using toml_tree::Reader;

std::string last_component(std::string& path) {
  const size_t slash = path.rfind('/');
  std::string last = path.substr(slash == std::string::npos ? 0 : slash + 1);
  path.resize(slash == std::string::npos ? 0 : slash);
  return last;
}

void set_identity(Rule& rule, const std::string& file) {
  std::string folders = file;
  std::string stem = last_component(folders);
  stem.resize(stem.size() - std::string_view(".toml").size());
  const std::string folder = last_component(folders);
  const bool kebab = !stem.empty() && std::all_of(stem.begin(), stem.end(), [](char c) {
    return is_lower(c) || is_digit(c) || c == '-';
  });
  if (!kebab)
    throw Error(file + ": a rule's file name is its id: lower-case letters, digits and '-' only");
  std::optional<Category> category = parse_category(folder);
  if (!category) {
    throw Error(file + ": the folder \"" + folder +
                "\" is no category; use credentials, debug or environments");
  }
  rule.id = stem;
  rule.category = *category;
  rule.source = file;
}

Severity read_severity(Reader& reader, const char* key) {
  const std::string text = reader.required_string(key);
  if (auto severity = parse_severity(text)) return *severity;
  throw Error(reader.where(key) + ": unknown severity \"" + text + "\"" +
              did_you_mean(text, {"critical", "high", "medium", "low", "info"}) +
              "; use critical, high, medium, low or info");
}

Confidence read_confidence(Reader& reader) {
  const std::string text = reader.required_string("confidence");
  if (auto confidence = parse_confidence(text)) return *confidence;
  throw Error(reader.where("confidence") + ": unknown confidence \"" + text +
              "\"; use high, medium or low");
}

void check_regex(const std::string& regex, const std::string& where) {
  Regex compiled = compile_regex(regex);
  const std::string error = regex_error(*compiled);
  if (!error.empty()) throw Error(where + ": " + error);
  if (matches_empty(*compiled))
    throw Error(where + ": the regex matches the empty text; give it something to find");
}

std::vector<std::string> read_regexes(Reader& reader, const char* key) {
  std::vector<std::string> regexes = reader.strings(key).value_or(std::vector<std::string>{});
  for (std::string& regex : regexes) {
    regex = without_free_spacing(regex);
    check_regex(regex, reader.where(key));
  }
  return regexes;
}

std::vector<std::string> read_globs(Reader& reader, const char* key) {
  std::vector<std::string> globs;
  for (const std::string& glob : reader.strings(key).value_or(std::vector<std::string>{})) {
    if (glob.empty()) throw Error(reader.where(key) + ": an empty glob");
    for (std::string& expanded : expand_braces(glob)) globs.push_back(std::move(expanded));
  }
  return globs;
}

void read_environments(Rule& rule, Reader& reader) {
  const toml_tree::Table* table = reader.table("environments");
  if (!table) return;
  Reader environments(*table, reader.file());
  for (int i = 0; i < kEnvironmentCount; ++i) {
    const std::string key(name(static_cast<Environment>(i)));
    const std::optional<std::string> text = environments.string(key.c_str());
    if (!text) continue;
    const std::optional<Severity> severity = parse_severity(*text);
    if (!severity && *text != "none") {
      throw Error(environments.where(key.c_str()) + ": unknown severity \"" + *text +
                  "\"; use a severity or none");
    }
    rule.environments[i] = {true, !severity, severity.value_or(Severity::info)};
  }
  environments.finish();
}

/// A path that fits a rule's first glob, for examples that name none: "*.py" → "example.py",
/// "src/**" → "src/example".
std::string example_path(const Rule& rule) {
  if (rule.files.empty()) return "example.txt";
  std::string path;
  for (char c : rule.files.front()) {
    if (c != '*' && c != '?') {
      path += c;
    } else if (!path.ends_with("example")) {
      path += "example";
    }
  }
  return path.starts_with('/') ? path.substr(1) : path;
}

Example read_example(const toml_tree::Table& table, bool bad, const Rule& rule,
                     const std::string& file) {
  Reader reader(table, file);
  Example example;
  example.bad = bad;
  example.line = table.line;
  const std::optional<std::string> text = reader.string("text");
  if (!text && rule.shape == Shape::pattern)
    throw Error(reader.where("text") + ": an example needs `text`");
  example.text = text.value_or("");
  example.path = reader.string("path").value_or(example_path(rule));
  if (bad) {
    example.finds = reader.string("finds").value_or("");
  } else {
    example.why = reader.required_string("why");
  }
  reader.finish();
  return example;
}

void read_examples(Rule& rule, Reader& reader) {
  for (const char* key : {"bad", "good"}) {
    const bool bad = std::string_view(key) == "bad";
    const auto tables = reader.tables(key);
    if (tables.empty()) {
      throw Error(reader.file() + ": the rule has no [[" + key + "]] example; " +
                  (bad ? "show what it finds" : "show a mistake that it must not make"));
    }
    for (const toml_tree::Table* table : tables) {
      rule.examples.push_back(read_example(*table, bad, rule, reader.file()));
    }
  }
}

void read_matching(Rule& rule, Reader& reader) {
  rule.files = read_globs(reader, "files");
  rule.not_files = read_globs(reader, "not_files");
  if (const std::optional<std::string> pattern = reader.string("pattern")) {
    rule.pattern = without_free_spacing(*pattern);
    check_regex(rule.pattern, reader.where("pattern"));
    rule.has_secret = secret_group(*compile_regex(rule.pattern)) > 0;
  } else if (!rule.files.empty()) {
    rule.shape = Shape::path;
  } else {
    throw Error(reader.file() +
                ": a rule needs a `pattern` (what to find in files) or `files` (files to report)");
  }
  rule.anchors = reader.strings("anchor").value_or(std::vector<std::string>{});
  const int64_t reach = reader.integer("reach").value_or(0);
  if (reach < 0 || reach > kMaxReach) {
    throw Error(reader.where("reach") + ": reach goes from 1 to " + std::to_string(kMaxReach) +
                " bytes");
  }
  rule.reach = static_cast<int>(reach);
  rule.once = reader.boolean("once").value_or(false);
  rule.placeholders = reader.boolean("placeholders").value_or(true);
  rule.min_entropy = reader.number("min_entropy").value_or(0);
  if (!(rule.min_entropy >= 0 && rule.min_entropy <= 8)) {
    throw Error(reader.where("min_entropy") + ": entropy is 0 to 8 bits per character");
  }
  rule.allow = read_regexes(reader, "allow");
  rule.allow_line = read_regexes(reader, "allow_line");
}

}  // namespace

Rule parse_rule(std::string_view text, const std::string& file) {
  const toml_tree::Table table = toml_tree::parse(text, file);
  Reader reader(table, file);
  Rule rule;
  set_identity(rule, file);
  rule.title = reader.required_string("title");
  rule.why = reader.required_string("why");
  rule.fix = reader.required_string("fix");
  rule.severity = read_severity(reader, "severity");
  rule.confidence = read_confidence(reader);
  rule.references = reader.strings("references").value_or(std::vector<std::string>{});
  read_matching(rule, reader);
  read_environments(rule, reader);
  read_examples(rule, reader);
  reader.finish();
  return rule;
}

}  // namespace prodready
