#include "init/stack.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "source/git/surroundings.h"
#include "source/listing.h"
#include "source/safe_open.h"
#include "source/source.h"
#include "text/error.h"
#include "text/escape.h"
#include "text/path.h"

namespace prodready {
namespace {

constexpr int kMaxDepth = 8;
constexpr size_t kMaxEntries = 200'000;

using Names = std::set<std::string> Stack::*;

/// `pattern`: "*.py" is how a name ends, "a/b" how a path ends, "a/" a folder of that name.
struct Sign {
  Names kind;
  const char* name;
  const char* pattern;
};

constexpr Sign kSigns[] = {
    {&Stack::languages, "C", "*.c"},
    {&Stack::languages, "C#", "*.cs"},
    {&Stack::languages, "C++", "*.cc"},
    {&Stack::languages, "C++", "*.cpp"},
    {&Stack::languages, "C++", "*.cxx"},
    {&Stack::languages, "Elixir", "*.ex"},
    {&Stack::languages, "Go", "*.go"},
    {&Stack::languages, "Java", "*.java"},
    {&Stack::languages, "JavaScript", "*.js"},
    {&Stack::languages, "JavaScript", "*.jsx"},
    {&Stack::languages, "JavaScript", "*.mjs"},
    {&Stack::languages, "Kotlin", "*.kt"},
    {&Stack::languages, "PHP", "*.php"},
    {&Stack::languages, "Python", "*.py"},
    {&Stack::languages, "Ruby", "*.rb"},
    {&Stack::languages, "Rust", "*.rs"},
    {&Stack::languages, "Scala", "*.scala"},
    {&Stack::languages, "Shell", "*.sh"},
    {&Stack::languages, "Swift", "*.swift"},
    {&Stack::languages, "TypeScript", "*.ts"},
    {&Stack::languages, "TypeScript", "*.tsx"},

    {&Stack::frameworks, "Angular", "angular.json"},
    {&Stack::frameworks, "ASP.NET", "appsettings.json"},
    {&Stack::frameworks, "Django", "manage.py"},
    {&Stack::frameworks, "Laravel", "artisan"},
    {&Stack::frameworks, "NestJS", "nest-cli.json"},
    {&Stack::frameworks, "Next.js", "next.config.js"},
    {&Stack::frameworks, "Next.js", "next.config.mjs"},
    {&Stack::frameworks, "Next.js", "next.config.ts"},
    {&Stack::frameworks, "Nuxt", "nuxt.config.js"},
    {&Stack::frameworks, "Nuxt", "nuxt.config.ts"},
    {&Stack::frameworks, "Phoenix", "config/runtime.exs"},
    {&Stack::frameworks, "Rails", "config/routes.rb"},
    {&Stack::frameworks, "Spring", "src/main/resources/application.properties"},
    {&Stack::frameworks, "Spring", "src/main/resources/application.yaml"},
    {&Stack::frameworks, "Spring", "src/main/resources/application.yml"},
    {&Stack::frameworks, "Symfony", "symfony.lock"},

    {&Stack::packages, "Bundler", "Gemfile"},
    {&Stack::packages, "Cargo", "Cargo.toml"},
    {&Stack::packages, "Composer", "composer.json"},
    {&Stack::packages, "Go modules", "go.mod"},
    {&Stack::packages, "Gradle", "build.gradle"},
    {&Stack::packages, "Gradle", "build.gradle.kts"},
    {&Stack::packages, "Maven", "pom.xml"},
    {&Stack::packages, "Mix", "mix.exs"},
    {&Stack::packages, "npm", "package-lock.json"},
    {&Stack::packages, "NuGet", "*.csproj"},
    {&Stack::packages, "pip", "requirements.txt"},
    {&Stack::packages, "Pipenv", "Pipfile"},
    {&Stack::packages, "pnpm", "pnpm-lock.yaml"},
    {&Stack::packages, "Poetry", "poetry.lock"},
    {&Stack::packages, "uv", "uv.lock"},
    {&Stack::packages, "Yarn", "yarn.lock"},

    {&Stack::platforms, "Ansible", "ansible.cfg"},
    {&Stack::platforms, "Compose", "compose.yaml"},
    {&Stack::platforms, "Compose", "compose.yml"},
    {&Stack::platforms, "Compose", "docker-compose.yaml"},
    {&Stack::platforms, "Compose", "docker-compose.yml"},
    {&Stack::platforms, "Docker", "*Dockerfile"},
    {&Stack::platforms, "Docker", "*.dockerfile"},
    {&Stack::platforms, "Docker", "Containerfile"},
    {&Stack::platforms, "Helm", "Chart.yaml"},
    {&Stack::platforms, "Heroku", "Procfile"},
    {&Stack::platforms, "Kubernetes", "k8s/"},
    {&Stack::platforms, "Kubernetes", "kubernetes/"},
    {&Stack::platforms, "Kubernetes", "kustomization.yaml"},
    {&Stack::platforms, "Kubernetes", "kustomization.yml"},
    {&Stack::platforms, "Serverless", "serverless.yml"},
    {&Stack::platforms, "Terraform", "*.tf"},

    {&Stack::pipelines, "Azure Pipelines", "azure-pipelines.yml"},
    {&Stack::pipelines, "Bitbucket Pipelines", "bitbucket-pipelines.yml"},
    {&Stack::pipelines, "CircleCI", ".circleci/config.yml"},
    {&Stack::pipelines, "GitHub Actions", ".github/workflows/"},
    {&Stack::pipelines, "GitLab CI", ".gitlab-ci.yml"},
    {&Stack::pipelines, "Jenkins", "Jenkinsfile"},
    {&Stack::pipelines, "Travis CI", ".travis.yml"},

    {&Stack::hooks, "husky", ".husky/"},
    {&Stack::hooks, "lefthook", ".lefthook.yml"},
    {&Stack::hooks, "lefthook", "lefthook.yaml"},
    {&Stack::hooks, "lefthook", "lefthook.yml"},
    {&Stack::hooks, "pre-commit", ".pre-commit-config.yaml"},
};

/// Folders that a tool fills, known by their name and something in them ("": the name is enough).
struct ForeignSign {
  const char* name;
  const char* landmark;
  const char* what;
};

constexpr ForeignSign kForeign[] = {
    {"node_modules", "", "packages installed by npm"},
    {"bower_components", "", "packages installed by Bower"},
    {"Pods", "Manifest.lock", "packages installed by CocoaPods"},
    {"vendor", "modules.txt", "packages copied by go mod vendor"},
    {"vendor", "autoload.php", "packages installed by Composer"},
    {"vendor", "bundle", "packages installed by Bundler"},
    {"*", "pyvenv.cfg", "a virtual environment of Python"},
    {"*", "CACHEDIR.TAG", "a cache, by its CACHEDIR.TAG"},
    {".terraform", "", "modules and providers installed by Terraform"},
    {".next", "", "built by Next.js"},
    {".nuxt", "", "built by Nuxt"},
};

bool ends_with_component(std::string_view path, std::string_view end) {
  return path.ends_with(end) &&
         (path.size() == end.size() || path[path.size() - end.size() - 1] == '/');
}

bool matches(std::string_view pattern, std::string_view path, bool folder) {
  if (pattern.ends_with('/'))
    return folder && ends_with_component(path, pattern.substr(0, pattern.size() - 1));
  if (folder) return false;
  if (pattern.starts_with('*')) return path.ends_with(pattern.substr(1));
  return ends_with_component(path, pattern);
}

struct Child {
  std::string name;
  bool folder;
};

/// Only files and folders, sorted: what is found does not depend on the file system.
std::vector<Child> children_of(int folder, size_t limit) {
  std::vector<Child> children;
  Listing listing;
  for (int error = listing.begin(folder); error == 0 && !listing.entries().empty();
       error = listing.next(folder)) {
    for (const Entry& entry : listing.entries()) {
      unsigned char type = entry.type;
      struct stat status;
      if (type == DT_UNKNOWN && fstatat(folder, entry.name, &status, AT_SYMLINK_NOFOLLOW) == 0)
        type = S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_LNK;
      if (type == DT_DIR || type == DT_REG) children.push_back({entry.name, type == DT_DIR});
    }
    if (children.size() > limit) break;
  }
  std::sort(children.begin(), children.end(),
            [](const Child& a, const Child& b) { return a.name < b.name; });
  return children;
}

class Visitor {
 public:
  Visitor(Stack& stack, std::string above) : stack_(stack), above_(std::move(above)) {}

