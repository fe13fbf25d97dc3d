// The same files give the same findings, whichever way they are reached: in a folder, staged,
// changed by a commit, or anywhere in a history. With the built-in rules.
//
// No check across files has something to say of these: they are not run on changes and histories.
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "catch.h"
#include "git_repository.h"
#include "program.h"

using Files = GitRepository::Files;
using Json = nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

// Tokens that nobody ever had, in two parts: what looks for them in this file finds none.
const std::string kToken = std::string("ghp_") + "Zx81kQm4TbN0aVr7LcYd52hPwEsUf93GjoXi";
const std::string kPassword = std::string("q7Rw2Zk9") + "TnV4xB8mJ3cL6hD1";

std::string utf16(const std::string& text) {
  std::string out = "\xff\xfe";
  for (const char c : text) out += c, out += '\0';
  return out;
}

std::string large_text() {
  std::string text;
  for (int i = 0; text.size() < 3 << 20; ++i) text += "line " + std::to_string(i) + " of many\n";
  return text + "token = \"" + kToken + "\"\n" + text.substr(0, 1 << 20);
}

Files files() {
  return {
      {"src/app.py", "import os\n\nGITHUB_TOKEN = \"" + kToken + "\"\nDEBUG = True\n"},
      {"src/caf\xc3\xa9 au lait.py", "# \xc3\xa9\xc3\xa9\ntoken = \"" + kToken + "\"\n"},
      {".env", "APP_NAME=shop\nDB_PASSWORD=" + kPassword + "\n"},
      {"config/database.yml",
       "production:\n  adapter: postgresql\n  password: " + kPassword + "\n"},
      {"config/settings.json",
       "{\n  \"name\": \"shop\",\n  \"github\": {\"token\": \"" + kToken + "\"}\n}\n"},
      {"Dockerfile", "FROM scratch\n# two tokens\nENV GITHUB_TOKEN=" + kToken + "\n"},
      {"large.txt", large_text()},
      {"windows/utf16.txt", utf16("first\r\ntoken = \"" + kToken + "\"\r\n")},
      {"windows/crlf.ini", "[db]\r\nuser = shop\r\npassword = " + kPassword + "\r\n"},
  };
}

using Key = std::tuple<std::string, std::string, std::string, int, int, std::string>;

struct Repo {
  Repo() {
    base = git.commit({{"README", "A shop.\n"}});
    Files all = files();
    all["README"] = "A shop.\n";
    for (const auto& [name, text] : all) ws.write("repo/" + name, text);
    git.stage_files(all);
  }
  void commit() {
    Files all = files();
    all["README"] = "A shop.\n";
    git.commit(all);
  }

  std::set<Key> findings(const Strings& arguments) const {
    Strings all = {"audit", ".", "--format", "json"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    Setup setup;
    setup.cwd = ws.path("repo");
    const Result result = run_program(all, setup);
    INFO(result.err);
    REQUIRE(result.status == 1);
    std::set<Key> keys;
    const Json report = Json::parse(result.out);
    for (const Json& finding : report["findings"]) {
      const Json& place = finding["location"];
      keys.emplace(place["path"].get<std::string>(), finding["ruleId"].get<std::string>(),
                   finding["fingerprint"].get<std::string>(), place["startLine"].get<int>(),
                   place["startColumn"].get<int>(), finding["severity"].get<std::string>());
    }
    return keys;
  }

  Workspace ws;
  GitRepository git{ws.path("repo/.git")};
  std::string base;
};

}  // namespace

TEST_CASE("a folder, the index, a commit and a history say the same of the same files") {
  Repo repo;
  const std::set<Key> in_folder = repo.findings({});
  std::set<std::string> paths;
  for (const Key& key : in_folder) paths.insert(std::get<0>(key));
  for (const auto& [name, text] : files()) {
    INFO(name);
    CHECK(paths.contains(name));
  }
  CHECK(repo.findings({"--staged"}) == in_folder);
  CHECK(repo.findings({"--history"}) == in_folder);  // of the index
  repo.commit();
  CHECK(repo.findings({"--diff=" + repo.base + "..HEAD"}) == in_folder);
  CHECK(repo.findings({"--since=" + repo.base}) == in_folder);
  CHECK(repo.findings({"--history"}) == in_folder);
  SECTION("and the history does when the files are gone") {
    repo.git.commit({{"README", "A shop.\n"}});
    CHECK(repo.findings({"--history"}) == in_folder);
  }
}
