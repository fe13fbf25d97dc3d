#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "catch.h"
#include "program.h"

namespace fs = std::filesystem;

namespace {

const char* const kNotIgnored =
    "title = \".env is not ignored\"\n"
    "why = \"It will be committed.\"\n"
    "fix = \"Ignore it.\"\n"
    "severity = \"high\"\n"
    "confidence = \"high\"\n"
    "check = true\n"
    "environments = { unknown = \"high\" }\n"
    "[[bad]]\n"
    "[bad.tree]\n"
    "\".env.example\" = \"A=\"\n"
    "\".gitignore\" = \"x\"\n"
    "[[good]]\n"
    "why = \"ignored\"\n"
    "[good.tree]\n"
    "\".env.example\" = \"A=\"\n"
    "\".gitignore\" = \".env\"\n";

struct Fixable : Workspace {
  Fixable() {
    write("rules/environments/dotenv-not-gitignored.toml", kNotIgnored);
    write("repo/.gitignore", "*.log\nbuild/\n");
    write("repo/.env.example", "A=\n");
    write("repo/src/app.py", "import dotenv\ndotenv.load_dotenv()\n");
    git("init -q");
  }
  bool git(const std::string& command) const {
    return std::system(
               ("cd '" + path("repo") + "' && git " + command + " >/dev/null 2>&1").c_str()) == 0;
  }
};

const std::string kFixed = "*.log\nbuild/\n.env\n";

}  // namespace

TEST_CASE("--fix --dry-run prints a diff that git applies, and changes nothing") {
  const Fixable workspace;
  const Result before = workspace.run({"repo"});
  INFO(before.out << before.err);
  REQUIRE(before.status == 1);
  const Result result = workspace.run({"--fix", "--dry-run", "repo"});
  INFO(result.out << result.err);
  CHECK(result.status == 0);
  CHECK(result.out ==
        "--- a/.gitignore\n+++ b/.gitignore\n@@ -1,2 +1,3 @@\n *.log\n build/\n+.env\n");
  CHECK(workspace.read("repo/.gitignore") == "*.log\nbuild/\n");
  CHECK(workspace.run({"repo"}).status == 1);
  workspace.write("the.diff", result.out);
  if (!workspace.git("--version")) return;
  CHECK(workspace.git("apply ../the.diff"));
  CHECK(workspace.read("repo/.gitignore") == kFixed);
}

TEST_CASE("--fix appends, says so, and the finding is gone") {
  const Fixable workspace;
  fs::permissions(workspace.path("repo/.gitignore"), fs::perms(0640));
  const auto names = workspace.list("repo");
  const Result result = workspace.run({"--fix", "repo"});
  INFO(result.out << result.err);
  CHECK(result.status == 0);
  CHECK(workspace.read("repo/.gitignore") == kFixed);
  CHECK(contains(result.err, "changed .gitignore: 1 line added"));
  CHECK(!contains(result.out, ".env is not ignored"));
  CHECK(workspace.list("repo") == names);
  CHECK(fs::status(workspace.path("repo/.gitignore")).permissions() == fs::perms(0640));
  // Nothing is left to be mended.
  CHECK(workspace.run({"--fix", "--dry-run", "repo"}).out.empty());
  CHECK(workspace.run({"--fix", "repo"}).status == 0);
  CHECK(workspace.read("repo/.gitignore") == kFixed);
}

TEST_CASE("what --fix adds is the file that is to be ignored") {
  const Fixable workspace;
  fs::remove(workspace.path("repo/.env.example"));
  workspace.write("repo/docker.env.example", "A=\n");
  CHECK(workspace.run({"--fix", "repo"}).status == 0);
  CHECK(workspace.read("repo/.gitignore") == "*.log\nbuild/\ndocker.env\n");
}

TEST_CASE("--fix completes a last line without an end") {
  const Fixable workspace;
  workspace.write("repo/.gitignore", "*.log");
  CHECK(workspace.run({"--fix", "repo"}).status == 0);
  CHECK(workspace.read("repo/.gitignore") == "*.log\n.env\n");
}

TEST_CASE("--fix makes an ignore file that is not there") {
  const Fixable workspace;
  fs::remove(workspace.path("repo/.gitignore"));
  const Result dry = workspace.run({"--fix", "--dry-run", "repo"});
  INFO(dry.out << dry.err);
  CHECK(contains(dry.out, "--- /dev/null\n+++ b/.gitignore\n"));
  CHECK(!fs::exists(workspace.path("repo/.gitignore")));
  const Result result = workspace.run({"--fix", "repo"});
  CHECK(result.status == 0);
  CHECK(contains(result.err, "made .gitignore"));
  CHECK(workspace.read("repo/.gitignore") == ".env\n");
}

TEST_CASE("--fix does not follow a link out of the tree") {
  const Fixable workspace;
  workspace.write("elsewhere", "mine\n");
  fs::remove(workspace.path("repo/.gitignore"));
  fs::create_symlink(workspace.path("elsewhere"), workspace.path("repo/.gitignore"));
  for (const auto& arguments : {std::vector<std::string>{"--fix", "repo"},
                                std::vector<std::string>{"--fix", "--dry-run", "repo"}}) {
    const Result result = workspace.run(arguments);
    INFO(result.out << result.err);
    CHECK(result.status == 2);
    CHECK(contains(result.err, ".gitignore"));
    CHECK(!contains(result.out, "mine"));
  }
  CHECK(workspace.read("elsewhere") == "mine\n");
  CHECK(fs::is_symlink(workspace.path("repo/.gitignore")));
}

TEST_CASE("--fix that cannot write says so and leaves the file alone") {
  if (geteuid() == 0) return;  // root writes anywhere
  const Fixable workspace;
  fs::permissions(workspace.path("repo"), fs::perms(0555));
  const Result result = workspace.run({"--fix", "repo"});
  fs::permissions(workspace.path("repo"), fs::perms(0755));
  CHECK(result.status == 2);
  CHECK(contains(result.err, ".gitignore"));
  CHECK(workspace.read("repo/.gitignore") == "*.log\nbuild/\n");
}

TEST_CASE("an accepted finding is not mended") {
  const Fixable workspace;
  workspace.write("repo/.prodready.toml",
                  "[[ignore]]\nrule = \"dotenv-not-gitignored\"\nreason = \"known\"\n");
  const Result result = workspace.run({"--fix", "--dry-run", "repo"});
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out.empty());
}

TEST_CASE("--fix and --dry-run need what they work on") {
  const Fixable workspace;
  for (const auto& arguments : {std::vector<std::string>{"--dry-run", "repo"},
                                std::vector<std::string>{"--fix", "repo/src/app.py"},
                                std::vector<std::string>{"--fix", "repo/src", "clean"},
                                std::vector<std::string>{"--fix", "nowhere"}}) {
    const Result result = workspace.run(arguments);
    INFO(arguments[0] << " " << result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(!result.err.empty());
  }
  CHECK(workspace.read("repo/.gitignore") == "*.log\nbuild/\n");
}
