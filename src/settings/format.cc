#include <algorithm>
#include <array>
#include <initializer_list>

#include "settings/settings.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr std::array<std::string_view, kSettingsFormatCount> kNames = {
    "none",      "dotenv",     "properties",    "ini",          "toml",
    "yaml",      "json",       "xml",           "hcl",          "dockerfile",
    "compose",   "kubernetes", "helm-template", "helm-values",  "github-actions",
    "gitlab-ci", "spring",     "appsettings",   "package-json", "systemd",
    "procfile",  "source"};

using Format = SettingsFormat;
using Words = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool starts_with_one_of(std::string_view text, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [text](auto word) { return text.starts_with(word); });
}
bool ends_with_one_of(std::string_view text, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [text](auto word) { return text.ends_with(word); });
}
bool contains_one_of(std::string_view text, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [text](auto word) { return text.find(word) != text.npos; });
}

/// A file's name in lower case, on the stack: this is asked for every file of a tree.
class FileName {
 public:
  explicit FileName(std::string_view name) : size_(std::min(name.size(), lower_.size())) {
    std::transform(name.begin(), name.begin() + static_cast<long>(size_), lower_.begin(),
                   [](char c) { return to_lower(c); });
  }
  std::string_view view() const { return {lower_.data(), size_}; }

 private:
  std::array<char, 160> lower_;
  size_t size_;
};

/// What the decision looks at. Names are in lower case, folders as they are.
struct File {
  std::string_view folders;  ///< "a/b/" or empty
  std::string_view name;
  std::string_view stem;       ///< without the last extension
  std::string_view extension;  ///< without the dot
  std::string_view head;
};

File file_of(std::string_view folders, std::string_view name, std::string_view head) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {folders, name, name, {}, head};
  return {folders, name, name.substr(0, dot), name.substr(dot + 1), head};
}

bool same_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(),
                                                   [](char a, char b) { return to_lower(a) == b; });
}

/// Whether one of the folders has one of the names.
bool is_below(std::string_view folders, Words names) {
  while (!folders.empty()) {
    const size_t slash = folders.find('/');
    const std::string_view folder = folders.substr(0, slash);
    if (std::any_of(names.begin(), names.end(),
                    [folder](auto name) { return same_ignoring_case(folder, name); }))
      return true;
    folders.remove_prefix(slash + 1);
  }
  return false;
}

/// Whether the file stands in a folder of one of the names itself.
bool is_in(std::string_view folders, Words names) {
  if (folders.empty()) return false;
  folders.remove_suffix(1);
  const std::string_view last = folders.substr(folders.rfind('/') + 1);
  return std::any_of(names.begin(), names.end(),
                     [last](auto name) { return same_ignoring_case(last, name); });
}

bool is_foreign(const File& file) {
  return is_below(file.folders,
                  {"node_modules", "vendor", "site-packages", "dist", "bower_components"});
}
bool is_translation(const File& file) {
  return is_below(file.folders,
                  {"locales", "locale", "i18n", "l10n", "lang", "langs", "translations"});
}

/// Whether a line of the head begins with one of the words.
bool has_line(std::string_view head, Words beginnings) {
  while (true) {
    if (starts_with_one_of(head, beginnings)) return true;
    const size_t end = head.find('\n');
    if (end == std::string_view::npos) return false;
    head.remove_prefix(end + 1);
  }
}

bool begins_with(std::string_view head, char c) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == c;
}

/// Extensions that make code or text of a file, whatever stands before them.
bool is_code(std::string_view extension) {
  return is_one_of(
      extension,
      {"ts",  "tsx",          "js",   "jsx", "mjs", "cjs",  "py",   "rb",  "go",   "rs",    "java",
       "kt",  "cs",           "php",  "md",  "sh",  "html", "json", "yml", "yaml", "vault", "enc",
       "gpg", "dockerignore", "lock", "svg", "png", "vue",  "ps1",  "bat", "h",    "c",     "cc"});
}

