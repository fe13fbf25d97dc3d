// Accepting findings, as users do it and as reports tell it.
#include <nlohmann/json.hpp>

#include "catch.h"
#include "program.h"

namespace {

using Json = nlohmann::json;

/// A finding, for the rule of the workspace.
std::string finding(const std::string& comment = "", const std::string& last_digit = "1") {
  return "key = KEY_8f3a91c0d27e55b" + last_digit + (comment.empty() ? "" : "  # " + comment) +
         "\n";
}

/// A workspace with a rule about credentials.
class Project : public Workspace {
 public:
  Project() {
    write("rules/credentials/my-key.toml",
          "title = 'Key'\nwhy = 'W'\nfix = 'F'\nseverity = 'high'\nconfidence = 'high'\n"
          "pattern = 'KEY_(?P<secret>[0-9a-f]{16})'\n"
          "[[bad]]\ntext = 'key = KEY_0a1b2c3d4e5f6071'\nfinds = '0a1b2c3d4e5f6071'\n"
          "[[good]]\nwhy = 'too short'\ntext = 'key = KEY_0a1b'\n");
  }

  /// The JSON report about a folder with just these files.
  Json report(const std::map<std::string, std::string>& files,
              const std::vector<std::string>& more = {}, const Setup& setup = {}) const {
    for (const auto& [name, text] : files) write("p/" + name, text);
    std::vector<std::string> arguments = {"audit", "p", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Json::parse(run(arguments, setup).out);
  }
};

/// "code path:line message" of each notification.
std::vector<std::string> notes(const Json& report) {
  std::vector<std::string> lines;
  for (const Json& note : report["notifications"]) {
    std::string line = note["code"].get<std::string>() + " ";
    if (note.contains("path")) line += note["path"].get<std::string>();
    if (note.contains("line")) line += ":" + std::to_string(note["line"].get<int>());
    lines.push_back(line + " " + note["message"].get<std::string>());
  }
  return lines;
}

/// Of each finding in the file: whether it is "shown" or "accepted".
std::vector<std::string> states(const Json& report) {
  std::map<int, std::string> by_line;
  for (const Json& finding : report["findings"])
    by_line[finding["location"]["startLine"].get<int>()] =
        finding["suppressions"].empty() ? "shown" : "accepted";
  std::vector<std::string> result;
  for (const auto& [line, state] : by_line) result.push_back(state);
  return result;
}

using Strings = std::vector<std::string>;
const Setup kIn2026 = {.environment = {{"SOURCE_DATE_EPOCH", "1781481600"}}};  // 2026-06-15

}  // namespace

TEST_CASE("a block holds across windows of a large file") {
  const std::string filler(1000, '.');
  std::string text = "# prodready:ignore-start[my-key] recorded traffic\n";
  for (int i = 0; i < 2500; ++i) text += filler + "\n";
  text += finding("", "1");
  for (int i = 0; i < 2500; ++i) text += filler + "\n";
  text += "# prodready:ignore-end\n" + finding("", "2");
  const Json report = Project().report({{"a.py", text}});
  CHECK(states(report) == Strings{"accepted", "shown"});
  CHECK(notes(report).empty());
}

TEST_CASE("secretlint's blocks and a marker for the file hold across windows, too") {
  const std::string filler = std::string(1000, '.') + "\n";
  std::string text = "# secretlint-disable\n";
  for (int i = 0; i < 2500; ++i) text += filler;
  text += finding("", "1") + "# secretlint-enable\n" + finding("", "2");
  CHECK(states(Project().report({{"a.py", text}})) == Strings{"accepted", "shown"});
  text = "# prodready:ignore-file[my-key] recorded traffic\n";
  for (int i = 0; i < 2500; ++i) text += filler;
  CHECK(states(Project().report({{"a.py", text + finding()}})) == Strings{"accepted"});
}

TEST_CASE("a marker is found wherever a window of a large file ends") {
  // Ends of windows are at multiples of 1 MiB; what lies around one is moved over it, byte by byte.
  for (size_t shift = 0; shift < 120; shift += 7) {
    CAPTURE(shift);
    std::string text;
    while (text.size() < (1 << 20) - 4096) text += std::string(1000, '.') + "\n";
    text += std::string((1 << 20) - text.size() - 100 + shift, '.') + "\n";
    text += "# prodready:ignore[my-key] known\n" + finding("", "1") + "\n" + finding("", "2");
    const Json report = Project().report({{"a.py", text}});
    CHECK(states(report) == Strings{"accepted", "shown"});
    CHECK(notes(report).empty());
  }
}

TEST_CASE("UTF-16 and CRLF make no difference") {
  const std::string text = "# prodready:ignore[my-key] known\r\n" + finding();
  std::string utf16 = "\xff\xfe";
  for (char c : text) utf16 += {c, '\0'};
  for (const std::string& file : {text, utf16}) {
    const Json report = Project().report({{"a.py", file}});
    CHECK(states(report) == Strings{"accepted"});
    CHECK(report["findings"][0]["suppressions"][0]["justification"] == "known");
  }
}

TEST_CASE("suppressions that hide nothing, hold no more or say no reason are told") {
  const Json report =
      Project().report({{"a.py",
                         "# prodready:ignore[my-key] was here once\n"
                         "x = 1\n" +
                             finding("prodready:ignore[my-key]", "1") +
                             finding("prodready:ignore[my-key] r until=2026-06-14", "2") +
                             finding("prodready:ignore[my-key] r until=2026-06-15", "3") +
                             "# prodready:ignore-end\n"}},
                       {}, kIn2026);
  CHECK(states(report) == Strings{"accepted", "shown", "accepted"});
  CHECK(
      notes(report) ==
      Strings{"suppression-expired a.py:4 prodready:ignore[my-key] held until 2026-06-14 and hides "
              "nothing any more",
              "suppression-invalid a.py:6 prodready:ignore-end hides nothing: there is no "
              "prodready:ignore-start above it",
              "suppression-unused a.py:1 prodready:ignore[my-key] hides nothing",
              "suppression-without-reason a.py:3 prodready:ignore[my-key] says no reason"});
}

TEST_CASE("broken markers hide nothing and are told") {
  const Json report = Project().report(
      {{"a.py", finding("prodready:ignore[my-key] r until=soon", "1") +
                    finding("prodready:ignore[my-key] r id=12", "2") +
                    finding("prodready:ignore[my-key", "3") + std::string(20, '\n') +
                    "# prodready:ignore-file[my-key] too late\n"},
       {"b.py", "# prodready:ignore-start[my-key] r\n" + finding()}});
  const Strings told = notes(report);
  REQUIRE(told.size() == 5);
  CHECK(contains(told[0], "suppression-invalid a.py:1 "));
  CHECK(contains(told[0], "until=soon is no date"));
  CHECK(contains(told[1], "id=12 is not the beginning of a fingerprint"));
  CHECK(contains(told[2], "its [ is not closed"));
  CHECK(contains(told[3], "a.py:24 "));
  CHECK(contains(told[3], "below the first 20 lines"));
  CHECK(contains(told[4], "b.py:1 "));
  CHECK(contains(told[4], "has no prodready:ignore-end"));
  CHECK(report["summary"]["suppressed"] == 1);
}

TEST_CASE("texts about markers, and documentation, are not called unused") {
  const Json report =
      Project().report({{"a.py",
                         "help = 'write prodready:ignore[my-key] reason'\n"
                         "# as in `prodready:ignore[my-key] reason`\n"},
                        {"README.md", "```\n# prodready:ignore[my-key] reason\n```\n"},
                        {"vendor/lib/x.py", "# prodready:ignore[my-key] reason\n"}});
  CHECK(notes(report).empty());
}

TEST_CASE("markers of other scanners may serve their scanner: they are not called unused") {
  CHECK(notes(Project().report({{"a.py", "x = 1  # gitleaks:allow\n# secretlint-disable\n"}}))
            .empty());
}

TEST_CASE("no more than twenty of a kind are listed") {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "# prodready:ignore[my-key] r\n\n";
  const Strings told = notes(Project().report({{"a.py", text}}));
  REQUIRE(told.size() == 21);
  CHECK(contains(told[19], "a.py:39 "));
  CHECK(told[20] == "suppression-unused  and 10 more like these");
}

TEST_CASE("the nearest rule is named for one that does not exist") {
  const Workspace workspace;
  workspace.write("p/a.py", "# prodready:ignore[github-tokn] r\nx = 1\n");
  const Result result = run_program({"audit", workspace.path("p"), "--format", "json"});
  CHECK(
      contains(result.out, "there is no rule \\\"github-tokn\\\" (did you mean \\\"github-token"));
}

TEST_CASE("an entry of the configuration that hides nothing is told when all was audited") {
  const Project project;
  const std::string config =
      "[[ignore]]\nrule = \"my-key\"\npaths = [\"gone.py\"]\nreason = \"r\"\n\n"
      "[[ignore]]\nrule = \"my-key\"\nreason = \"r\"\nowner = \"ops\"\nexpires = \"2099-01-01\"\n";
  const Json report = project.report({{".prodready.toml", config}, {"a.py", finding()}});
  CHECK(notes(report) ==
        Strings{"suppression-unused .prodready.toml:1 this [[ignore]] hides nothing"});
  const Result part = project.run({"audit", "p/a.py", "--format", "json"});
  CHECK(notes(Json::parse(part.out)).empty());
}

TEST_CASE("an entry that names a value holds for no other") {
  const Project project;
  const Json before = project.report({{"a.py", finding("", "1") + finding("", "2")}});
  const std::string fingerprint = before["findings"][0]["fingerprint"];
  const Json after = project.report(
      {{".prodready.toml", "[[ignore]]\nfingerprint = \"" + fingerprint + "\"\nreason = \"r\"\n"}});
  CHECK(states(after) == Strings{"accepted", "shown"});
  const std::string id = fingerprint.substr(3, 10);
  const Json bound = project.report({{".prodready.toml", ""},
                                     {"a.py", finding("prodready:ignore[my-key] r id=" + id, "1") +
                                                  finding("prodready:ignore r id=" + id, "2")}});
  CHECK(states(bound) == Strings{"accepted", "shown"});
}

TEST_CASE("without inline ignores everything is shown, and how much comments would hide is told") {
  const Json report = Project().report(
      {{"a.py", finding("prodready:ignore[my-key] r", "1") + finding("gitleaks:allow", "2")}},
      {"--no-inline-ignores"});
  CHECK(states(report) == Strings{"shown", "shown"});
  CHECK(notes(report) == Strings{"suppressions-unheeded  2 places that comments accept are "
                                 "reported: inline ignores are off"});
}

TEST_CASE("a hostile reason is escaped") {
  Project project;
  project.write("p/a.py", finding("prodready:ignore[my-key] \x1b[2Jgone \xe2\x80\xae"
                                  "eert") +
                              finding("prodready:ignore[my-key", "2"));
  const Result result = project.run({"audit", "p", "--all"});
  CHECK(!contains(result.out, "\x1b"));
  CHECK(contains(result.out, "\\x1b[2Jgone \\u202eeert"));
}

TEST_CASE("what is told is the same for any number of workers") {
  const Project project;
  for (int i = 0; i < 40; ++i) {
    project.write("p/" + std::to_string(i) + ".py",
                  "# prodready:ignore[my-key] r\n\n" + finding("prodready:ignore[my-key]"));
  }
  const Result one = project.run({"audit", "p", "--format", "json", "-j1"});
  const Result many = project.run({"audit", "p", "--format", "json", "-j8"});
  CHECK(one.out == many.out);
  CHECK(contains(one.out, "suppression-unused"));
}

TEST_CASE("a comment also accepts what only shows across files") {
  const Workspace workspace;
  workspace.write("p/.env.example", "OTHER_NAME=\n");
  const std::string line = "import os\nprint(os.environ['OTHER_NAME'], os.environ['QUEUE_NAME'])";
  const auto suppressed = [&](const std::string& comment) {
    workspace.write("p/app.py", line + comment + "\n");
    const Result result = run_program({"audit", workspace.path("p"), "--format", "json"});
    const Json report = Json::parse(result.out);
    for (const Json& finding : report["findings"]) {
      if (finding["ruleId"] == "env-variable-undocumented")
        return finding["suppressions"].empty() ? "shown" : "accepted";
    }
    return "not found";
  };
  CHECK(suppressed("") == std::string("shown"));
  CHECK(suppressed("  # prodready:ignore[env-variable-undocumented] set by the platform") ==
        std::string("accepted"));
}

TEST_CASE("explain shows the comment that accepts a finding of the rule") {
  const Workspace workspace;
  const Result content = workspace.run({"explain", "marker"});
  CHECK(contains(content.out, "# prodready:ignore[marker] the reason"));
  workspace.write("rules/credentials/key-file.toml",
                  "title = 'Key'\nwhy = 'W'\nfix = 'F'\nseverity = 'high'\nconfidence = 'high'\n"
                  "files = ['*.key']\n[[bad]]\npath = 'a.key'\ntext = ''\n"
                  "[[good]]\nwhy = 'public'\npath = 'a.pub'\ntext = ''\n");
  const Result path = workspace.run({"explain", "key-file"});
  CHECK(contains(path.out, "# prodready:ignore-file[key-file] the reason"));
}
