#include "rules/rule_parser.h"

#include <algorithm>
#include <array>
#include <optional>

#include "rules/free_spacing.h"
#include "rules/regex.h"
#include "rules/shared_exceptions.h"
#include "secrets/checksum.h"
#include "secrets/pem.h"
#include "settings/key_path.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/glob.h"
#include "text/suggest.h"
#include "text/token_runs.h"
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
                "\" is no category; use credentials, debug, environments or variables");
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

void check_regex(const std::string& regex, const std::string& where, bool may_be_empty = false) {
  Regex compiled = compile_regex(regex);
  const std::string error = regex_error(*compiled);
  if (!error.empty()) throw Error(where + ": " + error);
  if (!may_be_empty && matches_empty(*compiled))
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

void add_shared_exceptions(Rule& rule, Reader& reader) {
  for (const std::string& name :
       reader.strings("allow_shared").value_or(std::vector<std::string>{})) {
    const SharedException* exception = shared_exception_named(name);
    if (!exception) {
      std::vector<std::string> known;
      for (const SharedException& one : shared_exceptions()) known.push_back(one.name);
      throw Error(reader.where("allow_shared") + ": unknown exception \"" + name + "\"" +
                  did_you_mean(name, known) + "; rules/README.md lists them");
    }
    rule.allow.push_back(exception->pattern);
  }
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
  if (rule.files.empty()) return rule.shape == Shape::setting ? ".env" : "example.txt";
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

std::vector<std::pair<std::string, std::string>> read_tree(Reader& reader) {
  std::vector<std::pair<std::string, std::string>> files;
  const toml_tree::Table* tree = reader.table("tree");
  if (!tree) return files;
  for (const auto& [path, value] : tree->entries) {
    const std::string* text = std::get_if<std::string>(&value.data);
    if (!text) throw Error(reader.where("tree") + ": a tree is a table of path = \"text\"");
    files.emplace_back(path, *text);
  }
  return files;
}

bool needs_text(const Rule& rule) {
  return rule.shape != Shape::path && rule.shape != Shape::check;
}

Example read_example(const toml_tree::Table& table, bool bad, const Rule& rule,
                     const std::string& file) {
  Reader reader(table, file);
  Example example;
  example.bad = bad;
  example.line = table.line;
  example.tree = read_tree(reader);
  const std::optional<std::string> text = reader.string("text");
  if (example.tree.empty() && !text && (needs_text(rule) || rule.shape == Shape::check)) {
    throw Error(reader.where("text") + ": an example needs " +
                (needs_text(rule) ? "`text`" : "a `tree`"));
  }
  example.text = text.value_or("");
  example.path = reader.string("path").value_or(example_path(rule));
  if (bad) {
    example.finds = reader.string("finds").value_or("");
    example.severity = reader.string("severity").value_or("");
  } else {
    example.why = reader.required_string("why");
  }
  reader.finish();
  return example;
}

/// Rules report what is bad; idioms recognise what is neither good nor bad.
void read_examples(Rule& rule, Reader& reader) {
  const bool idiom = rule.shape == Shape::idiom;
  for (const char* key : {idiom ? "match" : "bad", idiom ? "no_match" : "good"}) {
    const bool bad = std::string_view(key) == "bad" || std::string_view(key) == "match";
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

SettingRole read_role(const std::string& text, const std::string& where) {
  constexpr std::array<std::string_view, 5> kRoles = {"plain", "variable", "argument", "command",
                                                      "image"};
  auto found = std::find(kRoles.begin(), kRoles.end(), text);
  if (found == kRoles.end())
    throw Error(where + ": unknown role \"" + text +
                "\"; use plain, variable, argument, command or image");
  return static_cast<SettingRole>(found - kRoles.begin());
}

uint32_t read_formats(Reader& reader) {
  uint32_t formats = 0;
  for (const std::string& text : reader.strings("formats").value_or(std::vector<std::string>{})) {
    const std::optional<SettingsFormat> format = parse_settings_format(text);
    if (!format) throw Error(reader.where("formats") + ": unknown format \"" + text + "\"");
    formats |= 1u << static_cast<unsigned>(*format);
  }
  return formats;
}

Companion::Reach read_companion_reach(Reader& reader) {
  const std::string text = reader.string("reach").value_or("document");
  if (text == "group") return Companion::Reach::group;
  if (text == "document") return Companion::Reach::document;
  if (text == "file") return Companion::Reach::file;
  throw Error(reader.where("reach") + ": unknown reach \"" + text +
              "\"; use group, document or file");
}

void read_companions(Rule& rule, Reader& reader) {
  for (const char* key : {"when", "unless"}) {
    for (const toml_tree::Table* table : reader.tables(key)) {
      Reader companion_reader(*table, reader.file());
      Companion companion;
      companion.must = std::string_view(key) == "when";
      companion.keys = companion_reader.strings("keys").value_or(std::vector<std::string>{});
      if (companion.keys.empty()) throw Error(companion_reader.where("keys") + ": needs `keys`");
      if (const auto value = companion_reader.string("value")) {
        companion.value = without_free_spacing(*value);
        check_regex(companion.value, companion_reader.where("value"), true);
      }
      companion.reach = read_companion_reach(companion_reader);
      companion_reader.finish();
      rule.companions.push_back(std::move(companion));
    }
  }
}

void read_regex(Rule& rule, Reader& reader, const char* key, const std::string& regex) {
  rule.pattern = without_free_spacing(regex);
  check_regex(rule.pattern, reader.where(key), rule.shape == Shape::setting);
  rule.has_secret = secret_group(*compile_regex(rule.pattern)) > 0;
}

/// Letters and digits on either side would make the value a part of something else.
std::string whole_value(const std::string& value) {
  return "(?:\\A|[^0-9A-Za-z])(?P<secret>" + value + ")(?:[^0-9A-Za-z]|\\z)";
}

std::vector<std::string> read_words(Reader& reader, const char* key) {
  std::vector<std::string> words = reader.strings(key).value_or(std::vector<std::string>{});
  for (std::string& word : words) {
    word = folded_key(word);
    if (word.size() < 2 || !std::all_of(word.begin(), word.end(), is_word))
      throw Error(reader.where(key) +
                  ": a name is two or more letters or digits, perhaps with '-'");
  }
  return words;
}

std::vector<std::string> read_prefixes(Reader& reader) {
  std::vector<std::string> prefixes =
      reader.strings("prefixes").value_or(std::vector<std::string>{});
  for (const std::string& prefix : prefixes) {
    if (prefix.size() < kMinPrefix || !std::all_of(prefix.begin(), prefix.end(), is_token))
      throw Error(reader.where("prefixes") + ": \"" + prefix +
                  "\": three or more characters that tokens are written in: letters, digits and "
                  "_ + / = . ~ -");
  }
  return prefixes;
}

/// What a named rule looks for.
void read_named(Rule& rule, Reader& reader) {
  rule.names = read_words(reader, "names");
  rule.needs = read_words(reader, "needs");
  rule.prefixes = read_prefixes(reader);
  if (rule.names.empty() && rule.prefixes.empty()) {
    if (!rule.needs.empty()) throw Error(reader.where("needs") + ": goes with `names` only");
    return;
  }
  if (!rule.keys.empty() || rule.role)
    throw Error(reader.where("names") + ": a rule has `names` or `keys`, not both");
  const std::optional<std::string> value = reader.string("value");
  if (!value) throw Error(reader.where("names") + ": a named rule needs `value`, a regex");
  if (rule.names.empty() && !rule.needs.empty())
    throw Error(reader.where("needs") + ": goes with `names` only");
  rule.shape = Shape::named;
  rule.origin = rule.names.empty() ? ValueOrigin::any : ValueOrigin::drawn;
  rule.adjacent = reader.boolean("adjacent").value_or(false);
  check_regex(without_free_spacing(*value), reader.where("value"));
  read_regex(rule, reader, "value", whole_value(without_free_spacing(*value)));
}

/// What the rule knows about its secret besides the pattern.
void read_secret(Rule& rule, Reader& reader) {
  if (const std::optional<std::string> origin = reader.string("origin")) {
    const std::optional<ValueOrigin> parsed = parse_value_origin(*origin);
    if (!parsed)
      throw Error(reader.where("origin") + ": unknown origin \"" + *origin +
                  "\"; use any, drawn, chosen or weak");
    rule.origin = *parsed;
  }
  rule.validator = reader.string("validator").value_or("");
  rule.pair = reader.string("pair").value_or("");
  std::vector<std::string_view> known = checksum_names();
  known.push_back(kPemValidator);
  if (!rule.validator.empty() &&
      std::find(known.begin(), known.end(), rule.validator) == known.end())
    throw Error(reader.where("validator") + ": unknown validator \"" + rule.validator + "\"" +
                did_you_mean(rule.validator, {known.begin(), known.end()}));
  if (!rule.validator.empty() && !rule.has_secret)
    throw Error(reader.where("validator") + ": needs a group `secret` in the pattern");
}

/// What a setting rule looks for.
void read_setting(Rule& rule, Reader& reader) {
  rule.keys = reader.strings("keys").value_or(std::vector<std::string>{});
  if (const std::optional<std::string> role = reader.string("role"))
    rule.role = read_role(*role, reader.where("role"));
  rule.formats = read_formats(reader);
  read_companions(rule, reader);
  rule.code = reader.boolean("code").value_or(false);
  if (rule.keys.empty() && !rule.role) return;
  const std::optional<std::string> value = reader.string("value");
  if (!value) {
    throw Error(reader.where("keys") + ": a setting rule needs `value`, a regex for the value");
  }
  rule.shape = Shape::setting;
  // What is judged as a secret is hidden like one.
  const bool judged =
      rule.category == Category::credentials &&
      groups_named(*compile_regex(without_free_spacing(*value)), "secret").empty() &&
      (rule.code || reader.string("origin"));
  read_regex(rule, reader, "value",
             judged ? "(?P<secret>" + without_free_spacing(*value) + ")" : *value);
}

void read_shape(Rule& rule, Reader& reader) {
  rule.files = read_globs(reader, "files");
  rule.not_files = read_globs(reader, "not_files");
  read_setting(rule, reader);
  read_named(rule, reader);
  const bool check = reader.boolean("check").value_or(false);
  const std::optional<std::string> pattern = reader.string("pattern");
  if (rule.shape == Shape::setting || rule.shape == Shape::named) {
    if (pattern || check) throw Error(reader.file() + ": a rule with `value` has no `pattern`");
  } else if (pattern) {
    read_regex(rule, reader, "pattern", *pattern);
  } else if (check) {
    rule.shape = Shape::check;
  } else if (!rule.files.empty()) {
    rule.shape = Shape::path;
  } else {
    throw Error(reader.file() +
                ": a rule needs a `pattern` (what to find in files), `keys` and `value` (what to "
                "find in configuration) or `files` (files to report)");
  }
}

void read_bounds(Rule& rule, Reader& reader) {
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
  rule.comments = reader.boolean("comments").value_or(false);
  rule.build_stages = reader.boolean("build_stages").value_or(false);
}

void read_context(Rule& rule, Reader& reader) {
  rule.allow = read_regexes(reader, "allow");
  add_shared_exceptions(rule, reader);
  rule.allow_line = read_regexes(reader, "allow_line");
  rule.file_has = read_regexes(reader, "file_has");
  rule.file_lacks = read_regexes(reader, "file_lacks");
  rule.guards = read_regexes(reader, "guards");
  if (const std::optional<std::string> within = reader.string("within")) {
    rule.within = without_free_spacing(*within);
    check_regex(rule.within, reader.where("within"));
  }
}

void read_promise(Rule& rule, Reader& reader) {
  rule.title = reader.required_string("title");
  rule.references = reader.strings("references").value_or(std::vector<std::string>{});
  if (rule.category == Category::variables) {
    const std::string kind = reader.required_string("kind");
    const std::optional<IdiomKind> parsed = parse_idiom_kind(kind);
    if (!parsed) {
      throw Error(reader.where("kind") + ": unknown kind \"" + kind +
                  "\"; use read, dynamic-read, documentation, validation or environment-branch");
    }
    rule.idiom = *parsed;
    return;
  }
  rule.why = reader.required_string("why");
  rule.fix = reader.required_string("fix");
  rule.severity = read_severity(reader, "severity");
  rule.confidence = read_confidence(reader);
}

/// An idiom names a variable; everything else about it is optional.
void make_idiom(Rule& rule) {
  if (rule.shape != Shape::pattern) throw Error(rule.source + ": an idiom needs a `pattern`");
  rule.shape = Shape::idiom;
  const bool names = rule.idiom == IdiomKind::read || rule.idiom == IdiomKind::documentation;
  if (names && groups_named(*compile_regex(rule.pattern), "name").empty())
    throw Error(rule.source + ": an idiom's pattern needs a group `name`: (?P<name>…)");
}

}  // namespace

Rule parse_rule(std::string_view text, const std::string& file) {
  const toml_tree::Table table = toml_tree::parse(text, file);
  Reader reader(table, file);
  Rule rule;
  set_identity(rule, file);
  read_promise(rule, reader);
  read_shape(rule, reader);
  read_secret(rule, reader);
  read_bounds(rule, reader);
  read_context(rule, reader);
  if (rule.category == Category::variables) make_idiom(rule);
  read_environments(rule, reader);
  read_examples(rule, reader);
  reader.finish();
  return rule;
}

}  // namespace prodready
