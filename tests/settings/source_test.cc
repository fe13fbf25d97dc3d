#include "settings_text.h"

using namespace prodready;

namespace {

Texts read(const char* path, std::string_view text) { return lines_of(read_settings(path, text)); }

}  // namespace

TEST_CASE("Python: constants, nested maps and lists") {
  const std::string text =
      "\"\"\"DEBUG = True\n\"\"\"\nimport os\nDEBUG = True  # c\nKEY: str = 'it\\'s'\n"
      "ALLOWED_HOSTS = [\"*\", 'x', f()]\nDATABASES = {\n  \"default\": {\"PASSWORD\": \"p\", "
      "\"PORT\": 5432},\n}\n"
      "URL = os.environ[\"URL\"]\nN = None\nT = (\"a\",\n \"b\")\nif DEBUG:\n    X = 1\n"
      "app.config[\"SECRET\"] = r\"a\\b\"\nL += [\"m\"]\nF = f\"{x}\"\ndef f():\n    Y = 2\nZ == "
      "1\nS = \"a\" + B\n";
  const SettingsFile file = read_settings("app/settings.py", text);
  CHECK(file.format == SettingsFormat::source);
  CHECK(lines_of(file) == Texts{"DEBUG = True", "KEY = it's", "ALLOWED_HOSTS = *",
                                "ALLOWED_HOSTS = x", "DATABASES.default.PASSWORD = p",
                                "DATABASES.default.PORT = 5432",
                                "URL = os.environ[\"URL\"] | reference", "N =  | none", "T = a",
                                "T = b", "app.config.SECRET = a\\b", "L = m", "F = {x} | reference",
                                "S = \"a\" + B | reference"});
  const Texts spans = spans_of(file, text);
  CHECK(spans[0] == "DEBUG→True");
  CHECK(spans[1] == "KEY→it\\'s");
  CHECK(spans[4] == "PASSWORD→p");
  CHECK(spans[6] == "URL→os.environ[\"URL\"]");
}

TEST_CASE("Python: classes of settings are for the environment in their name") {
  CHECK(read("config.py",
             "class Config(object):\n    '''d\nX = 1\n    '''\n    DEBUG = False\n\n    def "
             "f(self):\n        A = 1\n"
             "class DevelopmentConfig(Config):\n    DEBUG = True\nB = 1\nclass ProdSettings:\n  a: "
             "bool = True\n") ==
        Texts{"Config.DEBUG = False",
              "DevelopmentConfig.DEBUG = True | development: class DevelopmentConfig", "B = 1",
              "ProdSettings.a = True | production: class ProdSettings"});
}

TEST_CASE("Ruby: assignments at any indentation") {
  CHECK(read("config/environments/production.rb",
             "require 'x'\nRails.application.configure do\n  # config.no = 1\n  config.log_level = "
             ":debug\n"
             "  config.a.b = true\n  config.m = {\n    address: 'h', :port => 25,\n    \"pw\" => "
             "ENV['PW']\n  }\n"
             "  config.hosts << \"x\"\n  config.l = %w[a b]\n  x == 1\nend\nK = "
             "\"a#{b}\"\nENV[\"E\"] ||= 'v'\n"
             "=begin\nconfig.z = 1\n=end\n") ==
        Texts{"config.log_level = debug", "config.a.b = true", "config.m.address = h",
              "config.m.port = 25", "config.m.pw = ENV['PW'] | reference", "config.hosts = x",
              "config.l = a", "config.l = b", "K = a#{b} | reference", "ENV.E = v | variable"});
  const std::string text = "config.a = { b: 'c' }\nconfig.d = 1\n";
  CHECK(spans_of(read_settings("config/puma.rb", text), text) == Texts{"b→c", "d→1"});
}

TEST_CASE("PHP: arrays, defines, variables and properties") {
  CHECK(read("config/app.php",
             "<?php\n// 'a' => 1\nreturn [\n  'debug' => true, # c\n  'key' => env('KEY', 'x'),\n"
             "  'db' => array('production' => ['pw' => \"p\"]),\n  'l' => ['a', 'b'],\n  PDO::X => "
             "null,\n];\n") == Texts{"debug = true", "key = env('KEY', 'x') | reference",
                                     "db.production.pw = p | production: under production", "l = a",
                                     "l = b", "PDO::X =  | none"});
  CHECK(read("wp-config.php",
             "<?php\ndefine('WP_DEBUG', true);\ndefine( \"DB\", getenv('DB') );\n$CFG->pw = 'x';\n"
             "$config['a']['b'] = 1;\nconst K = 'v';\nclass J { public $password = 'p'; }\nif ($x "
             "== 1) {}\n"
             "$h = <<<EOT\n$no = 1;\nEOT;\n$z = 2;\n") ==
        Texts{"WP_DEBUG = true", "DB = getenv('DB') | reference", "CFG.pw = x", "config.a.b = 1",
              "K = v", "password = p", "h = <<<EOT | reference", "z = 2"});
}

