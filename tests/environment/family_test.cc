#include "catch.h"
#include "environment/environment.h"

using prodready::effective;
using prodready::Environment;
using prodready::environment_named;
using prodready::family_of;
using prodready::FileEnvironment;

TEST_CASE("files that say the same for different environments are one family") {
  struct Case {
    const char* path;
    const char* family;
  };
  const Case cases[] = {
      {"config/settings/base.py", "config/settings/.py"},
      {"config/settings/production.py", "config/settings/.py"},
      {"config/settings/local.py", "config/settings/.py"},
      {"application.yml", "application.yml"},
      {"application-prod.yml", "application.yml"},
      {"application-dev.yaml", "application.yml"},
      {"application.properties", "application.yml"},
      {"application-staging.properties", "application.yml"},
      {"appsettings.json", "appsettings.json"},
      {"appsettings.Production.json", "appsettings.json"},
      {"appsettings.Development.json", "appsettings.json"},
      {".env", ".env"},
      {".env.production", ".env"},
      {"values.yaml", "values.yml"},
      {"values-prod.yaml", "values.yml"},
      {"src/environments/environment.ts", "src/environments/environment.ts"},
      {"src/environments/environment.prod.ts", "src/environments/environment.ts"},
      {"docker-compose.override.yml", "docker-compose.yml"},
      {"settings_prod.py", "settings.py"},
      {"a/prod/main.tf", "a//main.tf"},
      {"a/dev/main.tf", "a//main.tf"},
  };
  for (const Case& c : cases) {
    INFO(c.path);
    CHECK(family_of(c.path) == c.family);
  }
}

TEST_CASE("files of different names or folders are different families") {
  const char* paths[] = {"a/settings.py",  "b/settings.py",        "a/settings.toml",
                         "a/products.py",  "a/latest-settings.py", "a/settings_v2.py",
                         "a/reproduce.py", "a/developers.py"};
  for (const char* one : paths) {
    for (const char* other : paths) {
      if (one == other) continue;
      INFO(one << " " << other);
      CHECK(family_of(one) != family_of(other));
    }
  }
  CHECK(family_of("").empty());
}

TEST_CASE("a single word names an environment, whatever its letter case") {
  struct Case {
    const char* word;
    Environment expected;
  };
  const Case cases[] = {
      {"prod", Environment::production},
      {"PRODUCTION", Environment::production},
      {"prd", Environment::production},
      {"Staging", Environment::staging},
      {"uat", Environment::staging},
      {"preprod", Environment::staging},
      {"dev", Environment::development},
      {"Development", Environment::development},
      {"local", Environment::development},
      {"debug", Environment::development},
      {"sandbox", Environment::development},
      {"test", Environment::test},
      {"e2e", Environment::test},
      {"product", Environment::unknown},
      {"device", Environment::unknown},
      {"base", Environment::unknown},
      {"prod-eu", Environment::unknown},
      {"", Environment::unknown},
  };
  for (const Case& c : cases) {
    INFO(c.word);
    CHECK(name(environment_named(c.word)) == name(c.expected));
  }
}

TEST_CASE("a part decides where the file is open to production, never against the file") {
  const FileEnvironment development{Environment::development, "part"};
  const FileEnvironment production{Environment::production, "part"};
  const FileEnvironment nothing;
  struct Case {
    Environment file;
    FileEnvironment part;
    Environment expected;
  };
  const Case cases[] = {
      {Environment::unknown, development, Environment::development},
      {Environment::unknown, production, Environment::production},
      {Environment::unknown, nothing, Environment::unknown},
      {Environment::production, development, Environment::development},
      {Environment::production, nothing, Environment::production},
      {Environment::staging, development, Environment::development},
      {Environment::test, production, Environment::test},
      {Environment::development, production, Environment::development},
      {Environment::example, production, Environment::example},
      {Environment::documentation, development, Environment::documentation},
      {Environment::ci, production, Environment::ci},
      {Environment::vendored, production, Environment::vendored},
  };
  for (const Case& c : cases) {
    const FileEnvironment file{c.file, "file"};
    INFO(name(c.file) << " " << name(c.part.environment));
    const FileEnvironment& decided = effective(file, c.part);
    CHECK(name(decided.environment) == name(c.expected));
    CHECK(decided.reason == (&decided == &file ? "file" : "part"));
  }
}
