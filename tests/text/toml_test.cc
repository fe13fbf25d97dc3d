#include "text/toml.h"

#include "catch.h"
#include "text/error.h"

using namespace prodready;
using toml_tree::Reader;

namespace {

std::string error_of(const std::string& text) {
  try {
    toml_tree::parse(text, "f.toml");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// The message of the first wrong read in a table with the keys this lambda reads.
template <typename Read>
std::string read_error(const std::string& text, Read read) {
  const toml_tree::Table table = toml_tree::parse(text, "f.toml");
  Reader reader(table, "f.toml");
  try {
    read(reader);
    reader.finish();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("values keep their kinds and their positions") {
  const toml_tree::Table table = toml_tree::parse(
      "text = 'a\\b'\n  yes = true\nint = 42\nreal = 1.5\nlist = ['x', 'y']\nday = "
      "2027-01-31\n[sub]\nkey = ''\n",
      "f.toml");
  Reader reader(table, "f.toml");
  CHECK(reader.string("text") == "a\\b");
  CHECK(reader.boolean("yes") == true);
  CHECK(reader.integer("int") == 42);
  CHECK(reader.number("real") == 1.5);
  CHECK(reader.number("int") == 42.0);
  CHECK(reader.strings("list") == std::vector<std::string>{"x", "y"});
  CHECK(reader.string("day") == "2027-01-31");
  CHECK(reader.table("sub") != nullptr);
  CHECK(reader.string("absent") == std::nullopt);
  CHECK(reader.tables("absent").empty());
  CHECK(reader.where("yes") == "f.toml:2:9");
  CHECK(reader.where("absent") == "f.toml:1:1");
  reader.finish();
}

TEST_CASE("a table that stands several times keeps each place") {
  const toml_tree::Table table =
      toml_tree::parse("[[ignore]]\nrule = 'a'\n\n[[ignore]]\nrule = 'b'\n", "f.toml");
  Reader reader(table, "f.toml");
  const auto tables = reader.tables("ignore");
  REQUIRE(tables.size() == 2);
  CHECK(Reader(*tables[1], "f.toml").where("absent") == "f.toml:4:1");
}

TEST_CASE("wrong TOML is told with its position") {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"a = ", "f.toml:1:"},
      {"a = 1\nb = \n", "f.toml:2:5: invalid key-value pair"},
      {"a = 1\na = 2\n", "f.toml:2:"},
      {"[a\n", "f.toml:1:3: invalid table header"},
      {"[+a]", "f.toml:1:2: invalid key"},  // an assertion of toml++ fails here
      {"[\xe2\x80\xae]", "f.toml:1:2: a character beyond ASCII"},
      {"a = '\xff'", "f.toml:1:"},
      {"a = \"\\x\"", "f.toml:1:"},
      {"a = 10:30:00", "f.toml:1:5: a time of day"},
      {"a = 2027-01-31T10:30:00Z", "f.toml:1:5: a time of day"},
      {"a = 99999999999999999999", "f.toml:1:"},
      {"a = 1\0", ""},
      {"\xff\xfe"
       "a",
       "f.toml:1:1"},
      {"a\n= 1", "f.toml:1:"},
      {"just words", "f.toml:1:"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(contains(error_of(c.text), c.message));
  }
  CHECK(error_of("").empty());
  CHECK(error_of("# only a comment").empty());
  CHECK(error_of("\xef\xbb\xbf"
                 "a = 1")
            .empty());  // a byte order mark
  CHECK(contains(error_of(std::string("a = 1\0", 6)), "f.toml:1:"));
}

TEST_CASE("a file cut anywhere is read whole or refused, never by half") {
  const std::string whole =
      "[[ignore]]\nrule = \"x\"\npaths = ['a', \"b\"]\nreason = '''\nlong\n'''\n";
  for (size_t size = 0; size < whole.size(); ++size) {
    const std::string error = error_of(whole.substr(0, size));
    CAPTURE(size, error);
    CHECK((error.empty() || error.rfind("f.toml:", 0) == 0));
  }
}

TEST_CASE("hostile nesting and size are refused before they cost anything") {
  const int many = 200'000;
  for (const std::string& text :
       {"a = " + repeated("[", many), "a = " + repeated("{a=", many),
        repeated("a.", many) + "a = 1", "[" + repeated("a.", many) + "a]",
        "a = {" + repeated("a.", 40) + "a = 1}", "[[" + repeated("'a'.", many) + "a]]",
        "a = [" + repeated("{a.a.a.a.a.a.a.a.a=[", 20)}) {
    CHECK(contains(error_of(text), "nested more than"));
  }
  CHECK(contains(error_of("a = '" + std::string(2 << 20, 'x') + "'"), "larger than 1 MiB"));
}

TEST_CASE("a character beyond ASCII stands in quotes and comments only") {
  for (const char* text : {"é = 1\n", "[é]\n", "x = é\n", "x = 1é\n", "x = [1]é\n", "é"}) {
    CAPTURE(text);
    CHECK(error_of(text).find("a character beyond ASCII needs quotes") != std::string::npos);
  }
  CHECK(error_of("a = 1\nb = é\n").starts_with("f.toml:2:5: "));
  CHECK(error_of("\xEF\xBB\xBF\"é\" = 'é' # é\nx = \"\"\"é\"\"\"\n").empty());
}

TEST_CASE("dots and brackets in strings and comments do not nest") {
  for (const std::string& text :
       {"a = '" + repeated(".", 500) + "'",
        "a = \"" + repeated("[", 500) + "\\\"" + repeated("[", 500) + "\"",
        "# " + repeated("[.", 500), "a = '''\n" + repeated("[.", 500) + "'''''",
        "a = \"\"\"" + repeated("{", 500) + "\\\"\"\"\"", "a = [" + repeated("1.5, ", 500) + "]",
        repeated("[[t]]\na.b = 1\n", 500)}) {
    CHECK(error_of(text) == "");
  }
}

TEST_CASE("a reader is strict, and says where and what") {
  const auto text = [](Reader& r) { r.string("rule"); };
  const auto list = [](Reader& r) { r.strings("paths"); };
  CHECK(read_error("rule = 1", text) == "f.toml:1:8: \"rule\" must be a string, not an integer");
  CHECK(read_error("rule = []", text) == "f.toml:1:8: \"rule\" must be a string, not a list");
  CHECK(read_error("paths = 'x'", list) ==
        "f.toml:1:9: \"paths\" must be a list of strings, not a string");
  CHECK(read_error("paths = ['x', 1]", list) ==
        "f.toml:1:15: every item of \"paths\" must be a string, not an integer");
  CHECK(read_error("rule = 'x'\nruel = 'y'", text) ==
        "f.toml:2:8: unknown key \"ruel\" (did you mean \"rule\"?)");
  CHECK(read_error("[target]\n", text) == "f.toml:1:1: unknown key \"target\"");
  CHECK(read_error("n = true", [](Reader& r) { r.integer("n"); }) ==
        "f.toml:1:5: \"n\" must be an integer, not true or false");
  CHECK(read_error("n = nan", [](Reader& r) { r.number("n"); }) ==
        "f.toml:1:5: \"n\" must be a finite number");
  CHECK(read_error("n = inf", [](Reader& r) { r.number("n"); }) ==
        "f.toml:1:5: \"n\" must be a finite number");
  CHECK(read_error("n = 'x'", [](Reader& r) { r.boolean("n"); }) ==
        "f.toml:1:5: \"n\" must be true or false, not a string");
  CHECK(contains(read_error("t = 1", [](Reader& r) { r.tables("t"); }), "[[t]]"));
  CHECK(contains(read_error("t = [1]", [](Reader& r) { r.tables("t"); }), "[[t]]"));
  CHECK(contains(read_error("t = 1", [](Reader& r) { r.table("t"); }), "must be a table"));
  CHECK(read_error("a = 1", [](Reader& r) { r.required_string("b"); }) ==
        "f.toml:1:1: \"b\" is missing");
  CHECK(read_error("b = ''", [](Reader& r) { r.required_string("b"); }) ==
        "f.toml:1:5: \"b\" is empty");
}