bool is_dotenv(const File& file) {
  if (file.name == ".env" || file.name == ".flaskenv" || file.extension == "env") return true;
  if (is_code(file.extension)) return false;
  return file.name.find(".env.") != file.name.npos ||
         (file.stem == "env" &&
          is_one_of(file.extension, {"local", "prod", "production", "dev", "development", "staging",
                                     "test", "example", "sample", "template"}));
}

bool is_dockerfile(const File& file) {
  if (is_one_of(file.extension, {"dockerfile", "containerfile"})) return true;
  if (is_code(file.extension)) return false;
  for (std::string_view word :
       {std::string_view("dockerfile"), std::string_view("containerfile")}) {
    if (!file.name.starts_with(word)) continue;
    return file.name.size() == word.size() ||
           std::string_view(".-_").find(file.name[word.size()]) != word.npos;
  }
  return false;
}

bool is_procfile(const File& file) {
  return file.name == "procfile" || (file.stem == "procfile" && !is_code(file.extension));
}

/// Texts for people are data: messages.properties, errors_de.properties.
bool is_message_bundle(const File& file) {
  const size_t size = file.stem.size();
  const bool has_language = size > 3 && file.stem[size - 3] == '_' &&
                            is_letter(file.stem[size - 1]) && is_letter(file.stem[size - 2]);
  return file.stem.find("messages") != file.stem.npos || has_language || is_translation(file);
}

bool is_spring(std::string_view stem) {
  for (std::string_view word : {std::string_view("application"), std::string_view("bootstrap")}) {
    if (stem.starts_with(word)) return stem.size() == word.size() || stem[word.size()] == '-';
  }
  return false;
}

Format properties_format(const File& file) {
  if (is_spring(file.stem)) return Format::spring;
  return is_message_bundle(file) ? Format::none : Format::properties;
}

/// Whether a *.conf is one with sections or `key = value`; nginx, Apache and HOCON are not.
bool is_ini_text(std::string_view head) {
  while (!head.empty()) {
    const size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = trimmed(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.empty() || line[0] == '#' || line[0] == ';') continue;
    if (line[0] == '[' && line.back() == ']') return true;
    if (line[0] == '<' || line.back() == '{' || line.back() == ';') return false;
    const size_t equals = line.find('=');
    const size_t key_end = std::min(
        line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."),
        line.size());
    if (equals != line.npos && key_end > 0 &&
        trimmed(line.substr(key_end, equals - key_end)).empty())
      return true;
  }
  return false;
}

Format conf_format(const File& file) {
  if (!file.folders.empty() && file.folders.ends_with(".service.d/")) return Format::systemd;
  return is_ini_text(file.head) ? Format::ini : Format::none;
}

bool is_ini_variant(std::string_view name) {
  return contains_one_of(name, {".ini-", ".ini_"});  // php.ini-development
}

bool is_api_document(std::string_view head) {
  return has_line(head, {"openapi:", "swagger:", "asyncapi:"}) ||
         contains_one_of(head.substr(0, 200), {"\"openapi\":", "\"swagger\":", "\"asyncapi\":"});
}

bool is_template_text(std::string_view head) { return contains_one_of(head, {"{{", "{%"}); }

bool is_lock(const File& file) {
  return ends_with_one_of(file.stem, {"-lock", ".lock", "_lock"}) || file.stem == "lock";
}

Format yaml_format(const File& file) {
  if (starts_with_one_of(file.stem,
                         {"docker-compose", "compose", "docker_compose", "podman-compose"})) {
    // compose.prod.yml, but not compose-guide.yml's text: any of these is read as compose
    return Format::compose;
  }
  if (starts_with_one_of(file.name, {".gitlab-ci"})) return Format::gitlab_ci;
  if (file.folders.ends_with(".github/workflows/") || file.stem == "action")
    return Format::github_actions;
  if (is_spring(file.stem)) return Format::spring;
  const bool is_kubernetes = has_line(file.head, {"apiVersion:", "kind:"});
  if (is_below(file.folders, {"templates"}) && is_template_text(file.head))
    return Format::helm_template;
  if (is_kubernetes) return Format::kubernetes;
  if (file.stem.starts_with("values")) return Format::helm_values;
  if (is_lock(file) || is_translation(file) || is_api_document(file.head)) return Format::none;
  return Format::yaml;
}

