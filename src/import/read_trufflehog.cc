// Custom detectors of TruffleHog: several named regexes, all of which must be found.
#include <algorithm>

#include "import/readers.h"

namespace prodready::importing {
namespace {

using Tree = prodready::Node;

void read_requirements(const Tree& detector, const std::string& regex, ForeignRule& into) {
  const Tree* all = detector.find("validations");
  const Tree* asked = all ? all->find(regex) : nullptr;
  if (!asked) return;
  const auto need = [&](const char* key, const char* members) {
    if (text_of(*asked, key) == "true") into.requirements.push_back({members, 1});
  };
  need("contains_digit", "0-9");
  need("contains_lowercase", "a-z");
  need("contains_uppercase", "A-Z");
  need("contains_special_char", R"(!-/:-@\[-`{-~)");
}

/// The secret is what the primary regex finds; the others have to be in the file.
void read_regexes(const Tree& detector, ForeignRule& into) {
  const Tree* regexes = detector.find("regex");
  if (!regexes || regexes->children.empty()) {
    into.refused = "it has no regex";
    return;
  }
  std::vector<const Tree*> sorted;
  for (const Tree& regex : regexes->children) sorted.push_back(&regex);
  std::sort(sorted.begin(), sorted.end(),
            [](const Tree* a, const Tree* b) { return a->key < b->key; });
  const std::string primary = text_of(detector, "primary_regex_name");
  auto chosen = std::find_if(sorted.begin(), sorted.end(),
                             [&](const Tree* regex) { return regex->key == primary; });
  if (chosen == sorted.end()) chosen = sorted.begin();
  into.pattern = (*chosen)->value;
  read_requirements(detector, (*chosen)->key, into);
  sorted.erase(chosen);
  if (!sorted.empty()) into.also_in_file = sorted.front()->value;
  for (size_t i = 1; i < sorted.size(); ++i)
    into.losses.push_back("does not ask for the regex " + sorted[i]->key);
}

ForeignRule read_detector(const Tree& detector) {
  ForeignRule into;
  into.id = text_of(detector, "name");
  into.description = text_of(detector, "description");
  into.keywords = texts_of(detector, "keywords");
  into.entropy = number_of(detector, "entropy");
  into.allow = texts_of(detector, "exclude_regexes_capture");
  into.allow_match = texts_of(detector, "exclude_regexes_match");
  into.stop_words = texts_of(detector, "exclude_words");
  read_regexes(detector, into);
  return into;
}

}  // namespace

void read_trufflehog(const Tree& root, ForeignFile& into) {
  for (const Tree* detector : items_of(root, "detectors")) {
    if (detector->kind == Tree::Kind::map) into.rules.push_back(read_detector(*detector));
  }
}

}  // namespace prodready::importing
