#include "checks/contract.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

#include "checks/paths.h"
#include "settings/key_path.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr std::string_view kPlatformPrefixes[] = {
    "GITHUB_", "RUNNER_", "npm_",     "KUBERNETES_", "CI_",         "LC_",     "XDG_",
    "SSH_",    "BASH_",   "JENKINS_", "GITLAB_",     "INVOCATION_", "VERCEL_", "RENDER_",
    "FLY_",    "CIRCLE_", "TRAVIS_",  "BUILDKITE_",  "AWS_LAMBDA_", "HEROKU_"};

const std::unordered_set<std::string_view>& platform_names() {
  static const std::unordered_set<std::string_view> names = {"PATH",
                                                             "HOME",
                                                             "USER",
                                                             "USERNAME",
                                                             "SHELL",
                                                             "PWD",
                                                             "OLDPWD",
                                                             "TMPDIR",
                                                             "TEMP",
                                                             "TMP",
                                                             "LANG",
                                                             "LANGUAGE",
                                                             "TZ",
                                                             "TERM",
                                                             "CI",
                                                             "NODE_ENV",
                                                             "PORT",
                                                             "HOSTNAME",
                                                             "HOST",
                                                             "EDITOR",
                                                             "VISUAL",
                                                             "PAGER",
                                                             "DISPLAY",
                                                             "COLUMNS",
                                                             "LINES",
                                                             "LOGNAME",
                                                             "IFS",
                                                             "PS1",
                                                             "UID",
                                                             "EUID",
                                                             "GID",
                                                             "PPID",
                                                             "RANDOM",
                                                             "SECONDS",
                                                             "LINENO",
                                                             "BASH_SOURCE",
                                                             "FUNCNAME",
                                                             "OSTYPE",
                                                             "MACHTYPE",
                                                             "SHLVL",
                                                             "OPTARG",
                                                             "OPTIND",
                                                             "REPLY",
                                                             "PIPESTATUS",
                                                             "AWS_REGION",
                                                             "AWS_DEFAULT_REGION",
                                                             "AWS_EXECUTION_ENV",
                                                             "DEBIAN_FRONTEND",
                                                             "PYTHONPATH",
                                                             "PYTHONUNBUFFERED",
                                                             "PYTHONDONTWRITEBYTECODE",
                                                             "VIRTUAL_ENV",
                                                             "GOPATH",
                                                             "GOROOT",
                                                             "GOOS",
                                                             "GOARCH",
                                                             "JAVA_HOME",
                                                             "CARGO_MANIFEST_DIR",
                                                             "CARGO_PKG_VERSION",
                                                             "CARGO_PKG_NAME",
                                                             "OUT_DIR",
                                                             "APPDATA",
                                                             "LOCALAPPDATA",
                                                             "PROGRAMFILES",
                                                             "SYSTEMROOT",
                                                             "WINDIR",
                                                             "USERPROFILE",
                                                             "COMSPEC",
                                                             "PATHEXT",
                                                             "LISTEN_PID",
                                                             "LISTEN_FDS",
                                                             "LISTEN_FDNAMES",
                                                             "NOTIFY_SOCKET",
                                                             "WATCHDOG_USEC",
                                                             "WATCHDOG_PID",
                                                             "JOURNAL_STREAM",
                                                             "STATE_DIRECTORY",
                                                             "RUNTIME_DIRECTORY",
                                                             "CACHE_DIRECTORY",
                                                             "LOGS_DIRECTORY",
                                                             "CREDENTIALS_DIRECTORY",
                                                             "INIT_CWD",
                                                             "DYNO",
                                                             "NO_COLOR",
                                                             "FORCE_COLOR",
                                                             "COLORTERM",
                                                             "SUDO_USER",
                                                             "MAIL",
                                                             "MODE",
                                                             "DEV",
                                                             "PROD",
                                                             "SSR",
                                                             "BASE_URL",
                                                             "BUNDLE_GEMFILE",
                                                             "DJANGO_SETTINGS_MODULE",
                                                             "RAILS_ENV",
                                                             "RACK_ENV",
                                                             "MIX_ENV",
                                                             "DOTNET_RUNNING_IN_CONTAINER",
                                                             "WEBPACK_DEV_SERVER",
                                                             "STORYBOOK",
                                                             "VITEST",
                                                             "JEST_WORKER_ID",
                                                             "ANALYZE",
                                                             "PWD_"};
  return names;
}

