#include "environment/environment.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr std::array<std::string_view, kEnvironmentCount> kNames = {
    "production",    "staging", "development", "test",   "example",
    "documentation", "ci",      "vendored",    "unknown"};

using Words = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The parts of a path that the tables below look at, in lower case unless said otherwise.
struct PathParts {
  explicit PathParts(std::string_view path);
  PathParts(const PathParts&) = delete;  // the views below point into `lower`

  std::string_view original;  ///< the whole path, letter case kept
  std::string lower;          ///< the whole path
  std::vector<std::string_view> folders;
  std::string_view file;
  std::string_view original_file;  ///< letter case kept, for CamelCase names
  std::string_view stem;           ///< file without its last extension
  std::string_view extension;      ///< without the dot; empty when there is none
};

PathParts::PathParts(std::string_view path) : original(path), lower(to_lower(path)) {
  std::string_view rest = lower;
  for (size_t slash; (slash = rest.find('/')) != std::string_view::npos;
       rest.remove_prefix(slash + 1)) {
    folders.push_back(rest.substr(0, slash));
  }
  file = rest;
  original_file = path.substr(path.size() - rest.size());
  size_t dot = rest.rfind('.');
  stem = rest.substr(0, dot);
  if (dot != std::string_view::npos) extension = rest.substr(dot + 1);
}

/// The pieces of `name` between '.', '_' and '-'.
std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> words;
  while (!name.empty()) {
    size_t end = std::min(name.find_first_of("._-"), name.size());
    if (end > 0) words.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return words;
}

/// The first word of a folder's or the file's name that is in `words`.
std::string_view word_anywhere(const PathParts& path, Words words) {
  for (std::string_view folder : path.folders) {
    for (std::string_view word : words_of(folder)) {
      if (is_one_of(word, words)) return word;
    }
  }
  for (std::string_view word : words_of(path.file)) {
    if (is_one_of(word, words)) return word;
  }
  return {};
}

std::string_view folder_named(const PathParts& path, Words names) {
  for (std::string_view folder : path.folders) {
    if (is_one_of(folder, names)) return folder;
  }
  return {};
}

std::string_view folder_with_word(const PathParts& path, Words words) {
  for (std::string_view folder : path.folders) {
    for (std::string_view word : words_of(folder)) {
      if (is_one_of(word, words)) return folder;
    }
  }
  return {};
}

std::string folder_reason(std::string_view folder) { return "folder " + std::string(folder) + "/"; }
std::string file_reason(std::string_view file) { return "file name " + std::string(file); }

std::string generated_reason(std::string_view head) {
  for (int line = 0; line < 5 && !head.empty(); ++line) {
    std::string_view text = head.substr(0, head.find('\n'));
    if (text.size() < 400 && contains_ignoring_case(text, "generated") &&
        (contains_ignoring_case(text, "@generated") ||
         contains_ignoring_case(text, "do not edit") ||
         contains_ignoring_case(text, "do not modify") ||
         contains_ignoring_case(text, "automatically generated"))) {
      return "generated code, says line " + std::to_string(line + 1);
    }
    head.remove_prefix(std::min(text.size() + 1, head.size()));
  }
  return {};
}

/// "# for development only", "do not use in production": what a file says of itself in a comment of
/// its first lines.
std::string stated_development(std::string_view head) {
  for (int line = 1; line <= 8 && !head.empty(); ++line) {
    const std::string_view text = head.substr(0, head.find('\n'));
    const std::string_view content = trimmed(text);
    const bool comment = content.starts_with('#') || content.starts_with("//") ||
                         content.starts_with(';') || content.starts_with("<!--") ||
                         content.starts_with("/*") || content.starts_with('*');
    for (std::string_view phrase :
         {"development only", "only for development", "for local development", "not for production",
          "not use in production", "not suitable for production", "not meant for production"}) {
      if (comment && contains_ignoring_case(content, phrase))
        return "line " + std::to_string(line) + " says \"" + std::string(phrase) + "\"";
    }
    head.remove_prefix(std::min(text.size() + 1, head.size()));
  }
  return {};
}

std::string vendored_reason(const PathParts& path, std::string_view head) {
  std::string_view folder =
      folder_named(path, {"vendor", "node_modules", "third_party", "third-party", "thirdparty",
                          "3rdparty", "bower_components", "jspm_packages", "site-packages", ".venv",
                          "pods", "dist", "target", ".yarn"});
  if (!folder.empty()) return folder_reason(folder);
  if (path.file.ends_with(".min.js") || path.file.ends_with(".min.css")) return "minified file";
  return generated_reason(head);
}

/// FooTest.java, FooTests.cs: "test" begins a CamelCase word, so that latest.json is none.
bool is_camel_case_test(std::string_view file) {
  std::string_view stem = file.substr(0, file.find('.'));
  for (std::string_view ending :
       {std::string_view("Test"), std::string_view("Tests"), std::string_view("IT")}) {
    if (stem.size() > ending.size() && stem.ends_with(ending) &&
        is_lower(stem[stem.size() - ending.size() - 1])) {
      return stem.size() < file.size();
    }
  }
  return false;
}

