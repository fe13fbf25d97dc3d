#include "findings/inline_ignore.h"

#include "catch.h"
#include "text/line_index.h"

using prodready::Category;
using prodready::Finding;
using prodready::InlineIgnores;
using prodready::LineIndex;
using prodready::Rule;
using prodready::Suppression;
using prodready::Window;

namespace {

Rule rule(const std::string& id, Category category) {
  Rule rule;
  rule.id = id;
  rule.category = category;
  return rule;
}
const Rule kRule = rule("my-rule", Category::credentials);
const Rule kDebugRule = rule("flask-run-debug", Category::debug);

/// A finding of `its` at the first `what` in `text`.
Finding finding_of(const Rule& its, const std::string& text, const std::string& what) {
  const LineIndex lines(text);
  const size_t begin = text.find(what), end = begin + what.size();
  Finding finding;
  finding.rule = &its;
  finding.path = "a.py";
  finding.location = {{lines.line(begin), lines.column(begin)},
                      {lines.line(end), lines.column(end)}};
  finding.fingerprint = "v1:0123456789abcdef0123456789abcdef";
  finding.value_id = "v1:fedcba9876543210fedcba9876543210";
  return finding;
}

std::optional<Suppression> suppression_of(const Finding& finding, const std::string& text,
                                          const std::string& path = "a.py") {
  InlineIgnores ignores("2026-06-15", true);
  Window window;
  window.path = path;
  window.text = text;
  window.core_end = text.size();
  ignores.begin_file(path);
  ignores.read(window, true);
  return ignores.suppression_of(finding);
}

/// The suppression for a finding of "my-rule" at the word TOKEN in `text`.
std::optional<Suppression> at_token(const std::string& text, const std::string& path = "a.py") {
  return suppression_of(finding_of(kRule, text, "TOKEN"), text, path);
}

/// The marker that accepts TOKEN, or "".
std::string marker_of(const std::string& text, const std::string& path = "a.py") {
  const auto suppression = at_token(text, path);
  return suppression ? suppression->marker : "";
}

}  // namespace

TEST_CASE("a marker on the finding's line suppresses it") {
  const auto suppression =
      at_token("x = TOKEN  # prodready:ignore[my-rule] test key of the sandbox\n");
  REQUIRE(suppression);
  CHECK(suppression->reason == "test key of the sandbox");
  CHECK(suppression->origin == "a.py:1");
  CHECK(suppression->marker == "prodready:ignore");
  CHECK(at_token("TOKEN // prodready:ignore[other,my-rule]")->reason.empty());
  CHECK(at_token("TOKEN // prodready:ignore[other, my-rule] blanks too")->reason == "blanks too");
}

TEST_CASE("a marker is read in every comment syntax, without the comment's end") {
  for (const std::string line : {"# M",
                                 "// M",
                                 "/* M */",
                                 "-- M",
                                 "; M",
                                 "<!-- M -->",
                                 "{# M #}",
                                 "% M",
                                 "' M",
                                 "REM M",
                                 "\"\"\" M \"\"\"",
                                 "''' M '''",
                                 "{/* M */}",
                                 "<%# M %>",
                                 "<%-- M --%>",
                                 "{{!-- M --}}",
                                 "(* M *)",
                                 "--[[ M ]]",
                                 " * M",
                                 "dnl M",
                                 "! M",
                                 ":: M",
                                 "@REM M",
                                 "#M"}) {
    CAPTURE(line);
    const size_t at = line.rfind('M');
    const std::string comment =
        line.substr(0, at) + "prodready:ignore[my-rule] known" + line.substr(at + 1);
    const auto above = at_token(comment + "\nx = TOKEN\n");
    REQUIRE(above);
    CHECK(above->reason == "known");
    const auto behind = at_token("x = TOKEN " + comment + "\n");
    REQUIRE(behind);
    CHECK(behind->reason == "known");
  }
}

