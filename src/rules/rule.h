// A rule as its author wrote it: plain data, the same whether it was embedded at build time or read
// from a folder at run time. The meaning of every field is documented for authors in
// rules/README.md.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "environment/environment.h"
#include "rules/severity.h"
#include "settings/setting.h"

namespace prodready {

enum class Category : uint8_t {
  credentials,
  debug,
  environments,
  variables,  ///< idioms: how code reads its environment; they report nothing themselves
};
std::string_view name(Category category);
std::optional<Category> parse_category(std::string_view name);

enum class Shape : uint8_t {
  pattern,  ///< a regex over the text of files
  path,     ///< the file itself
  setting,  ///< a key and a value as any reader of settings/ produces them
  check,    ///< judged across files by the function of this name in checks/
  idiom,    ///< a regex for how code reads or documents an environment variable
  named,    ///< a value of a certain form behind a certain name, in text and in configuration
};
std::string_view name(Shape shape);

/// Prefixes of values are found by their first characters.
inline constexpr size_t kMinPrefix = 3;

/// A match stretches at most this many bytes from its anchor.
inline constexpr int kMaxReach = 8192;

struct Example {
  bool bad = false;  ///< bad: the rule must report it; good: it must not
  std::string text;
  std::string path;  ///< where the text would stand; never empty after parsing
  /// Path and text of several files instead of one: what a check, or an override, needs to see.
  std::vector<std::pair<std::string, std::string>> tree;
  /// Bad only: exactly what must be reported, of a tree "path" or "path:line"; empty: anything.
  std::string finds;
  std::string severity;  ///< bad only: the severity it must be reported with; empty: any
  std::string why;       ///< good only: why nothing may be reported
  int line = 0;          ///< line of the example in the rule file
};

/// Another setting that must stand, or must not stand, near the one that a setting rule found.
struct Companion {
  enum class Reach : uint8_t { group, document, file };
  bool must = false;  ///< [[when]]: it must; [[unless]]: it must not
  std::vector<std::string> keys;
  std::string value;  ///< regex; empty: any value
  Reach reach = Reach::document;
};

/// What an idiom tells about the variable in its group `name`.
enum class IdiomKind : uint8_t {
  read,                ///< the code reads it
  dynamic_read,        ///< the code reads variables whose names it computes
  documentation,       ///< a text for people names it
  validation,          ///< the code checks its configuration when it starts
  environment_branch,  ///< the code branches on the environment's name
};
std::optional<IdiomKind> parse_idiom_kind(std::string_view name);

/// What people or programs made a secret of: by it a value is told from what merely stands there.
enum class ValueOrigin : uint8_t {
  any,     ///< the rule's own pattern tells enough
  drawn,   ///< drawn at random: keys, tokens
  chosen,  ///< chosen by people: passwords
  weak,    ///< one of the passwords that everybody tries first
};
std::optional<ValueOrigin> parse_value_origin(std::string_view name);

/// Severity where the default table is wrong; `none` is a rule that does not speak there.
struct EnvironmentOverride {
  bool given = false;
  bool none = false;
  Severity severity = Severity::info;
};

struct Rule {
  std::string id;
  Category category = Category::credentials;
  Shape shape = Shape::pattern;
  std::string title;
  std::string why;
  std::string fix;
  Severity severity = Severity::medium;
  Confidence confidence = Confidence::medium;
  std::vector<std::string> references;

  /// RE2, free-spacing already removed; of a setting rule it is applied to the value. Empty for
  /// path rules and checks.
  std::string pattern;
  std::vector<std::string> files;  ///< globs with braces expanded
  std::vector<std::string> not_files;
  std::vector<std::string>
      anchors;    ///< Vectorscan expressions: as given, or derived by rules/anchors; may be empty
  int reach = 0;  ///< bytes around an anchor; 0: the anchor's line
  bool once = false;
  bool placeholders = true;  ///< whether the placeholder filter applies
  double min_entropy = 0;    ///< bits per character; 0: no bound
  std::vector<std::string> allow;
  std::vector<std::string> allow_line;
  std::vector<std::string> file_has;  ///< regexes, one of which the file must hold; empty: no bound
  std::vector<std::string> file_lacks;  ///< regexes, none of which the file may hold
  std::string within;                   ///< regex for a line that opens a block around the match
  std::vector<std::string> guards;  ///< regexes for lines that hold the match back from production
  bool comments = false;            ///< whether matches in comments count
  bool build_stages =
      false;  ///< whether Dockerfile stages that do not ship count like the final one

  // Setting rules.
  std::vector<std::string> keys;  ///< key paths (settings/key_path.h)
  std::optional<SettingRole> role;
  uint32_t formats = 0;  ///< bit i: SettingsFormat i; 0: all
  std::vector<Companion> companions;

  // Named rules: the value is `pattern`.
  std::vector<std::string> names;     ///< folded; one of them stands before the value
  std::vector<std::string> needs;     ///< folded; so does one of these, unless there are none
  std::vector<std::string> prefixes;  ///< instead of names: how the value begins; of a pattern rule
                                      ///< the tokens that anchors ask for (token_begins())
  bool adjacent = false;              ///< the name is in the last word before the value

  // What a secret says about itself.
  ValueOrigin origin = ValueOrigin::any;
  std::string validator;  ///< a name of secrets/checksum.h, or empty
  std::string pair;       ///< id of the rule of the other half, or empty
  bool code = false;      ///< a setting rule that also looks at assignments in text

  IdiomKind idiom = IdiomKind::read;

  std::array<EnvironmentOverride, kEnvironmentCount> environments{};
  std::vector<Example> examples;

  std::string source;  ///< file the rule was read from, for messages
  bool builtin = false;

  bool has_secret = false;  ///< the pattern has a group named `secret`
};

/// Whether the rule reports findings; idioms do not.
inline bool is_reporting(const Rule& rule) { return rule.shape != Shape::idiom; }

/// Whether the rule's pattern is searched for in text.
inline bool has_pattern(const Rule& rule) {
  return rule.shape == Shape::pattern || rule.shape == Shape::idiom;
}

/// Whether the rule has anchors: places in the text from which it looks on.
inline bool has_anchors(const Rule& rule) {
  return has_pattern(rule) || rule.code || rule.shape == Shape::named;
}

}  // namespace prodready
