#include "settings_text.h"

using namespace prodready;

namespace {

struct Case {
  const char* path;
  const char* text;
  Texts lines;
};

void check(const std::vector<Case>& cases) {
  for (const auto& c : cases) {
    CAPTURE(c.path, c.text);
    CHECK(lines_of(read_settings(c.path, c.text)) == c.lines);
  }
}

Texts spans(const char* path, std::string_view text) {
  return spans_of(read_settings(path, text), text);
}

}  // namespace

TEST_CASE("dotenv: quotes, comments, export and values of several lines") {
  check({
      {".env",
       "A=1\nexport B = two words # c\r\nC='x # y'\n",
       {"A = 1 | variable", "B = two words | variable", "C = x # y | variable"}},
      {".env",
       "\xef\xbb\xbf# c\nA=\"a\\n\\\"b\\\"\"\nB=`it's`\n",
       {"A = a\n\"b\" | variable", "B = it's | variable"}},
      {".env",
       "KEY=\"-----BEGIN\nabc\n-----END\"\nB=2",
       {"KEY = -----BEGIN\nabc\n-----END | variable", "B = 2 | variable"}},
      {".env",
       "A\nB: yaml\nC=\nD= # c\nE=a#b",
       {"A =  | variable | none", "B = yaml | variable", "C =  | variable", "D =  | variable",
        "E = a#b | variable"}},
      {".env",
       "A=${B}\nC=$D\nE='$F'\nG=${H:-x}\nI=\"${J}\"",
       {"A = ${B} | variable | reference", "C = $D | variable | reference", "E = $F | variable",
        "G = ${H:-x} | variable", "I = ${J} | variable | reference"}},
      {".env",
       "A='unterminated\nB=2\nnot a line\n=x\n1 2 3",
       {"A = 'unterminated | variable", "B = 2 | variable"}},
  });
  CHECK(spans(".env", "export A = 'x y' # c\nB=z\n") == Texts{"A→x y", "B→z"});
}

TEST_CASE("properties: escapes, separators, continued lines") {
  check({
      {"a.properties", "a=1\nb : 2\nc 3\n! x\n  # y\nd\n", {"a = 1", "b = 2", "c = 3", "d = "}},
      {"a.properties",
       "a = x,\\\n    y,\\\r\n  z\nb\\ c\\=d = e\\tf\\u00e9\\ud83d\\ude00\\q",
       {"a = x,y,z", "b c=d = e\tf\xc3\xa9\xf0\x9f\x98\x80q"}},
      {"a.properties",
       "a=${A}\nb=${B:x}\nc=x\\\\\nd=1",
       {"a = ${A} | reference", "b = ${B:x}", "c = x\\", "d = 1"}},
      {"a.properties", "a=\\u12\nb=\\", {"a = u12", "b = "}},
  });
  CHECK(spans("a.properties", "a.b = x\\\n  y \nc:d") == Texts{"a.b→x\\\n  y", "c→d"});
}

TEST_CASE("Spring's documents are for their profiles") {
  const std::string text =
      "a=1\n#---\nb=2\nspring.config.activate.on-profile=prod\n#---\nspring.profiles=!prod\nc=3\n"
      "!---\nspring.config.activate.on-profile=dev,cloud\n#---\nspring.profiles=dev | prod\n";
  const SettingsFile file = read_settings("src/application.properties", text);
  CHECK(file.format == SettingsFormat::spring);
  CHECK(lines_of(file) ==
        Texts{"a = 1", "b = 2 | production: profile prod",
              "spring.config.activate.on-profile = prod | production: profile prod",
              "spring.profiles = !prod", "c = 3", "spring.config.activate.on-profile = dev,cloud",
              "spring.profiles = dev | prod | production: profile prod"});
  CHECK(file.settings[0].document == 0);
  CHECK(file.settings[2].document == 1);
  CHECK(file.settings.back().document == 4);
}

TEST_CASE("ini: sections, comments, quotes, continued values") {
  check({
      {"a.ini",
       "x=0\n[a b]\nk = v ; c\nq=\"1;2\" # c\nbare\n",
       {"x = 0", "a.b.k = v", "a.b.q = 1;2", "a.b.bare =  | none"}},
      {"php.ini",
       "display_errors = On\nsession.save_path = \"N;/path\"\n;x = 1\n",
       {"display_errors = On", "session.save_path = N;/path"}},
      {"a.cfg",
       "[env:production]\ndebug: true\n[debug]\non=1\n",
       {"env:production.debug = true | production: section production", "debug.on = 1"}},
      {"setup.cfg",
       "[o]\nrequires =\n  a==1\n  b\nnext = 1\n",
       {"o.requires = a==1\nb", "o.next = 1"}},
      {".git.ini",
       "[remote \"origin\"]\n\turl = u\n\tfetch = f\n",
       {"remote.origin.url = u", "remote.origin.fetch = f"}},
      {"a.ini",
       "[x\n<Directory /a=b>\npw = a#b;c\nr = %(ENV_X)s\n",
       {"pw = a#b;c", "r = %(ENV_X)s | reference"}},
  });
  CHECK(spans("a.ini", "[s]\n key = \"v\" ; c\nz = w\nb\n") == Texts{"key→v", "z→w", "b→"});
  const SettingsFile file = read_settings("a.ini", "a=1\n[b]\nc=1\nd=1\n");
  CHECK(file.settings[0].group != file.settings[1].group);
  CHECK(file.settings[1].group == file.settings[2].group);
}

