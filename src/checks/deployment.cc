// How the repository is deployed: overlays, charts, namespaces, jobs.
#include <algorithm>
#include <array>
#include <set>

#include "checks/contract.h"
#include "checks/paths.h"
#include "checks/repository.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// Kustomizations that build on a base: beside it, or naming it from elsewhere.
size_t overlays_of(const Facts& facts, const std::string& base) {
  const std::string root = base.substr(0, base.rfind("base/"));
  std::set<std::string> overlays;
  for (const std::string& path : facts.paths) {
    if (path.starts_with(root) && file_name(path).starts_with("kustomization.y") && path != base)
      overlays.insert(folder_of(path));
  }
  for (const SettingFact& fact : facts.settings) {
    const bool uses = file_name(fact.place.path).starts_with("kustomization.y") &&
                      (fact.key == "resources" || fact.key == "bases");
    const std::string_view value = std::string_view(fact.value);
    if (uses && fact.place.path != base && (value.ends_with("base") || value.ends_with("base/")))
      overlays.insert(folder_of(fact.place.path));
  }
  return overlays.size();
}

void check_kustomize(const Facts& facts, CheckReport& report) {
  for (const std::string& path : facts.paths) {
    const bool base = path.starts_with("base/kustomization.y") ||
                      path.find("/base/kustomization.y") != std::string::npos;
    if (!base || !is_real(path)) continue;
    const size_t overlays = overlays_of(facts, path);
    if (overlays >= 2) continue;
    CheckFinding finding;
    finding.place = file_place(path);
    finding.confidence = Confidence::medium;
    finding.detail = overlays == 0
                         ? "no overlay builds on this base: every environment would get the same"
                         : "only one overlay builds on this base";
    report.add("deploy-overlay-missing", std::move(finding));
  }
}

bool is_library_chart(const Facts& facts, const std::string& chart) {
  return std::any_of(facts.settings.begin(), facts.settings.end(), [&](const SettingFact& fact) {
    return fact.place.path == chart && fact.key == "type" && fact.value == "library";
  });
}

void check_charts(const Facts& facts, CheckReport& report) {
  // values-prod.yaml, environments/prod/values.yaml, prod.values.yaml
  const bool variants =
      std::any_of(facts.paths.begin(), facts.paths.end(), [](const std::string& path) {
        const Environment in = classify(path, "").environment;
        return file_name(path).find("values") != std::string_view::npos &&
               (in == Environment::production || in == Environment::staging ||
                in == Environment::development);
      });
  if (variants) return;
  for (const std::string& path : facts.paths) {
    if (file_name(path) != "Chart.yaml" || !is_real(path)) continue;
    const std::string folder = folder_of(path);
    // A chart that is published has its environments elsewhere.
    if (!has_path(facts, folder + "values.yaml") || folder.find("charts/") != std::string::npos ||
        is_library_chart(facts, path))
      continue;
    CheckFinding finding;
    finding.place = file_place(path);
    finding.detail = "one values.yaml for every environment";
    report.add("deploy-overlay-missing", std::move(finding));
  }
}