  /// `path` is empty or ends in '/'.
  void visit(int folder, const std::string& path, FolderView view, int depth) {
    const std::vector<Child> children = children_of(folder, kMaxEntries - seen_);
    seen_ += children.size();
    if (seen_ > kMaxEntries) stack_.complete = false;
    if (!stack_.complete || is_foreign(path, children)) return;
    IgnoreScope scope;
    if (view.tree != nullptr) {
      scope = scope_of(folder, path, view);
      view.scope = &scope;
    }
    for (const Child& child : children) {
      if (child.name == ".git") continue;
      if (child.folder) {
        descend(folder, path + child.name, child.name, view, depth);
      } else if (!hides(view, above_ + path + child.name)) {
        note(path + child.name, false);
      }
    }
  }

 private:
  IgnoreScope scope_of(int folder, const std::string& path, const FolderView& view) {
    IgnoreScope scope{view.scope, above_.size() + path.size(), {}};
    SmallFile file = read_small_file(folder, ".gitignore", kMaxIgnoreFile);
    if (file.error == 0 && !file.too_large) scope.file = parse_ignore_file(std::move(file.bytes));
    return scope;
  }

  void descend(int folder, const std::string& path, const std::string& name, const FolderView& view,
               int depth) {
    const std::optional<FolderView> below = enter(view, above_ + path);
    if (!below) return;
    note(path, true);
    if (depth == kMaxDepth) return;
    if (const Descriptor child = open_folder(folder, name.c_str()))
      visit(child.get(), path + "/", *below, depth + 1);
  }

