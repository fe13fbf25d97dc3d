// `prodready init`: what it finds, what it writes, and above all what it leaves alone.
#include <sys/stat.h>

#include <regex>
#include <sstream>

#include "catch.h"
#include "program.h"
#include "shell.h"

namespace fs = std::filesystem;

namespace {

/// `prodready ARGUMENTS…` in the workspace's folder `repo`, with the built-in rules.
Result in_repo(const Workspace& w, const std::vector<std::string>& arguments) {
  fs::create_directories(w.path("repo"));
  return run_program(arguments, {w.path("repo")});
}

/// What git makes of `git init`, as far as prodready looks.
void make_repository(const Workspace& w) {
  w.write("repo/.git/HEAD", "ref: refs/heads/main\n");
  w.write("repo/.git/config", "[core]\n\tbare = false\n");
  fs::create_directories(w.path("repo/.git/objects"));
  fs::create_directories(w.path("repo/.git/refs"));
}

bool exists(const Workspace& w, const std::string& name) {
  return fs::exists(fs::symlink_status(w.path(name)));
}

}  // namespace

TEST_CASE("init names the stack that the names of the files tell") {
  const Workspace w;
  for (const char* name :
       {"shop/manage.py", "web/src/index.ts", "web/next.config.js", "web/package-lock.json",
        "uv.lock", "deploy/Dockerfile", "deploy/docker-compose.yml", "infra/main.tf",
        ".github/workflows/ci.yml"})
    w.write(std::string("repo/") + name, "");
  const Result result = in_repo(w, {"init"});
  CHECK(result.status == 0);
  CHECK(contains(result.out,
                 "Found: JavaScript, Python, TypeScript · Django, Next.js · npm, uv · Compose, "
                 "Docker, Terraform · GitHub Actions\n"));
  CHECK(contains(result.out, "written  .prodready.toml\n"));
  CHECK(contains(w.read("repo/.prodready.toml"), "Django, Next.js"));
}

TEST_CASE("the configuration that init writes changes nothing but the excludes") {
  const Workspace w;
  w.write("repo/app.go", "package main\n");
  const std::string before = in_repo(w, {"config", "show"}).out;
  REQUIRE(in_repo(w, {"init"}).status == 0);
  std::string after = in_repo(w, {"config", "show"}).out;
  const auto values = [](const std::string& text) {
    return std::regex_replace(text, std::regex(" *# .*"), "");
  };
  CHECK(values(after) == values(before));
}

TEST_CASE("every key that init comments out can be used as it stands") {
  const Workspace w;
  w.write("repo/app.go", "package main\n");
  REQUIRE(in_repo(w, {"init"}).status == 0);
  REQUIRE(in_repo(w, {"baseline", "create"}).status == 0);  // has a key of its own
  const std::string text = w.read("repo/.prodready.toml");
  w.write("repo/.prodready.toml", std::regex_replace(text, std::regex("\n#(?! )"), "\n"));
  const Result result = in_repo(w, {"config", "show"});
  INFO(result.err);
  CHECK(result.status == 0);
  // All keys but the one that may be a secret; as many as `config show` knows.
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    std::smatch key;
    if (!std::regex_search(line, key, std::regex("^([a-z-]+) = .*# "))) continue;
    CAPTURE(line);
    CHECK(contains(text, key[1].str() + " = "));
    CHECK(contains(line, "# .prodready.toml:"));
  }
}

TEST_CASE("only folders that a tool fills are excluded, and only those that git does not ignore") {
  const Workspace w;
  make_repository(w);
  w.write("repo/vendor/modules.txt", "");
  w.write("repo/php/vendor/lib.php", "");  // may be the team's own
  w.write("repo/web/node_modules/x/index.js", "");
  w.write("repo/admin/node_modules/x/index.js", "");
  w.write("repo/admin/.gitignore", "node_modules/\n");
  w.write("repo/tools/env/pyvenv.cfg", "");
  w.write("repo/a \"b\"/node_modules/x.js", "");  // not a path to write into a configuration
  REQUIRE(in_repo(w, {"init"}).status == 0);
  CHECK(contains(w.read("repo/.prodready.toml"),
                 "\nexclude = [\n"
                 "  \"/tools/env/\",  # a virtual environment of Python\n"
                 "  \"/vendor/\",  # packages copied by go mod vendor\n"
                 "  \"/web/node_modules/\",  # packages installed by npm\n"
                 "]\n"));
  CHECK(in_repo(w, {"config", "show"}).status == 0);
}

