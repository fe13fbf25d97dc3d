#include "settings/flatten.h"
#include "settings/readers.h"

namespace prodready {
namespace {

/// `environment: production/eu`, `{name: production}` or `{deployment_tier: production}` of a job.
FileEnvironment job_part(const Node& job) {
  const Node* environment = job.find("environment");
  if (!environment) return {};
  std::string_view name = environment->kind == Node::Kind::scalar
                              ? std::string_view(environment->value)
                              : scalar_of(*environment, "name");
  const FileEnvironment part = environment_part("environment", name.substr(0, name.find('/')));
  if (part.environment != Environment::unknown) return part;
  return environment_part("deployment tier", scalar_of(*environment, "deployment_tier"));
}

/// The lines of a script; lists in it are what anchors put there.
void script(SettingsWalk& walk, const Node& node) {
  if (node.kind != Node::Kind::list) {
    if (!walk.command(node)) walk.value(node);
    return;
  }
  for (const Node& line : node.children) script(walk, line);
}

bool is_script(std::string_view name) {
  return name == "script" || name == "before_script" || name == "after_script";
}

/// `image: x`, `image: {name: x}`, and the same for the items of `services`.
bool is_image(const SettingsWalk& walk) {
  const std::string_view name = walk.name();
  if (name == "image" || name == "services") return walk.names().size() <= 2;
  return name == "name" && (walk.name(1) == "image" || walk.name(1) == "services") &&
         walk.names().size() <= 3;
}

bool pipeline_hook(SettingsWalk& walk, const Node&, const Node& member) {
  const std::string_view name = walk.name();
  if (walk.names().size() == 1) walk.part = job_part(member);
  if (name == "variables" && member.kind == Node::Kind::map) return walk.variables(member), true;
  if (is_script(name)) return script(walk, member), true;
  if (!is_image(walk)) return false;
  walk.value(member, SettingRole::image);
  return true;
}

}  // namespace

void read_gitlab_ci(std::string_view text, SettingsFile& file) {
  flatten(yaml_documents(text, file), text, file, pipeline_hook);
}

}  // namespace prodready
