// The scripts of action.yml, run as a runner of GitHub would: inputs as variables, outputs and
// summary as files.
#include "catch.h"
#include "program.h"
#include "shell.h"

namespace fs = std::filesystem;

namespace {

std::string source_folder() {
  const char* folder = std::getenv("PRODREADY_SOURCE_DIR");
  REQUIRE(folder != nullptr);
  return folder;
}

struct Step {
  int status = -1;
  std::string log, outputs, summary;
};

/// `variables`: "FAIL_ON=low SINCE='a b'"
Step run_script(const Workspace& w, const std::string& script, const std::string& variables) {
  for (const char* name : {"outputs", "summary.md"}) w.write(name, "");
  const Output output = shell("export GITHUB_OUTPUT=" + quoted(w.path("outputs")) +
                                  " GITHUB_STEP_SUMMARY=" + quoted(w.path("summary.md")) +
                                  " GITHUB_WORKSPACE=" + quoted(w.path("work")) + " " + variables +
                                  "; " + quoted(source_folder() + "/packaging/github/" + script),
                              w.path("work"));
  return {output.status, output.text, w.read("outputs"), w.read("summary.md")};
}

/// A workspace of GitHub: one finding, severity high, and rules that find it.
struct Work {
  Work() {
    w.write("work/.prodready.toml", "rules = [\"own\"]\nbuiltin-rules = false\n");
    w.write("work/own/debug/marker.toml", w.read("rules/debug/marker.toml"));
    w.write("work/src/app.py", kFindingLine);
    w.write("work/.git/HEAD", "ref: refs/heads/main\n");  // a work tree, as far as prodready looks
    std::filesystem::create_directories(w.path("work/.git/objects"));
    std::filesystem::create_directories(w.path("work/.git/refs"));
  }
  Workspace w;
};

}  // namespace

TEST_CASE("the action tells findings in log, annotations, summary and SARIF, and fails for them") {
  if (!have("bash", "the action")) return;
  const Work work;
  const Step step = run_script(work.w, "audit.sh", "SARIF_FILE=out.sarif");
  CAPTURE(step.log);
  CHECK(step.status == 1);
  CHECK(contains(step.log, "high[marker]: Marker left in"));
  CHECK(contains(step.log, "::error file=src/app.py,line=1"));
  CHECK(contains(step.summary, "src/app.py"));
  CHECK(step.outputs == "exit-code=1\nsarif=out.sarif\n");
  CHECK(contains(work.w.read("work/out.sarif"), "\"marker\""));
  CHECK_FALSE(contains(step.log + step.summary, kSecret));
}

TEST_CASE("the inputs of the action decide") {
  if (!have("bash", "the action")) return;
  const Work work;
  CHECK(run_script(work.w, "audit.sh", "FAIL_ON=critical").outputs == "exit-code=0\n");
  CHECK(run_script(work.w, "audit.sh", "ARGS='--exclude\n/src/\n\n--quiet'").outputs ==
        "exit-code=0\n");
  const Step below = run_script(work.w, "audit.sh", "WORKING_DIRECTORY=src SARIF_FILE=a.sarif");
  CHECK(below.outputs == "exit-code=1\nsarif=src/a.sarif\n");
  const Step wrong = run_script(work.w, "audit.sh", "FAIL_ON=hgih SARIF_FILE=b.sarif");
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.log, "did you mean \"high\"?"));
  CHECK(wrong.outputs == "exit-code=2\n");
  CHECK(wrong.summary == "");
}

TEST_CASE("what looks like a command in an input of the action is not run") {
  if (!have("bash", "the action")) return;
  const Work work;
  for (const char* input :
       {"FAIL_ON", "BASELINE", "SINCE", "SARIF_FILE", "ARGS", "EXECUTABLE", "WORKING_DIRECTORY"}) {
    for (const char* script : {"audit.sh", "executable.sh"}) {
      run_script(work.w, script, std::string(input) + "='$(touch ran)`touch ran`; touch ran'");
      run_script(work.w, script, std::string(input) + "='x\nexit-code=0\n;touch ran'");
    }
  }
  CHECK_FALSE(fs::exists(work.w.path("work/ran")));
  CHECK_FALSE(fs::exists(work.w.path("work/src/ran")));
}

TEST_CASE("a line break in an input makes no further output of the action") {
  if (!have("bash", "the action")) return;
  const Work work;
  const Step step = run_script(work.w, "audit.sh", "SARIF_FILE='x\nexit-code=0'");
  CHECK(step.status == 2);
  CHECK(step.outputs == "exit-code=1\n");
}

TEST_CASE("the action uses the executable it is given, or names what it would build from") {
  if (!have("bash", "the action")) return;
  const Work work;
  const Step given = run_script(work.w, "executable.sh", "EXECUTABLE=prodready");
  CHECK(given.status == 0);
  CHECK(contains(given.outputs, "/prodready\n"));
  CHECK_FALSE(contains(given.outputs, "key="));
  CHECK(run_script(work.w, "executable.sh", "EXECUTABLE=no-such-program").status == 2);
  const Step built = run_script(work.w, "executable.sh", "EXECUTABLE=");
  CHECK(built.status == 0);
  CHECK(contains(built.outputs, "path=" + source_folder() + "/build/release/prodready\nkey="));
}