TEST_CASE("JavaScript: what is exported, and constants at the top level") {
  CHECK(read("knexfile.js",
             "const path = require('path');\nmodule.exports = {\n  // c\n  development: { client: "
             "'pg', debug: true },\n"
             "  'production': {\n    connection: process.env.DB || 'x', pool: [1, 'a', b],\n    "
             "f() { return { z: 1 }; },\n"
             "    ...rest, short,\n    re: /['\"]/, n: null,\n  },\n};\n") ==
        Texts{"development.client = pg | development: under development",
              "development.debug = true | development: under development",
              "production.connection = process.env.DB || 'x' | reference | production: under "
              "production",
              "production.pool = 1 | production: under production",
              "production.pool = a | production: under production",
              "production.re = /['\"]/ | reference | production: under production",
              "production.n =  | none | production: under production"});
  const std::string text =
      "export const environment: E = {production: false, api: `http://x`, k: `${y}`};\nfunction "
      "f() { const no = 1; }\n"
      "const s = 'v' as const\nexports.p = 3;\nlet c = g(1)\n";
  const SettingsFile file = read_settings("src/environments/environment.ts", text);
  CHECK(lines_of(file) == Texts{"environment.production = false", "environment.api = http://x",
                                "environment.k = ${y} | reference", "s = v", "p = 3",
                                "c = g(1) | reference"});
  CHECK(spans_of(file, text)[0] == "production→false");
  CHECK(read("vite.config.ts", "export default defineConfig({ build: { sourcemap: true } })\n") ==
        Texts{"build.sourcemap = true"});
  CHECK(
      read("config/server.js", "module.exports = ({ env }) => ({ host: env('H'), port: 1 });\n") ==
      Texts{"host = env('H') | reference", "port = 1"});
}

TEST_CASE("Elixir: config") {
  const std::string text =
      "import Config\n# config :no, a: 1\nconfig :app, App.Endpoint,\n  debug_errors: true,\n  "
      "url: [host: \"h\", port: 80],\n"
      "  key: System.get_env(\"K\")\nconfig :logger, level: :info\nconfig :phoenix, :json_library, "
      "Jason\n"
      "if config_env() == :prod do\n  config :app, a: 1\nend\nconfig :app, b: 2\n";
  const SettingsFile file = read_settings("config/runtime.exs", text);
  CHECK(lines_of(file) == Texts{"app.App.Endpoint.debug_errors = true",
                                "app.App.Endpoint.url.host = h", "app.App.Endpoint.url.port = 80",
                                "app.App.Endpoint.key = System.get_env(\"K\") | reference",
                                "logger.level = info", "phoenix.json_library = Jason | reference",
                                "app.a = 1 | production: if config_env() == prod", "app.b = 2"});
  CHECK(spans_of(file, text)[5] == "json_library→Jason");
}

TEST_CASE("source: hostile code") {
  const char* units[] = {"x = {\"a\": ",
                         "'a' => [",
                         "(/[",
                         "%w(",
                         "`",
                         "return [",
                         "$a['b']",
                         "config :a, b: ",
                         "<<<A\n",
                         "class A:\n  B = 1\n",
                         "{a:",
                         "A = f(",
                         "A = '''\n",
                         "module.exports = (",
                         "ENV[\"a\"] = ",
                         "a.b.c.d = 1\n",
                         "$a->",
                         "f'",
                         "%{",
                         "\\",
                         "export default (",
                         "const a:",
                         "define('"};
  for (const char* path :
       {"config.py", "config.js", "config.php", "config/puma.rb", "config/a.exs"}) {
    for (const char* unit : units) {
      const std::string text = std::string_view(path) == "config.php"
                                   ? "<?php " + repeated(unit, 5'000)
                                   : repeated(unit, 5'000);
      CAPTURE(path, unit);
      const SettingsFile file = read_settings(path, text);
      CHECK(file.settings.size() <= kMaxSettings);
      CHECK(spans_are_inside(file, text));
      const std::string cut = text.substr(0, 40);
      CHECK(spans_are_inside(read_settings(path, cut), cut));
    }
  }
}