/// src/dockerTest/, IntegrationTests/.
std::string_view camel_case_test_folder(std::string_view path) {
  for (size_t slash; (slash = path.find('/')) != std::string_view::npos;
       path.remove_prefix(slash + 1)) {
    const std::string_view folder = path.substr(0, slash);
    for (std::string_view ending : {std::string_view("Test"), std::string_view("Tests")}) {
      if (folder.size() > ending.size() && folder.ends_with(ending) &&
          is_lower(folder[folder.size() - ending.size() - 1]))
        return folder;
    }
  }
  return {};
}

/// .env.testing-ci, .env.unit-tests, .env.e2e.
bool is_dotenv_of_tests(const PathParts& path) {
  if (!path.file.starts_with(".env")) return false;
  const std::vector<std::string_view> words = words_of(path.file);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_one_of(word, {"test", "tests", "testing", "unit", "e2e", "cypress", "dusk"});
  });
}

std::string test_reason(const PathParts& path) {
  std::string_view folder = folder_with_word(
      path, {"test",      "tests",   "testing",  "unittest",   "unittests",   "spec",      "specs",
             "__tests__", "fixture", "fixtures", "testdata",   "selftest",    "selftests", "e2e",
             "mock",      "mocks",   "cypress",  "playwright", "androidtest", "molecule"});
  if (folder.empty()) folder = folder_named(path, {"__tests__", "__mocks__", "__fixtures__"});
  if (folder.empty()) folder = camel_case_test_folder(path.original);
  if (!folder.empty()) return folder_reason(folder);
  const bool by_name = path.file.starts_with("test_") || path.file.starts_with("test-") ||
                       path.file == "conftest.py" || path.file == "test.rb" ||
                       path.file == "test.exs" || path.stem.ends_with("_test") ||
                       path.stem.ends_with("_tests") || path.stem.ends_with("_spec") ||
                       path.stem.ends_with(".test") || path.stem.ends_with(".spec") ||
                       path.stem == "test" || path.stem == "tests" || path.stem == "unittests" ||
                       is_dotenv_of_tests(path) || path.stem.ends_with("-test") ||
                       path.stem.ends_with("-tests") || path.stem.ends_with("_testing") ||
                       path.stem.ends_with("-testing") || is_camel_case_test(path.original_file);
  return by_name ? file_reason(path.original_file) : std::string();
}

std::string documentation_reason(const PathParts& path) {
  std::string_view folder = folder_named(path, {"doc", "docs", "documentation", "website"});
  if (!folder.empty()) return folder_reason(folder);
  if (is_one_of(path.extension, {"md", "mdx", "markdown", "adoc", "asciidoc", "rst", "ipynb"})) {
    return file_reason(path.original_file);
  }
  return is_one_of(path.file, {"readme", "changelog", "changes", "news", "copying"})
             ? file_reason(path.original_file)
             : std::string();
}

std::string example_reason(const PathParts& path) {
  std::string_view folder =
      folder_with_word(path, {"example", "examples", "sample", "samples", "demo", "demos"});
  if (!folder.empty()) return folder_reason(folder);
  for (std::string_view word : words_of(path.file)) {
    if (is_one_of(word, {"example", "sample", "template", "tpl"}))
      return file_reason(path.original_file);
  }
  return path.extension == "dist" ? file_reason(path.original_file) : std::string();
}

bool is_workflow(const PathParts& path) {
  return path.lower.find(".github/workflows/") != std::string::npos;
}

std::string ci_reason(const PathParts& path) {
  std::string_view folder = folder_named(
      path, {".circleci", ".buildkite", ".tekton", ".woodpecker", ".gitlab", ".ci", "ci"});
  if (!folder.empty()) return folder_reason(folder);
  const bool by_name =
      is_one_of(path.file, {".gitlab-ci.yml", ".travis.yml", ".drone.yml", ".appveyor.yml",
                            "appveyor.yml", "jenkinsfile", "azure-pipelines.yml",
                            "azure-pipelines.yaml", "bitbucket-pipelines.yml", "cloudbuild.yaml",
                            "cloudbuild.yml", "buildspec.yml", ".cirrus.yml", ".woodpecker.yml"});
  if (by_name) return file_reason(path.original_file);
  const std::vector<std::string_view> words = words_of(path.file);
  const bool yaml = path.extension == "yml" || path.extension == "yaml";
  return yaml && std::find(words.begin(), words.end(), "ci") != words.end()
             ? file_reason(path.original_file)
             : std::string();
}

/// `live`, `release`, `stage` and `debug` say something only about configuration: live-reload.js
/// and debug.go do not.
bool is_configuration(const PathParts& path) {
  return is_one_of(path.extension, {"yml", "yaml", "json", "toml", "ini", "cfg", "conf", "config",
                                    "env", "properties", "xml", "tf", "tfvars", "hcl"}) ||
         path.file.starts_with(".env") || path.file.find("dockerfile") != std::string_view::npos;
}