bool is_workload(std::string_view kind) {
  constexpr std::array<std::string_view, 7> kKinds = {
      "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet", "Pod"};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

/// Helm, kustomize, Argo CD or an argument of kubectl says where manifests go.
bool places_workloads(const Facts& facts) {
  return std::any_of(facts.paths.begin(), facts.paths.end(),
                     [](const std::string& path) {
                       return file_name(path) == "Chart.yaml" ||
                              file_name(path).starts_with("kustomization.y");
                     }) ||
         std::any_of(facts.settings.begin(), facts.settings.end(), [](const SettingFact& fact) {
           const bool told = fact.value.find("kubectl") != std::string::npos &&
                             (fact.value.find(" -n ") != std::string::npos ||
                              fact.value.find("--namespace") != std::string::npos);
           return told || fact.key == "spec.destination.namespace";
         });
}

/// Every workload of the repository goes where `kubectl apply` happens to point.
void check_namespaces(const Facts& facts, CheckReport& report) {
  if (places_workloads(facts)) return;
  std::vector<const SettingFact*> workloads;
  for (const SettingFact& fact : facts.settings) {
    if (fact.format != SettingsFormat::kubernetes ||
        !is_production_code(fact.place.environment.environment))
      continue;
    if (fact.key == "kind" && is_workload(fact.value)) workloads.push_back(&fact);
    if (fact.key == "metadata.namespace" && fact.value != "default") return;
  }
  if (workloads.empty()) return;
  CheckFinding finding;
  finding.place = workloads.front()->place;
  finding.detail =
      std::to_string(workloads.size()) +
      (workloads.size() == 1 ? " workload names no namespace" : " workloads name no namespace");
  report.add("kubernetes-default-namespace", std::move(finding));
}

/// Whether a line of the command changes what runs somewhere.
bool deploys(std::string_view command) {
  constexpr std::array<std::string_view, 10> kCommands = {
      "kubectl apply",     "helm upgrade",  "terraform apply",
      "serverless deploy", "flyctl deploy", "aws ecs update-service",
      "gcloud run deploy", "fly deploy",    "gcloud app deploy",
      "cdk deploy"};
  while (!command.empty()) {
    const std::string_view line = trimmed(command.substr(0, command.find('\n')));
    command.remove_prefix(std::min(command.find('\n'), command.size() - 1) + 1);
    const bool tries = line.find("--dry-run") != std::string_view::npos ||
                       line.starts_with("echo") || line.starts_with("#");
    if (!tries && std::any_of(kCommands.begin(), kCommands.end(), [&](std::string_view word) {
          return line.find(word) != std::string_view::npos;
        }))
      return true;
  }
  return false;
}

/// A cluster that lives as long as the job.
bool starts_cluster(std::string_view value) {
  constexpr std::array<std::string_view, 8> kWords = {
      "minikube start",     "kind create", "kind-action", "setup-minikube",
      "k3d cluster create", "setup-k3s",   "setup-kind",  "setup-k3d"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return value.find(word) != std::string_view::npos;
  });
}

/// "jobs.deploy." of "jobs.deploy.steps.run".
std::string job_of(std::string_view key) {
  if (!key.starts_with("jobs.")) return "";
  const size_t end = key.find('.', 5);
  return end == std::string_view::npos ? "" : std::string(key.substr(0, end + 1));
}

void check_deploy_jobs(const Facts& facts, CheckReport& report) {
  std::set<std::pair<std::string, std::string>> with_environment;
  for (const SettingFact& fact : facts.settings) {
    if (fact.format != SettingsFormat::github_actions || job_of(fact.key).empty()) continue;
    if (fact.key.starts_with(job_of(fact.key) + "environment") || starts_cluster(fact.value))
      with_environment.emplace(fact.place.path, job_of(fact.key));
  }
  std::set<std::pair<std::string, std::string>> reported;
  for (const SettingFact& fact : facts.settings) {
    const bool command =
        fact.format == SettingsFormat::github_actions && fact.role == SettingRole::command;
    if (!command || !deploys(fact.value)) continue;
    const std::pair job(fact.place.path, job_of(fact.key));
    if (job.second.empty() || with_environment.count(job) > 0 || !reported.insert(job).second)
      continue;
    CheckFinding finding;
    finding.place = fact.place;
    finding.place.environment = {};
    finding.value = job.second;
    finding.detail = "the job " + job.second.substr(5, job.second.size() - 6) +
                     " deploys without `environment:`: no approval, no secrets of its own";
    report.add("deploy-job-without-environment", std::move(finding));
  }
}

}  // namespace

void check_deployment(const Facts& facts, CheckReport& report) {
  check_kustomize(facts, report);
  check_charts(facts, report);
  check_namespaces(facts, report);
  check_deploy_jobs(facts, report);
}

}  // namespace prodready