TEST_CASE("a comment line above suppresses the line below it") {
  const auto suppression = at_token("\n# prodready:ignore[my-rule] sandbox\r\nx = TOKEN\r\n");
  REQUIRE(suppression);
  CHECK(suppression->origin == "a.py:2");
  CHECK(suppression->reason == "sandbox");
}

TEST_CASE("a marker behind code is meant for that line only") {
  CHECK(!at_token("y = 1  # prodready:ignore[my-rule] sandbox\nx = TOKEN\n"));
}

TEST_CASE("markers for something else do not suppress") {
  CHECK(!at_token("x = TOKEN  # prodready:ignore[other-rule] no\n"));
  CHECK(!at_token("x = TOKEN  # prodready:ignored\n"));
  CHECK(!at_token("x = TOKEN  # prodready:ignore-files\n"));
  CHECK(!at_token("x = TOKEN\n# prodready:ignore[my-rule] below\n"));
  CHECK(!at_token("# prodready:ignore[my-rule] two lines above\n\nx = TOKEN\n"));
  CHECK(!at_token("x = TOKEN  # prodready:ignore[my-rule"));
  CHECK(!at_token("x = TOKEN  # prodready:ignore[] every rule?"));
  CHECK(!at_token("x = TOKEN  # prodready:ignore-end\n"));
  CHECK(!at_token("x = TOKEN + \"# prodready:ignore[\" + id + \"]\";\n"));
}

TEST_CASE("a finding of several lines is accepted on any of them and above") {
  const std::string value = "TOKEN\nTOKEN\nTOKEN";
  const auto accepted = [&](const std::string& text) {
    return suppression_of(finding_of(kRule, text, value), text).has_value();
  };
  CHECK(accepted("# prodready:ignore[my-rule] k\nx = " + value + "\n"));
  CHECK(accepted("x = " + value + "  # prodready:ignore[my-rule] k\n"));
  CHECK(accepted("/* prodready:ignore[my-rule] k */ x = " + value + "\n"));
  CHECK(!accepted("x = " + value + "\n# prodready:ignore[my-rule] k\n"));
  CHECK(accepted("x = " + value + "\n# kingfisher:ignore\n"));
}

TEST_CASE("on an endless line a marker holds for what is near") {
  const std::string far(2000, 'x');
  CHECK(at_token("a=TOKEN;/* prodready:ignore[my-rule] near */" + far));
  CHECK(at_token(far + "/* prodready:ignore[my-rule] near */TOKEN" + far));
  CHECK(!at_token("a=TOKEN;" + far + "/* prodready:ignore[my-rule] far */"));
  CHECK(!at_token("/* prodready:ignore[my-rule] far */" + far + "TOKEN"));
}

TEST_CASE("a block holds from its start to its end") {
  const std::string block = "# prodready:ignore-start[my-rule] fixtures\n";
  const auto inside = at_token(block + "\n\n\nx = TOKEN\n# prodready:ignore-end\n");
  REQUIRE(inside);
  CHECK(inside->marker == "prodready:ignore-start");
  CHECK(inside->reason == "fixtures");
  CHECK(inside->origin == "a.py:1");
  CHECK(!at_token(block + "# prodready:ignore-end\nx = TOKEN\n"));
  CHECK(!at_token("x = TOKEN\n" + block));
  CHECK(at_token(block + "x = TOKEN\n"));
  // Blocks in blocks: an end ends the innermost.
  CHECK(at_token(block + "# prodready:ignore-start[other] o\n# prodready:ignore-end\nx = TOKEN\n"));
  CHECK(!at_token("# prodready:ignore-start[other] o\n" + block +
                  "# prodready:ignore-end\nx = TOKEN\n"));
}

TEST_CASE("a marker for the file stands in its first lines") {
  const std::string marker = "# prodready:ignore-file[my-rule] all invented\n";
  const auto suppression = at_token(marker + std::string(500, '\n') + "x = TOKEN\n");
  REQUIRE(suppression);
  CHECK(suppression->marker == "prodready:ignore-file");
  CHECK(at_token("x = TOKEN\n" + marker));
  CHECK(at_token(std::string(19, '\n') + marker + "x = TOKEN\n"));
  CHECK(!at_token(std::string(20, '\n') + marker + "x = TOKEN\n"));
}