TEST_CASE("init counts what git tracks even where everything is ignored") {
  if (!have("git", "ignored files that are tracked")) return;
  const Workspace w;
  w.write("repo/.gitignore", "/*\n");
  w.write("repo/tracked.go", "");
  w.write("repo/untracked.py", "");
  REQUIRE(shell("git init -q . && git add -f tracked.go", w.path("repo")).status == 0);
  CHECK(contains(in_repo(w, {"init"}).out, "Found: Go\n"));
}

TEST_CASE("what is there is never overwritten") {
  const Workspace w;
  make_repository(w);
  w.write("repo/.prodready.toml", "fail-on = \"low\"\n");
  w.write("repo/.git/hooks/pre-commit", "#!/bin/sh\nmake lint\n");
  w.write("repo/.github/workflows/prodready.yml", "on: push\n");
  const Result some = in_repo(w, {"init", "--pre-commit", "--ci", "github", "--ci", "gitlab",
                                  "--action", "acme/prodready"});
  CHECK(some.status == 0);
  CHECK(contains(some.out, "kept     .prodready.toml (it is there already)\n"));
  CHECK(contains(some.out, "kept     .git/hooks/pre-commit (it is there already)\n"));
  CHECK(
      contains(some.out, "To do: have .git/hooks/pre-commit run, too:\nprodready audit --staged"));
  CHECK(contains(some.out, "written  .gitlab-ci.yml\n"));
  CHECK(w.read("repo/.prodready.toml") == "fail-on = \"low\"\n");
  CHECK(w.read("repo/.git/hooks/pre-commit") == "#!/bin/sh\nmake lint\n");
  CHECK(w.read("repo/.github/workflows/prodready.yml") == "on: push\n");

  const Result nothing = in_repo(w, {"init"});
  CHECK(nothing.status == 2);
  CHECK(nothing.out == "");
  CHECK(contains(nothing.err, "nothing was written: . has its .prodready.toml already"));
}

TEST_CASE("a link in the way is neither followed nor replaced") {
  const Workspace w;
  fs::create_directories(w.path("repo"));
  fs::create_directories(w.path("outside"));
  fs::create_symlink(w.path("outside/config"), w.path("repo/.prodready.toml"));
  fs::create_symlink(w.path("outside"), w.path("repo/.github"));
  const Result result = in_repo(w, {"init", "--ci", "github", "--action", "acme/prodready"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, ".github/workflows/prodready.yml cannot be written"));
  CHECK(w.list("outside").empty());
}

TEST_CASE("--dry-run prints the files and writes nothing") {
  const Workspace w;
  make_repository(w);
  const Result result = in_repo(w, {"init", "--dry-run", "--pre-commit", "--ci", "github"});
  CHECK(result.status == 0);
  CHECK(contains(result.out, "==> .prodready.toml <==\n# What prodready audits here"));
  CHECK(contains(result.out, "==> .git/hooks/pre-commit <==\n#!/bin/sh\n"));
  CHECK(contains(result.out, "==> .github/workflows/prodready.yml <==\n"));
  CHECK(w.list("repo") == std::vector<std::string>{".git"});
  CHECK_FALSE(exists(w, "repo/.git/hooks"));
}

TEST_CASE("the hook goes where the repository's hooks are kept") {
  const Workspace w;
  make_repository(w);
  std::string file, text, wanted;
  SECTION("pre-commit") {
    file = ".pre-commit-config.yaml", text = "repos: []\n";
    wanted = "add to .pre-commit-config.yaml, below \"repos:\":\n  - repo: local\n";
  }
  SECTION("husky") {
    file = ".husky/pre-commit", text = "npm test\n";
    wanted = "add to .husky/pre-commit:\nprodready audit --staged\n";
  }
  SECTION("lefthook") {
    file = "lefthook.yml", text = "{}\n";
    wanted = "add to lefthook.yml:\npre-commit:\n";
  }
  SECTION("a folder of its own") {
    file = ".git/config", text = "[core]\n\thooksPath = .hooks\n";
    wanted = "core.hooksPath is set";
  }
  w.write("repo/" + file, text);
  const Result result = in_repo(w, {"init", "--pre-commit"});
  CHECK(result.status == 0);
  CHECK(contains(result.out, wanted));
  CHECK(w.read("repo/" + file) == text);
  CHECK_FALSE(exists(w, "repo/.git/hooks"));
}

TEST_CASE("without a folder .git there is no hook to write") {
  const Workspace w;
  SECTION("no repository") {}
  SECTION("a linked work tree") { w.write("repo/.git", "gitdir: ../elsewhere\n"); }
  const Result result = in_repo(w, {"init", "--pre-commit"});
  CHECK(result.status == 0);
  CHECK(contains(result.out, "To do: there is no folder .git here"));
}