/// An environment's word among the pieces of a name: config-prod, dev.settings.
bool has_environment_word(std::string_view stem) {
  while (!stem.empty()) {
    const size_t end = std::min(stem.find_first_of("._-"), stem.size());
    if (is_one_of(stem.substr(0, end), {"production", "prod", "prd", "staging", "stage", "uat",
                                        "preprod", "development", "dev", "local"}))
      return true;
    stem.remove_prefix(std::min(end + 1, stem.size()));
  }
  return false;
}

/// JSON is mostly data: only names that say "configuration" are.
bool is_json_configuration(const File& file) {
  const std::string_view stem = file.stem;
  if (is_one_of(stem,
                {"angular", "nx", "project", "composer", "app", "now", "vercel", "host", "firebase",
                 "database", "wrangler", "netlify", "dockerrun.aws", "serverless"}))
    return true;
  if (contains_one_of(stem, {"config", "settings"}) || stem.starts_with("env")) return true;
  if (ends_with_one_of(stem, {".tfvars", ".tf", ".template", ".parameters"})) return true;
  if (starts_with_one_of(stem, {"azuredeploy", "task-definition", "taskdef", "cloudformation"}))
    return true;
  if (is_in(file.folders, {"config", "configs", "conf", "settings", "environments", "env"}))
    return true;
  return is_below(file.folders, {"cloudformation", "arm", "arm-templates"}) ||
         has_environment_word(stem);
}

Format json_format(const File& file) {
  if (file.name == "package.json") return Format::package_json;
  if (file.stem.starts_with("appsettings")) return Format::appsettings;
  if (is_lock(file) || file.stem.find("schema") != file.stem.npos || is_translation(file))
    return Format::none;
  if (contains_one_of(file.head, {"\"apiVersion\":"}) && contains_one_of(file.head, {"\"kind\":"}))
    return Format::kubernetes;
  return is_json_configuration(file) && !is_api_document(file.head) ? Format::json : Format::none;
}

bool is_xml_configuration(const File& file) {
  const std::string_view stem = file.stem;
  if (is_one_of(stem,
                {"androidmanifest", "pom", "settings", "web", "tomcat-users", "server", "domain"}))
    return true;
  if (starts_with_one_of(stem, {"log4j", "logback", "hibernate", "persistence", "standalone"}))
    return true;
  if (ends_with_one_of(stem, {"-servlet", "-site", "-ds"})) return true;
  return contains_one_of(stem, {"config", "context", "spring", "beans", "datasource"});
}

Format config_format(const File& file) {
  if (is_below(file.folders, {".ebextensions"})) return Format::yaml;
  return begins_with(file.head, '<') ? Format::xml : Format::none;
}

bool is_settings_folder(const File& file) {
  return is_in(file.folders, {"settings", "config", "conf", "configs", "environments"});
}

bool is_python_settings(const File& file) {
  const std::string_view stem = file.stem;
  if (starts_with_one_of(stem, {"settings", "config"}) ||
      ends_with_one_of(stem, {"_settings", "_config", "celeryconfig"}) ||
      file.folders.ends_with("settings/"))
    return true;
  return is_settings_folder(file) &&
         is_one_of(stem, {"production", "prod", "staging", "stage", "dev", "development", "local",
                          "base", "common", "defaults", "default", "test", "testing", "__init__"});
}

bool is_ruby_settings(const File& file) {
  return file.folders.ends_with("config/environments/") ||
         file.folders.ends_with("config/initializers/") ||
         (is_in(file.folders, {"config"}) &&
          is_one_of(file.stem, {"application", "puma", "environment", "unicorn", "environments"}));
}

bool is_php_settings(const File& file) {
  const std::string_view stem = file.stem;
  if (starts_with_one_of(stem, {"wp-config", "settings", "config"}) || file.name == ".env.php")
    return true;
  return is_one_of(stem, {"configuration", "parameters", "localsettings"}) ||
         (is_in(file.folders, {"config", "autoload", "packages"}) &&
          is_below(file.folders, {"config"}) && stem != "index");
}

