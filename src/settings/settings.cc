#include "settings/settings.h"

#include "settings/readers.h"

namespace prodready {
namespace {

bool has_extension(std::string_view path, std::string_view extension) {
  return path.size() > extension.size() && path.ends_with(extension);
}

void read_as(SettingsFormat format, std::string_view path, std::string_view text,
             SettingsFile& file) {
  switch (format) {
    case SettingsFormat::none:
      return;
    case SettingsFormat::dotenv:
      return read_dotenv(text, file);
    case SettingsFormat::properties:
      return read_properties(text, file);
    case SettingsFormat::ini:
      return read_ini(text, file);
    case SettingsFormat::toml:
      return read_toml(text, file);
    case SettingsFormat::yaml:
    case SettingsFormat::json:
    case SettingsFormat::helm_values:
    case SettingsFormat::appsettings:
      return read_tree(path, text, file);
    case SettingsFormat::xml:
      return read_xml(path, text, file);
    case SettingsFormat::hcl:
      return read_hcl(text, file);
    case SettingsFormat::dockerfile:
      return read_dockerfile(text, file);
    case SettingsFormat::compose:
      return read_compose(text, file);
    case SettingsFormat::kubernetes:
      return read_kubernetes(path, text, file);
    case SettingsFormat::helm_template:
      return read_template(text, file);
    case SettingsFormat::github_actions:
      return read_github_actions(text, file);
    case SettingsFormat::gitlab_ci:
      return read_gitlab_ci(text, file);
    case SettingsFormat::spring:
      return has_extension(path, ".properties") ? read_properties(text, file)
                                                : read_spring_yaml(text, file);
    case SettingsFormat::package_json:
      return read_package_json(text, file);
    case SettingsFormat::systemd:
      return read_systemd(text, file);
    case SettingsFormat::procfile:
      return read_procfile(text, file);
    case SettingsFormat::source:
      return read_source(path, text, file);
  }
}

}  // namespace

SettingsFile read_settings(std::string_view path, std::string_view text) {
  return read_settings(path, text, settings_format(path, text.substr(0, 1024)));
}

SettingsFile read_settings(std::string_view path, std::string_view text, SettingsFormat format) {
  SettingsFile file;
  file.format = format;
  read_as(format, path, text, file);
  return file;
}

}  // namespace prodready
