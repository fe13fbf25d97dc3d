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

namespace prodready {

enum class Category : uint8_t { credentials, debug, environments };
std::string_view name(Category category);
std::optional<Category> parse_category(std::string_view name);

enum class Shape : uint8_t {
  pattern,  ///< a regex over the text of files
  path,     ///< the file itself
};
std::string_view name(Shape shape);

/// A match stretches at most this many bytes from its anchor.
inline constexpr int kMaxReach = 8192;

struct Example {
  bool bad = false;  ///< bad: the rule must report it; good: it must not
  std::string text;
  std::string path;   ///< where the text would stand; never empty after parsing
  std::string finds;  ///< bad only: exactly what must be reported; empty: anything
  std::string why;    ///< good only: why nothing may be reported
  int line = 0;       ///< line of the example in the rule file
};

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

  std::string pattern;             ///< RE2, free-spacing already removed; empty for path rules
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
  std::array<EnvironmentOverride, kEnvironmentCount> environments{};
  std::vector<Example> examples;

  std::string source;  ///< file the rule was read from, for messages
  bool builtin = false;

  bool has_secret = false;  ///< the pattern has a group named `secret`
};

}  // namespace prodready