TEST_CASE("the hook can be run, and says so when there is no prodready") {
  const Workspace w;
  make_repository(w);
  REQUIRE(in_repo(w, {"init", "--pre-commit"}).status == 0);
  const std::string hook = w.path("repo/.git/hooks/pre-commit");
  struct stat status;
  REQUIRE(stat(hook.c_str(), &status) == 0);
  CHECK((status.st_mode & 0111) != 0);
  const Output without = shell("PATH=/nonexistent " + quoted(hook), w.path("repo"));
  CHECK(without.status == 1);
  CHECK(contains(without.text, "pre-commit: prodready is not on PATH"));
  w.write("stub", "#!/bin/sh\necho \"called with: $*\"\nexit 3\n");
  fs::permissions(w.path("stub"), fs::perms(0755));
  const Output with =
      shell("PRODREADY=" + quoted(w.path("stub")) + " " + quoted(hook), w.path("repo"));
  CHECK(with.status == 3);
  CHECK(with.text == "called with: audit --staged\n");
}

TEST_CASE("from a folder within the work tree hook and pipeline go to its top") {
  const Workspace w;
  make_repository(w);
  w.write("repo/services/api/main.go", "package main\n");
  const Result result =
      in_repo(w, {"init", "services/api", "--pre-commit", "--ci", "github", "--action", "a/b"});
  CHECK(result.status == 0);
  CHECK(exists(w, "repo/services/api/.prodready.toml"));
  CHECK(exists(w, "repo/.git/hooks/pre-commit"));
  CHECK(exists(w, "repo/.github/workflows/prodready.yml"));
}

TEST_CASE("a pipeline that is there gets a line to add") {
  const Workspace w;
  w.write("repo/.gitlab-ci.yml", "test:\n  script: make test\n");
  const Result result = in_repo(w, {"init", "--ci", "gitlab", "--action", "group/sub/prodready"});
  CHECK(result.status == 0);
  CHECK(contains(result.out, "written  .gitlab/prodready.yml\n"));
  CHECK(contains(result.out, "include:\n  - local: .gitlab/prodready.yml\n"));
  CHECK(contains(w.read("repo/.gitlab/prodready.yml"), "PRODREADY_PROJECT: group/sub/prodready\n"));
  CHECK(w.read("repo/.gitlab-ci.yml") == "test:\n  script: make test\n");
}

TEST_CASE("who does not say where prodready is kept is told to") {
  const Workspace w;
  const Result result = in_repo(w, {"init", "--ci", "github"});
  CHECK(result.status == 0);
  CHECK(
      contains(result.out,
               "put the repository that holds prodready in place of YOUR_ORGANISATION/prodready"));
}

TEST_CASE("pipelines name the version that wrote them") {
  const Workspace w;
  REQUIRE(in_repo(w, {"init", "--ci", "github", "--ci", "gitlab", "--action", "acme/x"}).status ==
          0);
  const std::string version = run_program({"version"}).out;
  const std::string number = version.substr(10, version.size() - 11);
  CHECK(contains(w.read("repo/.github/workflows/prodready.yml"), "uses: acme/x@v" + number + " "));
  CHECK(contains(w.read("repo/.gitlab-ci.yml"), "PRODREADY_VERSION: v" + number + "\n"));
}

TEST_CASE("an audit finds nothing in what init writes") {
  const Workspace w;
  make_repository(w);
  REQUIRE(in_repo(w, {"init", "--pre-commit", "--ci", "github", "--ci", "gitlab"}).status == 0);
  const Result result = in_repo(w, {"--min-severity", "info"});
  INFO(result.out);
  CHECK(result.status == 0);
  CHECK(contains(result.out, "READY: no finding in 3 files"));
}

TEST_CASE("mistakes of init are told") {
  const Workspace w;
  const struct {
    std::vector<std::string> arguments;
    const char* message;
  } cases[] = {
      {{"init", "--ci", "githb"}, "unknown service \"githb\" (did you mean \"github\"?)"},
      {{"init", "nowhere"}, "\"nowhere\" cannot be read as a folder"},
      {{"init", "--action", "a/b"}, "--action needs --ci"},
      {{"init", "--ci", "github", "--action", "a"}, "--action wants OWNER/NAME"},
      {{"init", "--ci", "github", "--action", "a/b@v1\n"}, "--action wants OWNER/NAME"},
      {{"audit", "--pre-commit"}, "\"audit\" takes no option --pre-commit"},
  };
  for (const auto& c : cases) {
    const Result result = in_repo(w, c.arguments);
    CAPTURE(c.arguments, result.err);
    CHECK(result.status == 2);
    CHECK(contains(result.err, c.message));
    CHECK(w.list("repo").empty());
  }
}
