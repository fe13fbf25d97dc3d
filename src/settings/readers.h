// One reader a format; settings.cc picks. Each appends to `file.settings` in the order of the text,
// stops at the limits of setting.h, and says in `file.problem` what it could not read.
#pragma once

#include <string_view>

#include "settings/setting.h"

namespace prodready {

// Line formats.
void read_dotenv(std::string_view text, SettingsFile& file);
void read_properties(std::string_view text,
                     SettingsFile& file);  ///< also Spring's, with `#---` documents
void read_ini(std::string_view text, SettingsFile& file);
void read_systemd(std::string_view text, SettingsFile& file);
void read_procfile(std::string_view text, SettingsFile& file);
void read_dockerfile(std::string_view text, SettingsFile& file);
void read_template(std::string_view text, SettingsFile& file);  ///< YAML with {{ }}: line by line
void read_source(std::string_view path, std::string_view text, SettingsFile& file);

// Formats of their own grammar.
void read_toml(std::string_view text, SettingsFile& file);
void read_xml(std::string_view path, std::string_view text, SettingsFile& file);
void read_hcl(std::string_view text, SettingsFile& file);

// YAML and JSON: settings/tree.h parses, these know what the keys mean.
void read_tree(std::string_view path, std::string_view text,
               SettingsFile& file);  ///< yaml, json, appsettings, helm_values
void read_compose(std::string_view text, SettingsFile& file);
void read_kubernetes(std::string_view path, std::string_view text, SettingsFile& file);
void read_github_actions(std::string_view text, SettingsFile& file);
void read_gitlab_ci(std::string_view text, SettingsFile& file);
void read_spring_yaml(std::string_view text, SettingsFile& file);
void read_package_json(std::string_view text, SettingsFile& file);

}  // namespace prodready
