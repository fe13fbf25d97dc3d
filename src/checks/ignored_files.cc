// .env files: kept out of the repository, and out of images.
#include <algorithm>
#include <set>

#include "checks/contract.h"
#include "checks/paths.h"
#include "checks/repository.h"
#include "source/git/gitignore.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_dotenv(std::string_view path) { return file_name(path) == ".env"; }

/// Whether somebody works with .env files here: an example of one.
const VariableMention* dotenv_example(const Facts& facts) {
  for (const VariableMention& mention : facts.mentions) {
    const std::string& path = mention.place.path;
    // `agent.env.example` in a folder of its own may be a file that a package installs elsewhere.
    const bool copied = folder_of(path).empty() || file_name(path).starts_with(".env") ||
                        file_name(path).starts_with("env.");
    if (mention.example_file && copied && is_dotenv_like(path) && is_real(folder_of(path) + "x"))
      return &mention;
  }
  return nullptr;
}

bool is_ignored(const Facts& facts, const std::string& folder, const std::string& name) {
  for (std::string at = folder;; at = folder_of(at.substr(0, at.size() - 1))) {
    if (const std::string* text = landmark(facts, at + ".gitignore")) {
      const IgnoreMatch result =
          match(parse_ignore_file(*text), folder.substr(at.size()) + name, false);
      if (result != IgnoreMatch::none) return result == IgnoreMatch::ignored;
    }
    if (at.empty()) return false;
  }
}

void check_dotenv_ignored(const Facts& facts, CheckReport& report) {
  const VariableMention* example = dotenv_example(facts);
  if (!example) return;
  const std::string folder = folder_of(example->place.path);
  const std::string name = copied_name(example->place.path);
  // A .env that is committed is a finding of its own, or the framework's convention. Next.js and
  // Vite keep secrets in .env.local.
  if (has_path(facts, folder + name) || is_ignored(facts, folder, name) ||
      is_ignored(facts, folder, name + ".local"))
    return;
  CheckFinding finding;
  finding.place = file_place(landmark(facts, ".gitignore") ? ".gitignore" : example->place.path);
  if (!landmark(facts, ".gitignore")) finding.place = example->place;
  finding.place.environment = {};
  finding.value = folder + name;
  finding.detail = example->place.path + " asks for a " + folder + name +
                   ", and no .gitignore keeps it out of the repository";
  finding.related = {related(example->place, "the example file")};
  report.add("dotenv-not-gitignored", std::move(finding));
}

/// "COPY . ." or "ADD --chown=x . /app": the whole build context.
bool copies_everything(std::string_view arguments) {
  if (arguments.find("--from=") != std::string_view::npos) return false;
  while (arguments.starts_with("--"))
    arguments = trimmed(arguments.substr(std::min(arguments.find(' '), arguments.size())));
  return arguments.starts_with(". ") || arguments.starts_with("./ ");
}

/// The folder that a Dockerfile is built from: its own, or the one above docker/ and the like.
std::string build_context(const std::string& dockerfile) {
  const std::string folder = folder_of(dockerfile);
  if (folder.empty()) return folder;
  const std::string above = folder_of(folder.substr(0, folder.size() - 1));
  const std::string name = to_lower(folder.substr(above.size(), folder.size() - above.size() - 1));
  for (std::string_view word : {"docker", ".docker", "dockerfiles", "build", "deploy", "deployment",
                                "deployments", "infra", "ops", "container", "images"}) {
    if (name == word) return above;
  }
  return folder;
}

bool docker_ignores_dotenv(const Facts& facts, const std::string& dockerfile) {
  for (const std::string& path :
       {dockerfile + ".dockerignore", folder_of(dockerfile) + ".dockerignore",
        build_context(dockerfile) + ".dockerignore", std::string(".dockerignore")}) {
    const std::string* text = landmark(facts, path);
    if (text && match(parse_ignore_file(*text), ".env", false) == IgnoreMatch::ignored) return true;
  }
  return false;
}

/// Whether people keep a .env somewhere in the folder.
bool has_dotenv_below(const Facts& facts, const std::string& folder) {
  const VariableMention* example = dotenv_example(facts);
  return (example && example->place.path.starts_with(folder)) ||
         std::any_of(facts.paths.begin(), facts.paths.end(), [&](const std::string& path) {
           return path.starts_with(folder) && is_dotenv(path);
         });
}

void check_dotenv_dockerignored(const Facts& facts, CheckReport& report) {
  std::set<std::string> reported;
  for (const SettingFact& fact : facts.settings) {
    const bool copies =
        fact.format == SettingsFormat::dockerfile && (fact.key == "COPY" || fact.key == "ADD");
    if (!copies || !copies_everything(fact.value) ||
        !is_production_code(fact.place.environment.environment))
      continue;
    if (!has_dotenv_below(facts, build_context(fact.place.path)) ||
        docker_ignores_dotenv(facts, fact.place.path) || !reported.insert(fact.place.path).second)
      continue;
    CheckFinding finding;
    finding.place = fact.place;
    finding.detail = "the whole folder goes into the image, and no .dockerignore leaves .env out";
    report.add("dotenv-not-dockerignored", std::move(finding));
  }
}

}  // namespace

void check_ignored_files(const Facts& facts, CheckReport& report) {
  check_dotenv_ignored(facts, report);
  check_dotenv_dockerignored(facts, report);
}

}  // namespace prodready
