#include <string>
#include <vector>

#include "expect.h"

using namespace prodready;

namespace {

constexpr auto kText = ValueKind::text;
constexpr auto kReference = ValueKind::reference;
constexpr auto kPlain = SettingRole::plain;
constexpr auto kVariable = SettingRole::variable;
constexpr auto kCommand = SettingRole::command;
constexpr auto kImage = SettingRole::image;
constexpr auto kUnknown = Environment::unknown;
constexpr auto kProduction = Environment::production;
constexpr auto kDevelopment = Environment::development;

SettingsFile spring(std::string_view text) {
  SettingsFile file;
  read_spring_yaml(text, file);
  return file;
}

SettingsFile tree(std::string_view text, std::string_view path = "config/x.yml") {
  SettingsFile file;
  read_tree(path, text, file);
  return file;
}

}  // namespace

TEST_CASE("Spring: documents and their profiles") {
  const std::string text = R"(spring:
  jpa.show-sql: true
  datasource:
    url: jdbc:h2:mem
    password: ${DB_PASSWORD}
    username: ${DB_USER:sa}
  profiles.active: @active.profile@
management.endpoints.web.exposure.include: "*"
servers: [{name: a, port: 1}, {name: b, port: 2}]
---
spring.config.activate.on-profile: prod
debug: false
---
spring:
  profiles: dev
debug: true
---
spring:
  config.activate.onProfile: [dev, local]
x: 1
---
spring.profiles: "!prod"
x: 2
)";
  const SettingsFile file = spring(text);
  CHECK(file.problem.empty());
  check_settings(text, file,
                 {
                     {"spring.jpa.show-sql", "true"},
                     {"spring.datasource.url", "jdbc:h2:mem"},
                     {"spring.datasource.password", "${DB_PASSWORD}", kReference},
                     {"spring.datasource.username", "${DB_USER:sa}"},
                     {"spring.profiles.active", "@active.profile@", kReference},
                     {"management.endpoints.web.exposure.include", "*"},
                     {"servers.name", "a"},
                     {"servers.port", "2"},
                     {"debug", "false", kText, kPlain, kProduction},
                     {"debug", "true", kText, kPlain, kDevelopment},
                     {"x", "1", kText, kPlain, kDevelopment},
                     {"x", "2"},
                 });
  CHECK(find_setting(file, "debug").part.reason == "profile prod");
  CHECK(find_setting(file, "debug").document == 1);
}

