#include "import/import.h"

#include <array>

#include "import/examples.h"
#include "import/rule_writer.h"
#include "import/translate.h"
#include "rules/anchors.h"
#include "text/error.h"

namespace prodready::importing {
namespace {

/// The ids of these say whose they are.
bool names_its_origin(const std::string& id, const std::string& prefix) {
  return id.starts_with(prefix) || id.starts_with("np-") || id.starts_with("kingfisher-");
}

std::string new_id(const ForeignRule& foreign, const std::string& prefix,
                   const std::set<std::string>& taken) {
  std::string id = kebab(foreign.id.empty() ? foreign.title : foreign.id);
  if (!names_its_origin(id, prefix)) id = prefix + id;
  std::string unique = id;
  for (int i = 2; taken.count(unique) != 0; ++i) unique = id + "-" + std::to_string(i);
  return unique;
}

/// "file:1:2: message" of a rule that is not written yet.
std::string without_place(const std::string& message, const std::string& id) {
  const std::string file = id + ".toml:";
  size_t at = message.find(file);
  if (at == std::string::npos) return message;
  at += file.size();
  at = message.find_first_not_of("0123456789: ", at);
  return at == std::string::npos ? message : message.substr(at);
}

ImportedRule import_rule(const ForeignRule& foreign, const std::string& id) {
  ImportedRule imported;
  imported.source_id = foreign.id.empty() ? foreign.title : foreign.id;
  try {
    Translation translation = translate(foreign, id);
    add_examples(translation, foreign);
    imported.id = id;
    imported.reasons = translation.losses;
    imported.fate = imported.reasons.empty() ? Fate::exact : Fate::approximated;
    imported.toml = to_toml(translation.rule);
    const Rule& rule = translation.rule;
    imported.slow = rule.shape == Shape::pattern && rule.files.empty() && rule.anchors.empty() &&
                    derive_anchors(rule.pattern).empty();
  } catch (const Untranslatable& problem) {
    imported.fate = Fate::refused;
    imported.reasons = {problem.what()};
  } catch (const Error& problem) {
    imported.fate = Fate::refused;
    imported.reasons = {without_place(problem.what(), id)};
  }
  return imported;
}

}  // namespace

std::string_view name(Fate fate) {
  constexpr std::array<std::string_view, 3> kNames = {"exact", "approximated", "refused"};
  return kNames[static_cast<size_t>(fate)];
}

std::vector<ImportedRule> import_rules(const ForeignFile& file, std::set<std::string>& taken) {
  std::vector<ImportedRule> rules;
  for (const ForeignRule& foreign : file.rules) {
    ImportedRule rule = import_rule(foreign, new_id(foreign, file.prefix, taken));
    if (rule.fate != Fate::refused) taken.insert(rule.id);
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace prodready::importing
