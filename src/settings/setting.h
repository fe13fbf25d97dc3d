// A setting: one key and its value as a configuration file states them, whatever its format.
// Readers turn a file into settings; they judge nothing. So one rule about `DEBUG` covers .env
// files, compose, Kubernetes manifests, Dockerfiles and Django's settings.py.
//
// Key path: the names from the document's root down to the value, joined by '.'; the items of a
// list share the list's key. A name that itself holds dots counts as several segments (Spring's
// "spring.jpa.show-sql"). Letter case and '-' or '_' are kept as written; whoever compares keys
// folds them (settings/key_path.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "environment/environment.h"
#include "text/span.h"

namespace prodready {

enum class ValueKind : uint8_t {
  text,       ///< a literal; numbers and booleans are literals too, as they are written
  reference,  ///< stands elsewhere: valueFrom, var.x, ${X}, {{ x }}, !Ref, os.environ["X"], a call
  none,       ///< the key has no value: `KEY` in a compose list, `ARG X`, YAML null, a bare key
};

/// What a setting is besides a key with a value.
enum class SettingRole : uint8_t {
  plain,
  variable,  ///< an environment variable that a process gets: .env, ENV, environment:, env:
  argument,  ///< given while building: ARG, build.args
  command,   ///< what is started or run: CMD, command:, scripts.start, ExecStart=, a Procfile line
  image,     ///< a container image: FROM, image:
};

struct Setting {
  std::string key;    ///< "services.web.environment.DEBUG"
  std::string value;  ///< unquoted and unescaped; of a command all words, joined by one blank
  ValueKind kind = ValueKind::text;
  SettingRole role = SettingRole::plain;
  Span key_span;       ///< of the last name of the key, in the file's text
  Span value_span;     ///< of the value without quotes; empty at the key's end when there is none
  uint32_t group = 0;  ///< settings that stand in the same map, section or block share it
  uint32_t document = 0;  ///< of a multi-document file, counted from 0; a Dockerfile's stage
  /// Environment of the part of the file it stands in ("profile prod", "stage build"); unknown:
  /// that of the file.
  FileEnvironment part;
};

/// How a file was read; also what rules may name to hold themselves to a kind of file.
enum class SettingsFormat : uint8_t {
  none,        ///< not configuration
  dotenv,      ///< .env, *.env
  properties,  ///< *.properties
  ini,   ///< *.ini *.cfg *.conf with sections, .editorconfig-like; php.ini, grafana.ini, my.cnf
  toml,  ///< *.toml
  yaml,  ///< YAML of no kind below
  json,  ///< JSON of no kind below
  xml,   ///< web.config, AndroidManifest.xml, *.plist, Spring and logback files, pom.xml
  hcl,   ///< *.tf *.tfvars *.hcl
  dockerfile,      ///< Dockerfile, Containerfile
  compose,         ///< docker-compose*.yml, compose*.yaml
  kubernetes,      ///< a YAML or JSON document with apiVersion and kind
  helm_template,   ///< templates/ of a chart: read line by line
  helm_values,     ///< values*.yaml beside a Chart.yaml
  github_actions,  ///< .github/workflows/*.yml, action.yml
  gitlab_ci,       ///< .gitlab-ci.yml
  spring,          ///< application*.yml, application*.properties, bootstrap*.yml
  appsettings,     ///< appsettings*.json
  package_json,    ///< package.json
  systemd,         ///< *.service
  procfile,        ///< Procfile, app.json of Heroku
  source,          ///< constants at the top level of Python, Ruby, PHP or JavaScript settings files
};
inline constexpr int kSettingsFormatCount = 22;
std::string_view name(SettingsFormat format);  ///< kebab-case: "github-actions"
std::optional<SettingsFormat> parse_settings_format(std::string_view name);

struct SettingsFile {
  SettingsFormat format = SettingsFormat::none;
  std::vector<Setting> settings;  ///< in the order of the text
  /// Why the file, or the rest of it, could not be read as configuration: "line 12: …". What was
  /// read before is in `settings`.
  std::string problem;
};

/// Limits that no honest configuration reaches. Beyond them reading stops, and `problem` says so.
inline constexpr size_t kMaxSettings = 20000;
inline constexpr int kMaxSettingsDepth = 64;

}  // namespace prodready