TEST_CASE("a tree of no kind: environments, variables, images, commands") {
  struct Case {
    std::string text;
    std::vector<ExpectedSetting> expected;
  };
  const std::vector<Case> cases = {
      // Rails
      {"default: &default\n  adapter: pg\n  pool: <%= ENV['P'] %>\ndevelopment:\n  <<: *default\n"
       "  database: d\nproduction:\n  <<: *default\n  password: x\n",
       {{"default.adapter", "pg"},
        {"default.pool", "<%= ENV['P'] %>", kReference},
        {"development.adapter", "pg", kText, kPlain, kDevelopment},
        {"production.adapter", "pg", kText, kPlain, kProduction},
        {"production.password", "x", kText, kPlain, kProduction}}},
      // a switch is no environment, and neither is a topic
      {"debug: true\ntest: x\n", {{"debug", "true"}, {"test", "x"}}},
      {"debug: {toolbar: true}\n", {{"debug.toolbar", "true"}}},
      {"debug: {a: 1}\nrelease: {a: 2}\nprod: {a: 3}\n",
       {{"debug.a", "1", kText, kPlain, kDevelopment},
        {"prod.a", "3", kText, kPlain, kProduction}}},
      {"test: {configurations: {production: {a: 1}}}\n",
       {{"test.configurations.production.a", "1", kText, kPlain, Environment::test}}},
      // Symfony
      {"when@prod:\n  x: 1\nframework:\n  secret: '%env(APP_SECRET)%'\n",
       {{"framework.secret", "%env(APP_SECRET)%", kReference}}},
      // Helm values
      {"image:\n  registry: r.io\n  repository: shop/web\n  tag: \"latest\"\n",
       {{"image", "r.io/shop/web:latest", kText, kImage, kUnknown, "latest"},
        {"image.repository", "shop/web"},
        {"image.tag", "latest"}}},
      {"web: {repository: a, tag: 1}\n", {{"web.image", "a:1", kText, kImage, kUnknown, "1"}}},
      {"image: {repository: a, tag: ''}\n", {{"image.repository", "a"}, {"image.tag", ""}}},
      {"image: nginx\nimageTag: 1.2\n", {{"image", "nginx:1.2", kText, kImage, kUnknown, "1.2"}}},
      {"image: nginx:1\n", {{"image", "nginx:1", kText, kImage}}},
      {"image: /static/logo\nbox: {image: logo.png}\n",
       {{"image", "/static/logo"}, {"box.image", "logo.png"}}},
      {"extraEnv:\n- name: DEBUG\n  value: 'true'\n",
       {{"extraEnv.DEBUG", "true", kText, kVariable}}},
      {"envVars: {DEBUG: 1, http_proxy: x}\n",
       {{"envVars.DEBUG", "1", kText, kVariable}, {"envVars.http_proxy", "x", kText, kVariable}}},
      {"env: {open: {DEBUG: 1}}\nenvironment: production\n",
       {{"env.open.DEBUG", "1"}, {"environment", "production"}}},
      // app.yaml, serverless.yml, CloudFormation
      {"env_variables:\n  DEBUG: 'True'\nentrypoint: gunicorn  -b :8080 main\n",
       {{"env_variables.DEBUG", "True", kText, kVariable},
        {"entrypoint", "gunicorn -b :8080 main", kText, kCommand, kUnknown,
         "gunicorn  -b :8080 main"}}},
      {"environment:\n  STAGE: ${self:provider.stage}\n  T: ${opt:x, 'y'}\nrole: ${env:ROLE}\n",
       {{"role", "${env:ROLE}", kReference}, {"environment.T", "${opt:x, 'y'}", kText, kVariable}}},
      {"Environment:\n  Variables:\n    TABLE: !Ref Table\n    DEBUG: '1'\n    ARN: {\"Fn::Sub\": "
       "x}\n",
       {{"Environment.Variables.TABLE", "Table", kReference, kVariable},
        {"Environment.Variables.DEBUG", "1", kText, kVariable},
        {"Environment.Variables.ARN", "Fn::Sub x", kReference, kVariable, kUnknown, "x"}}},
      // lists
      {"hosts: ['*', a]\nargs: [-v, --debug]\nitems: [{a: 1}, {a: 2}]\n",
       {{"hosts", "*"},
        {"hosts", "a"},
        {"args", "-v --debug", kText, kCommand, kUnknown, "-v, --debug"},
        {"items.a", "1"},
        {"items.a", "2"}}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const SettingsFile file = tree(c.text);
    CHECK(file.problem.empty());
    check_settings(c.text, file, c.expected);
  }
  const SettingsFile items = tree("items: [{a: 1, b: 2}, {c: 3}]\n");
  CHECK(items.settings.at(0).group == items.settings.at(1).group);
  CHECK(items.settings.at(0).group != items.settings.at(2).group);
  CHECK(count_settings(tree("image: {repository: a, tag: ''}\n"), "image") == 0);
  CHECK(find_setting(tree("production: {a: 1}\n"), "production.a").part.reason ==
        "under production");
}

TEST_CASE("ECS task definitions") {
  const std::string text = R"({"containerDefinitions": [{"image": "x/y:1", "cpu": {{cpu}},
    "environment": [{"name": "DEBUG", "value": "1"}], "command": ["a", "b"],
    "secrets": [{"name": "P", "valueFrom": "arn:x"}]}]})";
  check_settings(text, tree(text, "task-definition.json"),
                 {{"containerDefinitions.image", "x/y:1", kText, kImage},
                  {"containerDefinitions.cpu", "{{cpu}}", kReference},
                  {"containerDefinitions.environment.DEBUG", "1", kText, kVariable},
                  {"containerDefinitions.command", "a b", kText, kCommand, kUnknown, "a\", \"b"},
                  {"containerDefinitions.secrets.valueFrom", "arn:x"}});
}