constexpr std::string_view kLibraryPrefixes[] = {"CYPRESS_",
                                                 "PERCY_",
                                                 "COMMIT_INFO_",
                                                 "JAVA_",
                                                 "JVM_",
                                                 "JDK_",
                                                 "NODE_",
                                                 "OTEL_",
                                                 "DD_",
                                                 "NEW_RELIC_",
                                                 "SPRING_",
                                                 "SERVER_",
                                                 "ASPNETCORE_",
                                                 "DOTNET_",
                                                 "GUNICORN_",
                                                 "UVICORN_",
                                                 "WEB_CONCURRENCY",
                                                 "RAILS_",
                                                 "RACK_",
                                                 "BUNDLE_",
                                                 "GEM_",
                                                 "RUBY",
                                                 "PYTHON",
                                                 "PIP_",
                                                 "UV_",
                                                 "POETRY_",
                                                 "FLASK_",
                                                 "DJANGO_",
                                                 "CELERY_",
                                                 "MALLOC_",
                                                 "LD_",
                                                 "PHP_",
                                                 "APACHE_",
                                                 "NGINX_",
                                                 "XDEBUG_",
                                                 "COMPOSER_",
                                                 "NPM_",
                                                 "YARN_",
                                                 "NEXT_",
                                                 "NUXT_",
                                                 "VITE_",
                                                 "REACT_APP_",
                                                 "CHOKIDAR_",
                                                 "WATCHPACK_",
                                                 "AWS_",
                                                 "AZURE_",
                                                 "GOOGLE_",
                                                 "GCLOUD_",
                                                 "CLOUDSDK_",
                                                 "SENTRY_",
                                                 "PG",
                                                 "KAFKA_",
                                                 "COMPOSE_",
                                                 "DOCKER_",
                                                 "BUILDKIT_",
                                                 "KUBE",
                                                 "HELM_",
                                                 "TF_",
                                                 "ANSIBLE_",
                                                 "GF_",
                                                 "PUID",
                                                 "PGID",
                                                 "UMASK",
                                                 "RUST_",
                                                 "CARGO_",
                                                 "GO",
                                                 "MIX_",
                                                 "ERL_",
                                                 "ELIXIR_",
                                                 "PHX_",
                                                 "SSL_CERT_",
                                                 "REQUESTS_CA_",
                                                 "CURL_",
                                                 "S6_",
                                                 "SUPERVISOR",
                                                 "BROWSER",
                                                 "WDS_",
                                                 "STORYBOOK_",
                                                 "GATSBY_",
                                                 "EXPO_",
                                                 "SKIP_PREFLIGHT_",
                                                 "GENERATE_SOURCEMAP",
                                                 "HTTP_PROXY",
                                                 "HTTPS_PROXY",
                                                 "NO_PROXY",
                                                 "LOGGING_",
                                                 "KESTREL_",
                                                 "QUARKUS_",
                                                 "MICRONAUT_",
                                                 "MANAGEMENT_",
                                                 "EUREKA_",
                                                 "HIBERNATE_",
                                                 "VIRTUAL_HOST",
                                                 "LETSENCRYPT_",
                                                 "TRAEFIK_",
                                                 "IGNITION_",
                                                 "LARAVEL_SAIL",
                                                 "POSTGRES",
                                                 "MYSQL_",
                                                 "MARIADB_",
                                                 "MONGO_INITDB_",
                                                 "REDIS_PASSWORD",
                                                 "RABBITMQ_DEFAULT_",
                                                 "MINIO_",
                                                 "KEYCLOAK_",
                                                 "KC_",
                                                 "PMA_",
                                                 "ELASTIC_"};

