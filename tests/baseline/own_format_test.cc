// The baseline's file: made to be committed, merged and read by people.
#include <algorithm>

#include "baseline/baseline.h"
#include "catch.h"
#include "text/error.h"

using namespace prodready;

namespace {

std::string digest(char digit) { return "v1:" + std::string(32, digit); }

BaselineEntry entry(const std::string& path, char digit) {
  return {path, "generic-password", digest(digit), digest('f'), false};
}

std::string header() { return baseline_text({}, ""); }

/// What parsing says about a file of one line.
std::string complaint(const std::string& line) {
  try {
    parse_baseline(header() + line + "\n", "b", "");
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a baseline is one header and sorted lines, whatever the order of its entries") {
  const std::string text = baseline_text({entry("b.py", '2'), entry("a.py", '1')}, "");
  CHECK(text == baseline_text({entry("a.py", '1'), entry("b.py", '2')}, ""));
  const size_t lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  REQUIRE(lines == 3);
  CHECK(text.starts_with("# prodready-baseline v1 key:"));
  CHECK(text.find("\na.py generic-password " + digest('1') + " " + digest('f') + "\n") <
        text.find("\nb.py "));
}

TEST_CASE("what was written is read back, with any name that a file may have") {
  const std::string hostile[] = {"a b.py",         "# prodready-baseline v9.py",
                                 "<<<<<<< x/y",    "======= z",
                                 "line\nbreak",    "\x1b[31mred",
                                 "caf\xC3\xA9.py", "latin\xE9",
                                 "100%.py",        "%41.py",
                                 "!first",         "\xE2\x80\xAEright-to-left"};
  for (const std::string& path : hostile) {
    const std::string text = baseline_text({entry(path, '1')}, "");
    CHECK(std::all_of(text.begin(), text.end(),
                      [](char c) { return c == '\n' || (c >= ' ' && c < 127); }));
    const Baseline read = parse_baseline(text, "b", "");
    REQUIRE(read.entries.size() == 1);
    CHECK(read.entries[0] == entry(path, '1'));
    CHECK(baseline_text(read.entries, "") == text);
  }
}

TEST_CASE("an entry without a value and one of the history keep what they are") {
  const BaselineEntry bare{"a", "env-file", digest('1'), "", false};
  const BaselineEntry old{"b", "env-file", digest('2'), digest('3'), true};
  const Baseline read = parse_baseline(baseline_text({bare, old}, ""), "b", "");
  REQUIRE(read.entries.size() == 2);
  CHECK(read.entries[0] == bare);
  CHECK(read.entries[1] == old);
}

TEST_CASE("lines of two branches in any order, twice, with CR or without, are their union") {
  const std::string ours = baseline_text({entry("a", '1'), entry("c", '3')}, "");
  const std::string theirs = baseline_text({entry("b", '2'), entry("c", '3')}, "");
  const std::string joined = theirs + ours.substr(ours.find('\n') + 1) + "\r\n";
  const std::string both = baseline_text({entry("a", '1'), entry("b", '2'), entry("c", '3')}, "");
  CHECK(baseline_text(parse_baseline(joined, "b", "").entries, "") == both);
  CHECK(baseline_text(parse_baseline(theirs + ours, "b", "").entries, "") == both);
  std::string with_cr;
  for (char c : both) with_cr += c == '\n' ? "\r\n" : std::string(1, c);
  CHECK(baseline_text(parse_baseline(with_cr, "b", "").entries, "") == both);
}

TEST_CASE("what one branch accepted from the history stays accepted there after a merge") {
  BaselineEntry marked = entry("a", '1');
  marked.history = true;
  const Baseline read =
      parse_baseline(baseline_text({entry("a", '1')}, "") + baseline_text({marked}, ""), "b", "");
  REQUIRE(read.entries.size() == 1);
  CHECK(read.entries[0].history);
}

TEST_CASE("garbage in a baseline is an error with its line") {
  const std::string good = "a r " + digest('1') + " " + digest('2');
  CHECK(complaint(good) == "");
  CHECK(complaint("") == "");
  for (const char* marker : {"<<<<<<< HEAD", "=======", ">>>>>>> branch", "||||||| base"})
    CHECK(contains(complaint(marker), "b:2: a merge conflict is left here"));
  CHECK(contains(complaint("a r"), "b:2: this is no entry"));
  CHECK(contains(complaint("# a comment"), "b:2: "));
  CHECK(contains(complaint(good + " surprise"), "b:2: this is no entry"));
  CHECK(contains(complaint(good + " history history"), "b:2: this is no entry"));
  CHECK(contains(complaint("a r v1:12 " + digest('2')), "is no fingerprint"));
  CHECK(contains(complaint("a r " + digest('1') + " none"), "is no value id"));
  CHECK(contains(complaint("%4 r " + digest('1') + " -"), "is no path below the root"));
  for (const char* path : {"/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a%00b", "%2Fetc"})
    CHECK(contains(complaint(std::string(path) + " r " + digest('1') + " -"),
                   "is no path below the root"));
  CHECK(!contains(complaint("\x1b[31m r " + digest('1') + " x"), "\x1b"));
}

TEST_CASE("a conflict about the header itself is told as one") {
  const std::string text = "<<<<<<< HEAD\n" + header() + "=======\n" + header() + ">>>>>>> b\n";
  CHECK_THROWS_WITH(parse_baseline(text, "b", ""), Catch::Contains("b:1: a merge conflict"));
}

TEST_CASE("another key, a newer version and an empty file are errors, not 'everything is new'") {
  const std::string text = baseline_text({entry("a", '1')}, "one key");
  CHECK(parse_baseline(text, "b", "one key").entries.size() == 1);
  CHECK_THROWS_WITH(parse_baseline(text, "b", "another"),
                    Catch::Contains("b:1: ") && Catch::Contains("--fingerprint-key"));
  CHECK_THROWS_WITH(parse_baseline(text, "b", ""), Catch::Contains("--fingerprint-key"));
  CHECK_THROWS_WITH(parse_baseline("# prodready-baseline v2 zip\n", "b", ""),
                    Catch::Contains("newer"));
  CHECK_THROWS_WITH(parse_baseline(" \n", "b", ""), Catch::Contains("empty"));
  CHECK(text.find("one key") == std::string::npos);
}
