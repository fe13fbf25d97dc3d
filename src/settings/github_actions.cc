#include <algorithm>

#include "settings/flatten.h"
#include "settings/readers.h"

namespace prodready {
namespace {

/// `environment: production` or `environment: {name: production, url: …}` of a job.
FileEnvironment job_part(const Node& job) {
  const Node* environment = job.find("environment");
  if (!environment) return {};
  const std::string_view name = environment->kind == Node::Kind::scalar
                                    ? std::string_view(environment->value)
                                    : scalar_of(*environment, "name");
  return environment_part("job environment", name);
}

/// Inputs of actions and triggers may have any name, `env` and `run` too.
bool is_inside_inputs(const SettingsWalk& walk) {
  return std::any_of(walk.names().begin(), walk.names().end() - 1, [](std::string_view name) {
    return name == "with" || name == "inputs" || name == "matrix" || name == "outputs";
  });
}

bool is_image(const SettingsWalk& walk, const Node& member) {
  const std::vector<std::string_view>& names = walk.names();
  if (member.kind != Node::Kind::scalar || names.size() < 3 || names[0] != "jobs") return false;
  if (names.size() == 3) return names[2] == "container";
  if (names.size() == 4) return names[2] == "container" && names[3] == "image";
  return names.size() == 5 && names[2] == "services" && names[4] == "image";
}

bool workflow_hook(SettingsWalk& walk, const Node&, const Node& member) {
  const std::string_view name = walk.name();
  if (walk.names().size() == 2 && walk.name(1) == "jobs") {
    walk.part = job_part(member);
    return false;
  }
  if (is_inside_inputs(walk)) return false;
  if (name == "env" && member.kind == Node::Kind::map) return walk.variables(member), true;
  if (name == "run" && walk.name(1) == "steps") return walk.command(member);
  if (!is_image(walk, member)) return false;
  walk.add(member, SettingRole::image);
  return true;
}

}  // namespace

void read_github_actions(std::string_view text, SettingsFile& file) {
  flatten(yaml_documents(text, file), text, file, workflow_hook);
}

}  // namespace prodready