/// Idioms of files that no program's code is in.
constexpr std::string_view kOtherReaders[] = {
    "shell",      "compose",    "github", "envsubst", "template",        "caddy",
    "nix-",       "cmake",      "npmrc",  "jenkins",  "env-placeholder", "ansible",
    "terragrunt", "powershell", "readme", "windows"};

/// More upper-case letters read more like a variable: DB_URL before db.url.
bool nicer(std::string_view a, std::string_view b) {
  auto uppers = [](std::string_view name) {
    return std::count_if(name.begin(), name.end(), is_upper);
  };
  return uppers(a) > uppers(b);
}

Variable& entry(std::map<std::string, Variable>& all, std::string_view name) {
  Variable& variable = all[folded_variable(name)];
  if (variable.name.empty() || nicer(name, variable.name)) variable.name = name;
  return variable;
}

/// appsettings.json and Spring's files define under the key path what a variable overrides.
bool defines_by_path(const SettingFact& fact) {
  return fact.format == SettingsFormat::appsettings || fact.format == SettingsFormat::spring;
}

/// What other configuration may define by a variable's own name: CTFd's config.ini, the
/// connection strings of .NET.
bool defines_by_name(const SettingFact& fact) {
  constexpr size_t kShortestName = 6;  // `url` and `port` say nothing
  const std::string_view key = last_segment(fact.key);
  const bool spelled =
      key.find('_') != std::string_view::npos || std::none_of(key.begin(), key.end(), is_lower);
  return key.size() >= kShortestName && spelled &&
         fact.place.environment.environment != Environment::ci &&
         (fact.format == SettingsFormat::appsettings || fact.format == SettingsFormat::ini ||
          fact.format == SettingsFormat::toml || fact.format == SettingsFormat::properties ||
          fact.format == SettingsFormat::yaml);
}

/// Where the contract's variables get their values.
void add_definitions(const Facts& facts, std::map<std::string, Variable>& all) {
  for (const SettingFact& fact : facts.settings) {
    if (fact.place.environment.environment == Environment::example) continue;
    if (fact.role == SettingRole::variable)
      entry(all, last_segment(fact.key)).definitions.push_back(&fact);
  }
  auto add = [&](std::string_view name, const SettingFact& fact) {
    const auto found = all.find(folded_variable(name));
    if (found != all.end()) found->second.definitions.push_back(&fact);
  };
  for (const SettingFact& fact : facts.settings) {
    if (fact.role != SettingRole::plain) continue;
    if (defines_by_path(fact)) add(fact.key, fact);
    if (defines_by_name(fact)) add(last_segment(fact.key), fact);
  }
}