bool is_script_settings(const File& file) {
  const std::string_view stem = file.stem;
  if (ends_with_one_of(stem, {".d", ".test", ".spec", ".min"})) return false;
  if (starts_with_one_of(stem, {"config", "settings", "environment"}) || stem.ends_with(".config"))
    return true;
  if (is_one_of(stem, {"ormconfig", "knexfile"})) return true;
  return is_settings_folder(file) && stem != "index" && !stem.starts_with("webpack");
}

Format source_format(const File& file) {
  const std::string_view extension = file.extension;
  const bool is_settings =
      extension == "py"    ? is_python_settings(file)
      : extension == "rb"  ? is_ruby_settings(file)
      : extension == "php" ? is_php_settings(file)
      : extension == "exs"
          ? is_in(file.folders, {"config"})
          : is_one_of(extension, {"js", "ts", "cjs", "mjs"}) && is_script_settings(file);
  return is_settings ? Format::source : Format::none;
}

Format format_by_extension(const File& file) {
  const std::string_view extension = file.extension;
  if (is_one_of(extension, {"py", "rb", "php", "exs", "js", "ts", "cjs", "mjs"}))
    return source_format(file);
  if (extension == "json" || extension == "jsonc") return json_format(file);
  if (extension == "yml" || extension == "yaml") return yaml_format(file);
  if (extension == "xml") return is_xml_configuration(file) ? Format::xml : Format::none;
  if (extension == "properties") return properties_format(file);
  if (is_one_of(extension, {"ini", "cfg", "cnf"})) return Format::ini;
  if (extension == "conf") return conf_format(file);
  if (extension == "toml") return is_lock(file) ? Format::none : Format::toml;
  if (is_one_of(extension, {"tf", "tfvars", "hcl", "nomad"}))
    return is_lock(file) ? Format::none : Format::hcl;
  if (extension == "config") return config_format(file);
  if (is_one_of(extension, {"plist", "csproj", "vbproj", "fsproj", "pubxml"}))
    return begins_with(file.head, '<') ? Format::xml : Format::none;
  return extension == "service" ? Format::systemd : Format::none;
}

/// values.yaml.example, app.yml.j2: what stands before the ending, filled in later.
bool is_template_ending(std::string_view extension) {
  return is_one_of(extension, {"j2", "tpl", "tmpl", "gotmpl", "erb", "example", "sample", "dist",
                               "template", "default"});
}

Format template_format(const File& file) {
  const File inner = file_of(file.folders, file.stem, file.head);
  if (is_one_of(inner.extension, {"yml", "yaml"}) && is_template_text(file.head))
    return Format::helm_template;
  const Format format = format_by_extension(inner);
  // These readers look at the ending.
  if (format == Format::spring)
    return inner.extension == "properties" ? Format::properties : Format::spring;
  return format;
}

Format format_by_name(const File& file) {
  if (is_dotenv(file)) return Format::dotenv;
  if (is_dockerfile(file)) return Format::dockerfile;
  if (is_procfile(file)) return Format::procfile;
  if (is_ini_variant(file.name)) return Format::ini;
  return is_template_ending(file.extension) ? template_format(file) : format_by_extension(file);
}

}  // namespace

std::string_view name(SettingsFormat format) { return kNames[static_cast<size_t>(format)]; }

std::optional<SettingsFormat> parse_settings_format(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<SettingsFormat>(found - kNames.begin());
}

SettingsFormat settings_format(std::string_view path, std::string_view head) {
  constexpr size_t kEnoughHead = 1024;
  const size_t name_begin = path.rfind('/') + 1;  // 0 without a folder
  const FileName lower(path.substr(name_begin));
  if (lower.view().size() < path.size() - name_begin)
    return Format::none;  // no name of a configuration
  const File file = file_of(path.substr(0, name_begin), lower.view(), head.substr(0, kEnoughHead));
  const Format format = format_by_name(file);
  return format != Format::none && is_foreign(file) ? Format::none : format;
}

}  // namespace prodready
