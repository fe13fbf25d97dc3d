#include <algorithm>

#include "settings/flatten.h"
#include "settings/readers.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr size_t kLongestEnvironment = 16;

/// "debug: {enabled: true}" is a topic, unless another environment stands beside it.
bool stands_among_environments(const Node& map, const Node& member) {
  return is_small(map) &&
         std::any_of(map.children.begin(), map.children.end(), [&](const Node& other) {
           return other.key != member.key && other.key.size() <= kLongestEnvironment &&
                  environment_named(other.key) != Environment::unknown;
         });
}

bool is_environment_block(const Node& map, const Node& member) {
  if (member.kind != Node::Kind::map || member.key.size() > kLongestEnvironment) return false;
  if (environment_named(member.key) == Environment::unknown) return false;
  return to_lower(member.key) != "debug" || stands_among_environments(map, member);
}

/// Serverless: ${env:X}, ${ssm:/x}, ${self:custom.x}. With a default behind a comma it is text.
bool is_variable_source(std::string_view value) {
  if (!value.starts_with("${") || !value.ends_with('}') || value.find(',') != value.npos)
    return false;
  value = value.substr(2, value.size() - 3);
  for (std::string_view source : {"env:", "self:", "opt:", "ssm:", "cf:", "s3:", "param:", "sls:",
                                  "aws:", "file(", "custom:", "ssm(", "cf("}) {
    if (value.starts_with(source)) return value.find("${") == value.npos;
  }
  return false;
}

bool tree_hook(SettingsWalk& walk, const Node& map, const Node& member) {
  // What stands further out decides: `test: {configurations: {production: …}}` is still about
  // tests.
  if (walk.part.environment == Environment::unknown && is_environment_block(map, member))
    walk.part = {environment_named(member.key), "under " + member.key};
  if (flatten_variables(walk, map, member) || flatten_command(walk, map, member)) return true;
  if (flatten_image(walk, map, member)) return true;
  if (member.kind == Node::Kind::scalar && is_variable_source(member.value)) {
    walk.add(member.value, member.span, ValueKind::reference, SettingRole::plain);
    return true;
  }
  return false;
}

bool is_json(std::string_view path, SettingsFormat format) {
  return format == SettingsFormat::json || format == SettingsFormat::appsettings ||
         path.ends_with(".json") || path.ends_with(".jsonc") || path.ends_with(".json5");
}

}  // namespace

void read_tree(std::string_view path, std::string_view text, SettingsFile& file) {
  const Documents documents =
      is_json(path, file.format) ? parse_json(text) : yaml_documents(text, file);
  if (file.problem.empty()) file.problem = documents.problem;
  flatten(documents, text, file, tree_hook);
}

}  // namespace prodready
