#include <string>

#include "expect.h"

using namespace prodready;

namespace {

SettingsFile compose(std::string_view text) {
  SettingsFile file;
  read_compose(text, file);
  return file;
}

constexpr auto kText = ValueKind::text;
constexpr auto kReference = ValueKind::reference;
constexpr auto kNone = ValueKind::none;
constexpr auto kVariable = SettingRole::variable;
constexpr auto kCommand = SettingRole::command;
constexpr auto kImage = SettingRole::image;

}  // namespace

TEST_CASE("compose: a service") {
  const std::string text = R"(version: "3.8"
services:
  web:
    image: registry.example:5000/shop/web:latest
    build:
      context: .
      target: dev
      args:
        - NODE_ENV=development
        - TOKEN
    environment:
      - DEBUG=true
      - "DATABASE_URL=postgres://u:p@db/x?a=b"
      - PASSWORD=${PASSWORD}
      - PORT=${PORT:-80}
      - INHERITED
      - EMPTY=
      - NODE_ENV: test
    env_file:
      - .env
      - path: .env.local
    command: ["npm",  "run", "dev"]
    entrypoint: >
      sh -c
        start
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost"]
    ports: ["5432:5432", 80]
    privileged: true
    network_mode: host
    cap_add: [ALL]
  api:
    build: {context: ., args: {KEY: value, OTHER: null}}
    environment:
      RAILS_ENV: production
      SECRET:
      LOG: "1"
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
      - type: bind
        source: /etc
        target: /host
        read_only: true
    ports:
      - target: 80
        published: "8080"
        host_ip: 0.0.0.0
volumes:
  data:
)";
  const SettingsFile file = compose(text);
  CHECK(file.problem.empty());
  check_settings(
      text, file,
      {
          {"version", "3.8"},
          {"services.web.image", "registry.example:5000/shop/web:latest", kText, kImage},
          {"services.web.build.context", "."},
          {"services.web.build.target", "dev"},
          {"services.web.build.args.NODE_ENV", "development", kText, SettingRole::argument},
          {"services.web.build.args.TOKEN", "", kNone, SettingRole::argument},
          {"services.web.environment.DEBUG", "true", kText, kVariable},
          {"services.web.environment.DATABASE_URL", "postgres://u:p@db/x?a=b", kText, kVariable},
          {"services.web.environment.PASSWORD", "${PASSWORD}", kReference, kVariable},
          {"services.web.environment.PORT", "${PORT:-80}", kText, kVariable},
          {"services.web.environment.INHERITED", "", kNone, kVariable},
          {"services.web.environment.EMPTY", "", kText, kVariable},
          {"services.web.environment.NODE_ENV", "test", kText, kVariable},
          {"services.web.env_file", ".env"},
          {"services.web.env_file.path", ".env.local"},
          {"services.web.command", "npm run dev", kText, kCommand, Environment::unknown,
           "npm\",  \"run\", \"dev"},
          {"services.web.entrypoint", "sh -c start", kText, kCommand, Environment::unknown,
           "sh -c\n        start"},
          {"services.web.healthcheck.test", "curl -f http://localhost", kText, kCommand,
           Environment::unknown, "curl\", \"-f\", \"http://localhost"},
          {"services.web.ports", "5432:5432"},
          {"services.web.ports", "80"},
          {"services.web.privileged", "true"},
          {"services.web.network_mode", "host"},
          {"services.web.cap_add", "ALL"},
          {"services.api.build.args.KEY", "value", kText, SettingRole::argument},
          {"services.api.build.args.OTHER", "", kNone, SettingRole::argument},
          {"services.api.environment.RAILS_ENV", "production", kText, kVariable},
          {"services.api.environment.SECRET", "", kNone, kVariable},
          {"services.api.environment.LOG", "1", kText, kVariable},
          {"services.api.volumes", "/var/run/docker.sock:/var/run/docker.sock"},
          {"services.api.volumes", "/etc:/host:ro", kText, SettingRole::plain, Environment::unknown,
           "/etc"},
          {"services.api.volumes.source", "/etc"},
          {"services.api.ports", "0.0.0.0:8080:80", kText, SettingRole::plain, Environment::unknown,
           "8080"},
          {"services.api.ports.target", "80"},
          {"volumes.data", "", kNone},
      });
  CHECK(find_setting(file, "services.web.environment.DEBUG").group ==
        find_setting(file, "services.web.environment.NODE_ENV").group);
  CHECK(find_setting(file, "services.web.environment.DEBUG").group !=
        find_setting(file, "services.api.environment.LOG").group);
  CHECK(find_setting(file, "services.web.image").group ==
        find_setting(file, "services.web.privileged").group);
}

TEST_CASE("compose: profiles") {
  const std::string text = R"(services:
  debug:
    profiles: [dev, test]
    environment: {DEBUG: 1}
  mail:
    profiles: [tools, dev]
    image: mailhog
  live:
    profiles: [production]
    image: x
)";
  const SettingsFile file = compose(text);
  const FileEnvironment part = find_setting(file, "services.debug.environment.DEBUG").part;
  CHECK(part.environment == Environment::development);
  CHECK(part.reason == "compose profile dev");
  CHECK(find_setting(file, "services.mail.image").part.environment == Environment::unknown);
  CHECK(find_setting(file, "services.live.image").part.environment == Environment::unknown);
}

TEST_CASE("compose: parts that services merge are told of the services only") {
  const std::string text = R"(x-base: &base
  image: base:1
  environment: &env
    DEBUG: "1"
    LOG: info
services:
  a:
    <<: *base
    environment:
      <<: *env
      LOG: debug
  b: *base
)";
  const SettingsFile file = compose(text);
  check_settings(text, file,
                 {
                     {"services.a.environment.DEBUG", "1", kText, kVariable},
                     {"services.a.environment.LOG", "debug", kText, kVariable},
                     {"services.a.image", "base:1", kText, kImage},
                     {"services.b.image", "base:1", kText, kImage},
                     {"services.b.environment.LOG", "info", kText, kVariable},
                 });
  CHECK(file.settings.size() == 6);
  CHECK(std::is_sorted(
      file.settings.begin(), file.settings.end(),
      [](const Setting& a, const Setting& b) { return a.value_span.begin < b.value_span.begin; }));
}

TEST_CASE("compose: files of the first version, and odd ones") {
  const std::string text = "web:\n  image: nginx\n  environment:\n    - A=1\n";
  check_settings(
      text, compose(text),
      {{"web.image", "nginx", kText, kImage}, {"web.environment.A", "1", kText, kVariable}});
  for (std::string_view odd :
       {"services:\n", "services: []\n", "services: x\n", "services:\n  web:\n",
        "services:\n  web: x\n", "services:\n  web:\n    environment: x\n",
        "services:\n  web:\n    environment: [[a], {b: [c]}, {}, ~, '=', {name: {a: b}}]\n",
        "services:\n  web:\n    command: [[a]]\n    image: [x]\n    ports: x\n    volumes: {a: "
        "b}\n",
        "services:\n  web:\n    healthcheck: {test: [CMD]}\n    build: {args: [~]}\n",
        "services:\n  web: {profiles: x}\n", "- a\n", "x-a: 1\n"}) {
    CAPTURE(odd);
    const SettingsFile file = compose(odd);
    CHECK(file.problem.empty());
    for (const Setting& s : file.settings) CHECK(is_inside(odd, s.value_span));
  }
}
