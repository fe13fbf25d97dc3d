// What an audit of the history, of a commit to be, or of changes may say about a baseline.
#include "baseline/comparison.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch.h"

using namespace prodready;
namespace fs = std::filesystem;

namespace {

std::string digest(char digit) { return "v1:" + std::string(32, digit); }

/// A folder with src/a.py in it, and audits of it that found this or that.
class Audited {
 public:
  Audited() {
    std::string name = (fs::temp_directory_path() / "prodready-baseline-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = fs::canonical(name);
    fs::create_directories(root_ / "src");
    std::ofstream(root_ / "src/a.py") << "nothing = 1\n";
    rule_.id = "rule";
    rule_.category = Category::credentials;
    result_.coverage.discovered = result_.coverage.scanned = 1;
  }
  ~Audited() { fs::remove_all(root_); }

  void become_work_tree() { fs::create_directory(root_ / ".git"); }
  void scope(Scope scope) { result_.scope = scope; }
  HistoryCoverage& history() {
    if (!result_.coverage.history) result_.coverage.history.emplace();
    return *result_.coverage.history;
  }

  Finding& find(const std::string& path, char fingerprint, char value) {
    Finding& finding = findings_.emplace_back();
    finding.rule = &rule_;
    finding.path = path;
    finding.fingerprint = digest(fingerprint);
    finding.value_id = digest(value);
    return finding;
  }

  BaselineComparison compared_with(const Baseline& baseline, bool read = false) {
    SourceRequest request;
    request.paths = {root_.string()};
    ReadFiles files(baseline, "");
    Window window{};
    window.path = "src/a.py";
    if (read) files.note(window);
    return compare(baseline, Reach(request, result_, "", std::move(files)), findings_);
  }
  BaselineState state(size_t finding) const { return findings_[finding].baseline; }

 private:
  fs::path root_;
  Rule rule_ = {};
  AuditResult result_;
  std::vector<Finding> findings_;
};

Baseline of(const std::string& path, bool history = false) {
  Baseline baseline;
  baseline.file = "b";
  baseline.entries = {{path, "rule", digest('1'), digest('a'), history}};
  return baseline;
}

}  // namespace

TEST_CASE("a file that was read and has its finding no more is fixed, one that was not is not") {
  CHECK(Audited().compared_with(of("src/a.py"), true).fates[0] == EntryFate::fixed);
  CHECK(Audited().compared_with(of("src/a.py"), false).fates[0] == EntryFate::unseen);
  Baseline two = of("src/a.py");
  two.entries.push_back({"src/gone.py", "rule", digest('2'), digest('b'), false});
  CHECK(Audited().compared_with(two, false).fates[1] == EntryFate::fixed);
}

TEST_CASE("outside of a work tree, a baseline of which no file is here may be another folder's") {
  Audited audited;
  CHECK(audited.compared_with(of("src/gone.py")).fates[0] == EntryFate::unseen);
  audited.become_work_tree();
  CHECK(audited.compared_with(of("src/gone.py")).fates[0] == EntryFate::fixed);
}

TEST_CASE(
    "what was accepted in the history is found there, and gone only where all of it was read") {
  Audited files;
  CHECK(files.compared_with(of("src/gone.py", true)).fates[0] == EntryFate::unseen);

  Audited whole;
  whole.become_work_tree();
  whole.scope(Scope::history);
  whole.history();
  CHECK(whole.compared_with(of("src/gone.py", true)).fixed.size() == 1);
  CHECK(whole.compared_with(of("src/gone.py", false)).fixed.empty());
  whole.find("src/gone.py", '1', 'a').history.emplace();
  CHECK(whole.compared_with(of("src/gone.py", true)).fates[0] == EntryFate::unchanged);
  CHECK(whole.state(0) == BaselineState::unchanged);

  Audited shallow;
  shallow.become_work_tree();
  shallow.scope(Scope::history);
  shallow.history().shallow = true;
  CHECK(shallow.compared_with(of("src/gone.py", true)).fixed.empty());
}

TEST_CASE("an audit of changes follows a file that moved, and calls nothing fixed") {
  Audited staged;
  staged.become_work_tree();
  staged.scope(Scope::staged);
  staged.find("src/b.py", '2', 'a');
  CHECK(staged.compared_with(of("src/gone.py")).fates[0] == EntryFate::moved);
  CHECK(staged.state(0) == BaselineState::moved);
  CHECK(staged.compared_with(of("src/a.py"), true).fates[0] == EntryFate::unseen);
  CHECK(staged.state(0) == BaselineState::unaccepted);
  CHECK(Audited().compared_with(Baseline()).fates.empty());

  Audited changes;
  changes.become_work_tree();
  changes.scope(Scope::changes);
  CHECK(changes.compared_with(of("src/gone.py")).fixed.empty());
}

TEST_CASE("one value takes the place of another only once, and is new all the same") {
  Audited audited;
  audited.find("src/a.py", '2', 'b').location.start.line = 1;
  audited.find("src/a.py", '3', 'c').location.start.line = 2;
  const BaselineComparison comparison = audited.compared_with(of("src/a.py"), true);
  CHECK(audited.state(0) == BaselineState::changed);
  CHECK(audited.state(1) == BaselineState::unaccepted);
  CHECK(comparison.fixed.size() == 1);
}

TEST_CASE("in the history, an entry of gitleaks with a commit is about that commit") {
  Baseline ignore = parse_baseline("abcdef12:src/a.py:generic-api-key:1\n", "i", "");
  const auto state = [&](const std::string& commit) {
    Audited audited;
    audited.scope(Scope::history);
    audited.find("src/a.py", '2', 'b').history.emplace().introduced.push_back({commit, "", ""});
    audited.compared_with(ignore);
    return audited.state(0);
  };
  CHECK(state("abcdef1234567890") == BaselineState::unchanged);
  CHECK(state("1234567890abcdef") == BaselineState::unaccepted);
}

TEST_CASE("an entry with a region accepts what overlaps it") {
  const std::string sarif =
      "{\"runs\":[{\"tool\":{\"driver\":{\"name\":\"x\"}},\"results\":[{\"locations\":[{"
      "\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/a.py\"},\"region\":{"
      "\"startLine\":3,\"startColumn\":5,\"endColumn\":9}}}]}]}]}";
  const auto state = [&](uint64_t line, uint64_t begin, uint64_t end) {
    Audited audited;
    audited.find("src/a.py", '2', 'b').location = {{line, begin}, {line, end}};
    audited.compared_with(parse_baseline(sarif, "s", ""));
    return audited.state(0);
  };
  CHECK(state(3, 5, 9) == BaselineState::unchanged);
  CHECK(state(3, 8, 20) == BaselineState::unchanged);
  CHECK(state(3, 1, 6) == BaselineState::unchanged);
  CHECK(state(3, 9, 20) == BaselineState::unaccepted);
  CHECK(state(3, 1, 5) == BaselineState::unaccepted);
  CHECK(state(4, 5, 9) == BaselineState::unaccepted);
}
