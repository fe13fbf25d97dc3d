// Credentials as a user meets them: the built-in rules on a small tree.
#include <cstdint>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "program.h"
#include "text/escape.h"

using Json = nlohmann::json;

namespace {

const std::string kPassword = "kU7!velo-93";
const std::string kDefault = "gru4mpy.Cat";
const std::string kBare = "zR4#pliskin";
const std::string kEncoded = "Tr0mbone_x9";
const std::string kStripe = "sk_live_q7Zk2vXw9RtB4mLs8PdY1nHc";
const std::string kKeyId = "AKIAQYLPMN5HNM4OTVHA";
const std::string kKeySecret = "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";

/// A token of GitHub whose CRC-32 is right; no such token stands in the repository.
std::string github_token() {
  const std::string body = "q7Zk2vXw9RtB4mLs8PdY1nHcQ3gJ6f";
  uint32_t crc = 0xFFFFFFFF;
  for (const char c : body) {
    crc ^= static_cast<uint8_t>(c);
    for (int i = 0; i < 8; ++i) crc = crc % 2 == 1 ? crc / 2 ^ 0xEDB88320 : crc / 2;
  }
  crc ^= 0xFFFFFFFF;
  std::string digits;
  for (int i = 0; i < 6; ++i, crc /= 62)
    digits.insert(digits.begin(),
                  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[crc % 62]);
  return "ghp_" + body + digits;
}

/// A folder `shop/` with one secret a line that a finding is about.
void write_tree(const Workspace& workspace) {
  workspace.write("shop/src/db.py", "conn = connect(user=\"shop\", password=\"" + kPassword +
                                        "\")\n" + "other = os.getenv(\"DB_PASSWORD\", \"" +
                                        kDefault + "\")\n" + "login(**{\"pass\": \"" + kBare +
                                        "\"})\n" + "password = os.environ[\"DB_PASSWORD\"]\n");
  workspace.write("shop/.env", "SHOP_HOST=db1\nSTRIPE_SECRET_KEY=" + kStripe + "\n");
  workspace.write("shop/deploy/values.yaml",
                  "shop:\n  replicas: 2\n  environment: " +
                      prodready::base64("DB_USER=shop\nDB_PASSWORD=" + kEncoded + "\n") + "\n");
  workspace.write("shop/deploy/aws.ini", "[shop]\naws_access_key_id = " + kKeyId +
                                             "\naws_secret_access_key = " + kKeySecret + "\n");
  workspace.write("shop/ci/release.sh", "export GITHUB_TOKEN=" + github_token() + "\n");
}

Result audit(const Workspace& workspace, std::vector<std::string> arguments) {
  Setup setup;
  setup.cwd = workspace.path();
  return run_program(arguments, setup);
}

Json findings_of(const Workspace& workspace, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"shop", "--format", "json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Result result = audit(workspace, arguments);
  INFO(result.err);
  CHECK(result.status == 1);
  const Json report = Json::parse(result.out, nullptr, false);
  REQUIRE(!report.is_discarded());
  return report["findings"];
}

/// The findings at a line of a file.
std::vector<Json> at(const Json& findings, const std::string& path, int line) {
  std::vector<Json> found;
  for (const Json& finding : findings) {
    const Json& location = finding["location"];
    if (contains(location["path"].get<std::string>(), path) && location["startLine"] == line)
      found.push_back(finding);
  }
  return found;
}

bool has_rule(const std::vector<Json>& findings, const std::string& rule) {
  for (const Json& finding : findings) {
    if (finding["ruleId"] == rule) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("passwords in code are found where they are given to a name, by whatever form") {
  const Workspace workspace;
  write_tree(workspace);
  const Json findings = findings_of(workspace);
  for (int line : {1, 2, 3}) {
    INFO("line " << line);
    const auto found = at(findings, "src/db.py", line);
    REQUIRE(found.size() == 1);
    CHECK(found[0]["ruleId"] == "password-literal");
    CHECK(found[0]["severity"] == "high");
  }
  CHECK(at(findings, "src/db.py", 4).empty());
}

TEST_CASE("a key in .env is found as what it is") {
  const Workspace workspace;
  write_tree(workspace);
  const auto found = at(findings_of(workspace), ".env", 2);
  REQUIRE(has_rule(found, "stripe-live-key"));
  for (const Json& finding : found) {
    if (finding["ruleId"] == "stripe-live-key") CHECK(finding["confidence"] == "high");
  }
}

TEST_CASE("a password in base64 is found in the line that holds it, and the reason is told") {
  const Workspace workspace;
  write_tree(workspace);
  const auto found = at(findings_of(workspace), "values.yaml", 3);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["ruleId"] == "password-literal");
  CHECK(contains(found[0]["reasons"].dump(), "it is written in base64"));
}

TEST_CASE("the two halves of an AWS key are one finding with both places") {
  const Workspace workspace;
  write_tree(workspace);
  const Json findings = findings_of(workspace);
  CHECK(at(findings, "aws.ini", 2).empty());
  const auto found = at(findings, "aws.ini", 3);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["ruleId"] == "aws-secret-access-key");
  CHECK(found[0]["severity"] == "critical");
  REQUIRE(found[0]["relatedLocations"].size() == 1);
  CHECK(found[0]["relatedLocations"][0]["startLine"] == 2);
  CHECK(contains(found[0]["relatedLocations"][0]["message"], "its other half"));
}

TEST_CASE("a token whose checksum is right says so") {
  const Workspace workspace;
  write_tree(workspace);
  const auto found = at(findings_of(workspace), "release.sh", 1);
  REQUIRE(found.size() == 1);
  CHECK(contains(found[0]["ruleId"], "github"));
  CHECK(found[0]["confidence"] == "high");
  CHECK(contains(found[0]["reasons"].dump(), "its checksum or structure is right"));
}

TEST_CASE("a token whose checksum is wrong is unsure, whichever rules know it") {
  const Workspace workspace;
  write_tree(workspace);
  std::string damaged = github_token();
  damaged[10] = damaged[10] == 'a' ? 'b' : 'a';
  workspace.write("shop/ci/release.sh", "export GITHUB_TOKEN=" + damaged + "\n");
  const auto unsure = at(findings_of(workspace, {"--min-confidence", "low"}), "release.sh", 1);
  REQUIRE(unsure.size() == 1);
  CHECK(unsure[0]["confidence"] == "low");
  CHECK(contains(unsure[0]["reasons"].dump(), "its checksum or structure is wrong"));
}

TEST_CASE("a weak password in configuration is found") {
  const Workspace workspace;
  write_tree(workspace);
  workspace.write("shop/config/admin.yml", "admin:\n  password: Passw0rd1!\n");
  workspace.write("shop/.env", "ADMIN_PASSWORD=changeme\n");
  const Json findings = findings_of(workspace);
  CHECK(has_rule(at(findings, "admin.yml", 2), "weak-password"));
  CHECK(has_rule(at(findings, ".env", 1), "weak-password"));
}

TEST_CASE("no output shows a secret, neither plain nor as it is encoded") {
  const Workspace workspace;
  write_tree(workspace);
  const std::vector<std::string> secrets = {
      kPassword,
      kDefault,
      kBare,
      kEncoded,
      kStripe.substr(8),
      kKeyId.substr(4),
      kKeySecret.substr(4),
      github_token().substr(4),
      prodready::base64("DB_USER=shop\nDB_PASSWORD=" + kEncoded + "\n")};
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"shop"},
                                             {"shop", "--all", "--min-confidence", "low"},
                                             {"shop", "--format", "json"},
                                             {"shop", "-q", "-o", "report.json"},
                                             {"--explain", "shop/src/db.py:1", "shop"},
                                             {"--explain", "shop/.env:2", "shop"},
                                             {"--explain", "shop/deploy/values.yaml:3", "shop"},
                                             {"env", "shop"}}) {
    const Result result = audit(workspace, arguments);
    const bool to_file = arguments.back() == "report.json";
    const std::string all =
        result.out + result.err + (to_file ? workspace.read("report.json") : "");
    INFO(arguments.front() << " … " << arguments.back());
    CHECK(!all.empty());
    for (const std::string& secret : secrets) {
      INFO(secret);
      CHECK(!contains(all, secret));
    }
  }
}

TEST_CASE("the gate fails for credentials in a tree, and not for a tree that reads them") {
  const Workspace workspace;
  write_tree(workspace);
  CHECK(audit(workspace, {"shop"}).status == 1);
  workspace.write("clean/src/db.py",
                  "conn = connect(user=\"shop\", password=os.environ[\"DB_PASSWORD\"])\n"
                  "key = read_secret(\"shop/stripe\")\n");
  workspace.write("clean/deploy/values.yaml",
                  "shop:\n  passwordFrom: shop-secret\n  token: ${TOKEN}\n");
  workspace.write(
      "clean/README.md",
      "Set `DB_PASSWORD`, and for AWS a key like `AKIAIOSFODNN7EXAMPLE` with its secret\n"
      "`wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`.\n");
  const Result clean = audit(workspace, {"clean", "--format", "json"});
  CHECK(clean.status == 0);
  const Json report = Json::parse(clean.out);
  for (const Json& finding : report["findings"])
    CHECK(finding["category"] != "credentials");
}