TEST_CASE("owner, last day and value stand before or behind the reason") {
  const auto suppression =
      at_token("TOKEN # prodready:ignore[my-rule] a known key until=2026-06-15 owner=ops");
  REQUIRE(suppression);
  CHECK(suppression->reason == "a known key");
  CHECK(suppression->until == "2026-06-15");
  CHECK(suppression->owner == "ops");
  CHECK(at_token("TOKEN # prodready:ignore[my-rule] owner=ops a known key")->owner == "ops");
  CHECK(at_token("TOKEN # prodready:ignore[my-rule] the id=5 of it")->reason == "the id=5 of it");
}

TEST_CASE("a marker hides nothing after its last day, or with one that cannot be read") {
  CHECK(at_token("TOKEN # prodready:ignore[my-rule] r until=2026-06-15"));
  CHECK(!at_token("TOKEN # prodready:ignore[my-rule] r until=2026-06-14"));
  CHECK(!at_token("TOKEN # prodready:ignore[my-rule] r until=2027-02-30"));
  CHECK(!at_token("TOKEN # prodready:ignore[my-rule] r until=tomorrow"));
}

TEST_CASE("a marker that names a value holds for no other") {
  CHECK(at_token("TOKEN # prodready:ignore[my-rule] r id=01234567"));
  CHECK(at_token("TOKEN # prodready:ignore[my-rule] r id=v1:0123456789abcdef0123456789abcdef"));
  CHECK(at_token("TOKEN # prodready:ignore[my-rule] r id=fedcba98"));  // the same value elsewhere
  CHECK(!at_token("TOKEN # prodready:ignore[my-rule] r id=01234568"));
  CHECK(!at_token("TOKEN # prodready:ignore[my-rule] r id=0123456"));
  CHECK(!at_token("TOKEN # prodready:ignore[my-rule] r id=TOKENTOKEN"));
}

TEST_CASE("a reason is cut at 200 bytes, between characters") {
  std::string reason;
  while (reason.size() < 300) reason += "\xc3\xa4";
  const auto suppression = at_token("TOKEN # prodready:ignore[my-rule] x" + reason);
  REQUIRE(suppression);
  CHECK(suppression->reason == "x" + reason.substr(0, 198));
}

TEST_CASE("markers of other scanners hold for credentials where they mean the same") {
  CHECK(marker_of("x = TOKEN  #gitleaks:allow\n") == "gitleaks:allow");
  CHECK(marker_of("x = TOKEN  // betterleaks:allow why\n") == "betterleaks:allow");
  CHECK(marker_of("x = TOKEN  # trufflehog:ignore\n") == "trufflehog:ignore");
  CHECK(marker_of("x = TOKEN  # kingfisher:ignore\n") == "kingfisher:ignore");
  CHECK(marker_of("# kingfisher:ignore\nx = TOKEN\n") == "kingfisher:ignore");
  CHECK(marker_of("x = TOKEN  # pragma: allowlist secret\n") == "pragma: allowlist secret");
  CHECK(marker_of("x = TOKEN  # pragma:whitelist-secret\n") == "pragma: allowlist secret");
  CHECK(marker_of("# pragma: allowlist nextline secret\nx = TOKEN\n") ==
        "pragma: allowlist nextline secret");
  CHECK(marker_of("x = TOKEN // secretlint-disable-line\n") == "secretlint-disable-line");
  CHECK(marker_of("// secretlint-disable-next-line\nx = TOKEN\n") ==
        "secretlint-disable-next-line");
  CHECK(marker_of("/* secretlint-disable */\n\nx = TOKEN\n") == "secretlint-disable");
  CHECK(marker_of("x = TOKEN  # nosemgrep\n") == "nosemgrep");
  CHECK(marker_of("# nosemgrep: generic.secrets.gitleaks.x\nx = TOKEN\n") == "nosemgrep");
  CHECK(marker_of("x = TOKEN  # nosec\n") == "nosec");
  CHECK(marker_of("x = TOKEN  # nosec B105, B608\n") == "nosec");
  CHECK(marker_of("x = TOKEN  # nosec: hardcoded_password_string\n") == "nosec");
  CHECK(marker_of("x := TOKEN // #nosec G101 -- a test key\n", "a.go") == "nosec");
  CHECK(marker_of("// #nosec G101\nx := TOKEN\n", "a.go") == "nosec");
}

