#include "checks/paths.h"

#include <algorithm>
#include <array>

#include "environment/environment.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_framework(std::string_view path) {
  const std::string_view name = file_name(path);
  return name == "manage.py" || name == "artisan" || name.starts_with("appsettings");
}

}  // namespace

bool is_real(std::string_view path) {
  switch (classify(path, "").environment) {
    case Environment::test:
    case Environment::example:
    case Environment::documentation:
    case Environment::vendored:
      return false;
    default:
      return true;
  }
}

bool has_path(const Facts& facts, const std::string& path) {
  return std::binary_search(facts.paths.begin(), facts.paths.end(), path);
}

bool is_deployment(std::string_view path) {
  const std::string name = to_lower(file_name(path));
  return name.starts_with("dockerfile") || name.starts_with("docker-compose") ||
         name.starts_with("compose.") || name == "procfile" || name == "fly.toml" ||
         name == "render.yaml" || name == "app.json" || name == "serverless.yml" ||
         name == "chart.yaml";
}

bool is_service(const Facts& facts) {
  return std::any_of(facts.paths.begin(), facts.paths.end(),
                     [](const std::string& path) {
                       return (is_deployment(path) || is_framework(path)) && is_real(path);
                     }) ||
         std::any_of(facts.settings.begin(), facts.settings.end(), [](const SettingFact& fact) {
           return fact.format == SettingsFormat::kubernetes ||
                  fact.format == SettingsFormat::systemd || fact.format == SettingsFormat::spring;
         });
}

bool is_dotenv_like(std::string_view path) {
  const std::string name = to_lower(file_name(path));
  return name.find(".env") != std::string::npos || name.starts_with("env.");
}

bool is_tool(std::string_view path) {
  constexpr std::array<std::string_view, 9> kFolders = {"scripts/", "script/",     "tools/",
                                                        "hack/",    "contrib/",    "utils/bin/",
                                                        ".github/", "benchmarks/", ".yarn/"};
  const std::string_view name = file_name(path);
  if (name.ends_with("Rakefile") || name.ends_with(".rake") || name.ends_with("Guardfile"))
    return true;
  return std::any_of(kFolders.begin(), kFolders.end(), [&](std::string_view folder) {
    return path.starts_with(folder) ||
           path.find("/" + std::string(folder)) != std::string_view::npos;
  });
}

std::string copied_name(std::string_view example) {
  std::string name;
  for (std::string_view rest = file_name(example); !rest.empty();) {
    const size_t end = std::min(rest.find('.', 1), rest.size());
    const std::string_view word = rest.substr(0, end);
    const std::string_view bare = word.substr(word.starts_with('.'));
    if (bare != "example" && bare != "sample" && bare != "template" && bare != "dist" &&
        bare != "tpl")
      name += word;
    rest.remove_prefix(end);
  }
  return name.empty() || name == "env" ? ".env" : name;
}

const std::string* landmark(const Facts& facts, std::string_view path) {
  auto found = std::lower_bound(
      facts.landmarks.begin(), facts.landmarks.end(), path,
      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return found != facts.landmarks.end() && found->first == path ? &found->second : nullptr;
}

}  // namespace prodready