/// `# VARIABLE=value`: how an example file explains itself.
bool is_syntax_help(std::string_view name) {
  constexpr std::string_view kNames[] = {"VARIABLE", "VAR", "KEY",     "NAME",
                                         "FOO",      "BAR", "EXAMPLE", "VALUE"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// What is shown first of a variable: where production code reads the environment itself.
bool more_telling(const VariableRead* a, const VariableRead* b) {
  auto rank = [](const VariableRead* read) {
    return std::tuple(!counts(*read), read->idiom->id == "javascript-env-module",
                      !read->has_default && !read->required);
  };
  return rank(a) < rank(b);
}

/// `env.NAME` of a module called env is a variable, or a constant of the module: without anything
/// else that knows the name it is taken for one only in the module itself.
bool is_weak(const Variable& variable) {
  return variable.definitions.empty() && variable.mentions.empty() &&
         std::all_of(variable.reads.begin(), variable.reads.end(), [](const VariableRead* read) {
           const std::string name = to_lower(file_name(read->place.path));
           return read->idiom->id == "javascript-env-module" && !name.starts_with("env");
         });
}

}  // namespace

bool is_production_code(Environment environment) {
  switch (environment) {
    case Environment::unknown:
    case Environment::production:
    case Environment::staging:
      return true;
    default:
      return false;
  }
}

bool counts(const VariableRead& read) {
  return is_production_code(read.place.environment.environment) && !is_tool(read.place.path);
}

bool Variable::required() const {
  // `if "X" in os.environ` asks first.
  const bool asked = std::any_of(reads.begin(), reads.end(), [](const VariableRead* read) {
    return read->idiom && read->idiom->id == "python-environ-contains";
  });
  return !asked && std::any_of(reads.begin(), reads.end(), [](const VariableRead* read) {
    return read->required && counts(*read);
  });
}

bool Variable::has_default() const {
  return std::any_of(reads.begin(), reads.end(),
                     [](const VariableRead* r) { return r->has_default; });
}

bool Variable::read_in_production_code() const {
  return std::any_of(reads.begin(), reads.end(),
                     [](const VariableRead* read) { return counts(*read); });
}

const Variable* Contract::find(std::string_view name) const {
  const std::string folded = folded_variable(name);
  auto found = std::find_if(variables.begin(), variables.end(), [&](const Variable& variable) {
    return folded_variable(variable.name) == folded;
  });
  return found == variables.end() ? nullptr : &*found;
}

std::string folded_variable(std::string_view name) {
  std::string folded;
  for (char c : name) {
    const bool separates = c == '.' || c == '-' || c == ':' || c == '_';
    if (!separates) {
      folded += is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
    } else if (!folded.empty() && folded.back() != '_') {
      folded += '_';
    }
  }
  return folded;
}

bool is_platform_variable(std::string_view name) {
  return platform_names().count(name) > 0 || platform_names().count(folded_variable(name)) > 0 ||
         std::any_of(std::begin(kPlatformPrefixes), std::end(kPlatformPrefixes),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

bool is_library_variable(std::string_view name) {
  const std::string folded = folded_variable(name);
  // .NET's ConnectionStrings__Shop is a key path.
  return name.find("__") != std::string_view::npos ||
         std::any_of(std::begin(kLibraryPrefixes), std::end(kLibraryPrefixes),
                     [&](std::string_view prefix) { return folded.starts_with(prefix); });
}

bool is_program_read(const VariableRead& read) {
  return read.idiom &&
         std::none_of(std::begin(kOtherReaders), std::end(kOtherReaders),
                      [&](std::string_view id) { return read.idiom->id.starts_with(id); });
}

Contract make_contract(const Facts& facts) {
  std::map<std::string, Variable> all;
  for (const VariableRead& read : facts.reads) entry(all, read.name).reads.push_back(&read);
  add_definitions(facts, all);
  for (const VariableMention& mention : facts.mentions) {
    auto found = all.find(folded_variable(mention.name));
    // A text names many things in capitals; an example file names variables.
    if (mention.example_file && !is_syntax_help(mention.name)) {
      entry(all, mention.name).mentions.push_back(&mention);
    } else if (found != all.end()) {
      found->second.mentions.push_back(&mention);
    }
  }
  Contract contract;
  contract.dynamic = std::any_of(facts.dynamic_reads.begin(), facts.dynamic_reads.end(),
                                 [](const DynamicRead& read) {
                                   return is_production_code(read.place.environment.environment);
                                 });
  for (auto& [folded, variable] : all) {
    std::stable_sort(variable.reads.begin(), variable.reads.end(), more_telling);
    if (variable.reads.empty() || !is_weak(variable))
      contract.variables.push_back(std::move(variable));
  }
  std::sort(contract.variables.begin(), contract.variables.end(),
            [](const Variable& a, const Variable& b) { return a.name < b.name; });
  return contract;
}

}  // namespace prodready
