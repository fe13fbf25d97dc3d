#include "settings/key_path.h"

#include <random>

#include "catch.h"

using prodready::folded_key;
using prodready::KeyIndex;
using prodready::KeyPath;
using prodready::KeyPattern;
using prodready::last_segment;
using prodready::Setting;
using prodready::SettingRole;

namespace {

Setting setting(const std::string& key, SettingRole role = SettingRole::plain) {
  Setting result;
  result.key = key;
  result.role = role;
  return result;
}

bool fits(const std::string& pattern, const Setting& of) {
  return KeyPattern(pattern).fits(KeyPath(of));
}

struct Case {
  const char* pattern;
  const char* key;
  bool expected;
};

template <size_t size>
void check(const Case (&cases)[size], SettingRole role = SettingRole::plain) {
  for (const Case& c : cases) {
    INFO(c.pattern << " against " << c.key);
    CHECK(fits(c.pattern, setting(c.key, role)) == c.expected);
  }
}

}  // namespace

TEST_CASE("a key fits the end of a path, segment by segment") {
  const Case cases[] = {
      {"show-sql", "spring.jpa.show-sql", true},
      {"jpa.show-sql", "spring.jpa.show-sql", true},
      {"spring.show-sql", "spring.jpa.show-sql", false},
      {"sql", "spring.jpa.show-sql", false},
      {"show", "spring.jpa.show-sql", false},
      {"jpa", "spring.jpa.show-sql", false},
      {"a.b.c", "b.c", false},
      {"debug", "debug", true},
      {"debug", "debug.level", false},
      {"debug", "", false},
  };
  check(cases);
}

TEST_CASE("a leading slash holds a key to the document's root") {
  const Case cases[] = {
      {"/debug", "debug", true},        {"/debug", "a.debug", false},
      {"/a.debug", "a.debug", true},    {"/a.debug", "b.a.debug", false},
      {"/*.debug", "a.debug", true},    {"/*.debug", "b.a.debug", false},
      {"/**.debug", "b.a.debug", true}, {"/**.debug", "debug", true},
  };
  check(cases);
}

TEST_CASE("a star is any part of a segment or a whole one, two are any number of segments") {
  const Case cases[] = {
      {"*password", "db.password", true},
      {"*password", "db.adminPassword", true},
      {"*password", "password.file", false},
      {"*password", "passwords", false},
      {"db*", "db_host", true},
      {"db*", "adb", false},
      {"a*c", "abc", true},
      {"a*c", "ac", true},
      {"ab*bc", "abc", false},
      {"a*b*c", "aXbYc", true},
      {"a*b*c", "acb", false},
      {"*", "anything", true},
      {"a.*", "a.b", true},
      {"a.*", "a", false},
      {"a.*", "a.b.c", false},
      {"a.*.c", "a.b.c", true},
      {"a.*.c", "a.c", false},
      {"a.**.c", "a.c", true},
      {"a.**.c", "a.x.y.z.c", true},
      {"a.**.c", "b.x.c", false},
      {"a.**", "a.b.c", true},
      {"a.**", "a", true},
      {"**.a.**.b", "x.a.y.b", true},
      {"**.a.**.b", "x.b.y.a", false},
  };
  check(cases);
}

TEST_CASE("letter case, dashes and underscores do not count") {
  const Case cases[] = {
      {"show-sql", "spring.jpa.showSql", true}, {"show-sql", "SHOW_SQL", true},
      {"showSql", "spring.jpa.show-sql", true}, {"SHOW__SQL", "show-sql", true},
      {"show.sql", "show-sql", false},          {"*-password", "dbPassword", true},
  };
  check(cases);
  CHECK(folded_key("Spring.JPA.show-SQL_x") == "spring.jpa.showsqlx");
  CHECK(last_segment("a.b.c") == "c");
  CHECK(last_segment("c") == "c");
  CHECK(last_segment("a.").empty());
}

TEST_CASE("an environment variable is also spelled with the path joined") {
  const Case cases[] = {
      {"spring.jpa.show-sql", "SPRING_JPA_SHOW_SQL", true},
      {"spring.jpa.show-sql", "services.web.environment.SPRING_JPA_SHOW_SQL", true},
      {"spring.jpa.show-sql", "SPRING_JPA_SHOWSQL", true},
      {"spring.jpa.show-sql", "MY_SPRING_JPA_SHOW_SQL", false},
      {"spring.jpa.show-sql", "SHOW_SQL", false},
      {"/debug", "web.environment.DEBUG", true},
      {"logging.level.*", "LOGGING_LEVEL_ROOT", false},
      {"app.*password", "APP_DB_PASSWORD", true},
  };
  check(cases, SettingRole::variable);
  check(cases, SettingRole::argument);
  CHECK(!fits("spring.jpa.show-sql", setting("SPRING_JPA_SHOW_SQL")));
  CHECK(!fits("/debug", setting("web.environment.DEBUG")));
}

TEST_CASE("many stars against a long path come to an end") {
  std::string pattern = "x";
  std::string key = "a";
  for (int i = 0; i < 12; ++i) pattern += ".**.a";
  for (int i = 0; i < 15; ++i) key += ".a";
  CHECK(!fits(pattern, setting(key)));
  CHECK(fits("**." + pattern.substr(2), setting(key)));
}

TEST_CASE("the index finds what every pattern alone would") {
  const std::vector<std::string> patterns = {
      "debug",    "/debug", "app.debug", "*.debug", "**.debug", "a.**.b",    "*password", "db*",
      "show-sql", "a.b",    "a.*",       "/a.b",    "b",        "app-debug", "a*b",       "**",
      "a.b.c",    "x.*.y",  "debug",     "*",       "app.*bug", "a.c",
  };
  KeyIndex index;
  for (uint32_t i = 0; i < patterns.size(); ++i) index.add(patterns[i], i / 2);  // shared ids too
  prodready::KeyMemory memory;
  std::mt19937 random(11);
  const char* names[] = {"a",         "b",           "c",     "debug",       "app",
                         "APP_DEBUG", "db_password", "ab",    "A_B",         "showSql",
                         "x",         "y",           "A_B_C", "environment", ""};
  size_t found = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string key = names[random() % std::size(names)];
    for (unsigned i = random() % 4; i > 0; --i)
      key += std::string(".") + names[random() % std::size(names)];
    const Setting one = setting(key, static_cast<SettingRole>(random() % 5));
    std::vector<uint32_t> expected;
    for (uint32_t i = 0; i < patterns.size(); ++i) {
      if (fits(patterns[i], one) && (expected.empty() || expected.back() != i / 2))
        expected.push_back(i / 2);
    }
    INFO(key << " role " << static_cast<int>(one.role));
    CHECK(index.find(KeyPath(one), memory) == expected);
    found += expected.size();
  }
  CHECK(found > 3000);
  prodready::KeyMemory empty;
  CHECK(KeyIndex().find(KeyPath(setting("a")), empty).empty());
}