std::string development_reason(const PathParts& path) {
  std::string_view folder = folder_named(path, {".devcontainer", ".vscode", ".idea"});
  if (!folder.empty()) return folder_reason(folder);
  if (is_one_of(path.file, {"launchsettings.json", "vagrantfile"}))
    return file_reason(path.original_file);
  for (std::string_view android : {"src/debug/java/", "src/debug/kotlin/", "src/debug/res/",
                                   "src/debug/assets/", "src/debug/androidmanifest.xml"}) {
    if (path.lower.find(android) != std::string::npos) return "folder src/debug/";
  }
  std::string_view word =
      word_anywhere(path, {"dev", "develop", "development", "local", "sandbox", "override"});
  if (word.empty() && is_configuration(path)) word = word_anywhere(path, {"debug"});
  return word.empty() ? std::string() : "the word " + std::string(word) + " in the path";
}

std::string production_reason(const PathParts& path) {
  std::string_view word = word_anywhere(path, {"prod", "production", "prd"});
  if (word.empty() && is_configuration(path)) word = word_anywhere(path, {"live", "release"});
  return word.empty() ? std::string() : "the word " + std::string(word) + " in the path";
}

std::string staging_reason(const PathParts& path) {
  std::string_view word = word_anywhere(path, {"staging", "uat", "preprod"});
  if (word.empty() && is_configuration(path)) word = word_anywhere(path, {"stage"});
  return word.empty() ? std::string() : "the word " + std::string(word) + " in the path";
}

/// What is built into an image or started by an init system runs in production, unless its name
/// said otherwise above.
std::string image_reason(const PathParts& path) {
  if (path.file.starts_with("dockerfile") || path.file.starts_with("containerfile") ||
      path.extension == "dockerfile") {
    return "container image definition";
  }
  if (path.file == "procfile") return "process definition";
  return path.extension == "service" ? "systemd unit" : std::string();
}

}  // namespace

std::string_view name(Environment environment) { return kNames[static_cast<size_t>(environment)]; }

std::optional<Environment> parse_environment(std::string_view name) {
  auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Environment>(found - kNames.begin());
}

Environment environment_named(std::string_view word) {
  const std::string lower = to_lower(word);
  if (is_one_of(lower, {"production", "prod", "prd"})) return Environment::production;
  if (is_one_of(lower, {"staging", "stage", "uat", "preprod"})) return Environment::staging;
  if (is_one_of(lower, {"development", "dev", "develop", "local", "debug", "sandbox"}))
    return Environment::development;
  if (is_one_of(lower, {"test", "tests", "testing", "e2e"})) return Environment::test;
  return Environment::unknown;
}

bool is_open(const FileEnvironment& file) {
  return file.environment == Environment::unknown || file.environment == Environment::production ||
         file.environment == Environment::staging;
}

const FileEnvironment& effective(const FileEnvironment& file, const FileEnvironment& part) {
  return is_open(file) && part.environment != Environment::unknown ? part : file;
}

std::string family_of(std::string_view path) {
  std::string family;
  std::string word;
  auto end_word = [&] {
    const bool names = environment_named(word) != Environment::unknown ||
                       is_one_of(to_lower(word), {"base", "common", "default", "defaults", "shared",
                                                  "release", "live", "override", "ci"});
    if (!names) {
      family += word;
    } else if (!family.empty() &&
               (family.back() == '-' || family.back() == '_' || family.back() == '.')) {
      family.pop_back();  // "application-prod.yml" is "application.yml"
    }
    word.clear();
  };
  for (char c : path) {
    if (is_word(c) && c != '_') {
      word += c;
      continue;
    }
    end_word();
    family += c;
  }
  end_word();
  for (std::string_view ending : {std::string_view(".yaml"), std::string_view(".properties")}) {
    if (family.ends_with(ending))
      family.replace(family.size() - ending.size(), ending.size(), ".yml");
  }
  return family;
}

FileEnvironment classify(std::string_view path, std::string_view head) {
  const PathParts parts(path);
  std::string reason;
  if (!(reason = vendored_reason(parts, head)).empty()) return {Environment::vendored, reason};
  if (is_workflow(parts)) return {Environment::ci, "GitHub workflow"};  // test.yml too
  if (!(reason = test_reason(parts)).empty()) return {Environment::test, reason};
  if (!(reason = documentation_reason(parts)).empty()) return {Environment::documentation, reason};
  if (!(reason = example_reason(parts)).empty()) return {Environment::example, reason};
  if (!(reason = ci_reason(parts)).empty()) return {Environment::ci, reason};
  if (!(reason = development_reason(parts)).empty()) return {Environment::development, reason};
  if (!(reason = staging_reason(parts)).empty()) return {Environment::staging, reason};
  if (!(reason = production_reason(parts)).empty()) return {Environment::production, reason};
  if (!(reason = stated_development(head)).empty()) return {Environment::development, reason};
  if (!(reason = image_reason(parts)).empty()) return {Environment::production, reason};
  return {};
}

}  // namespace prodready
