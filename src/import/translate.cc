#include "import/translate.h"

#include <algorithm>

#include "import/analysis.h"
#include "import/globs.h"
#include "import/secret_group.h"
#include "rules/anchors.h"
#include "rules/regex.h"
#include "text/ascii.h"
#include "text/escape.h"

namespace prodready::importing {
namespace {

using Kind = Node::Kind;

/// "Drop at exactly this entropy" is "keep from just above it".
constexpr double kJustAbove = 1e-6;
constexpr size_t kWordsInOneRegex = 100;
constexpr size_t kShortestKeywordAnchor = 3;

/// Runs of white space longer than this do not stand between a name and its value.
constexpr int kLongestBlank = 256;

std::string quoted(std::string_view literal) {
  constexpr std::string_view kSpecial = "\\.+*?()|[]{}^$";
  std::string regex;
  for (char c : literal) {
    if (kSpecial.find(c) != std::string_view::npos) regex += '\\';
    regex += c;
  }
  return regex;
}

std::string any_of_words(const std::vector<std::string>& words) {
  std::string regex = "(?i)(?:";
  for (const std::string& word : words)
    regex += (&word == &words.front() ? "" : "|") + quoted(word);
  return regex + ")";
}

std::string sentence(std::string_view text) {
  std::string line;
  for (char c : trimmed(text)) {
    const char printable = is_space(c) ? ' ' : c;
    if (printable != ' ' || !line.ends_with(' ')) line += printable;
  }
  return valid_utf8(line);
}

// ---- The secret

/// Names the groups of the secret, makes the others plain; without a group the match is the secret.
void mark_secret(Translation& result, Pattern& pattern, const std::vector<int>& groups) {
  for_each(pattern.root, [&](Node& node) {
    if (!node.capture) return;
    node.capture = std::find(groups.begin(), groups.end(), node.number) != groups.end();
    node.name = node.capture ? "secret" : "";
    node.text = "(?:";
  });
  if (!groups.empty()) return;
  result.secret_is_match = true;
  Node secret;
  secret.kind = Kind::group;
  secret.capture = true;
  secret.name = "secret";
  secret.children.push_back(std::move(pattern.root));
  pattern.root = std::move(secret);
}

/// `[\w.-]{0,50}?` at the very start makes the match longer and nothing else.
void drop_preamble(Node& root) {
  if (root.kind != Kind::sequence) return;
  for (size_t i = 0; i + 1 < root.children.size(); ++i) {
    const Node& node = root.children[i];
    if (node.kind == Kind::assertion && node.text.starts_with("(?")) continue;
    if (node.kind == Kind::repeat && node.lazy && node.min == 0 &&
        node.children.front().kind == Kind::atom)
      root.children.erase(root.children.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

// ---- Bounds

bool is_blank(const Node& atom) {
  Bytes others = bytes_of(atom);
  for (char c : std::string_view(" \t\n\v\f\r")) others.reset(static_cast<unsigned char>(c));
  return others.none();
}

/// Runs of white space bounded, for how far a match reaches.
Node with_short_blanks(Node root) {
  for_each(root, [](Node& node) {
    if (node.kind == Kind::repeat && node.max == kUnbounded &&
        node.children.front().kind == Kind::atom && is_blank(node.children.front()))
      node.max = kLongestBlank;
  });
  return root;
}

void set_reach(Translation& result) {
  if (!spans_lines(result.pattern)) return;
  const int64_t length = longest(with_short_blanks(result.pattern));
  result.rule.reach = static_cast<int>(std::min<int64_t>(std::max<int64_t>(length, 1), kMaxReach));
  if (length > kMaxReach)
    result.losses.push_back("a match over several lines is found up to 8192 bytes from its anchor");
}

void set_anchors(Translation& result, const ForeignRule& foreign) {
  Rule& rule = result.rule;
  std::vector<std::string> keywords;
  for (const std::string& word : foreign.keywords) {
    if (!word.empty()) keywords.push_back(to_lower(word));
  }
  const bool implied = !keywords.empty() && always_holds_one_of(result.pattern, keywords);
  if (!keywords.empty() && !implied) rule.file_has = {any_of_words(keywords)};
  if (!derive_anchors(rule.pattern).empty()) return;
  const bool long_enough =
      std::all_of(keywords.begin(), keywords.end(),
                  [](const std::string& word) { return word.size() >= kShortestKeywordAnchor; });
  if (implied && long_enough) {
    for (const std::string& word : keywords) rule.anchors.push_back("(?i)" + quoted(word));
  } else {
    rule.anchors = cores(result.pattern);
  }
}

// ---- Exceptions

/// Normalised; nothing when it cannot be said, which is a loss.
std::optional<std::string> exception(const std::string& regex, const ForeignRule& foreign,
                                     Translation& result) {
  try {
    const std::string text = to_string(parse_pattern(regex, foreign.dialect).root);
    const Regex compiled = compile_regex(text);
    if (regex_error(*compiled).empty() && !matches_empty(*compiled)) return text;
    result.losses.push_back("an exception is left out: it fits everything, or is no regex");
  } catch (const Untranslatable& problem) {
    result.losses.push_back(std::string("an exception is left out: ") + problem.what());
  }
  return std::nullopt;
}

void add_exceptions(const std::vector<std::string>& regexes, const ForeignRule& foreign,
                    Translation& result, std::vector<std::string>& to) {
  for (const std::string& regex : regexes) {
    const std::optional<std::string> text = exception(regex, foreign, result);
    if (text && std::find(to.begin(), to.end(), *text) == to.end()) to.push_back(*text);
  }
}

void add_stop_words(const std::vector<std::string>& words, Rule& rule) {
  std::vector<std::string> some;
  for (const std::string& word : words) {
    if (!word.empty()) some.push_back(word);
    if (some.size() == kWordsInOneRegex || (&word == &words.back() && !some.empty())) {
      rule.allow.push_back(any_of_words(some));
      some.clear();
    }
  }
}

/// A regex for secrets that hold fewer than `count` of the members.
std::string too_few(const Requirement& need) {
  const std::string other = "[^" + need.members + "]";
  if (need.count <= 1) return "^" + other + "+$";
  return "^(?:" + other + "+|(?:" + other + "*[" + need.members + "]){1," +
         std::to_string(need.count - 1) + "}" + other + "*)$";
}

void set_filters(Translation& result, const ForeignRule& foreign) {
  Rule& rule = result.rule;
  if (foreign.entropy > 0 && foreign.entropy < 8)
    rule.min_entropy = foreign.entropy + (foreign.entropy_itself_drops ? kJustAbove : 0);
  for (const Requirement& need : foreign.requirements) rule.allow.push_back(too_few(need));
  add_exceptions(foreign.allow, foreign, result, rule.allow);
  add_exceptions(foreign.allow_match, foreign, result,
                 result.secret_is_match ? rule.allow : rule.allow_line);
  if (!foreign.allow_match.empty() && !result.secret_is_match)
    result.losses.push_back("exceptions for the match are tried on its line");
  add_exceptions(foreign.allow_line, foreign, result, rule.allow_line);
  add_stop_words(foreign.stop_words, rule);
}

// ---- Paths

std::optional<Globs> globs_of(const std::string& regex, const ForeignRule& foreign) {
  try {
    return to_globs(parse_pattern(regex, foreign.dialect).root);
  } catch (const Untranslatable&) {
    return std::nullopt;
  }
}

void set_paths(Translation& result, const ForeignRule& foreign) {
  if (!foreign.path_pattern.empty()) {
    const std::optional<Globs> globs = globs_of(foreign.path_pattern, foreign);
    if (!globs) throw Untranslatable("its path cannot be said in globs");
    result.rule.files = globs->globs;
    result.path_pattern = parse_pattern(foreign.path_pattern, foreign.dialect).root;
    if (!globs->exact) result.losses.push_back("its path is wider as globs");
  }
  bool wider = false;
  for (const std::string& regex : foreign.allow_paths) {
    const std::optional<Globs> globs = globs_of(regex, foreign);
    if (!globs) {
      result.losses.push_back("an excepted path is left out: it cannot be said in globs");
      continue;
    }
    wider = wider || !globs->exact;
    std::vector<std::string>& to = result.rule.not_files;
    to.insert(to.end(), globs->globs.begin(), globs->globs.end());
  }
  if (wider) result.losses.push_back("excepted paths are wider as globs");
  for (const std::string& regex : foreign.common_paths) {
    const std::optional<Globs> globs = globs_of(regex, foreign);
    if (!globs) continue;  // the reader has said so for the whole file
    std::vector<std::string>& to = result.rule.not_files;
    to.insert(to.end(), globs->globs.begin(), globs->globs.end());
  }
}

// ---- Words

std::string title_of(const ForeignRule& foreign) {
  std::string title = sentence(foreign.title.empty() ? foreign.id : foreign.title);
  if (foreign.title.empty())
    std::replace_if(
        title.begin(), title.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  while (title.ends_with('.')) title.pop_back();
  if (!title.empty() && is_lower(title[0])) title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title.empty() ? "Secret" : title;
}

void set_words(Rule& rule, const ForeignRule& foreign) {
  rule.title = title_of(foreign);
  rule.why = sentence(foreign.description);
  if (rule.why.empty()) rule.why = "Whoever can read the file can use what it holds: " + rule.title;
  if (!rule.why.ends_with('.')) rule.why += '.';
  rule.fix = foreign.pattern.empty()
                 ? "Remove the file from the repository, and replace what it holds (" + rule.title +
                       ") where it was issued."
                 : "Revoke the value (" + rule.title +
                       ") where it was issued, then read a new one from the environment or a "
                       "secret manager.";
  rule.severity = foreign.severity.value_or(Severity::high);
  rule.confidence = foreign.confidence.value_or(Confidence::medium);
  rule.references = {"CWE-798"};
  for (const std::string& reference : foreign.references)
    rule.references.push_back(sentence(reference));
}

void set_pattern(Translation& result, const ForeignRule& foreign) {
  Pattern pattern = parse_pattern(foreign.pattern, foreign.dialect);
  const std::vector<int> groups = secret_groups(foreign, pattern, result.losses);
  if (!groups.empty()) drop_preamble(pattern.root);
  mark_secret(result, pattern, groups);
  for (const std::string& change : pattern.changes) result.losses.push_back(change);
  result.rule.pattern = to_string(pattern.root);
  result.pattern = std::move(pattern.root);
  const std::string error = regex_error(*compile_regex(result.rule.pattern));
  if (error.empty()) return;
  // A repeat of repeats may be too much for RE2: the long ones lose their bound.
  for_each(result.pattern, [](Node& node) {
    if (node.kind == Kind::repeat && node.max > 30 && node.min < 30) node.max = kUnbounded;
  });
  result.rule.pattern = to_string(result.pattern);
  if (!regex_error(*compile_regex(result.rule.pattern)).empty()) throw Untranslatable(error);
  result.losses.push_back("bounds of nested repeats are left out");
}

}  // namespace

std::string kebab(std::string_view text) {
  std::string id;
  for (char c : text) {
    if (is_letter(c) || is_digit(c)) {
      id += to_lower(c);
    } else if (!id.empty() && !id.ends_with('-')) {
      id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  return id.empty() ? "rule" : id;
}

Translation translate(const ForeignRule& foreign, const std::string& id) {
  if (!foreign.refused.empty()) throw Untranslatable(foreign.refused);
  Translation result;
  result.losses = foreign.losses;
  result.rule.id = id;
  set_words(result.rule, foreign);
  set_paths(result, foreign);
  if (foreign.pattern.empty()) {
    result.rule.shape = Shape::path;
  } else {
    set_pattern(result, foreign);
    set_reach(result);
    set_anchors(result, foreign);
    set_filters(result, foreign);
    if (!foreign.also_in_file.empty()) {
      if (!result.rule.file_has.empty()) {
        result.losses.push_back("does not ask for its keywords in the file");
        result.rule.file_has.clear();
      }
      add_exceptions({foreign.also_in_file}, foreign, result, result.rule.file_has);
    }
  }
  std::sort(result.losses.begin(), result.losses.end());
  result.losses.erase(std::unique(result.losses.begin(), result.losses.end()), result.losses.end());
  return result;
}

}  // namespace prodready::importing
