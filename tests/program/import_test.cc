// `prodready rules import`, through the whole program.
#include "catch.h"
#include "program.h"

namespace {

const char* const kForeign =
    "[[rules]]\nid = \"acme-key\"\nregex = '''acme_[a-z0-9]{24}'''\nkeywords = [\"acme_\"]\n";
const char* const kRefused = "[[rules]]\nid = \"ahead\"\nregex = '''acme(?=x)'''\n";

Result run_in(const Workspace& w, std::vector<std::string> arguments) {
  return run_program(arguments, {w.path()});
}

}  // namespace

TEST_CASE("imported rules hold, and find") {
  const Workspace w;
  w.write("foreign.toml", kForeign);
  const Result result = run_in(w, {"rules", "import", "foreign.toml", "--out", "mine"});
  CAPTURE(result.err);
  CHECK(result.status == 0);
  CHECK(result.out ==
        "acme-key: exact\n1 rule: 1 exact, 0 approximated, 0 refused; "
        "1 written to mine/credentials\n");
  CHECK(run_in(w, {"rules", "check", "mine"}).status == 0);
  w.write("tree/src/acme.py", "key = \"acme_q8w7e6r5t4y3u2i1o0pa9s8d\"\n");
  const Result audit =
      run_in(w, {"tree", "--no-builtin-rules", "--rules", "mine", "--format", "json"});
  CHECK(audit.status == 1);
  CHECK(contains(audit.out, "\"ruleId\": \"gitleaks-acme-key\""));
}

TEST_CASE("an import overwrites nothing unless it is forced, and a dry run writes nothing") {
  const Workspace w;
  w.write("foreign.toml", kForeign);
  CHECK(run_in(w, {"rules", "import", "--dry-run", "foreign.toml"}).status == 0);
  for (const std::string& name : w.list()) CHECK(name != "imported-rules");
  CHECK(run_in(w, {"rules", "import", "foreign.toml"}).status == 0);
  const std::string name = "imported-rules/credentials/gitleaks-acme-key.toml";
  const std::string text = w.read(name);
  w.write(name, "mine");
  const Result again = run_in(w, {"rules", "import", "foreign.toml"});
  CHECK(again.status == 2);
  CHECK(contains(again.err, "gitleaks-acme-key.toml exists already; --force overwrites"));
  CHECK(w.read(name) == "mine");
  CHECK(run_in(w, {"rules", "import", "--force", "foreign.toml"}).status == 0);
  CHECK(w.read(name) == text);
}

TEST_CASE("a refused rule is told, and so are mistakes") {
  const Workspace w;
  w.write("foreign.toml", std::string(kForeign) + kRefused);
  const Result json = run_in(w, {"rules", "import", "foreign.toml", "--report", "json"});
  CHECK(json.status == 1);
  CHECK(contains(json.out, "\"reasons\": [\n        \"look-around\"\n      ]"));
  CHECK(contains(json.out,
                 "\"totals\": {\n    \"exact\": 1,\n    \"approximated\": 0,\n    "
                 "\"refused\": 1\n  }"));
  CHECK(w.list("imported-rules/credentials").size() == 1);

  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"rules", "import"},
           {"rules", "import", "missing.toml"},
           {"rules", "import", "foreign.toml", "--format", "gitleeks"},
           {"rules", "import", "foreign.toml", "--report", "xml"},
           {"rules", "import", "foreign.toml", "--out", ""}}) {
    const Result result = run_in(w, arguments);
    CAPTURE(arguments, result.out, result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
  }
  CHECK(contains(run_in(w, {"rules", "import", "foreign.toml", "--format", "gitleeks"}).err,
                 "did you mean \"gitleaks\"?"));
  w.write("blocked", "a file");
  CHECK(run_in(w, {"rules", "import", "foreign.toml", "--out", "blocked"}).status == 3);
}
