// A rule of another scanner, as its file says it: what the readers of all formats produce and the
// translation reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/syntax.h"
#include "rules/severity.h"

namespace prodready::importing {

enum class Format : uint8_t { gitleaks, noseyparker, kingfisher, titus, trufflehog, trivy };
std::string_view name(Format format);
std::optional<Format> parse_format(std::string_view name);

/// Which part of a match is the secret.
enum class SecretChoice : uint8_t {
  first_group,    ///< the first group that is not empty, else the whole match
  numbered,       ///< `secret_group`
  named,          ///< `secret_name`
  unnamed_group,  ///< the first without a name, else TOKEN, else the first
  all_groups,     ///< each of them
};

/// What a secret must hold to count: at least `count` of the bytes in `members` (the inside of a
/// character class).
struct Requirement {
  std::string members;
  int count = 1;
};

struct ForeignRule {
  std::string id;
  std::string title;        ///< may be empty
  std::string description;  ///< may be empty
  Dialect dialect = Dialect::go;
  std::string pattern;       ///< empty: the rule is about paths alone
  std::string path_pattern;  ///< empty: any path
  SecretChoice choice = SecretChoice::first_group;
  int secret_group = 0;
  std::string secret_name;

  std::vector<std::string> keywords;  ///< one of them stands in the file, letter case aside
  std::string also_in_file;           ///< a regex that must be found in the file, too
  double entropy = 0;
  bool entropy_itself_drops = false;  ///< a secret of exactly this entropy is dropped
  std::vector<Requirement> requirements;
  std::vector<std::string> allow;        ///< regexes on the secret
  std::vector<std::string> allow_match;  ///< regexes on the whole match
  std::vector<std::string> allow_line;
  std::vector<std::string> allow_paths;
  std::vector<std::string> common_paths;  ///< excepted for all rules of the file
  std::vector<std::string> stop_words;    ///< in the secret, letter case aside

  std::optional<Severity> severity;
  std::optional<Confidence> confidence;
  std::vector<std::string> references;
  std::vector<std::string> examples;
  std::vector<std::string> negative_examples;

  std::vector<std::string> losses;  ///< what the reader had to leave out
  std::string refused;              ///< why the reader refuses the rule; empty: it does not
};

struct ForeignFile {
  Format format = Format::gitleaks;
  std::string prefix;  ///< of ids: "gitleaks-"
  std::vector<ForeignRule> rules;
  std::vector<std::string> notes;  ///< about the file as a whole
};

/// `format` is found out when it is not given. Throws Error "file: …" for what is no such file.
ForeignFile read_foreign(std::string_view text, const std::string& file,
                         std::optional<Format> format);

}  // namespace prodready::importing
