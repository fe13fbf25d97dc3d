#include "fixes/fixes.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.h"

using prodready::applied;
using prodready::Contract;
using prodready::Facts;
using prodready::Finding;
using prodready::Fix;
using prodready::plan_fixes;
using prodready::Rule;
using prodready::unified_diff;

namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

/// Findings refer to rules, the contract to facts: both live as long as the test.
struct Situation {
  Rule idiom;
  Facts facts;
  std::vector<std::unique_ptr<Rule>> rules;
  std::vector<Finding> findings;

  void read(const std::string& name, const std::string& path, uint64_t line, bool required = false,
            const std::string& default_value = "") {
    idiom.id = "python-need";
    prodready::VariableRead read;
    read.name = name;
    read.place.path = path;
    read.place.location.start.line = line;
    read.idiom = &idiom;
    read.required = required;
    read.has_default = !default_value.empty();
    read.default_value = default_value;
    facts.reads.push_back(read);
  }
  void mention(const std::string& name, const std::string& path) {
    prodready::VariableMention mention{name, {}, true};
    mention.place.path = path;
    facts.mentions.push_back(mention);
  }
  void find(const std::string& rule, const std::string& path, const std::string& detail = "") {
    rules.push_back(std::make_unique<Rule>());
    rules.back()->id = rule;
    Finding finding;
    finding.rule = rules.back().get();
    finding.path = path;
    finding.detail = detail;
    findings.push_back(finding);
  }
  std::vector<Fix> plan() const { return plan_fixes(make_contract(facts), findings); }
};

/// A folder that `git apply` works in.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "prodready-fixes-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = name;
  }
  ~Folder() { fs::remove_all(root_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(root_ / name, std::ios::binary).rdbuf();
    return text.str();
  }
  bool git_apply(const std::string& diff) const {
    write("the.diff", diff);
    return std::system(("cd '" + root_.string() + "' && git apply the.diff").c_str()) == 0;
  }

 private:
  fs::path root_;
};

bool has_git() { return std::system("git --version >/dev/null 2>&1") == 0; }

}  // namespace

TEST_CASE("ignore entries go where Git and Docker read them, once") {
  Situation at;
  at.find("dotenv-not-gitignored", ".env");
  at.find("dotenv-not-gitignored", "web/.env");
  at.find("dotenv-not-dockerignored", "Dockerfile");
  at.find("dotenv-not-dockerignored", "services/pay/Dockerfile");
  at.find("some-other-rule", "src/app.py");
  const std::vector<Fix> fixes = at.plan();
  REQUIRE(fixes.size() == 3);
  CHECK(fixes[0].path == ".dockerignore");
  CHECK(fixes[0].lines == Lines{".env", ".env.*", "!.env.example"});
  CHECK(fixes[1].path == ".gitignore");
  CHECK(fixes[1].lines == Lines{".env"});
  CHECK(fixes[2].path == "services/pay/.dockerignore");
}

TEST_CASE("what is ignored is the file that the example is copied to") {
  struct Case {
    const char* example;
    const char* line;
  };
  const Case cases[] = {{".env.example", ".env"},
                        {"docker.env.example", "docker.env"},
                        {"docker.env.sample", "docker.env"},
                        {"backend/.env.example", "/backend/.env"},
                        {"app [old]/.env.example", "/app\\ \\[old\\]/.env"}};
  for (const Case& c : cases) {
    INFO(c.example);
    Situation at;
    at.find("dotenv-not-gitignored", ".gitignore");
    at.findings.back().related.push_back({c.example, {}, "the example file"});
    const std::vector<Fix> fixes = at.plan();
    REQUIRE(fixes.size() == 1);
    CHECK(fixes[0].path == ".gitignore");
    CHECK(fixes[0].lines == Lines{c.line});
  }
}

TEST_CASE("a path that would break out of its line is left to people") {
  Situation at;
  at.read("NEW_ONE", "x\nFOO=1/app.py", 2, true);
  at.read("OTHER", "\x1b[31m.py", 3, true);
  at.find("env-example-missing", "src/a.py");
  at.find("dotenv-not-dockerignored", "a\n+++ b/x/Dockerfile");
  at.find("dotenv-not-dockerignored", "\x1b[31m/Dockerfile");
  at.find("dotenv-not-gitignored", ".gitignore");
  at.findings.back().related.push_back({"a\n!secrets/.env.example", {}, "the example file"});
  const std::vector<Fix> fixes = at.plan();
  REQUIRE(fixes.size() == 1);
  CHECK(fixes[0].path == ".env.example");
  CHECK(fixes[0].lines == Lines{"NEW_ONE=", "OTHER="});
}

