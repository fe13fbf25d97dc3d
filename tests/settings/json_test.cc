#include <string>
#include <vector>

#include "expect.h"
#include "settings/tree.h"

using namespace prodready;

namespace {

SettingsFile tree_of(std::string_view text) {
  SettingsFile file;
  read_tree("config/settings.json", text, file);
  return file;
}

}  // namespace

TEST_CASE("JSON becomes settings") {
  const std::string text = R"({
  // a comment, "with": quotes
  "Logging": { "LogLevel": { "Default": "Debug", "Microsoft.AspNetCore": "Warning" } },
  /* another */
	"ConnectionStrings": { "Main": "Server=db;User=sa;Password=x" },
  "AllowedHosts": ["*", "a.example"],
  "DetailedErrors": true, "Timeout": -1.5e3, "Nothing": null, "Empty": {}, "None": [],
  "Path": "C:\\temp\t\u00fc\ud83d\ude00\/",
  "Key": "${SECRET}",
})";
  const SettingsFile file = tree_of(text);
  CHECK(file.problem.empty());
  check_settings(text, file,
                 {
                     {"Logging.LogLevel.Default", "Debug"},
                     {"Logging.LogLevel.Microsoft.AspNetCore", "Warning"},
                     {"ConnectionStrings.Main", "Server=db;User=sa;Password=x"},
                     {"AllowedHosts", "*"},
                     {"AllowedHosts", "a.example"},
                     {"DetailedErrors", "true"},
                     {"Timeout", "-1.5e3"},
                     {"Nothing", "", ValueKind::none},
                     {"Empty", "", ValueKind::none},
                     {"None", "", ValueKind::none},
                     {"Path", "C:\\temp\t\u00fc\U0001F600/", ValueKind::text, SettingRole::plain,
                      Environment::unknown, R"(C:\\temp\t\u00fc\ud83d\ude00\/)"},
                     {"Key", "${SECRET}", ValueKind::reference},
                 });
  CHECK(file.settings.size() == 12);
}

TEST_CASE("JSON: what is no JSON ends the reading, and what stands before stays") {
  struct Broken {
    std::string text;
    size_t settings;
    std::string problem;
  };
  const std::vector<Broken> cases = {
      {"", 0, ""},
      {"  // only a comment\n", 0, ""},
      {"{\"a\": 1,\n \"b\": }", 1, "line 2: expected a value"},
      {"{\"a\": {\"b\": 1, \"c\": \"x", 1, "line 1: string without end"},
      {"{\"a\": 1 \"b\": 2}", 1, "line 1: expected ',' or '}'"},
      {"{\"a\" 1}", 0, "line 1: expected ':'"},
      {"{\"a\": 1} x", 1, "line 1: something follows the JSON value"},
      {"[1, 2", 2, "line 1: expected ',' or ']'"},
      {"{\"a\": 1 /* ", 1, "line 1: comment without end"},
      {"{\"a\": \"\\", 0, "line 1: string without end"},
      {"{\"a\": \"\\u12", 0, "line 1: string without end"},
      {"}", 0, "line 1: expected a value"},
      {"\xff\xfe", 0, "line 1: expected a value"},
      {std::string("{\"a\": 1}\0", 9), 1, ""},
      {"\xef\xbb\xbf{\"a\": 1}", 1, ""},
      {"{\"a\": {{ cpu }}, \"b\": ${x}, c: 'y'}", 2, "line 1: expected a value"},
      {"{\"a\": \"x\ny\"}", 1, ""},
  };
  for (const Broken& c : cases) {
    CAPTURE(c.text);
    SettingsFile file = tree_of(c.text);
    std::erase_if(file.settings, [](const Setting& s) { return s.kind == ValueKind::none; });
    std::erase_if(file.settings, [](const Setting& s) { return s.key.empty() && s.value.empty(); });
    CHECK(file.settings.size() == c.settings);
    CHECK(file.problem == c.problem);
  }
}

TEST_CASE("package.json") {
  const std::string text = R"({
  "name": "shop",
  "scripts": {
    "start": "node --inspect  server.js",
    "start:dev": "nodemon server.js",
    "start:prod": "node server.js",
    "serve": "vue-cli-service serve",
    "pretest": "tsc",
    "test:unit": "jest",
    "storybook": "start-storybook",
    "preview": "vite preview",
    "build": "NODE_ENV=development webpack"
  },
  "dependencies": { "@types/node": "^18.0.0", "socket.io": "latest" },
  "config": { "port": 8080 }
})";
  SettingsFile file;
  read_package_json(text, file);
  const auto command = SettingRole::command;
  check_settings(text, file,
                 {
                     {"name", "shop"},
                     {"scripts.start", "node --inspect server.js", ValueKind::text, command,
                      Environment::unknown, "node --inspect  server.js"},
                     {"scripts.start:dev", "nodemon server.js", ValueKind::text, command,
                      Environment::development},
                     {"scripts.start:prod", "node server.js", ValueKind::text, command},
                     {"scripts.serve", "vue-cli-service serve", ValueKind::text, command},
                     {"scripts.pretest", "tsc", ValueKind::text, command, Environment::test},
                     {"scripts.test:unit", "jest", ValueKind::text, command, Environment::test},
                     {"scripts.storybook", "start-storybook", ValueKind::text, command,
                      Environment::development},
                     {"scripts.preview", "vite preview", ValueKind::text, command},
                     {"scripts.build", "NODE_ENV=development webpack", ValueKind::text, command},
                     {"dependencies.@types/node", "^18.0.0"},
                     {"dependencies.socket.io", "latest"},
                     {"config.port", "8080"},
                 });
  CHECK(find_setting(file, "scripts.start:dev").part.reason == "script start:dev");
}