TEST_CASE("systemd: environment, commands, continued lines") {
  check({
      {"a.service",
       "[Service]\nEnvironment=A=1 \"B=two words\" C='x'\n",
       {"Service.Environment.A = 1 | variable", "Service.Environment.B = two words | variable",
        "Service.Environment.C = x | variable"}},
      {"a.service",
       "[Unit]\nDescription=x\n[Service]\nExecStart=/bin/a \\\n  # c\n  "
       "--debug\nEnvironmentFile=-/etc/x\n",
       {"Unit.Description = x", "Service.ExecStart = /bin/a --debug | command",
        "Service.EnvironmentFile = -/etc/x"}},
      {"a.service.d/b.conf",
       "[Service]\nEnvironment=A=1 \\\n B=2\nUser=root\n",
       {"Service.Environment.A = 1 | variable", "Service.Environment.B = 2 | variable",
        "Service.User = root"}},
  });
  CHECK(spans("a.service",
              "[Service]\nEnvironment=\"A=b c\" D=e\nUser=root\nExecStart=/x \\\n -y\n") ==
        Texts{"A→b c", "D→e", "User→root", "ExecStart→/x \\\n -y"});
}

TEST_CASE("procfile: processes and their commands") {
  check({{"Procfile",
          "# c\nweb: python  app.py --debug\nworker:x\nnothing\nbad name: x",
          {"web = python app.py --debug | command", "worker = x | command"}}});
  CHECK(spans("Procfile", "web: run it\n") == Texts{"web→run it"});
}

TEST_CASE("toml: raw values, tables, arrays and what stands before a mistake") {
  check({
      {"a.toml",
       "b = true\na = 'x'\n[env.production]\nn = 0x10\n[debug]\ny = 1.50\n",
       {"b = true", "a = x", "env.production.n = 0x10 | production: under production",
        "debug.y = 1.50"}},
      {"a.toml",
       "l = ['x', 2]\n[[t]]\na.b = 1\n[[t]]\nc = {d = \"e\\\"f\"}\n",
       {"l = x", "l = 2", "t.a.b = 1", "t.c.d = e\"f"}},
      {"a.toml", "a = 1\nb = \nc = 2\n", {"a = 1"}},
  });
  CHECK(read_settings("a.toml", "a = 1\nb = \n").problem.starts_with("line 2: "));
  const std::string text =
      "\xef\xbb\xbfk = \"\xc3\xa9\" # x\n'\xc3\xa9' = [1, '''\nab''']\nd = 2027-01-31\n";
  CHECK(spans("a.toml", text) ==
        Texts{"k→\xc3\xa9", "\xc3\xa9→1", "\xc3\xa9→\nab", "d→2027-01-31"});
}

TEST_CASE("templates: line by line") {
  const std::string text =
      "{{- if .Values.x }}\nspec:\n  containers:\n    - name: web\n      image: \"{{ .Values.i "
      "}}\"\n"
      "      command: [\"a\", \"--debug\"]\n      env:\n        - name: DEBUG\n          value: "
      "\"true\"\n"
      "        - name: PW\n          valueFrom:\n            secretKeyRef:\n              key: k\n"
      "{{- end }}\n  replicas: 2 # c\n---\nenv:\n  A: b\nargs:\n- x\n- y\nblock: |\n  l1\n  l2\nz: "
      "~\n";
  const SettingsFile file = read_settings("c/templates/d.yaml", text);
  CHECK(file.format == SettingsFormat::helm_template);
  CHECK(lines_of(file) == Texts{"spec.containers.name = web",
                                "spec.containers.image = {{ .Values.i }} | image | reference",
                                "spec.containers.command = a --debug | command",
                                "spec.containers.env.DEBUG = true | variable",
                                "spec.containers.env.PW =  | variable | reference",
                                "spec.containers.env.valueFrom.secretKeyRef.key = k",
                                "spec.replicas = 2", "env.A = b | variable", "args = x y | command",
                                "block = l1\n  l2", "z =  | none"});
  CHECK(file.settings.back().document == 1);
  CHECK(spans_of(file, text)[3] == "DEBUG→true");
  CHECK(spans_of(file, text)[8] == "→x\n- y");
}

TEST_CASE("hostile input is read in bounded time and space") {
  const size_t many = 40'000;
  const std::string texts[] = {repeated("a=1\n", many),   repeated("a='\n", many + 1),
                               repeated("\\\n", many),    repeated("[a]\nb\n c\n", many / 2),
                               repeated("- ", many),      repeated(" a:\n", many),
                               repeated("a: |\n", many),  std::string(many, '\0'),
                               std::string(many, '\xff'), "a" + repeated("\r", many),
                               repeated("\"", many),      repeated("A=B ", many)};
  for (const char* path : {".env", "a.properties", "a.ini", "a.service", "Procfile", "Dockerfile",
                           "a.yml.j2", "a.toml", "web.config", "a.tf", "config.py", "config.js",
                           "config.php", "config/puma.rb", "config/a.exs"}) {
    for (const std::string& text : texts) {
      CAPTURE(path, text.substr(0, 20));
      const std::string whole = std::string_view(path) == "a.yml.j2" ? "{{x}}\n" + text : text;
      const SettingsFile file = read_settings(path, whole);
      CHECK(file.settings.size() <= kMaxSettings);
      CHECK(spans_are_inside(file, whole));
    }
  }
  CHECK(read_settings(".env", texts[0]).problem == "more than 20000 settings");
}