TEST_CASE("nothing is planned where nothing can be mended without judgement") {
  Situation at;
  CHECK(at.plan().empty());
  at.find("some-other-rule", ".env");
  at.find("env-example-missing", "src/a.py");  // no variable is read
  CHECK(at.plan().empty());
}

TEST_CASE("the missing example lists what production code reads, secrets left empty") {
  Situation at;
  at.read("DB_URL", "src/db.py", 3, true);
  at.read("PORT_X", "src/app.py", 7, false, "8080");
  at.read("API_TOKEN", "src/app.py", 8, false, "…[14]");
  at.read("GREETING", "src/app.py", 9, false, "hello world");
  at.read("PATH", "src/app.py", 10);
  at.read("ONLY_TEST", "tests/test_app.py", 1);
  at.facts.reads.back().place.environment = {prodready::Environment::test, "folder tests/"};
  at.mention("KNOWN", "README.md");
  at.facts.mentions.back().example_file = false;
  at.read("KNOWN", "src/app.py", 11);
  at.find("env-example-missing", "src/app.py");
  const std::vector<Fix> fixes = at.plan();
  REQUIRE(fixes.size() == 1);
  CHECK(fixes[0].path == ".env.example");
  CHECK(fixes[0].lines == Lines{"# src/app.py:8", "API_TOKEN=", "# src/db.py:3, required",
                                "DB_URL=", "# src/app.py:9", "GREETING=", "# src/app.py:7",
                                "PORT_X=8080"});
}

TEST_CASE("a forgotten variable goes to the example file that is there") {
  Situation at;
  at.read("NEW_ONE", "src/a.py", 2, true);
  at.mention("OLD_ONE", "config/.env.sample");
  at.find("env-variable-undocumented", "src/a.py", "NEW_ONE is read here, but …");
  at.find("env-variable-undocumented", "src/a.py", "no file defines or documents A_A and B_B");
  const std::vector<Fix> fixes = at.plan();
  REQUIRE(fixes.size() == 1);
  CHECK(fixes[0].path == "config/.env.sample");
  CHECK(fixes[0].lines == Lines{"# src/a.py:2, required", "NEW_ONE="});
}

TEST_CASE("lines are appended, whatever the file ends with") {
  const Fix fix{".gitignore", {".env", "b"}};
  CHECK(applied(fix, "") == ".env\nb\n");
  CHECK(applied(fix, "a\n") == "a\n.env\nb\n");
  CHECK(applied(fix, "a") == "a\n.env\nb\n");
  CHECK(applied(fix, "a\n\n") == "a\n\n.env\nb\n");
}

TEST_CASE("the diff shows the end of the file and what is added") {
  const Fix fix{"web/.gitignore", {".env"}};
  CHECK(unified_diff(fix, "", true) ==
        "--- /dev/null\n+++ b/web/.gitignore\n@@ -0,0 +1,1 @@\n+.env\n");
  CHECK(unified_diff(fix, "a\nb\nc\nd\n", false) ==
        "--- a/web/.gitignore\n+++ b/web/.gitignore\n@@ -2,3 +2,4 @@\n b\n c\n d\n+.env\n");
  CHECK(unified_diff(fix, "a\nb", false) ==
        "--- a/web/.gitignore\n+++ b/web/.gitignore\n@@ -1,2 +1,3 @@\n a\n-b\n"
        "\\ No newline at end of file\n+b\n+.env\n");
}

TEST_CASE("git applies the diff, and gets what --fix would have written") {
  if (!has_git()) return;
  const std::string texts[] = {
      "",         "a\n",   "a",          "a\nb\nc\nd\ne\n", "a\nb\nc\nd",  "\n",
      "\n\n\n\n", "a\n\n", "a\r\nb\r\n", "a\nb\n\n\nc\n",   "-x\n+y\n@@\n"};
  for (const std::string& text : texts) {
    for (const std::string path : {".gitignore", "my app/.dockerignore"}) {
      INFO(path << ": " << text);
      const Folder folder;
      const Fix fix{path, {".env", "", "-b", "# c"}};
      folder.write(path, text);
      CHECK(folder.git_apply(unified_diff(fix, text, false)));
      CHECK(folder.read(path) == applied(fix, text));
    }
  }
  const Folder folder;
  const Fix fix{"web/.env.example", {"A=", "B="}};
  CHECK(folder.git_apply(unified_diff(fix, "", true)));
  CHECK(folder.read("web/.env.example") == "A=\nB=\n");
}
