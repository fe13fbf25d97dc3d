// A manifest of something that is deployed has a lock file.
#include <algorithm>
#include <array>
#include <set>

#include "checks/paths.h"
#include "checks/repository.h"

namespace prodready {
namespace {

struct Ecosystem {
  std::string_view manifest;
  std::array<std::string_view, 7> locks;
};

constexpr Ecosystem kEcosystems[] = {
    {"package.json",
     {"package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lockb",
      "bun.lock", "deno.lock"}},
    {"Pipfile", {"Pipfile.lock"}},
    {"Gemfile", {"Gemfile.lock"}},
    {"composer.json", {"composer.lock"}},
    {"mix.exs", {"mix.lock"}},
    {"Cargo.toml", {"Cargo.lock"}},
    {"pyproject.toml",
     {"poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "requirements.txt", "pylock.toml",
      "requirements.lock"}},
};

/// A lock file of the folder, or of one above it: workspaces have one for all.
bool is_locked(const Facts& facts, const Ecosystem& ecosystem, const std::string& folder) {
  for (std::string at = folder;; at = folder_of(at.substr(0, at.size() - 1))) {
    for (std::string_view lock : ecosystem.locks) {
      if (!lock.empty() && has_path(facts, at + std::string(lock))) return true;
    }
    if (at.empty()) return false;
  }
}

/// The folders that hold what says that something is run.
std::set<std::string> deployed_folders(const Facts& facts) {
  std::set<std::string> folders;
  for (const std::string& path : facts.paths) {
    if (is_deployment(path) && is_real(path)) folders.insert(folder_of(path));
  }
  return folders;
}

/// Something that is run, not published: only then the lock file is the repository's to keep.
bool is_deployed(const std::set<std::string>& deployed, const std::string& folder) {
  return deployed.count(folder) > 0 || deployed.count("") > 0 ||
         (folder.empty() && !deployed.empty());
}

/// Whether the manifest names dependencies at all. pyproject.toml often only configures tools.
bool has_dependencies(const Facts& facts, const std::string& path) {
  const std::string_view name = file_name(path);
  if (name == "package.json" || name == "composer.json") {
    const std::string* text = landmark(facts, path);
    return text && (text->find("ependencies\"") != std::string::npos ||
                    text->find("\"require\"") != std::string::npos);
  }
  if (name != "pyproject.toml") return true;
  return std::any_of(facts.settings.begin(), facts.settings.end(), [&](const SettingFact& fact) {
    return fact.place.path == path && fact.key.starts_with("tool.poetry.dependencies");
  });
}

/// A gem is published: its Gemfile only serves its developers.
bool has_gemspec(const Facts& facts, const std::string& folder) {
  return std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& path) {
    return path.ends_with(".gemspec") && folder_of(path) == folder;
  });
}

void check_each_manifest(const Facts& facts, CheckReport& report) {
  const std::set<std::string> deployed = deployed_folders(facts);
  for (const std::string& path : facts.paths) {
    for (const Ecosystem& ecosystem : kEcosystems) {
      if (file_name(path) != ecosystem.manifest || !is_real(path)) continue;
      const std::string folder = folder_of(path);
      // What new services are copied from is not built itself.
      const bool pattern = folder.find("template") != std::string::npos ||
                           folder.find("boilerplate") != std::string::npos ||
                           folder.find("{{") != std::string::npos || has_gemspec(facts, folder);
      if (pattern || is_locked(facts, ecosystem, folder) || !is_deployed(deployed, folder) ||
          !has_dependencies(facts, path))
        continue;
      // A deeper manifest is a package of the one above.
      const bool nested =
          std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& other) {
            return other != path && file_name(other) == ecosystem.manifest &&
                   folder.starts_with(folder_of(other));
          });
      if (nested) continue;
      CheckFinding finding;
      finding.place = file_place(path);
      finding.detail =
          "no lock file beside " + path + ": two builds may install different versions";
      report.add("lockfile-missing", std::move(finding));
    }
  }
}

}  // namespace

void check_lock_files(const Facts& facts, CheckReport& report) {
  check_each_manifest(facts, report);
}

}  // namespace prodready