  void note(const std::string& path, bool folder) {
    for (const Sign& sign : kSigns) {
      if (matches(sign.pattern, path, folder)) (stack_.*sign.kind).insert(sign.name);
    }
  }

  /// `path` ends in '/'.
  bool is_foreign(const std::string& path, const std::vector<Child>& children) {
    if (path.empty()) return false;
    const std::string folder = path.substr(0, path.size() - 1);
    for (const ForeignSign& sign : kForeign) {
      const std::string_view name = sign.name;
      if (name != "*" && name != file_name(folder)) continue;
      const std::string_view landmark = sign.landmark;
      const auto is_landmark = [&](const Child& child) { return child.name == landmark; };
      if (!landmark.empty() && std::none_of(children.begin(), children.end(), is_landmark))
        continue;
      stack_.foreign.push_back({folder, sign.what});
      return true;
    }
    return false;
  }

  Stack& stack_;
  const std::string above_;  ///< the part of full paths above the root, with its '/'
  size_t seen_ = 0;
};

}  // namespace

Stack detect_stack(const std::string& root) {
  const Descriptor folder(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder)
    throw Error("\"" + printable(root) + "\" cannot be read as a folder: " + std::strerror(errno));
  SourceRequest request;
  request.paths = {root};
  Coverage unused;  // what cannot be read hides nothing
  Surroundings git(common_root(request), unused);
  const OpenedWorkTree here = open_work_tree(folder.get());
  const FolderView view =
      here.tree ? view_of_top(*here.tree, git.above().size()) : git.view_of_start("");
  Stack stack;
  Visitor(stack, git.above()).visit(folder.get(), "", view, 0);
  return stack;
}

std::string describe(const Stack& stack) {
  std::string text;
  for (const Names kind : {&Stack::languages, &Stack::frameworks, &Stack::packages,
                           &Stack::platforms, &Stack::pipelines, &Stack::hooks}) {
    std::string names;
    for (const std::string& name : stack.*kind) names += (names.empty() ? "" : ", ") + name;
    if (!names.empty()) text += (text.empty() ? "" : " · ") + names;
  }
  return text;
}

}  // namespace prodready
