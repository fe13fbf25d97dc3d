#include <algorithm>

#include "settings/flatten.h"
#include "settings/readers.h"
#include "settings/value_kind.h"

namespace prodready {
namespace {

constexpr uint32_t kConfigMap = 1;  ///< trait of a document

FileEnvironment document_part(const Node& root) {
  const Node* metadata = root.find("metadata");
  std::string_view space = scalar_of(metadata, "namespace");
  if (space.empty()) space = scalar_of(root, "namespace");  // kustomization.yaml
  if (scalar_of(root, "kind") == "Namespace") space = scalar_of(metadata, "name");
  FileEnvironment part = environment_part("namespace", space);
  const Node* labels = metadata ? metadata->find("labels") : nullptr;
  for (std::string_view label : {"environment", "env", "app.kubernetes.io/environment"}) {
    if (part.environment == Environment::unknown)
      part = environment_part("label " + std::string(label), scalar_of(labels, label));
  }
  return part;
}

/// `envFrom`: which ConfigMap or Secret fills the environment.
void sources(SettingsWalk& walk, const Node& list) {
  for (const Node& item : list.children) {
    for (const Node& source : item.children) {
      const Node* name = source.find("name");
      if (!name || name->kind != Node::Kind::scalar) continue;
      std::string value = source.key;
      value.resize(std::min<size_t>(value.size(), 64));
      walk.add(value + " " + name->value, name->span, ValueKind::reference, SettingRole::plain);
    }
  }
}

/// `data` of a ConfigMap: variables, save for values that are whole files.
bool config_map_hook(SettingsWalk& walk, const Node& member) {
  if (walk.names().size() != 2 || walk.name(1) != "data") return false;
  if (walk.trait != kConfigMap) return false;
  if (member.kind != Node::Kind::scalar || member.value.find('\n') != std::string::npos)
    return false;
  walk.add(member, SettingRole::variable);
  return true;
}

bool kubernetes_hook(SettingsWalk& walk, const Node& map, const Node& member) {
  const std::string_view name = walk.name();
  const bool is_list = member.kind == Node::Kind::list;
  if (name == "env" && is_list) return walk.variables(member), true;
  if (name == "envFrom" && is_list) return sources(walk, member), true;
  if (name == "literals" && is_list && walk.name(1).ends_with("Generator"))
    return walk.variables(member), true;
  return config_map_hook(walk, member) || flatten_command(walk, map, member) ||
         flatten_image(walk, map, member) || flatten_variables(walk, map, member);
}

void object(SettingsWalk& walk, const Node& root, uint32_t number) {
  walk.trait = scalar_of(root, "kind") == "ConfigMap" ? kConfigMap : 0;
  walk.document(root, number, document_part(root));
}

/// A `List` is its items.
void manifest(SettingsWalk& walk, const Node& root, uint32_t& number) {
  const Node* items = scalar_of(root, "kind") == "List" ? root.find("items") : nullptr;
  if (!items || items->kind != Node::Kind::list) return object(walk, root, number++);
  for (const Node& item : items->children) object(walk, item, number++);
}

}  // namespace

void read_kubernetes(std::string_view path, std::string_view text, SettingsFile& file) {
  const Documents documents =
      path.ends_with(".json") ? parse_json(text) : yaml_documents(text, file);
  if (file.problem.empty()) file.problem = documents.problem;
  SettingsWalk walk(text, file, kubernetes_hook);
  uint32_t number = 0;
  for (const Node& root : documents.roots) manifest(walk, root, number);
  sort_by_place(file);
}

}  // namespace prodready
