#include "check_tree.h"

using prodready::Environment;
using prodready::Finding;
using prodready::Severity;

namespace {

const std::string kSecret = "k4x9m2q7z1w8p0";
const std::string kShared = "secret-shared-between-environments";
const std::string kDrift = "environment-key-drift";

std::vector<prodready::Rule> rules() {
  return {check_rule(kShared, "critical"), check_rule(kDrift, "medium"),
          check_rule("database-shared-between-environments"),
          check_rule("backing-service-mismatch", "medium")};
}

}  // namespace

TEST_CASE("a secret that production shares with another environment is critical, and not shown") {
  struct Case {
    const char *production, *other, *environment;
  };
  const Case cases[] = {{".env.production", ".env.development", "development"},
                        {".env.production", ".env.staging", "staging"},
                        {"deploy/prod/app.yml", "deploy/dev/app.yml", "development"},
                        {"application-prod.yml", "application-test.yml", "test"}};
  for (const Case& c : cases) {
    INFO(c.production << " " << c.other);
    auto text = [&](const std::string& path) {
      return (path.ends_with(".yml") ? "a: 1\ndb-password: " : "A=1\nDB_PASSWORD=") + kSecret +
             "\n";
    };
    const Judged judged =
        judge({{c.production, text(c.production)}, {c.other, text(c.other)}}, rules());
    CHECK(judged.of(kShared).size() == 1);
    if (judged.of(kShared).empty()) continue;
    const Finding& finding = *judged.of(kShared)[0];
    CHECK(finding.severity == Severity::critical);
    CHECK(finding.environment == Environment::production);
    CHECK(finding.path == c.production);
    CHECK(finding.location.start.line == 2);
    CHECK(finding.detail.find(c.environment) != std::string::npos);
    REQUIRE(finding.related.size() == 1);
    CHECK(finding.related[0].path == c.other);
    CHECK(finding.related[0].location.start.line == 2);
    CHECK(!finding.frame.empty());
    CHECK(all_text(finding).find(kSecret) == std::string::npos);
    CHECK(all_text(finding).find(kSecret.substr(2, 8)) == std::string::npos);
  }
}

TEST_CASE("what is no secret, or not the same, is not shared") {
  const char* const texts[][2] = {
      {"DB_PASSWORD=k4x9m2q7z1w8p0\n", "DB_PASSWORD=p0w8z1q7m2x9k4\n"},
      {"DB_PASSWORD=changeme\n", "DB_PASSWORD=changeme\n"},
      {"DB_PASSWORD=<your-password>\n", "DB_PASSWORD=<your-password>\n"},
      {"DB_PASSWORD=xxxxxxxxxxxx\n", "DB_PASSWORD=xxxxxxxxxxxx\n"},
      {"DB_PASSWORD=${DB_PASSWORD}\n", "DB_PASSWORD=${DB_PASSWORD}\n"},
      {"DB_PASSWORD=k4x9\n", "DB_PASSWORD=k4x9\n"},
      {"DB_PASSWORD=\n", "DB_PASSWORD=\n"},
      {"TOKEN_URL=k4x9m2q7z1w8p0\n", "TOKEN_URL=k4x9m2q7z1w8p0\n"},
      {"GREETING=k4x9m2q7z1w8p0\n", "GREETING=k4x9m2q7z1w8p0\n"},
      {"VITE_TOKEN=k4x9m2q7z1w8p0\n", "VITE_TOKEN=k4x9m2q7z1w8p0\n"},
  };
  for (const auto& [production, other] : texts) {
    INFO(production << other);
    CHECK(judge({{".env.production", production}, {".env.staging", other}}, rules())
              .of(kShared)
              .empty());
  }
  // Two files of production, or none of it, share nothing with anybody.
  const std::string text = "DB_PASSWORD=" + kSecret + "\n";
  CHECK(judge({{".env.production", text}, {"prod/app.env", text}}, rules()).of(kShared).empty());
  CHECK(judge({{".env.staging", text}, {".env.development", text}}, rules()).of(kShared).empty());
  CHECK(judge({{".env.production", text}, {".env.example", text}}, rules()).of(kShared).empty());
}

TEST_CASE("a secret of another name is the same secret") {
  const Judged judged = judge({{".env.production", "DB_PASSWORD=" + kSecret + "\n"},
                               {".env.staging", "ADMIN_TOKEN='" + kSecret + "'\n"}},
                              rules());
  CHECK(judged.of(kShared).size() == 1);
}