TEST_CASE("markers of other scanners do not hold where they mean something else") {
  CHECK(marker_of("# gitleaks:allow\nx = TOKEN\n").empty());
  CHECK(marker_of("# trufflehog:ignore\nx = TOKEN\n").empty());
  CHECK(marker_of("x = TOKEN  # pragma: no cover\n").empty());
  CHECK(marker_of("x = TOKEN  # pragma: allowlist nextline secret\n").empty());
  CHECK(marker_of("x = TOKEN // secretlint-disable-lines\n").empty());
  CHECK(marker_of("/* secretlint-disable */\n/* secretlint-enable */\nx = TOKEN\n").empty());
  CHECK(marker_of("x = TOKEN  # nosemgrep: python.lang.security.audit.eval-detected\n").empty());
  CHECK(marker_of("x = TOKEN  # nosec B608\n").empty());
  CHECK(marker_of("x = TOKEN  nosec\n").empty());
  CHECK(marker_of("x = TOKEN  # nosec\n", "a.rb").empty());
  CHECK(marker_of("# nosec\nx = TOKEN\n").empty());
}

TEST_CASE("a rule that another scanner's marker names means rules of that name here") {
  const Rule github = rule("github-token", Category::credentials);
  const Rule key = rule("private-key-pem", Category::credentials);
  const Rule aws = rule("aws-secret-access-key", Category::credentials);
  const auto accepts = [](const Rule& its, const std::string& name) {
    const std::string text =
        "x = TOKEN // secretlint-disable-line @secretlint/secretlint-rule-" + name + "\n";
    return suppression_of(finding_of(its, text, "TOKEN"), text).has_value();
  };
  CHECK(accepts(github, "github"));
  CHECK(accepts(key, "privatekey"));
  CHECK(accepts(aws, "aws"));
  CHECK(!accepts(aws, "github"));
  CHECK(!accepts(github, "gcp"));
  CHECK(accepts(github, "gcp, github"));
  CHECK(!accepts(github, "gcp -- github"));
  CHECK(marker_of("x = TOKEN // secretlint-disable-line -- my words\n").empty());
}

TEST_CASE("what is no credential is accepted by nosec only where it names the same switch") {
  const auto accepts = [](const std::string& comment) {
    const std::string text = "app.run(TOKEN)  # " + comment + "\n";
    return suppression_of(finding_of(kDebugRule, text, "TOKEN"), text).has_value();
  };
  CHECK(accepts("nosec"));
  CHECK(accepts("nosec B201"));
  CHECK(!accepts("nosec B105"));
  CHECK(!accepts("gitleaks:allow"));
  CHECK(!accepts("nosemgrep"));
  CHECK(!accepts("pragma: allowlist secret"));
  CHECK(accepts("prodready:ignore local server"));
}

TEST_CASE("when they are not heeded, markers are only counted") {
  const std::string text = "x = TOKEN # prodready:ignore[my-rule] r\n";
  InlineIgnores ignores("", false);
  Window window;
  window.path = "a.py";
  window.text = text;
  window.core_end = text.size();
  ignores.begin_file("a.py");
  ignores.read(window, true);
  CHECK(!ignores.suppression_of(finding_of(kRule, text, "TOKEN")));
  CHECK(ignores.unheeded() == 1);
}
