#include "settings_text.h"

using namespace prodready;

TEST_CASE("formats have names") {
  for (int i = 0; i < kSettingsFormatCount; ++i) {
    const auto format = static_cast<SettingsFormat>(i);
    CHECK(parse_settings_format(name(format)) == format);
  }
  CHECK(name(SettingsFormat::github_actions) == "github-actions");
  CHECK(name(SettingsFormat::source) == "source");
  CHECK(parse_settings_format("no") == std::nullopt);
}

TEST_CASE("a file's format is told by its path, and where needed by its head") {
  using F = SettingsFormat;
  const struct {
    F format;
    std::vector<const char*> paths;
    const char* head = "";
  } cases[] = {
      {F::dotenv,
       {".env", ".env.production", "a/.env.example", "prod.env", ".flaskenv", "env.local",
        "app.env.j2", ".env.local.dist"}},
      {F::none,
       {".env.d.ts", ".env.md", "environment", ".env.vault", "env.go", "node_modules/a/.env",
        "vendor/x/.env", "a/site-packages/b/settings.py", "dist/config.js"}},
      {F::properties, {"gradle.properties", "a/log4j.properties", "kafka-server.properties"}},
      {F::spring,
       {"application.properties", "application-prod.properties", "bootstrap.yml",
        "src/application-dev.yaml"}},
      {F::none,
       {"messages.properties", "errors_de.properties", "i18n/a.properties", "i18n/de.yml",
        "locales/en.json"}},
      {F::ini, {"a.ini", "setup.cfg", "my.cnf", "php.ini-development", "a.ini.dist"}},
      {F::ini, {"supervisord.conf", "odoo.conf"}, "# c\n[program:x]\n"},
      {F::ini, {"postgresql.conf"}, "# c\nlisten_addresses = '*'\n"},
      {F::none, {"nginx.conf"}, "user nginx;\nworker_processes auto;\n"},
      {F::none, {"httpd.conf"}, "ServerRoot /x\n<Directory />\n"},
      {F::none, {"application.conf"}, "akka {\n a = 1\n}\n"},
      {F::toml, {"Cargo.toml", "pyproject.toml", "netlify.toml"}},
      {F::none,
       {"poetry.lock", "Cargo.lock", "x.lock.toml", "package-lock.json", "pnpm-lock.yaml",
        "composer.lock", ".terraform.lock.hcl"}},
      {F::compose, {"docker-compose.yml", "docker-compose.prod.yaml", "compose.yaml"}},
      {F::github_actions, {".github/workflows/ci.yml", "action.yml", "a/action.yaml"}},
      {F::gitlab_ci, {".gitlab-ci.yml", ".gitlab-ci-deploy.yaml"}},
      {F::helm_values, {"chart/values.yaml", "values-prod.yml"}},
      {F::helm_template,
       {"chart/templates/a.yaml", "a.yml.j2", "x.yaml.tpl"},
       "apiVersion: v1\nname: {{ x }}\n"},
      {F::kubernetes,
       {"k8s/a.yaml", "templates/plain.yaml", "b.json.yml"},
       "# c\napiVersion: v1\nkind: Pod\n"},
      {F::kubernetes, {"task.json"}, "{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}"},
      {F::yaml, {"config.yml", "mkdocs.yaml", ".github/dependabot.yml", ".ebextensions/a.config"}},
      {F::none, {"api.yaml", "config/swagger.yml"}, "openapi: 3.0.0\n"},
      {F::appsettings, {"appsettings.json", "a/AppSettings.Production.json"}},
      {F::package_json, {"package.json", "a/package.json"}},
      {F::json,
       {"angular.json", "config/default.json", "my-config.json", "x.settings.json", "env.dev.json",
        "a.tfvars.json", "tsconfig.app.json", "local.settings.json", "prod.json",
        "azuredeploy.parameters.json", "cloudformation/stack.json"}},
      {F::none,
       {"data.json", "a/users.json", "config.schema.json", "test.json", "en.json", "README.md",
        "main.go", "Makefile", ""}},
      {F::xml,
       {"web.config", "Web.Release.config", "packages.config", "Info.plist", "a.csproj"},
       "\xef\xbb\xbf<?xml?>"},
      {F::xml,
       {"AndroidManifest.xml", "res/xml/network_security_config.xml", "pom.xml",
        "logback-spring.xml", "applicationContext.xml", "WEB-INF/web.xml", "conf/core-site.xml"}},
      {F::none, {"a.config", "b.plist"}, "{x}"},
      {F::none, {"data.xml", "strings.xml"}},
      {F::hcl, {"main.tf", "prod.tfvars", "terragrunt.hcl"}},
      {F::dockerfile,
       {"Dockerfile", "Dockerfile.dev", "dev.Dockerfile", "a/dockerfile", "Containerfile",
        "x.dockerfile", "Dockerfile-prod", "Dockerfile.j2"}},
      {F::none,
       {"Dockerfile.md", "dockerfile.go", "DockerfileTest.java", "Dockerfile.dockerignore"}},
      {F::systemd, {"a.service", "x.service.d/override.conf"}},
      {F::procfile, {"Procfile", "Procfile.dev"}},
      {F::source,
       {"settings.py",
        "app/settings_prod.py",
        "my_settings.py",
        "settings/production.py",
        "config.py",
        "config/environments/production.rb",
        "config/application.rb",
        "config/initializers/x.rb",
        "config/puma.rb",
        "config/app.php",
        "wp-config.php",
        "configuration.php",
        "LocalSettings.php",
        ".env.php",
        "next.config.js",
        "vite.config.ts",
        "config/default.js",
        "src/environments/environment.prod.ts",
        "knexfile.js",
        "ormconfig.ts",
        "config/prod.exs",
        "settings.py.example"}},
      {F::none,
       {"manage.py", "wsgi.py", "models.py", "production.py", "app/models/x.rb", "index.php",
        "src/index.js", "config.test.js", "config.d.ts", "lib/x.exs", "config/routes.rb"}},
  };
  for (const auto& c : cases) {
    for (const char* path : c.paths) {
      CAPTURE(path);
      CHECK(name(settings_format(path, c.head)) == name(c.format));
    }
  }
  CHECK(settings_format(std::string(5000, 'a') + ".env", "") == F::none);
  CHECK(settings_format("a//" + repeated("b/", 5000) + ".env", "") == F::dotenv);
}
