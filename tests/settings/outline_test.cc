#include "settings/outline.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace prodready;

namespace {

/// The part of `text` that is `lines`.
Span part_of(const std::string& text, const std::string& lines) {
  const size_t at = text.find(lines);
  REQUIRE(at != std::string::npos);
  return {at, at + lines.size()};
}

std::string outline(SettingsFormat format, const std::string& text,
                    const std::vector<std::string>& parts) {
  std::vector<Span> spans;
  for (const std::string& one : parts) spans.push_back(part_of(text, one));
  std::string out;
  append_outline(format, text, spans, out);
  return out;
}

std::string blocks(SettingsFormat format, const std::string& text, const std::string& place) {
  const std::vector<Span> wide = with_blocks(format, text, {part_of(text, place)});
  REQUIRE(wide.size() == 1);
  return text.substr(wide[0].begin, wide[0].end - wide[0].begin);
}

}  // namespace

TEST_CASE("above a part stand the lines that it is indented under") {
  const std::string text =
      "name: a\n"
      "services:\n"
      "  web:\n"
      "    image: x\n"
      "    environment:\n"
      "      A: 1\n"
      "      B: 2\n"
      "  db:\n"
      "    image: y\n"
      "volumes:\n"
      "  data: {}\n";
  const auto of = [&](const std::vector<std::string>& parts) {
    return outline(SettingsFormat::compose, text, parts);
  };
  CHECK(of({"      B: 2\n"}) == "services:\n  web:\n    environment:\n      B: 2\n");
  CHECK(of({"name: a\n"}) == "name: a\n");
  SECTION("what an earlier part shows is not repeated") {
    CHECK(of({"      A: 1\n", "    image: y\n"}) ==
          "services:\n  web:\n    environment:\n      A: 1\n  db:\n    image: y\n");
    CHECK(of({"    image: x\n", "      B: 2\n"}) ==
          "services:\n  web:\n    image: x\n    environment:\n      B: 2\n");
  }
  SECTION("a part of comments and blank lines is under what follows") {
    const std::string commented = "a:\n  b:\n\n    # why\n    c: 1\n";
    CHECK(outline(SettingsFormat::yaml, commented, {"    # why\n    c: 1\n"}) ==
          "a:\n  b:\n    # why\n    c: 1\n");
  }
}

TEST_CASE("a list may stand as far to the left as its key") {
  const std::string text =
      "jobs:\n"
      "  build:\n"
      "    steps:\n"
      "    - name: one\n"
      "      run: a\n"
      "    - name: two\n"
      "      env:\n"
      "        X: 1\n";
  CHECK(outline(SettingsFormat::github_actions, text, {"        X: 1\n"}) ==
        "jobs:\n  build:\n    steps:\n    - name: two\n      env:\n        X: 1\n");
  CHECK(outline(SettingsFormat::yaml, "a:\n- b: 1\n  c: 2\n", {"  c: 2\n"}) ==
        "a:\n- b: 1\n  c: 2\n");
}

TEST_CASE("of a manifest the top of each document says what it is") {
  const std::string text =
      "apiVersion: v1\n"
      "data:\n"
      "  a: 1\n"
      "  b: 2\n"
      "kind: ConfigMap\n"
      "---\n"
      "kind: Secret\n"
      "data:\n"
      "  c: 3\n";
  CHECK(outline(SettingsFormat::kubernetes, text, {"  b: 2\n"}) ==
        "apiVersion: v1\ndata:\n  b: 2\nkind: ConfigMap\n---\nkind: Secret\ndata:\n");
}

TEST_CASE("where the name of a block changed, the block counts as changed") {
  const std::string yaml = "a: 1\nsecrets:\n  b: 1\n\n  c:\n    d: 2\ne: 3\n";
  CHECK(blocks(SettingsFormat::yaml, yaml, "secrets") == "secrets:\n  b: 1\n\n  c:\n    d: 2\n");
  CHECK(blocks(SettingsFormat::yaml, yaml, "a: 1") == "a: 1");
  CHECK(blocks(SettingsFormat::yaml, yaml, "    d: 2\n") == "    d: 2\n");
  const std::string ini = "[a]\nx = 1\n\n[b]\ny = 1\nz = 2\n[c]\n";
  CHECK(blocks(SettingsFormat::ini, ini, "[b") == "[b]\ny = 1\nz = 2\n");
  CHECK(blocks(SettingsFormat::ini, ini, "y = 1") == "y = 1");
  SECTION("but not without end") {
    std::string long_block = "a:\n";
    for (int i = 0; i < 10000; ++i) long_block += "  x: 1\n";
    CHECK(blocks(SettingsFormat::yaml, long_block, "a:").size() < 20000);
  }
  SECTION("where something was taken out nothing more does") {
    CHECK(with_blocks(SettingsFormat::yaml, yaml, {{5, 5}}) == std::vector<Span>{{5, 5}});
  }
}
