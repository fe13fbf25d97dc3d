// Nosey Parker, Kingfisher 1.x and Titus share a list of rules; they differ in which group is the
// secret and in what they ask of it.
#include <algorithm>
#include <cstdlib>

#include "import/readers.h"

namespace prodready::importing {
namespace {

using Tree = prodready::Node;

/// What counts as a special character where the rule names none.
constexpr std::string_view kSpecial = R"(!-/:-@\[-`{-~)";

std::string class_members(std::string_view characters) {
  std::string members;
  for (char c : characters) {
    if (std::string_view("]\\^-[").find(c) != std::string_view::npos) members += '\\';
    members += c;
  }
  return members;
}

void read_requirements(const Tree& rule, ForeignRule& into) {
  const Tree* asked = rule.find("pattern_requirements");
  if (!asked) return;
  const auto need = [&](const char* key, std::string members) {
    const int count = std::atoi(text_of(*asked, key).c_str());
    if (count > 0) into.requirements.push_back({std::move(members), count});
  };
  need("min_digits", "0-9");
  need("min_uppercase", "A-Z");
  need("min_lowercase", "a-z");
  const std::string special = text_of(*asked, "special_chars");
  need("min_special_chars", special.empty() ? std::string(kSpecial) : class_members(special));
  for (std::string& word : texts_of(*asked, "ignore_if_contains"))
    into.stop_words.push_back(std::move(word));
  if (asked->find("checksum")) into.losses.push_back("the checksum is not tested");
}

void read_dependencies(const Tree& rule, ForeignRule& into) {
  for (const Tree* other : items_of(rule, "depends_on_rule")) {
    const std::string id = text_of(*other, "rule_id");
    if (!id.empty() && other->find("within"))
      into.losses.push_back("does not ask for a match of " + id + " nearby");
  }
}

/// The categories of Nosey Parker grade a rule; the others have more to say.
void read_categories(const Tree& rule, ForeignRule& into) {
  const std::vector<std::string> categories = texts_of(rule, "categories");
  const auto has = [&](const char* category) {
    return std::find(categories.begin(), categories.end(), category) != categories.end();
  };
  if (has("test")) {
    into.severity = Severity::low;
  } else if (has("hashed")) {
    into.severity = Severity::medium;
  } else if (has("identifier") && !has("secret")) {
    into.severity = Severity::low;
  }
  if (!into.confidence && (has("fuzzy") || has("generic"))) into.confidence = Confidence::low;
}

void append(std::vector<std::string>& to, std::vector<std::string> more) {
  for (std::string& text : more) to.push_back(std::move(text));
}

ForeignRule read_rule(const Tree& rule, Format format) {
  ForeignRule into;
  into.id = text_of(rule, "id");
  into.title = text_of(rule, "name");
  into.description = text_of(rule, "description");
  into.dialect = format == Format::titus ? Dialect::go : Dialect::rust;
  into.pattern = text_of(rule, "pattern");
  into.choice =
      format == Format::kingfisher ? SecretChoice::unnamed_group : SecretChoice::all_groups;
  into.entropy = number_of(rule, "min_entropy");
  into.entropy_itself_drops = true;
  into.keywords = texts_of(rule, "keywords");
  into.path_pattern = text_of(rule, "path");
  into.confidence = parse_confidence(text_of(rule, "confidence"));
  into.references = texts_of(rule, "references");
  append(into.examples, texts_of(rule, "examples"));
  append(into.negative_examples, texts_of(rule, "negative_examples"));
  append(into.negative_examples, texts_of(rule, "non_examples"));
  read_requirements(rule, into);
  read_dependencies(rule, into);
  if (format == Format::noseyparker) read_categories(rule, into);
  if (rule.find("betterleaks_filter")) into.losses.push_back("its filter is left out");
  if (text_of(rule, "visible") == "false")
    into.refused = "an auxiliary rule, which reports nothing itself";
  return into;
}

}  // namespace

void read_rule_list(const Tree& root, ForeignFile& into) {
  for (const Tree* rule : items_of(root, "rules")) {
    if (rule->kind == Tree::Kind::map) into.rules.push_back(read_rule(*rule, into.format));
  }
}

}  // namespace prodready::importing
