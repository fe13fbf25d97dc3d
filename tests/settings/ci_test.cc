#include <string>

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

SettingsFile workflow(std::string_view text) {
  SettingsFile file;
  read_github_actions(text, file);
  return file;
}

SettingsFile pipeline(std::string_view text) {
  SettingsFile file;
  read_gitlab_ci(text, file);
  return file;
}

}  // namespace

TEST_CASE("GitHub workflows") {
  const std::string text = R"(name: deploy
on:
  push: {branches: [main]}
  workflow_dispatch:
    inputs: {env: {default: DEV}}
permissions: write-all
env:
  NODE_ENV: production
jobs:
  env:
    runs-on: ubuntu-latest
    environment: {name: production, url: https://x}
    container:
      image: node:latest
      env: {A: 1}
    services:
      db:
        image: postgres
        env:
          POSTGRES_PASSWORD: postgres
    env:
      TOKEN: ${{ secrets.TOKEN }}
    steps:
      - uses: actions/checkout@v4
        with:
          env: staging
          run: x
      - run: npm ci
        continue-on-error: true
      - run: |
          # build first
          npm run build
          deploy ${{ github.sha }} --force
        env:
          DEBUG: "*"
      - run: ${{ inputs.command }}
  test:
    container: alpine:3
    environment: ${{ inputs.env }}
    strategy: {matrix: {env: {A: 1}}}
    steps: []
)";
  const SettingsFile file = workflow(text);
  CHECK(file.problem.empty());
  check_settings(
      text, file,
      {
          {"on.push.branches", "main"},
          {"on.workflow_dispatch.inputs.env.default", "DEV"},
          {"permissions", "write-all"},
          {"env.NODE_ENV", "production", kText, kVariable},
          {"jobs.env.runs-on", "ubuntu-latest", kText, kPlain, kProduction},
          {"jobs.env.environment.name", "production", kText, kPlain, kProduction},
          {"jobs.env.container.image", "node:latest", kText, kImage, kProduction},
          {"jobs.env.container.env.A", "1", kText, kVariable, kProduction},
          {"jobs.env.services.db.image", "postgres", kText, kImage, kProduction},
          {"jobs.env.services.db.env.POSTGRES_PASSWORD", "postgres", kText, kVariable, kProduction},
          {"jobs.env.env.TOKEN", "${{ secrets.TOKEN }}", kReference, kVariable, kProduction},
          {"jobs.env.steps.uses", "actions/checkout@v4", kText, kPlain, kProduction},
          {"jobs.env.steps.with.env", "staging", kText, kPlain, kProduction},
          {"jobs.env.steps.with.run", "x", kText, kPlain, kProduction},
          {"jobs.env.steps.run", "npm ci", kText, kCommand, kProduction},
          {"jobs.env.steps.continue-on-error", "true", kText, kPlain, kProduction},
          {"jobs.env.steps.run", "npm run build deploy ${{ github.sha }} --force", kText, kCommand,
           kProduction,
           "# build first\n          npm run build\n          deploy ${{ github.sha }} --force"},
          {"jobs.env.steps.env.DEBUG", "*", kText, kVariable, kProduction},
          {"jobs.env.steps.run", "${{ inputs.command }}", kReference, kCommand, kProduction},
          {"jobs.test.container", "alpine:3", kText, kImage},
          {"jobs.test.environment", "${{ inputs.env }}", kReference},
          {"jobs.test.strategy.matrix.env.A", "1"},
          {"jobs.test.steps", "", ValueKind::none},
      });
  CHECK(find_setting(file, "jobs.env.runs-on").part.reason == "job environment production");
  CHECK(find_setting(file, "jobs.env.steps.run").group ==
        find_setting(file, "jobs.env.steps.continue-on-error").group);
}

TEST_CASE("GitHub actions") {
  const std::string text =
      "runs:\n  using: composite\n  steps:\n    - run: echo\n      shell: bash\n"
      "      env: {A: b}\n";
  check_settings(text, workflow(text),
                 {{"runs.using", "composite"},
                  {"runs.steps.run", "echo", kText, kCommand},
                  {"runs.steps.env.A", "b", kText, kVariable}});
}

TEST_CASE("GitLab pipelines") {
  const std::string text = R"(image: ruby:latest
services:
  - postgres:11
  - name: docker:dind
    variables: {A: b}
variables:
  DEBUG: "true"
  DEPLOY:
    value: staging
    description: where to
.base: &base
  - bundle install
deploy:
  image: {name: alpine, entrypoint: [""]}
  environment:
    name: production/eu
  variables: {LOG: debug}
  before_script:
    - *base
    - !reference [.setup, script]
  script:
    - |
      bin/deploy
      bin/check
  after_script: echo
  rules:
    - if: $X
      variables: {TIER: low}
review:
  environment: review/$CI_COMMIT_REF_SLUG
  script: [a]
tiered:
  environment: {name: eu, deployment_tier: staging}
  script: [a]
)";
  const SettingsFile file = pipeline(text);
  CHECK(file.problem.empty());
  check_settings(
      text, file,
      {
          {"image", "ruby:latest", kText, kImage},
          {"services", "postgres:11", kText, kImage},
          {"services.name", "docker:dind", kText, kImage},
          {"services.variables.A", "b", kText, kVariable},
          {"variables.DEBUG", "true", kText, kVariable},
          {"variables.DEPLOY", "staging", kText, kVariable},
          {".base", "bundle install"},
          {"deploy.image.name", "alpine", kText, kImage, kProduction},
          {"deploy.environment.name", "production/eu", kText, kPlain, kProduction},
          {"deploy.variables.LOG", "debug", kText, kVariable, kProduction},
          {"deploy.before_script", "bundle install", kText, kCommand, kProduction},
          {"deploy.before_script", "[.setup, script]", kReference, kCommand, kProduction},
          {"deploy.script", "bin/deploy bin/check", kText, kCommand, kProduction,
           "bin/deploy\n      bin/check"},
          {"deploy.after_script", "echo", kText, kCommand, kProduction},
          {"deploy.rules.variables.TIER", "low", kText, kVariable, kProduction},
          {"review.environment", "review/$CI_COMMIT_REF_SLUG"},
          {"review.script", "a", kText, kCommand, kUnknown},
          {"tiered.script", "a", kText, kCommand, Environment::staging},
      });
  CHECK(find_setting(file, "deploy.variables.LOG").part.reason == "environment production");
}