TEST_CASE("a database that two environments use is found by where it is, not by its user") {
  const std::string rule = "database-shared-between-environments";
  auto url = [](const std::string& user, const std::string& host) {
    return "DATABASE_URL=postgres://" + user + "@" + host + "/shop\n";
  };
  const Judged judged = judge({{".env.production", url("a:k4x9m2q7z1w8p0", "db.acme.io:5432")},
                               {".env.staging", url("b:p0w8z1q7m2x9k4", "db.acme.io:5432")}},
                              rules());
  REQUIRE(judged.of(rule).size() == 1);
  CHECK(judged.of(rule)[0]->path == ".env.production");
  CHECK(all_text(*judged.of(rule)[0]).find("k4x9m2q7z1w8p0") == std::string::npos);
  for (const char* host : {"localhost:5432", "db:5432", "127.0.0.1", "db.default.svc"}) {
    INFO(host);
    CHECK(judge({{".env.production", url("a", host)}, {".env.staging", url("a", host)}}, rules())
              .of(rule)
              .empty());
  }
}

TEST_CASE("an embedded database in development and a server in production are a mismatch") {
  const std::string rule = "backing-service-mismatch";
  const std::string sqlite = "DATABASE_URL=sqlite:///dev.db\n";
  const std::string postgres = "DATABASE_URL=postgres://db.acme.io/shop\n";
  const Judged judged =
      judge({{".env.development", sqlite}, {".env.production", postgres}}, rules());
  REQUIRE(judged.of(rule).size() == 1);
  CHECK(judged.of(rule)[0]->path == ".env.development");
  CHECK(judged.of(rule)[0]->detail.find("postgres") != std::string::npos);
  CHECK(judged.of(rule)[0]->severity == Severity::medium);
  CHECK(judge({{".env.test", sqlite}, {".env.production", postgres}}, rules()).of(rule).empty());
  CHECK(judge({{".env.development", postgres}, {".env.production", postgres}}, rules())
            .of(rule)
            .empty());
}

TEST_CASE("keys of another environment that production lacks are drift") {
  const std::string production = "A=1\nB=1\nC=1\n";
  const Judged judged = judge(
      {{".env.production", production}, {".env.staging", "A=1\nNEW_X=1\nNEW_Y=1\n"}}, rules());
  REQUIRE(judged.of(kDrift).size() == 1);
  CHECK(judged.of(kDrift)[0]->path == ".env.production");
  CHECK(judged.of(kDrift)[0]->severity == Severity::medium);
  CHECK(judged.of(kDrift)[0]->detail ==
        "set for staging in .env.staging, but not for production: NEW_X and NEW_Y");
  REQUIRE(judged.of(kDrift)[0]->related.size() == 1);
  CHECK(judged.of(kDrift)[0]->related[0].path == ".env.staging");
  CHECK(judged.of(kDrift)[0]->related[0].location.start.line == 2);

  const Judged development =
      judge({{".env.production", production}, {".env.development", "A=1\nNEW_X=1\n"}}, rules());
  REQUIRE(development.of(kDrift).size() == 1);
  CHECK(development.of(kDrift)[0]->severity == Severity::low);
}

TEST_CASE("files that differ as they should have no drift") {
  const std::string production = "A=1\nB=1\nC=1\n";
  const Tree trees[] = {
      {{".env.production", production}, {".env.staging", production}},
      {{".env.production", production}, {".env.staging", "A=2\n"}},
      {{".env.production", production}, {".env.staging", "a=2\nB=1\n"}},
      {{".env.production", production}, {".env.staging", "A=1\nX=1\n"}, {".env", "X=1\n"}},
      {{".env.production", production}, {".env.staging", "X=1\nY=1\n"}},  // nothing in common
      {{".env.production", "A=1\n"}, {".env.staging", "A=1\nX=1\n"}},     // too small
      {{".env.production", production}, {"other/.env.staging", "A=1\nX=1\n"}},
      {{".env.production", production}, {".env.test", "A=1\nX=1\n"}},
      {{".env.production", production}, {".env.example", "A=1\nX=1\n"}},
      {{".env.production", production}, {".env.development", "A=1\nLOG_LEVEL=debug\n"}},
      {{"application-prod.yml", "a: {b: 1}\nc: 1\nd: 1\n"},
       {"application-staging.yml", "c: 1\na: 1\n"}},  // set otherwise
  };
  for (const Tree& tree : trees) {
    INFO(tree[0].second << tree[1].first << "\n" << tree[1].second);
    CHECK(judge(tree, rules()).of(kDrift).empty());
  }
}
