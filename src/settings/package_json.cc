#include <algorithm>

#include "settings/flatten.h"
#include "settings/readers.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// Scripts of these names are run by developers, as one word of the name says.
Environment word_environment(std::string_view word) {
  for (std::string_view tool : {"watch", "lint", "storybook", "format", "prettier", "eslint"}) {
    if (word == tool) return Environment::development;
  }
  if (word.starts_with("test")) return Environment::test;
  const Environment named = environment_named(word);
  // start:prod and start are alike: what is for production is for what the file is for.
  return named == Environment::production ? Environment::unknown : named;
}

FileEnvironment script_environment(std::string_view name) {
  constexpr size_t kLongestName = 64;
  if (name.size() > kLongestName) return {};
  const std::string lower = to_lower(name);
  std::string_view rest = lower;
  for (std::string_view hook : {"pre", "post"}) {  // npm runs pretest before test
    if (rest.starts_with(hook) &&
        word_environment(rest.substr(hook.size())) != Environment::unknown)
      rest.remove_prefix(hook.size());
  }
  while (!rest.empty()) {
    const size_t end = std::min(rest.find_first_of(":-._/"), rest.size());
    const Environment environment = word_environment(rest.substr(0, end));
    if (environment != Environment::unknown) return {environment, "script " + std::string(name)};
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

bool package_hook(SettingsWalk& walk, const Node&, const Node& member) {
  if (walk.names().size() != 2 || walk.name(1) != "scripts") return false;
  walk.part = script_environment(member.key);
  return walk.command(member);
}

}  // namespace

void read_package_json(std::string_view text, SettingsFile& file) {
  const Documents documents = parse_json(text);
  file.problem = documents.problem;
  flatten(documents, text, file, package_hook);
}

}  // namespace prodready
