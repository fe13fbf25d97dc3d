#include "settings/flatten.h"
#include "settings/key_path.h"
#include "settings/readers.h"

namespace prodready {
namespace {

/// "spring.profiles" is how it was said before Spring Boot 2.4.
bool is_activation(const Setting& setting) {
  constexpr size_t kLongestKey = 64;
  if (setting.kind != ValueKind::text || setting.key.size() > kLongestKey) return false;
  const std::string key = folded_key(setting.key);
  return key == "spring.config.activate.onprofile" || key == "spring.profiles";
}

/// Says of the settings from `first` on for which profiles they are.
void set_profile(SettingsFile& file, size_t first) {
  constexpr size_t kMaxExpression = 1024;
  std::string expression;
  for (size_t i = first; i < file.settings.size(); ++i) {
    if (!is_activation(file.settings[i]) || expression.size() > kMaxExpression) continue;
    if (!expression.empty()) expression += ',';  // the items of a list
    expression += file.settings[i].value;
  }
  const FileEnvironment part = profile_part(expression);
  for (size_t i = first; i < file.settings.size(); ++i) file.settings[i].part = part;
}

}  // namespace

void read_spring_yaml(std::string_view text, SettingsFile& file) {
  const Documents documents = yaml_documents(text, file);
  SettingsWalk walk(text, file, nullptr);
  uint32_t number = 0;
  for (const Node& root : documents.roots) {
    const size_t first = file.settings.size();
    walk.document(root, number++);
    set_profile(file, first);
  }
  sort_by_place(file);
}

}  // namespace prodready
