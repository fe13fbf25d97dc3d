#include "settings/flatten.h"
#include "settings/readers.h"
#include "settings/value_kind.h"

namespace prodready {
namespace {

/// The environment of a service that is started with one of these profiles only. A profile of no
/// known environment, or one of production, leaves it open.
FileEnvironment profiles_part(const Node* profiles) {
  if (!profiles || profiles->kind != Node::Kind::list) return {};
  FileEnvironment part;
  for (const Node& profile : profiles->children) {
    const FileEnvironment named = environment_part("compose profile", profile.value);
    if (named.environment == Environment::unknown || named.environment == Environment::production)
      return {};
    if (part.environment == Environment::unknown) part = named;
  }
  return part;
}

bool is_true(std::string_view value) { return value == "true" || value == "yes" || value == "on"; }

/// The long form of a volume or port once more in the short form that most files have.
void add_short_form(SettingsWalk& walk, const Node& item, std::string_view from,
                    std::string_view to, std::string_view ending) {
  const Node* source = item.find(from);
  const std::string_view target = scalar_of(item, to);
  if (!source || source->kind != Node::Kind::scalar || source->value.empty() || target.empty())
    return;
  std::string value;
  const std::string_view host = scalar_of(item, "host_ip");
  if (!host.empty()) value = std::string(host) + ":";
  value += source->value + ":" + std::string(target) + std::string(ending);
  const ValueKind kind = value_kind(value);
  walk.add(std::move(value), source->span, kind, SettingRole::plain);
}

void volumes(SettingsWalk& walk, const Node& list) {
  for (const Node& item : list.children) {
    const std::string_view ending = is_true(scalar_of(item, "read_only")) ? ":ro" : "";
    add_short_form(walk, item, "source", "target", ending);
  }
  walk.value(list);
}

void ports(SettingsWalk& walk, const Node& list) {
  for (const Node& item : list.children) add_short_form(walk, item, "published", "target", "");
  walk.value(list);
}

bool service_hook(SettingsWalk& walk, const Node& member) {
  const std::string_view name = walk.name();
  if (name == "environment") return walk.variables(member), true;
  if (name == "command" || name == "entrypoint") return walk.command(member);
  if (name == "image" && member.kind == Node::Kind::scalar)
    return walk.add(member, SettingRole::image), true;
  if (name == "volumes") return volumes(walk, member), true;
  if (name == "ports") return ports(walk, member), true;
  return false;
}

/// The words of a health check behind how they are run.
bool health_test(SettingsWalk& walk, const Node& member) {
  if (member.kind != Node::Kind::list || member.children.size() < 2) return walk.command(member);
  const std::string& how = member.children.front().value;
  if (how != "CMD" && how != "CMD-SHELL") return walk.command(member);
  Node words = member;
  words.children.erase(words.children.begin());
  return walk.command(words);
}

bool compose_hook(SettingsWalk& walk, const Node&, const Node& member) {
  const size_t level = walk.names().size();
  if (level == 1 && walk.name().starts_with("x-")) return true;  // parts for others to merge
  const size_t depth = walk.trait;
  if (depth == 2 && walk.names().front() != "services") return false;
  if (level == depth) walk.part = profiles_part(member.find("profiles"));
  if (level == depth + 1) return service_hook(walk, member);
  if (level != depth + 2) return false;
  if (walk.name(1) == "healthcheck" && walk.name() == "test") return health_test(walk, member);
  if (walk.name(1) == "build" && walk.name() == "args")
    return walk.variables(member, SettingRole::argument), true;
  return false;
}

}  // namespace

void read_compose(std::string_view text, SettingsFile& file) {
  const Documents documents = yaml_documents(text, file);
  SettingsWalk walk(text, file, compose_hook);
  uint32_t number = 0;
  for (const Node& root : documents.roots) {
    // Names down to a service: before `services` came, they stood at the root.
    walk.trait = root.find("services") ? 2 : 1;
    walk.document(root, number++);
  }
  sort_by_place(file);
}

}  // namespace prodready
