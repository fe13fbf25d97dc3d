#include "facts/landmarks.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "text/ascii.h"
#include "text/path.h"

namespace prodready {
namespace {

const std::unordered_set<std::string_view>& names() {
  static const std::unordered_set<std::string_view> set = {
      // manifests and lock files
      "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml",
      "bun.lockb", "bun.lock", "deno.lock", "pyproject.toml", "pipfile", "pipfile.lock",
      "poetry.lock", "uv.lock", "pdm.lock", "setup.py", "setup.cfg", "requirements.txt", "gemfile",
      "gemfile.lock", "composer.json", "composer.lock", "cargo.toml", "cargo.lock", "go.mod",
      "go.sum", "mix.exs", "mix.lock", "pom.xml", "build.gradle", "build.gradle.kts",
      ".terraform.lock.hcl", "pubspec.yaml", "pubspec.lock",
      // images and deployment
      "procfile", "chart.yaml", "kustomization.yaml", "kustomization.yml", "app.json", "fly.toml",
      "render.yaml", "serverless.yml", "manage.py", "artisan",
      // settings
      "settings.py", "symfony.lock", "hosts", "inventory", "hosts.ini", "inventory.ini",
      "hosts.yml", "inventory.yml"};
  return set;
}

/// Files that a Terraform module states its backend in.
bool may_hold_backend(std::string_view name) {
  return name == "main.tf" || name == "terraform.tf" || name == "state.tf" || name == "config.tf" ||
         name.find("backend") != std::string_view::npos ||
         name.find("provider") != std::string_view::npos ||
         name.find("version") != std::string_view::npos ||
         name.find("remote") != std::string_view::npos;
}

bool is_inventory(std::string_view name) {
  return name == "hosts" || name == "inventory" || name == "hosts.ini" || name == "inventory.ini" ||
         name == "hosts.yml" || name == "inventory.yml" || name == "hosts.yaml" ||
         name == "inventory.yaml";
}

}  // namespace

bool keeps_text(std::string_view path) {
  const std::string_view name = file_name(path);
  return name == ".gitignore" || name.ends_with(".dockerignore") || name == "package.json" ||
         name == "composer.json" || is_inventory(name) ||
         (name.ends_with(".tf") && may_hold_backend(name));
}

bool is_landmark(std::string_view path) {
  const std::string_view original = file_name(path);
  if (original.size() > 60) return false;
  const std::string name = to_lower(original);
  if (keeps_text(path) || names().count(name) > 0) return true;
  return name.starts_with(".env") || name.starts_with("env.") ||
         name.find(".env.") != std::string::npos || name.starts_with("dockerfile") ||
         name.starts_with("docker-compose") || name.starts_with("compose.") ||
         name.starts_with("application") || name.starts_with("appsettings") ||
         (name.starts_with("requirements") && name.ends_with(".txt")) ||
         name.starts_with("values") || name.ends_with(".tf") || name.ends_with(".tfvars") ||
         name.ends_with(".gemspec") || name.ends_with(".env") ||
         path.find("settings/") != std::string_view::npos ||
         path.find("config/") != std::string_view::npos ||
         path.find("overlays/") != std::string_view::npos ||
         path.find("environments/") != std::string_view::npos ||
         path.find("inventories/") != std::string_view::npos;
}

}  // namespace prodready
