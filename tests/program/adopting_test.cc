// docs/adopting.md is a session at a terminal: every command in it is run here, in order, and every
// line that it shows has to come out.
#include <fstream>
#include <sstream>

#include "catch.h"
#include "program.h"
#include "shell.h"

namespace fs = std::filesystem;

namespace {

struct Step {
  std::string command;
  int line = 0;    ///< in the document
  int status = 0;  ///< "$ command  # ends with 1"
  std::vector<std::string> shown;
};

/// The blocks ```console: "$ command", then what it prints; "…" stands for lines left out.
std::vector<Step> session(const std::string& file) {
  std::ifstream document(file);
  std::vector<Step> steps;
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(document, line);) {
    ++number;
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      const size_t ends = line.find("# ends with ");
      steps.push_back({line.substr(2),
                       number,
                       ends == std::string::npos ? 0 : std::stoi(line.substr(ends + 12)),
                       {}});
    } else if (inside) {
      REQUIRE(!steps.empty());
      steps.back().shown.push_back(line);
    }
  }
  return steps;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The first line that is shown but not printed where it should be, or "".
std::string missing(const std::vector<std::string>& shown,
                    const std::vector<std::string>& printed) {
  size_t at = 0;
  bool gap = false;
  for (const std::string& line : shown) {
    if (line == "…") {
      gap = true;
      continue;
    }
    while (gap && at < printed.size() && printed[at] != line) ++at;
    if (at == printed.size() || printed[at] != line) return line;
    ++at;
    gap = false;
  }
  return gap || at == printed.size() ? "" : "(more is printed than shown: " + printed[at] + ")";
}

/// All commands in one shell, so that `cd` holds; what each prints and ends with goes to files.
void run_session(const std::vector<Step>& steps, const Workspace& w) {
  std::string script = "out=" + quoted(w.path("out")) + "\n";
  for (size_t i = 0; i < steps.size(); ++i) {
    const std::string name = "\"$out\"/" + std::to_string(i);
    script += "{ " + steps[i].command + "\n} >" + name + " 2>&1 </dev/null; echo $? >" + name +
              ".status\n";
  }
  fs::create_directories(w.path("out"));
  w.write("session.sh", script);
  const Output output = shell("sh session.sh", w.path());
  INFO(output.text);
  REQUIRE(output.status == 0);
}

}  // namespace

TEST_CASE("every command of docs/adopting.md does what the page shows") {
  if (!have("git", "docs/adopting.md")) return;
  const char* source = std::getenv("PRODREADY_SOURCE_DIR");
  REQUIRE(source != nullptr);
  const Workspace w;
  fs::copy(std::string(source) + "/testdata/demo-shop", w.path("shop"),
           fs::copy_options::recursive);
  REQUIRE(shell("git init -q -b main && git add -A && git commit -qm 'The shop'", w.path("shop"))
              .status == 0);
  const std::vector<Step> steps = session(std::string(source) + "/docs/adopting.md");
  REQUIRE(steps.size() > 20);
  run_session(steps, w);
  for (size_t i = 0; i < steps.size(); ++i) {
    const std::string name = "out/" + std::to_string(i);
    const std::string printed = w.read(name);
    INFO("docs/adopting.md:" << steps[i].line << ": $ " << steps[i].command << "\n" << printed);
    CHECK(w.read(name + ".status") == std::to_string(steps[i].status) + "\n");
    if (!steps[i].shown.empty()) CHECK(missing(steps[i].shown, lines_of(printed)) == "");
  }
}

TEST_CASE("a staged baseline that is in use is not audited itself") {
  if (!have("git", "a staged baseline")) return;
  const Workspace w;
  // Its path stands in the baseline, and is something that the rule finds.
  w.write("tree/MARKER_0a1b2c3d4e5f6071.py", kFindingLine);
  REQUIRE(shell("git init -q . && git add -A", w.path("tree")).status == 0);
  REQUIRE(w.run({"baseline", "create", "tree"}).status == 0);
  REQUIRE(shell("git add -A", w.path("tree")).status == 0);
  const Result result = w.run(
      {"audit", "--staged", "--baseline", "tree/.prodready-baseline", "--fail-on", "new", "tree"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK(contains(result.out, "scanned 3 of 4 files"));
}
