#include "config/config.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "catch.h"
#include "text/error.h"

using namespace prodready;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test.
class Tree {
 public:
  Tree() {
    std::string name = (fs::temp_directory_path() / "prodready-config-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = fs::canonical(name);
  }
  ~Tree() { fs::remove_all(root_); }

  std::string path(const std::string& name = "") const {
    return (name.empty() ? root_ : root_ / name).string();
  }
  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
    return path(name);
  }

 private:
  fs::path root_;
};

using Variables = std::map<std::string, std::string>;

ConfigRequest request(const Tree& tree, const Variables& variables = {},
                      const std::string& start = "") {
  ConfigRequest request;
  request.start = tree.path(start);
  request.today = "2026-06-15";
  request.getenv = [variables](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  };
  return request;
}

template <typename Function>
std::string error_of(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// The error that a .prodready.toml of this text causes, without the folder's name.
std::string config_error(const std::string& text) {
  const Tree tree;
  tree.write(".prodready.toml", text);
  std::string error = error_of([&] { load_policy(request(tree)); });
  const size_t folder = error.find(tree.path() + "/");
  return folder == std::string::npos ? error : error.erase(folder, tree.path().size() + 1);
}

std::string variable_error(const std::string& name, const std::string& value) {
  const Tree tree;
  return error_of([&] { load_policy(request(tree, {{name, value}})); });
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("without any configuration the defaults hold, and say so") {
  const Tree tree;
  const Policy policy = load_policy(request(tree));
  CHECK(policy.fail_on == Severity::high);
  CHECK(policy.min_severity == Severity::low);
  CHECK(policy.min_confidence == Confidence::low);
  CHECK(policy.jobs == 0);
  CHECK(policy.config_file.empty());
  for (const auto& [key, origin] : policy.origins) CHECK(origin == "default");
  CHECK(policy.origins.size() == 14);
}

TEST_CASE("every key of the file is read") {
  const Tree tree;
  fs::create_directories(tree.path("my-rules"));
  tree.write(
      ".prodready.toml",
      "fail-on = \"critical\"\nmin-severity = \"medium\"\nmin-confidence = \"low\"\njobs = "
      "3\ncolor = \"never\"\n"
      "gitignore = false\ninline-ignores = false\nbuiltin-rules = false\nrules = [\"my-rules\"]\n"
      "disable-rules = [\"a-rule\"]\nexclude = [\"*.{min,map}.js\", \"/build/\"]\nfingerprint-key "
      "= \"k\"\n"
      "[[ignore]]\nrule = \"b-rule\"\npaths = [\"docs/**\"]\nfingerprint = "
      "\"v1:0123456789abcdef0123456789abcdef\"\n"
      "reason = \"invented\"\nowner = \"team-a\"\nexpires = 2027-01-31\n");
  const Policy policy = load_policy(request(tree));
  CHECK(policy.fail_on == Severity::critical);
  CHECK(policy.min_severity == Severity::medium);
  CHECK(policy.min_confidence == Confidence::low);
  CHECK(policy.jobs == 3);
  CHECK(policy.color == ColorMode::never);
  CHECK_FALSE(policy.gitignore);
  CHECK_FALSE(policy.inline_ignores);
  CHECK_FALSE(policy.builtin_rules);
  CHECK(policy.rules == std::vector<std::string>{tree.path("my-rules")});
  CHECK(policy.disabled_rules == std::vector<std::string>{"a-rule"});
  CHECK(policy.exclude == std::vector<std::string>{"*.min.js", "*.map.js", "/build/"});
  CHECK(policy.fingerprint_key == "k");
  REQUIRE(policy.ignores.size() == 1);
  CHECK(policy.ignores[0].rule == "b-rule");
  CHECK(policy.ignores[0].paths == std::vector<std::string>{"docs/**"});
  CHECK(policy.ignores[0].reason == "invented");
  CHECK(policy.ignores[0].owner == "team-a");
  CHECK(policy.ignores[0].expires == "2027-01-31");
  CHECK(policy.ignores[0].origin == ".prodready.toml:13");
  CHECK(policy.origins.at("fail-on") == ".prodready.toml:1");
  CHECK(policy.origins.at("exclude") == ".prodready.toml:11");
  CHECK(policy.config_file == tree.path(".prodready.toml"));
  CHECK(policy.config_in_tree);
}

TEST_CASE("flags win over variables, variables over the file") {
  const Tree tree;
  tree.write(".prodready.toml", "fail-on = \"low\"\njobs = 2\ncolor = \"always\"\n");
  ConfigRequest r = request(tree, {{"PRODREADY_FAIL_ON", "medium"}, {"PRODREADY_JOBS", "3"}});
  r.flags.fail_on = "critical";
  const Policy policy = load_policy(r);
  CHECK(policy.fail_on == Severity::critical);
  CHECK(policy.origins.at("fail-on") == "--fail-on");
  CHECK(policy.jobs == 3);
  CHECK(policy.origins.at("jobs") == "PRODREADY_JOBS");
  CHECK(policy.color == ColorMode::always);
  CHECK(policy.origins.at("color") == ".prodready.toml:3");
}

TEST_CASE("lists add up") {
  const Tree tree;
  tree.write(".prodready.toml", "exclude = [\"a\"]\n");
  ConfigRequest r = request(tree, {{"PRODREADY_EXCLUDE", "b:c::"}, {"PRODREADY_RULES", "x:/y"}});
  r.flags.exclude = {"d"};
  const Policy policy = load_policy(r);
  CHECK(policy.exclude == std::vector<std::string>{"a", "b", "c", "d"});
  CHECK(policy.origins.at("exclude") == ".prodready.toml:1, PRODREADY_EXCLUDE, --exclude");
  CHECK(policy.rules == std::vector<std::string>{"x", "/y"});
}

TEST_CASE("variables are values, too") {
  const Tree tree;
  const Policy policy = load_policy(request(tree, {{"PRODREADY_FAIL_ON", "never"},
                                                   {"PRODREADY_GITIGNORE", "false"},
                                                   {"PRODREADY_INLINE_IGNORES", "0"},
                                                   {"PRODREADY_MIN_CONFIDENCE", "high"},
                                                   {"PRODREADY_MIN_SEVERITY", ""},
                                                   {"PRODREADY_FINGERPRINT_KEY", "k"}}));
  CHECK(policy.fail_on == std::nullopt);
  CHECK_FALSE(policy.gitignore);
  CHECK_FALSE(policy.inline_ignores);
  CHECK(policy.min_confidence == Confidence::high);
  CHECK(policy.fingerprint_key == "k");
  CHECK(policy.origins.at("min-severity") == "default");  // set, but empty
}

TEST_CASE("a wrong value is told with its place and the nearest right one") {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"fail-on = \"hgih\"",
       ".prodready.toml:1:11: unknown severity \"hgih\" (did you mean \"high\"?)"},
      {"fail-on = \"HIGH\"",
       ".prodready.toml:1:11: unknown severity \"HIGH\" (did you mean \"high\"?)"},
      {"fail-on = 3", ".prodready.toml:1:11: \"fail-on\" must be a string, not an integer"},
      {"\nmin-severity = \"never\"", ".prodready.toml:2:16: unknown severity \"never\""},
      {"min-confidence = \"critical\"",
       ".prodready.toml:1:18: unknown confidence \"critical\"; use high, medium or low"},
      {"jobs = 0", ".prodready.toml:1:8: \"0\" is no number of worker threads; use 1 to 1024"},
      {"jobs = 1025", "use 1 to 1024"},
      {"jobs = -1", "use 1 to 1024"},
      {"jobs = 9223372036854775807", "use 1 to 1024"},
      {"jobs = \"4\"", ".prodready.toml:1:8: \"jobs\" must be an integer, not a string"},
      {"jobs = 1.5", "must be an integer"},
      {"color = \"sometimes\"", "unknown colour mode \"sometimes\"; use auto, always or never"},
      {"gitignore = \"no\"", "\"gitignore\" must be true or false, not a string"},
      {"exclude = \"*.js\"", "must be a list of strings"},
      {"exclude = [1]", "every item of \"exclude\" must be a string"},
      {"exclude = [\"\"]", "empty"},
      {"disable-rules = [\"\"]", "empty"},
      {"rules = [\"\"]", "empty"},
      {"fail_on = \"high\"",
       ".prodready.toml:1:11: unknown key \"fail_on\" (did you mean \"fail-on\"?)"},
      {"[target]\nx = 1", ".prodready.toml:1:1: unknown key \"target\""},
      {"[ignore]\nrule = \"x\"", "[[ignore]]"},
      {"[[ignore]]\nrule = \"x\"", ".prodready.toml:1:1: an [[ignore]] needs a \"reason\""},
      {"[[ignore]]\nrule = \"x\"\nreason = \"  \"", "needs a \"reason\""},
      {"[[ignore]]\nreason = \"r\"", "needs a \"rule\", \"paths\" or a \"fingerprint\""},
      {"[[ignore]]\nrule = \"x\"\nreason = \"r\"\nexpires = \"tomorrow\"",
       ".prodready.toml:4:11: \"tomorrow\" is no date"},
      {"[[ignore]]\nrule = \"x\"\nreason = \"r\"\nexpires = \"2026-02-30\"",
       "is no date; write YYYY-MM-DD"},
      {"[[ignore]]\nrule = \"x\"\nreason = \"r\"\nexpires = \"2026-2-3\"", "is no date"},
      {"[[ignore]]\nrule = \"x\"\nreason = \"r\"\nexpire = \"2026-02-03\"",
       "(did you mean \"expires\"?)"},
      {"[[ignore]]\nfingerprint = \"v1:12\"\nreason = \"r\"",
       ".prodready.toml:2:15: \"v1:12\" is no fingerprint"},
      {"[[ignore]]\npaths = [\"\"]\nreason = \"r\"", "an empty glob"},
      {"fail-on = \"high\"\nfail-on = \"low\"", ".prodready.toml:2:"},
      {"fail-on", ".prodready.toml:1:"},
      {"\xff\xfe", ".prodready.toml:1:1"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const std::string error = config_error(c.text);
    CAPTURE(error);
    CHECK(contains(error, c.message));
  }
  CHECK(config_error("").empty());
}

TEST_CASE("a file cut anywhere is refused, or is a shorter configuration") {
  const std::string whole =
      "fail-on = \"low\"\nexclude = ['a', 'b']\n[[ignore]]\nrule = 'x'\nreason = 'y'\n";
  for (size_t size = 0; size < whole.size(); ++size) {
    const std::string error = config_error(whole.substr(0, size));
    CAPTURE(size, error);
    CHECK((error.empty() || error.rfind(".prodready.toml:", 0) == 0));
  }
}

TEST_CASE("a wrong variable or flag is told by its name") {
  CHECK(contains(variable_error("PRODREADY_FAIL_ON", "hgih"),
                 "PRODREADY_FAIL_ON: unknown severity \"hgih\" (did you mean"));
  CHECK(
      contains(variable_error("PRODREADY_JOBS", "many"), "PRODREADY_JOBS: \"many\" is no number"));
  CHECK(contains(variable_error("PRODREADY_JOBS", "4 "), "PRODREADY_JOBS"));
  CHECK(contains(variable_error("PRODREADY_JOBS", "99999999999999999999"), "PRODREADY_JOBS"));
  CHECK(contains(variable_error("PRODREADY_GITIGNORE", "no"),
                 "PRODREADY_GITIGNORE: \"no\" is neither true nor false"));
  CHECK(contains(variable_error("PRODREADY_CONFIG", "/nonexistent/x.toml"), "no such file"));
  const Tree tree;
  ConfigRequest r = request(tree);
  r.flags.min_confidence = "hihg";
  CHECK(contains(error_of([&] { load_policy(r); }),
                 "--min-confidence: unknown confidence \"hihg\" (did you mean \"high\"?)"));
  ConfigRequest empty = request(tree);
  empty.flags.exclude = {""};
  CHECK(contains(error_of([&] { load_policy(empty); }), "--exclude: an empty value"));
}

TEST_CASE("what is not shown cannot be what the audit fails on") {
  const Tree tree;
  ConfigRequest r = request(tree);
  r.flags.min_severity = "critical";
  CHECK(contains(error_of([&] { load_policy(r); }),
                 "min-severity \"critical\" (--min-severity) hides findings"));
  r.flags.fail_on = "critical";
  CHECK(error_of([&] { load_policy(r); }).empty());
  r.flags.fail_on = "never";
  CHECK(error_of([&] { load_policy(r); }).empty());

  ConfigRequest strict = request(tree);
  strict.flags.fail_on = "info";  // to fail on everything is to show everything
  CHECK(load_policy(strict).min_severity == Severity::info);
  strict.flags.min_severity = "medium";
  CHECK(contains(error_of([&] { load_policy(strict); }), "hides findings"));
}

TEST_CASE("an ignore holds until the end of its last day") {
  const Tree tree;
  const std::string entry = "[[ignore]]\nrule = \"x\"\nreason = \"r\"\nexpires = ";
  tree.write(".prodready.toml",
             entry + "\"2026-06-14\"\n" + entry + "2026-06-15\n" + entry + "\"2026-06-16\"\n");
  const Policy policy = load_policy(request(tree));
  REQUIRE(policy.expired_ignores.size() == 1);
  CHECK(policy.expired_ignores[0].expires == "2026-06-14");
  CHECK(policy.ignores.size() == 2);
}

TEST_CASE("the nearest file up to the root of the git work tree is read") {
  const Tree tree;
  fs::create_directories(tree.path("repo/a/b"));
  tree.write("repo/.git", "gitdir: elsewhere\n");
  tree.write(".prodready.toml", "jobs = 1\n");
  SECTION("none: what lies above the work tree is not ours") {
    CHECK(load_policy(request(tree, {}, "repo/a/b")).config_file.empty());
  }
  SECTION("at the root, seen from below") {
    tree.write("repo/.prodready.toml", "jobs = 2\n");
    const Policy policy = load_policy(request(tree, {}, "repo/a/b"));
    CHECK(policy.jobs == 2);
    CHECK(policy.origins.at("jobs") == "../../.prodready.toml:1");
    CHECK(policy.config_file == tree.path("repo/.prodready.toml"));
    CHECK(policy.config_prefix == "a/b/");
    CHECK(policy.config_in_tree);
  }
  SECTION("the nearest wins, alone") {
    tree.write("repo/.prodready.toml", "jobs = 2\nfail-on = \"low\"\n");
    tree.write("repo/a/.prodready.toml", "jobs = 3\n");
    const Policy policy = load_policy(request(tree, {}, "repo/a/b"));
    CHECK(policy.jobs == 3);
    CHECK(policy.fail_on == Severity::high);
  }
  SECTION("a file as the root stands for its folder") {
    tree.write("repo/.prodready.toml", "jobs = 2\n");
    CHECK(load_policy(request(tree, {}, tree.write("repo/a/x.py", ""))).jobs == 2);
  }
  SECTION("outside of a work tree only the root itself is looked at") {
    fs::create_directories(tree.path("plain/sub"));
    CHECK(load_policy(request(tree, {}, "plain/sub")).config_file.empty());
    tree.write("plain/.prodready.toml", "jobs = 5\n");
    CHECK(load_policy(request(tree, {}, "plain")).jobs == 5);
    CHECK(load_policy(request(tree, {}, "plain/sub")).config_file.empty());
  }
  SECTION("a link to the root leads to the same file") {
    tree.write("repo/.prodready.toml", "jobs = 2\n");
    fs::create_directory_symlink(tree.path("repo"), tree.path("link"));
    CHECK(load_policy(request(tree, {}, "link")).origins.at("jobs") == ".prodready.toml:1");
  }
  SECTION("a root that does not exist is for the audit to refuse") {
    CHECK(load_policy(request(tree, {}, "nowhere")).config_file.empty());
  }
}

TEST_CASE("an anchored flag means the audited root, wherever the file stands") {
  const Tree tree;
  fs::create_directories(tree.path(".git"));
  fs::create_directories(tree.path("a[1]/b"));
  tree.write(".prodready.toml", "exclude = [\"/top\"]\n");
  ConfigRequest r = request(tree, {}, "a[1]/b");
  r.flags.exclude = {"/gen", "*.js"};
  CHECK(load_policy(r).exclude == std::vector<std::string>{"/top", "/a\\[1\\]/b/gen", "*.js"});
}

TEST_CASE("--config names the only file that is read, --no-config reads none") {
  const Tree tree;
  tree.write(".prodready.toml", "jobs = 2\n");
  const std::string other =
      tree.write("other.toml", "color = \"never\"\n[[ignore]]\nrule = 'x'\nreason = 'y'\n");
  ConfigRequest r = request(tree, {{"PRODREADY_CONFIG", "/nonexistent"}});
  SECTION("by flag") {
    r.config_file = other;
    const Policy policy = load_policy(r);
    CHECK(policy.jobs == 0);
    CHECK(policy.color == ColorMode::never);
    CHECK_FALSE(policy.config_in_tree);
    CHECK(policy.origins.at("color") == other + ":1");
    CHECK(policy.ignores.at(0).origin == other + ":2");
  }
  SECTION("by variable") {
    CHECK(load_policy(request(tree, {{"PRODREADY_CONFIG", other}})).color == ColorMode::never);
  }
  SECTION("none") {
    r.no_config = true;
    CHECK(load_policy(r).jobs == 0);
  }
  SECTION("both at once contradict each other") {
    r.no_config = true;
    r.config_file = other;
    CHECK(contains(error_of([&] { load_policy(r); }), "contradict"));
  }
  SECTION("a link is followed if the user named it") {
    fs::create_symlink("other.toml", tree.path("link.toml"));
    r.config_file = tree.path("link.toml");
    CHECK(load_policy(r).color == ColorMode::never);
  }
  SECTION("rules are relative to the file") {
    r.config_file = tree.write("ci/p.toml", "rules = [\"../rules\", \"/abs\"]\n");
    CHECK(load_policy(r).rules == std::vector<std::string>{tree.path("ci/../rules"), "/abs"});
  }
}

TEST_CASE("what is no regular file is refused, at once") {
  const Tree tree;
  const std::string config = tree.path(".prodready.toml");
  SECTION("a folder") {
    fs::create_directory(config);
    CHECK(contains(error_of([&] { load_policy(request(tree)); }), "it is a folder"));
  }
  SECTION("a FIFO that nobody writes to") {
    REQUIRE(mkfifo(config.c_str(), 0600) == 0);
    CHECK(contains(error_of([&] { load_policy(request(tree)); }), "it is not a regular file"));
    ConfigRequest r = request(tree);
    r.config_file = config;
    CHECK(contains(error_of([&] { load_policy(r); }), "it is not a regular file"));
  }
  SECTION("a link, in the tree") {
    tree.write("real.toml", "jobs = 2\n");
    fs::create_symlink("real.toml", config);
    CHECK(contains(error_of([&] { load_policy(request(tree)); }), "it is a symbolic link"));
  }
  SECTION("a device") {
    ConfigRequest r = request(tree);
    r.config_file = "/dev/zero";
    CHECK(contains(error_of([&] { load_policy(r); }), "it is not a regular file"));
  }
  SECTION("an unreadable file") {
    tree.write(".prodready.toml", "jobs = 2\n");
    fs::permissions(config, fs::perms::none);
    if (geteuid() != 0)
      CHECK(contains(error_of([&] { load_policy(request(tree)); }), "Permission denied"));
  }
  SECTION("a huge file") {
    tree.write(".prodready.toml", std::string(3 << 20, '#'));
    CHECK(contains(error_of([&] { load_policy(request(tree)); }), "larger than 1 MiB"));
  }
  SECTION("no file, an empty name") {
    ConfigRequest r = request(tree);
    r.config_file = tree.path("missing.toml");
    CHECK(contains(error_of([&] { load_policy(r); }), "no such file"));
    r.config_file = "";
    CHECK(contains(error_of([&] { load_policy(r); }), "empty"));
  }
}

TEST_CASE("rules that a file in the tree names stay inside of its folder") {
  const Tree tree;
  fs::create_directories(tree.path("repo/rules"));
  fs::create_directories(tree.path("outside"));
  fs::create_directory_symlink("../outside", tree.path("repo/link"));
  for (const char* rules : {"../outside", "/etc", "link", "rules/../../outside", "missing"}) {
    CAPTURE(rules);
    tree.write("repo/.prodready.toml", "rules = [\"" + std::string(rules) + "\"]\n");
    const std::string error = error_of([&] { load_policy(request(tree, {}, "repo")); });
    CHECK(contains(error, ".prodready.toml:1:9: the folder of rules"));
  }
  tree.write("repo/.prodready.toml", "rules = [\"rules\", \".\"]\n");
  CHECK(load_policy(request(tree, {}, "repo")).rules.size() == 2);
}

TEST_CASE("what a file in the tree makes weaker is noted") {
  const Tree tree;
  const std::string weak =
      "fail-on = \"never\"\nmin-confidence = \"high\"\nbuiltin-rules = false\n";
  const std::string file = tree.write(".prodready.toml", weak);
  CHECK(load_policy(request(tree)).loosened ==
        std::vector<std::string>{"fail-on = \"never\" (.prodready.toml:1)",
                                 "min-confidence = \"high\" (.prodready.toml:2)",
                                 "builtin-rules = false (.prodready.toml:3)"});
  ConfigRequest named = request(tree);
  named.config_file = file;
  CHECK(load_policy(named).loosened.empty());  // the user knows what they named
  tree.write(".prodready.toml", "fail-on = \"low\"\nmin-confidence = \"low\"\ngitignore = false\n");
  CHECK(load_policy(request(tree)).loosened.empty());
}

TEST_CASE("a policy is described as a configuration that means the same") {
  const Tree tree;
  const std::string odd = "a\"b\\c\x1b[31m\xe2\x80\xae\xc3\xa4";
  ConfigRequest r = request(tree, {{"PRODREADY_FAIL_ON", "low"}});
  r.flags.exclude = {odd, "plain"};
  r.flags.fingerprint_key = "do-not-show";
  tree.write(".prodready.toml",
             "jobs = 7\n[[ignore]]\nrule = \"x\"\npaths = [\"p\"]\nreason = \"r\"\nowner = "
             "\"o\"\nexpires = 2030-01-01\n"
             "[[ignore]]\nrule = \"y\"\nreason = \"old\"\nexpires = 2020-01-01\n");
  const Policy policy = load_policy(r);
  const std::string text = describe_policy(policy);
  CHECK(contains(text, "# configuration file: " + tree.path(".prodready.toml") + "\n"));
  CHECK(contains(text, "fail-on = \"low\"                 # PRODREADY_FAIL_ON\n"));
  CHECK(contains(text, "min-severity = \"low\"            # default\n"));
  CHECK(contains(text, "jobs = 7                        # .prodready.toml:1\n"));
  CHECK(contains(text, "# .prodready.toml:2\nrule = \"x\"\n"));
  CHECK(contains(text, "expired: hides nothing\n"));
  CHECK_FALSE(contains(text, "do-not-show"));
  CHECK_FALSE(contains(text, "\x1b"));
  CHECK_FALSE(contains(text, "\xe2\x80\xae"));

  ConfigRequest again = request(tree);
  again.config_file = tree.write("again.toml", text);
  const Policy same = load_policy(again);
  CHECK(same.fail_on == policy.fail_on);
  CHECK(same.jobs == policy.jobs);
  CHECK(same.exclude == policy.exclude);
  REQUIRE(same.ignores.size() == 1);
  CHECK(same.ignores[0].paths == policy.ignores[0].paths);
  CHECK(same.ignores[0].owner == "o");
  CHECK(same.expired_ignores.size() == 1);
}
